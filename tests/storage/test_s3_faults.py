"""What a producer meets: no credentials, wrong ones, no server, no bucket. Told quickly, and without a secret."""

import logging
import time
import traceback
from pathlib import Path

import pytest

from pipeline.errors import MissingError, PipelineError, PublishError
from pipeline.model.release import Absent, Storage
from pipeline.model.workspace import Target
from pipeline.tools.targets import open_storage
from servers import S3Server, free_port, start_weed
from storage.samples import FEED, asset, media, recording


def every_call_fails(storage: Storage, match: str) -> None:
    calls = (
        lambda: storage.head(FEED),
        lambda: storage.read(FEED),
        lambda: storage.put(asset(FEED, b"x"), Absent()),
        lambda: storage.put(asset(FEED, b"x")),
        lambda: storage.keys("show/"),
        lambda: storage.delete(FEED),
    )
    for call in calls:
        with pytest.raises(PublishError, match=match):
            call()


def test_no_credentials(s3_target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(MissingError, match=r"no credentials for target 's3'.*AWS_ACCESS_KEY_ID") as caught:
        open_storage(s3_target, tmp_path)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(("name", "value"), [("AWS_SECRET_ACCESS_KEY", ""), ("AWS_PROFILE", "nobody")])
def test_credentials_that_are_not_complete(
    s3_target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(MissingError, match=r"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        open_storage(s3_target, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"), [("AWS_SECRET_ACCESS_KEY", "wr0ng/secret"), ("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN000000000")]
)
def test_wrong_credentials(
    s3_target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    every_call_fails(open_storage(s3_target, tmp_path), rf"{s3_target.url}.* at {s3_target.endpoint}.*credentials")


def test_no_such_bucket(s3_env: S3Server, tmp_path: Path) -> None:
    target = Target("s3", "s3://elsewhere", "https://example.org/", s3_env.endpoint, "us-east-1", path_style=True)
    with pytest.raises(PublishError, match=r"s3://elsewhere/show/feed\.xml at .*refused"):
        open_storage(target, tmp_path).put(asset(FEED, b"x"))


def test_an_unreachable_endpoint_is_told_quickly(s3_env: S3Server, tmp_path: Path) -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    storage = open_storage(s3_env.target("x", endpoint), tmp_path)
    began = time.monotonic()
    with pytest.raises(PublishError, match=rf"feed\.xml at {endpoint} cannot be reached .*endpoint") as caught:
        storage.put(asset(FEED, b"x"))
    assert time.monotonic() - began < 8
    assert caught.value.exit_code == 6


def test_a_server_that_is_killed_in_the_middle(
    s3_env: S3Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("weed")
    weed = start_weed(folder)
    try:
        storage = open_storage(weed.server.target("x"), tmp_path)
        storage.put(asset(FEED, b"x"))
        weed.kill()
        with pytest.raises(PublishError, match="cannot be reached"):
            storage.put(media(recording(tmp_path, 1000)))
    finally:
        weed.kill()
    assert weed.server.endpoint != s3_env.endpoint


@pytest.mark.parametrize(
    ("url", "endpoint", "match"),
    [
        ("s3://", "http://127.0.0.1:1", "names no bucket"),
        ("s3:///prefix", "http://127.0.0.1:1", "names no bucket"),
        ("s3://pod/../up", "http://127.0.0.1:1", "cannot be the name"),
        ("s3://pod", "127.0.0.1:8333", "Invalid endpoint"),
        ("ftp://pod/x", "", "nothing is known of 'ftp' addresses"),
        ("s3://Bucket_With%20Blank", "http://127.0.0.1:1", "Invalid bucket name"),
    ],
)
def test_settings_that_cannot_be_right(s3_env: S3Server, tmp_path: Path, url: str, endpoint: str, match: str) -> None:
    assert s3_env.endpoint != endpoint
    with pytest.raises(PublishError, match=match):
        open_storage(Target("t", url, "https://example.org/", endpoint), tmp_path).head(FEED)


@pytest.mark.parametrize("field", ["url", "endpoint"])
def test_credentials_in_the_settings_are_refused_and_not_repeated(s3_env: S3Server, tmp_path: Path, field: str) -> None:
    url = f"s3://AKIA:{s3_env.secret_key[:6]}@pod" if field == "url" else "s3://pod"
    endpoint = "" if field == "url" else f"http://AKIA:{s3_env.secret_key[:6]}@127.0.0.1:1"
    with pytest.raises(PublishError, match=rf"targets\.t\.{field} holds credentials") as caught:
        open_storage(Target("t", url, "https://example.org/", endpoint), tmp_path)
    assert s3_env.secret_key[:6] not in str(caught.value)


def test_the_secret_is_nowhere_to_be_read(
    s3_target: Target, s3_env: S3Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dead = s3_env.target("x", f"http://127.0.0.1:{free_port()}")
    missing = Target("s3", "s3://elsewhere", "https://example.org/", s3_env.endpoint, "us-east-1", path_style=True)
    told = []
    for target in (s3_target, dead, missing):
        storage = open_storage(target, tmp_path)
        told += [repr(storage), storage.name, repr(vars(storage))]
        try:
            told.append(repr(storage.put(asset(FEED, b"x"))))
        except PipelineError as error:
            told += [repr(error), str(error), error.hint, *traceback.format_exception(error)]
    assert len(caplog.records) > 50
    assert len([line for line in told if "PublishError" in line]) >= 2
    assert not [line for line in (*told, caplog.text) if s3_env.secret_key in line]
