import hashlib
import html
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from cli.publisher import Publisher
from coursepublish.course import COURSE, SLUG, edit, told
from pipeline.cache import default_root
from pipeline.cli.course import _kit as kit_of
from pipeline.coursebuild import Wish
from pipeline.coursepublish import CourseOrder, CourseSummary, publish
from pipeline.errors import ConflictError, PublishError
from pipeline.events import silent
from pipeline.model.release import Asset
from pipeline.tools.folder import FolderStorage
from pipeline.workspace.reader import read
from publishing.faulty import Watched, failing_at
from servers import S3Server

TARGET = """
[targets.nett]
url = "s3://{bucket}/{prefix}"
base_url = "https://podkast.example.no/"
endpoint = "{endpoint}"
path_style = true
"""


def fetched(address: str) -> bytes:
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - our own server
        return bytes(response.read())


def status(address: str) -> int:
    try:
        fetched(address)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    return 200


def test_on_s3_links_end_and_are_the_only_way_in(producer: Publisher, s3_server: S3Server) -> None:
    config = producer.root / "config"
    config.mkdir()
    prefix = f"kurs/{uuid4().hex}"
    text = TARGET.format(bucket=s3_server.bucket, prefix=prefix, endpoint=s3_server.endpoint)
    (config / "publish.toml").write_text(text, "utf-8")
    ran = producer.run("course", SLUG, "--to", "nett", "--json", environment=s3_server.env)
    assert ran.code == 0, ran.err
    course = told(ran)
    shown = fetched(course["page"]).decode()
    assert status(course["page"].partition("?")[0]) == 403
    assert "Lenkene på denne siden virker til" in shown
    (link,) = re.findall(r'href="([^"]+\.zip[^"]*)"', shown)
    zipped = fetched(html.unescape(link))
    assert hashlib.sha256(zipped).hexdigest() == course["bundles"][0]["sha256"]
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', shown)
    assert b"--accent" in fetched(html.unescape(style))
    everything = ran.out + ran.err + shown
    assert s3_server.secret_key not in everything


def run(producer: Publisher, storage: Watched, *, force: bool = False) -> CourseSummary:
    workspace = read(producer.root)
    kit = kit_of(workspace, silent, fresh=False)
    order = CourseOrder(workspace.courses, Wish(), datetime(2026, 3, 2, 7, tzinfo=UTC), lambda: 0.0, force)
    return publish(order, kit, storage)


@pytest.fixture
def target(tmp_path: Path) -> Watched:
    return Watched(FolderStorage(tmp_path / "public"))


@pytest.fixture(autouse=True)
def _warm(producer: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FREMSKRITT_CACHE", str(producer.cache))
    assert default_root() == producer.cache


def test_zips_come_first_then_the_record_and_the_page_last(producer: Publisher, target: Watched) -> None:
    run(producer, target)
    kinds = [re.sub(r"-[0-9a-f]{12}", "", key.removeprefix(f"elearning/{COURSE}/")) for key in target.written]
    assert kinds.index("media/mitt-kurs-scorm12.zip") < kinds.index("record.json") < kinds.index("index.html")


@pytest.mark.parametrize("ending", [".zip", "record.json", ".css", "index.html"])
def test_a_target_that_fails_midway_leaves_what_was_there_and_the_next_run_mends_it(
    producer: Publisher, target: Watched, tmp_path: Path, ending: str
) -> None:
    run(producer, target)
    page = tmp_path / "public" / "elearning" / COURSE / "index.html"
    before = page.read_bytes()
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    broken = Watched(target.inner, before_put=failing_at(ending))
    if ending == ".css":
        run(producer, broken)  # its bytes have not changed: it is not written again
        return
    with pytest.raises(PublishError):
        run(producer, broken)
    assert page.read_bytes() == before
    linked = re.findall(r'href="(media/[^"]+)"', before.decode())
    assert all((page.parent / name).is_file() for name in linked)
    run(producer, target)
    assert "Et lite kurs, rettet." in page.read_text("utf-8")


def test_two_publishers_at_once_lose_nothing(producer: Publisher, target: Watched) -> None:
    run(producer, target)
    edit(producer, "course.toml", "Et lite kurs.", "Et lite kurs, rettet.")
    raced: list[str] = []

    def other(asset: Asset) -> None:
        if asset.key.endswith("record.json") and not raced:
            raced.append(asset.key)
            run(producer, Watched(target.inner))  # somebody else publishes between our reading and our writing

    run(producer, Watched(target.inner, before_put=other))
    record = target.inner.read(f"elearning/{COURSE}/record.json")
    assert raced
    assert record is not None
    assert record[0].count(b'"number"') == 2


def test_another_publisher_s_removals_take_nothing_that_is_linked(producer: Publisher, target: Watched) -> None:
    edits = iter(range(1, 9))

    def other_publishes_twice(asset: Asset) -> None:
        if asset.key.endswith("record.json") and next(edits) == 1:
            for number in (1, 2):
                edit(producer, "course.toml", 'audience = "', f'audience = "{number} ')
                run(producer, Watched(target.inner))

    for number in range(3):
        edit(producer, "course.toml", 'description = "', f'description = "{number} ')
        run(producer, Watched(target.inner))
    edit(producer, "course.toml", 'organisation = "', 'organisation = "Den nye ')
    run(producer, Watched(target.inner, before_put=other_publishes_twice))
    page = target.inner.read(f"elearning/{COURSE}/index.html")
    assert page is not None
    linked = re.findall(r'href="(media/[^"]+)"', page[0].decode())
    assert len(linked) == 3
    assert all(target.inner.head(f"elearning/{COURSE}/{name}") for name in linked)


def test_a_record_that_is_rewritten_all_the_time_is_given_up(producer: Publisher, target: Watched) -> None:
    def conflict(asset: Asset) -> None:
        if asset.key.endswith("record.json"):
            raise ConflictError("somebody else was first")

    with pytest.raises(PublishError, match="all the time"):
        run(producer, Watched(target.inner, before_put=conflict))


def test_a_record_that_cannot_be_read_is_no_reason_to_guess(
    producer: Publisher, target: Watched, tmp_path: Path
) -> None:
    run(producer, target)
    (tmp_path / "public" / "elearning" / COURSE / "record.json").write_text("{", "utf-8")
    with pytest.raises(PublishError, match="no record of a course"):
        run(producer, target)
