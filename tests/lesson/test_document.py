"""The document that scripts read: complete, safe inside a page, and the same whenever it is made."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lesson.courses import ready
from pipeline.formats.lesson.document import course_js, document, read_course_js, version
from pipeline.formats.lesson.profiles import SUSPEND_LIMIT, profile
from pipeline.model.bundle import EncodedLesson
from pipeline.model.course import Completion, Course, LmsProfile

LESSON_KEYS = {
    *("id", "number", "title", "summary", "language", "minutes", "seconds", "video", "described", "poster"),
    *("chapters", "tracks", "descriptions", "quiz", "reflections"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, EncodedLesson]]:
    course, encoded = ready(tmp_path_factory.mktemp("work"))
    return course, {lesson.id: one for lesson, one in zip(course.lessons, encoded, strict=True)}


@pytest.fixture(scope="module")
def told(made: tuple[Course, dict[str, EncodedLesson]]) -> dict[str, Any]:
    return json.loads(json.dumps(document(*made, "scorm12", "course", "0123456789ab")))  # type: ignore[no-any-return]


def test_what_is_told_of_the_course(told: dict[str, Any]) -> None:
    assert (told["format"], told["id"], told["standard"], told["scope"]) == (
        1, "kurs-digital-transformasjon", "scorm12", "course",
    )  # fmt: skip
    assert (told["version"], told["language"], told["part"]) == ("0123456789ab", "nb", "before")
    platform = told["profile"]
    assert isinstance(platform, dict)
    assert (platform["name"], platform["success"], platform["mastery"]) == ("moodle", False, None)
    assert (platform["commentCharacters"], platform["commentBytes"], platform["answerBytes"]) == (24_576, 0, 49_000)
    assert told["completion"] == {"lessons": None, "watched": 0.9, "quiz": "answered"}
    assert told["reflections"] == "device"
    assert [term["word"] for term in told["glossary"]] == ["Gevinst", "Ærlig tall", "Brukar"]


def test_what_is_told_of_a_lesson(told: dict[str, Any]) -> None:
    first, second, third = told["lessons"]
    assert [set(lesson) for lesson in told["lessons"]] == [LESSON_KEYS] * 3
    assert (first["id"], first["number"], first["seconds"]) == ("leksjon_1", 1, 6.0)
    assert (first["video"], first["poster"]) == ("video/leksjon_1.mp4", "video/leksjon_1.jpg")
    assert first["chapters"] == [{"start": 0.0, "title": "Velkommen"}, {"start": 3.0, "title": "Brukeren først"}]
    assert first["tracks"][0] == {
        "kind": "captions", "language": "nb", "label": "Norsk bokmål", "src": "captions/leksjon_1.nb.vtt",
    }  # fmt: skip
    assert second["descriptions"]["src"] == "captions/leksjon_2.descriptions.nn.vtt"
    assert (first["described"], third["described"]) == (None, "video/leksjon_3.described.mp4")
    assert (second["quiz"], third["reflections"]) == (None, [])


def test_what_is_told_of_a_quiz(told: dict[str, Any]) -> None:
    quiz = told["lessons"][0]["quiz"]
    assert (quiz["pass"], quiz["retry"]) == (70, True)
    assert [(one["id"], one["number"], one["kind"]) for one in quiz["questions"]] == [
        ("q_1", 1, "single"), ("q_2", 2, "multiple"), ("q_3", 3, "true-false"), ("q_4", 4, "order"),
        ("q_5", 5, "match"),
    ]  # fmt: skip
    assert quiz["questions"][0]["right"] == "Riktig."
    assert quiz["questions"][4]["options"][0] == {
        "id": "svar_a", "text": "Innbygger", "right": False, "feedback": "", "match": "Bruker tjenesten",
    }  # fmt: skip


def test_the_script_is_safe_wherever_it_stands() -> None:
    script = course_js({"title": "</script><!-- \u2028 æøå ]]>"})
    assert script.isascii()
    assert b"<" not in script
    assert read_course_js(script) == {"title": "</script><!-- \u2028 æøå ]]>"}


@pytest.mark.parametrize("script", [b"", b"Fremskritt.course = {};", course_js({})[:-3]])
def test_another_script_is_no_document(script: bytes) -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        read_course_js(script)


def test_same_content_same_bytes(made: tuple[Course, dict[str, EncodedLesson]]) -> None:
    scripts = {course_js(document(*made, "scorm12", "course", "x")) for _ in range(2)}
    assert len(scripts) == 1


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    course, _ = ready(tmp_path / "one")
    elsewhere, _ = ready(tmp_path / "two")
    look = {"lesson.js": "x"}
    mark = version(course, look)
    assert len(mark) == 12
    assert int(mark, 16) >= 0
    assert version(elsewhere, look) == mark
    assert version(replace(course, title="Et annet"), look) != mark
    assert version(course, {"lesson.js": "y"}) != mark


@pytest.mark.parametrize(
    ("name", "success"), [("moodle", False), ("moodle-strict", False), ("openedx", True), ("generic", True)]
)
def test_profiles(name: LmsProfile, *, success: bool) -> None:
    told = profile(name)
    assert (told.success, told.suspend_limit, told.mastery) == (success, SUSPEND_LIMIT, None)


def test_choices_of_the_course_are_told(made: tuple[Course, dict[str, EncodedLesson]]) -> None:
    course, encoded = made
    rule = Completion(lessons=2, watched=0.8, quiz="passed")
    chosen = replace(course, completion=rule, reflections_in_lms=True, profile="openedx")
    told = document(chosen, encoded, "web", "course", "x")
    assert told["completion"] == {"lessons": 2, "watched": 0.8, "quiz": "passed"}
    assert (told["reflections"], told["standard"]) == ("lms", "web")
    assert isinstance(told["profile"], dict)
    assert told["profile"]["commentCharacters"] == 4096
    assert told["profile"]["commentBytes"] + told["profile"]["answerBytes"] == 49_000
