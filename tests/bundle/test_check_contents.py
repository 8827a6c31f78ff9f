"""Pages, scripts and videos with one fault each."""

import os
import zipfile
from pathlib import Path

import pytest

from bundle.checking import film, found, with_files
from bundle.packages import PAGE, SCRIPT, sound, zipped
from pipeline.formats.bundle.lint import check

VIDEO = '<video src="a.mp4"><track kind="captions" src="a.vtt"></video>'

PAGES = [
    ('<script src="https://cdn.example.net/a.js"></script>', "external-request"),
    ('<img src="//cdn.example.net/a.png">', "external-request"),
    ('<img srcset="a.png 1x, https://cdn.example.net/b.png 2x">', "external-request"),
    ('<link rel="stylesheet" href="http://fonts.example.net/a.css">', "external-request"),
    ('<iframe src="https://video.example.net/1"></iframe>', "external-request"),
    ('<form action="https://form.example.net/"></form>', "external-request"),
    ('<p style="background:url(https://cdn.example.net/a.png)">', "external-request"),
    ("<style>@import 'https://fonts.example.net/a.css';</style>", "external-request"),
    ('<meta http-equiv="refresh" content="0; url=https://a.example.net/">', "external-request"),
    ("<script>fetch('https://api.example.net/')</script>", "external-request"),
    ('<base href="https://cdn.example.net/">', "external-request"),
    ('<svg><use href="https://cdn.example.net/a.svg#b"/></svg>', "external-request"),
    ('<a href="a.html" ping="https://count.example.net/">x</a>', "external-request"),
    ("<button onclick=\"fetch('https://api.example.net/')\">x</button>", "external-request"),
    ('<button onclick="top.location.href = 1">ut</button>', "target-top"),
    ('<a href="a.html" target="_top">ut</a>', "target-top"),
    ('<base target="_parent">', "target-top"),
    ('<video src="a.mp4"></video>', "captions"),
    ('<video src="a.mp4"><track kind="chapters" src="a.vtt"></video>', "captions"),
    (VIDEO.replace("<video", "<video autoplay"), "autoplay"),
    ('<audio src="a.mp3" autoplay></audio>', "autoplay"),
]

SCRIPTS = [
    ('addEventListener("unload", save)', "unload"),
    ("window.onunload = save", "unload"),
    ("$(window).on('unload', save)", "unload"),
    ("$(window).unload(function () { save(); })", "unload"),
    ("window.top.location = 'a.html'", "target-top"),
    ("video.autoplay = true", "autoplay"),
    ('s.src = "https://cdn.example.net/a.js"', "external-request"),
    ('import a from "https://cdn.example.net/a.js"', "external-request"),
    ("x.open('GET', 'https://api.example.net/')", "external-request"),
    ('navigator.sendBeacon("https://count.example.net/")', "external-request"),
    ('new WebSocket("wss://live.example.net/")', "external-request"),
    ('var help = "https://help.example.net/"', "external-name"),
]

INNOCENT = [
    '<a href="https://kommunett.example.net/">les mer</a>',
    '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "<script>var ns = 'http://www.w3.org/2000/svg';</script>",
    '<script>addEventListener("pagehide", save); addEventListener("beforeunload", warn)</script>',
    VIDEO,
    '<a href="a.html" target="_blank">ny fane</a>',
    '<img src="https://[uferdig" alt="">',
    '<!-- <img src="https://cdn.example.net/a.png"> --><?php echo 1 ?>',
]


def page(body: str) -> str:
    return PAGE.replace("<body>", f"<body>{body}")


@pytest.mark.parametrize(("body", "rule"), PAGES)
def test_a_page_with_a_fault_is_told_of(body: str, rule: str, tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"index.html": page(body)}) == {rule: "warning"}


@pytest.mark.parametrize(("script", "rule"), SCRIPTS)
def test_a_script_with_a_fault_is_told_of(script: str, rule: str, tmp_path: Path) -> None:
    told = with_files(tmp_path / "a.zip", {"lesson.js": f"{SCRIPT}\n{script}"})
    assert told == {rule: "info" if rule == "external-name" else "warning"}


@pytest.mark.parametrize("body", INNOCENT)
def test_what_is_no_fault_is_not_told_of(body: str, tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"index.html": page(body)}) == {}


def test_styles_that_fetch_are_told_of_with_their_server(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {**sound(), "a.css": "@font-face{src:url('https://fonts.example.net/a.woff2')}"})
    (one,) = check(path).findings
    assert (one.rule, one.where) == ("external-request", "a.css")
    assert "fonts.example.net" in one.what


def test_a_page_that_does_not_say_its_language_is_told_of(tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"index.html": PAGE.replace(' lang="nb"', "")}) == {"language": "warning"}


def test_a_part_of_a_page_need_not_say_its_language(tmp_path: Path) -> None:
    assert (
        with_files(tmp_path / "a.zip", {"del.html": "<p>hei</p>", "tom.html": "", "ord.html": "<!-- bare dette -->"})
        == {}
    )


def test_a_byte_order_mark_is_told_of(tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"lesson.js": f"\ufeff{SCRIPT}"}) == {"text-bom": "warning"}


def test_a_course_that_never_reports_is_told_of(tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"lesson.js": "alert(1)"}) == {"status-silent": "warning"}


def test_a_course_that_speaks_the_other_version_is_told_of(tmp_path: Path) -> None:
    other = {"scorm12": "cmi.completion_status", "scorm2004": "cmi.core.lesson_status"}
    for standard, script in other.items():
        told = found(zipped(tmp_path / f"{standard}.zip", {**sound(standard), "lesson.js": script}))
        assert told == {"status-other": "warning"}


def test_videos_without_captions_anywhere_are_told_of(tmp_path: Path) -> None:
    data = film(tmp_path / "a.mp4", "-movflags", "+faststart").read_bytes()
    assert with_files(tmp_path / "a.zip", {"a.mp4": data}) == {"captions": "warning"}
    assert with_files(tmp_path / "b.zip", {"a.mp4": data, "a.vtt": "WEBVTT\n"}) == {}


def test_a_video_that_starts_late_is_told_of(tmp_path: Path) -> None:
    data = film(tmp_path / "a.mp4").read_bytes()
    assert with_files(tmp_path / "a.zip", {"a.mp4": data, "a.vtt": "WEBVTT\n"}) == {"video-start": "warning"}


def test_a_video_that_is_none_is_told_of(tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"a.mp4": b"<html>", "a.vtt": ""}) == {"video-kind": "warning"}


def test_a_deflated_video_is_told_of(tmp_path: Path) -> None:
    data = film(tmp_path / "a.mp4", "-movflags", "+faststart").read_bytes()
    path = zipped(tmp_path / "a.zip", {**sound(), "a.mp4": data, "a.vtt": ""}, zipfile.ZIP_DEFLATED)
    assert found(path) == {"video-deflated": "warning"}


def test_a_module_script_is_an_error(tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {"a.mjs": "export {}"}) == {"script-mjs": "error"}


def test_many_findings_of_a_kind_are_counted_not_listed(tmp_path: Path) -> None:
    files = {f"a{number}.html": PAGE.replace(' lang="nb"', "") for number in range(100)}
    findings = check(zipped(tmp_path / "a.zip", {**sound(), **files})).findings
    assert len(findings) == 21
    assert findings[-1].what == "80 more of this kind"


def test_a_text_without_an_end_is_read_as_far_as_anybody_would(tmp_path: Path) -> None:
    told = with_files(tmp_path / "a.zip", {"a.html": "<i>" * 2_000_000, "b.js": 'fetch("https://a.example.net")'})
    assert told == {"unread": "info", "external-request": "warning"}


def test_texts_are_read_to_a_limit_together(tmp_path: Path) -> None:
    files = {f"a{number}.txt": "x" * 4_000_000 for number in range(8)}
    path = zipped(tmp_path / "a.zip", {**sound(), **files, "z.js": 'fetch("https://a.example.net")'}, 8)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("noise.bin", os.urandom(1_000_000))
    assert [(one.rule, one.where) for one in check(path).findings] == [("unread", "a7.txt"), ("unread", "z.js")]


def test_thousands_of_findings_take_no_room(tmp_path: Path) -> None:
    body = "".join(f'<img src="https://{number}.example.net/a.png">' for number in range(20_000))
    findings = check(zipped(tmp_path / "a.zip", {**sound(), "a.html": body})).findings
    assert len(findings) == 21
    assert findings[-1].what == "19980 more of this kind"
