import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import Asset
from pipeline.model.workspace import Target
from pipeline.tools.dry import DryStorage
from pipeline.tools.folder import FolderStorage
from pipeline.tools.s3 import S3Storage
from servers import S3Server

KEY = "elearning/kurs-demo/media/kurs-0123456789ab.zip"
ZIP = Asset(KEY, b"PK not really", content_type(KEY), cache_control(KEY))


@pytest.fixture
def storage(s3_target: Target) -> S3Storage:
    return S3Storage(s3_target)


def fetched(address: str) -> tuple[int, bytes]:
    assert address.startswith("http://127.0.0.1:")
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own server
            return int(response.status), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def test_a_link_gives_the_file_to_whoever_has_it_and_only_that_file(storage: S3Storage) -> None:
    storage.put(ZIP)
    link = storage.link(KEY, 60)
    assert fetched(link) == (200, ZIP.body)
    assert fetched(link.partition("?")[0])[0] == 403
    assert fetched(link.replace("kurs-0123456789ab", "kurs-ffffffffffff"))[0] == 403


def test_a_link_ends(storage: S3Storage) -> None:
    storage.put(ZIP)
    link = storage.link(KEY, 1)
    time.sleep(2.5)
    assert fetched(link)[0] == 403


def test_a_link_tells_no_secret(storage: S3Storage, s3_server: S3Server) -> None:
    assert s3_server.secret_key not in storage.link(KEY, 60)


def test_a_folder_has_no_such_links(tmp_path: Path) -> None:
    assert FolderStorage(tmp_path).link(KEY, 60) == ""
    assert DryStorage(FolderStorage(tmp_path)).link(KEY, 60) == ""


def test_what_is_for_administrators_is_kept_by_no_shared_cache() -> None:
    assert ZIP.cache_control == "private, max-age=31536000, immutable"
    assert cache_control("elearning/kurs-demo/index.html") == "private, no-cache"
    assert cache_control("vis/media/a.mp3").startswith("public")
