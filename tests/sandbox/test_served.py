import hashlib
import http.client
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest

from browser import NewPage, violations
from lms.sco import PAGE, VIDEO, write_sco
from lms.server import running
from lms.tried import publish
from pipeline.tools.serve import app

VENDOR = Path(__file__).parents[2] / "pipeline" / "templates" / "sandbox" / "vendor"


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, names: dict[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("folder")
    public = folder / "public"
    for standard in ("scorm12", "scorm2004", "web"):
        names[standard] = publish(write_sco(folder / f"{standard}.zip", standard), public, "politikerkurs", standard)
    (folder / "ødelagt.zip").write_bytes(b"PK\x03\x04 ikke en zip")
    names["broken"] = publish(folder / "ødelagt.zip", public, "politikerkurs", "broken")
    older = public / "elearning" / "politikerkurs" / "media" / "scorm12-000000000000.zip"
    write_sco(older)
    os.utime(older, (1, 1))
    (folder / "hemmelig.txt").write_text("hemmelig", encoding="utf-8")
    with ZipFile(folder / "utenfor.zip", "w") as archive:
        archive.writestr("index.html", "hemmelig")
    (public / "elearning" / "politikerkurs" / "media" / "ut.zip").symlink_to(folder / "utenfor.zip")
    return public


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with running(app(root)) as served:
        yield served


class Answer:
    def __init__(self, address: str, path: str, method: str = "GET", **headers: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname
        with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            reply = connection.getresponse()
            self.status, self.headers, self.body = reply.status, reply.headers, reply.read()


def video(names: dict[str, str]) -> str:
    return f"/sandkasse/politikerkurs/{names['scorm12']}/innhold/video.mp4"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=70000-", 70_000, 102_400),
        ("bytes=-10", 102_390, 102_400),
        ("bytes=102390-99999999", 102_390, 102_400),
    ],
)
def test_a_stored_video_is_given_in_ranges(
    address: str, names: dict[str, str], asked: str, start: int, end: int
) -> None:
    answer = Answer(address, video(names), range=asked)
    assert (answer.status, answer.body) == (206, VIDEO[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(VIDEO)}"
    assert answer.headers["content-type"] == "video/mp4"


def test_a_compressed_file_is_given_whole_and_in_ranges(address: str, names: dict[str, str]) -> None:
    path = f"/sandkasse/politikerkurs/{names['scorm12']}/innhold/index.html"
    whole, part = Answer(address, path), Answer(address, path, range="bytes=10-19")
    assert (whole.status, whole.body.decode()) == (200, PAGE)
    assert (part.status, part.body.decode()) == (206, PAGE[10:20])
    assert whole.headers["content-type"] == "text/html; charset=utf-8"
    assert int(whole.headers["content-length"]) == len(PAGE)


def test_other_requests_for_a_video(address: str, names: dict[str, str]) -> None:
    whole = Answer(address, video(names))
    assert (whole.status, whole.body, whole.headers["accept-ranges"]) == (200, VIDEO, "bytes")
    head = Answer(address, video(names), "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(VIDEO)))
    past = Answer(address, video(names), range="bytes=999999-")
    assert (past.status, past.headers["content-range"]) == (416, f"bytes */{len(VIDEO)}")
    assert Answer(address, video(names), if_none_match=str(whole.headers["etag"])).status == 304
    other = Answer(address, video(names), range="bytes=0-9", if_range='"an older one"')
    assert (other.status, other.body) == (200, VIDEO)


@pytest.mark.parametrize(
    "path",
    [
        "{course}/{file}/innhold/../index.html",
        "{course}/{file}/innhold/%2e%2e/%2e%2e/hemmelig.txt",
        "{course}/{file}/innhold/finnes-ikke.html",
        "{course}/{file}/innhold/",
        "{course}/ut.zip/innhold/index.html",
        "{course}/finnes-ikke.zip/",
        "{course}/%2e%2e/",
        "%2e%2e/{file}/",
        "{course}/{broken}/innhold/index.html",
        "filer/vendor",
        "filer/sandbox.html",
        "filer/..%2fserve.py",
    ],
)
def test_what_is_not_in_a_bundle_is_not_there(address: str, names: dict[str, str], path: str) -> None:
    asked = path.format(course="politikerkurs", file=names["scorm12"], broken=names["broken"])
    answer = Answer(address, "/sandkasse/" + asked)
    assert answer.status == 404
    assert b"hemmelig" not in answer.body


def test_only_bundles_and_the_sandbox_may_be_framed(address: str, names: dict[str, str]) -> None:
    inside = Answer(address, f"/sandkasse/politikerkurs/{names['scorm12']}/innhold/index.html")
    outside = Answer(address, "/")
    assert inside.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert outside.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert "unsafe" not in inside.headers["content-security-policy"]


def test_the_courses_are_listed_with_standard_and_size(address: str, names: dict[str, str], new_page: NewPage) -> None:
    page = new_page()
    page.goto(address)
    page.click("text=Prøv kursene")
    text = page.inner_text("main")
    assert f"{names['scorm12']} (SCORM 1.2, 0,1 MB)" in text
    assert f"{names['scorm2004']} (SCORM 2004, 0,1 MB)" in text
    assert f"{names['web']} (nettsider, 0,1 MB)" in text
    assert f"{names['broken']} (kan ikke åpnes, 0,0 MB)" in text
    assert "scorm12-000000000000.zip (SCORM 1.2, 0,1 MB, eldre utgave)" in text
    assert "ut.zip" not in text
    assert violations(page) == []


def test_a_web_copy_opens_by_itself(address: str, names: dict[str, str], new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + "sandkasse/")
    page.click(f"text={names['web']}")
    page.wait_for_url("**/innhold/index.html")
    assert page.text_content("#svar") == "Fant ikke noe LMS"


def test_a_folder_without_courses_says_so(tmp_path: Path) -> None:
    with running(app(tmp_path)) as address:
        assert "Ingen kurs er publisert" in Answer(address, "/sandkasse/").body.decode()


def test_the_vendored_file_is_the_one_that_was_looked_at() -> None:
    digest = hashlib.sha256((VENDOR / "scorm-again.min.js").read_bytes()).hexdigest()
    assert f"sha256 `{digest}`" in (VENDOR / "README.md").read_text(encoding="utf-8")
    assert "MIT License" in (VENDOR / "LICENSE").read_text(encoding="utf-8")
