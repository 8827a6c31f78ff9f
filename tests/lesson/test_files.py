"""The files of a bundle: their names, what is in them, and what a manifest tells."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lesson.courses import ready
from pipeline.errors import ContentError
from pipeline.formats.lesson.document import read_course_js
from pipeline.formats.lesson.page import SCRIPTS, SELFTEST, SELFTEST_SCRIPT, bundle_files, package
from pipeline.model.blob import Blob
from pipeline.model.bundle import BundleFile, BundleFormat, EncodedLesson
from pipeline.model.course import Course

TEMPLATES = Path(__file__).parents[2] / "pipeline" / "templates" / "lesson"
NAME = re.compile(r"[a-z0-9._-]+(/[a-z0-9._-]+)?")
Made = tuple[Course, tuple[EncodedLesson, ...]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return ready(tmp_path_factory.mktemp("work"))


def bodies(files: tuple[BundleFile, ...]) -> dict[str, Blob | bytes]:
    return {file.name: file.body for file in files}


def text(files: tuple[BundleFile, ...], name: str) -> str:
    body = bodies(files)[name]
    assert isinstance(body, bytes)
    return body.decode()


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004", "web"])
def test_names_are_such_as_every_platform_takes(made: Made, standard: BundleFormat) -> None:
    names = [file.name for file in bundle_files(*made, standard)]
    assert names == sorted(set(names))
    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert ("selvtest.html" in names) == (standard != "web")


def test_everything_of_every_lesson_is_there(made: Made) -> None:
    names = set(bodies(bundle_files(*made, "scorm12")))
    assert {"index.html", "course.js", "lesson.js", "lesson.css", "tilgjengelighet.html"} <= names
    assert {f"video/leksjon_{number}.{kind}" for number in (1, 2, 3) for kind in ("mp4", "jpg")} <= names
    assert {name for name in names if name.startswith("captions/")} == {
        *("captions/leksjon_1.nb.vtt", "captions/leksjon_1.en.vtt", "captions/leksjon_2.nn.vtt"),
        *("captions/leksjon_2.descriptions.nn.vtt", "captions/leksjon_3.en.vtt", "captions/leksjon_3.sma.vtt"),
    }
    assert "video/leksjon_3.described.mp4" in names


def test_captions_are_webvtt_with_their_lines(made: Made) -> None:
    captions = text(bundle_files(*made, "scorm12"), "captions/leksjon_1.nb.vtt")
    assert captions.startswith("WEBVTT\n\n")
    assert "00:00:00.200 --> 00:00:01.800\nDigital transformasjon handler om mennesker,\nog ikke først om" in captions


def test_every_script_of_ours_is_put_to_use() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.js")}
    assert there == {*SCRIPTS, SELFTEST_SCRIPT}
    assert (TEMPLATES / SELFTEST).is_file()


def test_scripts_are_plain_scripts_of_a_readable_size() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.js")}
    assert [name for name, script in texts.items() if script.count("\n") > 300] == []
    assert [
        name
        for name, script in texts.items()
        if re.search(r"^\s*(import|export) |\beval\(|\.mjs", script, re.MULTILINE)
    ] == []


def test_nothing_is_fetched_from_elsewhere(made: Made) -> None:
    files = bundle_files(*made, "scorm12")
    page = re.sub(r'<a href="https://www\.digdir\.no/"', "", text(files, "index.html"))
    assert re.findall(r"(?:src|href|action)=\"(?:[a-z]+:)?//[^\"]*", page) == []
    assert re.findall(r"url\(|@import", text(files, "lesson.css")) == []
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg\b)", text(files, "lesson.js")) == []  # SVG's namespace


def test_one_lesson_alone_is_a_course_of_one(made: Made) -> None:
    course, encoded = made
    files = bundle_files(course, encoded, "scorm12", "leksjon_2")
    told = read_course_js(text(files, "course.js").encode())
    assert (told["scope"], told["completion"]) == ("lesson", {"lessons": None, "watched": 0.9, "quiz": "answered"})
    assert {name for name in bodies(files) if name.startswith("video/")} == {
        "video/leksjon_2.mp4",
        "video/leksjon_2.jpg",
    }
    about = package(course, encoded, files, "leksjon_2")
    assert (about.identifier, about.item) == (f"{course.id}-leksjon_2", f"item-{course.id}-leksjon_2")
    assert about.title == "Digital transformasjon for folkevalgte: Brukaren først"
    assert (about.language, about.objectives, about.seconds) == ("nn", (("leksjon_2", "Brukaren først"),), 360.0)


def test_a_lesson_that_is_not_there_is_a_mistake_of_ours(made: Made) -> None:
    with pytest.raises(ValueError, match="leksjon_9"):
        bundle_files(*made, "scorm12", "leksjon_9")


def test_what_the_manifest_tells(made: Made) -> None:
    course, encoded = made
    files = bundle_files(course, encoded, "scorm12")
    about = package(course, encoded, files)
    assert (about.identifier, about.item) == (course.id, f"item-{course.id}")
    assert (about.title, about.language, about.launch) == (course.title, "nb", "index.html")
    assert (about.mastery, about.seconds) == (None, 19 * 60.0)
    assert [identifier for identifier, _ in about.objectives] == ["leksjon_1", "leksjon_2", "leksjon_3"]
    assert about.files == tuple(file.name for file in files)
    assert about.version == read_course_js(text(files, "course.js").encode())["version"]


def test_the_version_is_one_for_every_format_and_lesson(made: Made) -> None:
    course, encoded = made
    versions = {
        package(course, encoded, bundle_files(course, encoded, standard, lesson), lesson).version
        for standard in ("scorm12", "scorm2004", "web")
        for lesson in ("", "leksjon_1")
    }
    assert len(versions) == 1


def test_same_content_same_bytes(made: Made) -> None:
    assert bundle_files(*made, "scorm2004") == bundle_files(*made, "scorm2004")


def test_a_workspace_restyles_the_page(made: Made) -> None:
    own = (("theme.css", ":root { --paper: teal; }"),)
    files = bundle_files(*made, "scorm12", templates=own)
    assert text(files, "lesson.css").startswith(":root { --paper: teal; }")
    assert package(*made, files).version != package(*made, bundle_files(*made, "scorm12")).version


def test_a_wrong_template_is_told_of(made: Made) -> None:
    with pytest.raises(ContentError, match=r"config/templates/lesson/course\.html"):
        bundle_files(*made, "scorm12", templates=(("lesson/course.html", "{{ course.nothing }}"),))


def test_a_course_with_little_in_it_has_a_page(made: Made) -> None:
    course, encoded = made
    bare = replace(course.lessons[1], glossary=(), reflections=(), links=(), summary="", chapters=())
    least = replace(
        course, lessons=(bare,), objectives=(), description="", audience="", contact="", part="", gathering=""
    )
    page = text(bundle_files(least, encoded[1:2], "web"), "index.html")
    assert 'id="ordliste"' not in page
    assert 'id="refleksjon"' not in page
    assert 'class="steps"' not in page


def test_one_credit_for_all_lessons_is_told_once(made: Made) -> None:
    course, encoded = made
    alike = replace(course, lessons=tuple(replace(lesson, credit="Laget av oss.") for lesson in course.lessons))
    assert text(bundle_files(alike, encoded, "web"), "index.html").count("Laget av oss.") == 1
    assert text(bundle_files(course, encoded, "web"), "index.html").count("Stemmen er laget av en maskin.") == 1
