"""``config/courses.lock.json``: what it keeps, through the files that a producer changes."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import ContentError, PublishError
from pipeline.model.course import Course
from pipeline.workspace.courselock import FILE, save_course_lock
from pipeline.workspace.reader import WorkspaceProblems, read
from workspace import places

COURSE = "elearning/alt-i-ett-kurs"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = places.copy("course-full", tmp_path)
    save_course_lock(read(root))
    return root


def course(root: Path) -> Course:
    (found,) = read(root).courses
    return found


def names(found: Course) -> dict[str, str]:
    """Give what everything is called, by its words."""
    lessons = {one.title: one.id for one in found.lessons}
    questions = [question for one in found.lessons if one.quiz for question in one.quiz.questions]
    options = {f"{one.prompt} {option.text}": option.id for one in questions for option in one.options}
    reflections = {thought.prompt: thought.id for one in found.lessons for thought in one.reflections}
    return lessons | {one.prompt: one.id for one in questions} | options | reflections


def test_what_is_read_before_and_after_it_is_kept_is_the_same(tmp_path: Path) -> None:
    root = places.copy("course-full", tmp_path)
    before = read(root)
    save_course_lock(before)
    assert read(root) == before


def test_the_file_is_readable_and_what_is_gone_comes_last(root: Path) -> None:
    text = (root / FILE).read_text("utf-8")
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    (kept,) = data["courses"]
    assert (kept["id"], kept["slug"], kept["former_slugs"]) == (
        "kurs-det-gamle-navnet",
        "alt-i-ett-kurs",
        ["det-gamle-navnet"],
    )
    assert [(one["number"], one["gone"]) for one in kept["lessons"]] == [(3, False), (4, False), (5, False), (2, True)]
    assert [(one["letter"], one["gone"]) for one in kept["questions"][0]["options"]] == [
        ("b", False),
        ("c", False),
        ("a", True),
    ]


def test_saving_twice_writes_once(root: Path) -> None:
    before = (root / FILE).stat()
    save_course_lock(read(root))
    assert (root / FILE).stat().st_mtime_ns == before.st_mtime_ns


def test_only_the_courses_that_are_published_are_kept(tmp_path: Path) -> None:
    root = places.copy("course-minimal", tmp_path)
    shutil.copytree(root / "elearning/mitt-kurs", root / "elearning/et-utkast")
    places.replace(root / "elearning/et-utkast/course.toml", "Mitt kurs", "Et utkast")
    save_course_lock(read(root), ["mitt-kurs"])
    assert [one["slug"] for one in json.loads((root / FILE).read_text("utf-8"))["courses"]] == ["mitt-kurs"]
    save_course_lock(read(root))
    assert [one["slug"] for one in json.loads((root / FILE).read_text("utf-8"))["courses"]] == [
        "et-utkast",
        "mitt-kurs",
    ]


def test_renaming_and_rewording_keeps_every_identifier(root: Path) -> None:
    before = names(course(root))
    (root / COURSE / "brukeren-forst").rename(root / COURSE / "bruker-forst")
    file = root / COURSE / "course.toml"
    places.replace(file, '["brukeren-forst", "saemien", "beskrevet"]', '["saemien", "bruker-forst", "beskrevet"]')
    places.replace(file, "Alt i ett kurs", "Alt i ett")
    places.replace(root / COURSE / "bruker-forst/lesson.toml", "Brukeren først", "Bruker først")
    places.replace(root / COURSE / "bruker-forst/quiz.toml", "Hvem er bruker?", "Hvem er brukeren?")
    places.replace(root / COURSE / "bruker-forst/quiz.toml", '"Gjetning"', '"Gjetninger"')
    after = names(course(root))
    assert sorted(after.values()) == sorted(before.values())
    assert after["Bruker først"] == before["Brukeren først"]
    assert after["Hvem er brukeren?"] == before["Hvem er bruker?"]
    assert after["Hva gir innsikt? Gjetninger"] == before["Hva gir innsikt? Gjetning"]


def test_a_course_moved_to_another_folder_keeps_its_id(root: Path) -> None:
    (root / COURSE).rename(root / "elearning/nytt-navn")
    places.replace(root / "elearning/nytt-navn/course.toml", 'renamed_from = "det-gamle-navnet"\n', "")
    assert course(root).id == "kurs-det-gamle-navnet"


def test_a_lesson_taken_out_and_put_in_again_is_the_same(root: Path) -> None:
    before = names(course(root))
    file = root / COURSE / "course.toml"
    places.replace(file, '"saemien", ', "")
    (root / COURSE / "saemien").rename(root / COURSE / "_saemien")
    places.replace(file, "lessons = 2", "lessons = 1")
    save_course_lock(read(root))
    (root / COURSE / "_saemien").rename(root / COURSE / "saemien")
    places.replace(file, '"beskrevet"]', '"beskrevet", "saemien"]')
    assert names(course(root)) == before


def test_another_lesson_in_the_folder_of_one_that_is_gone_is_new(root: Path) -> None:
    file = root / COURSE / "course.toml"
    places.replace(file, '"saemien", ', "")
    (root / COURSE / "saemien").rename(root / "_borte")
    save_course_lock(read(root))
    shutil.copytree(root / COURSE / "beskrevet", root / COURSE / "saemien")
    places.replace(root / COURSE / "saemien/lesson.toml", '"Beskrevet"', '"Noe helt annet"')
    (root / COURSE / "saemien/video.mp4").write_bytes(b"another video")
    places.replace(file, '"beskrevet"]', '"beskrevet", "saemien"]')
    assert [one.number for one in course(root).lessons] == [3, 5, 6]


def test_two_folders_that_change_names_are_asked_about(root: Path) -> None:
    one, other = root / COURSE / "saemien", root / COURSE / "beskrevet"
    one.rename(root / COURSE / "tredje")
    other.rename(one)
    (root / COURSE / "tredje").rename(other)
    lines = places.problems(root)
    assert len(lines) == 2
    assert all("renamed_from: is needed: this looks like" in line for line in lines)


def test_a_replaced_video_keeps_the_lesson(root: Path) -> None:
    before = names(course(root))
    (root / COURSE / "beskrevet/video.mp4").write_bytes(b"another video")
    assert names(course(root)) == before


def test_options_changed_too_often_are_told_of(tmp_path: Path) -> None:
    root = places.copy("course-full", tmp_path)
    places.replace(root / FILE, '"letter": "a"', '"letter": "z"')
    (line,) = places.problems(root)
    assert line == (
        f"{COURSE}/course.toml: has a question in brukeren-forst whose options were changed too often "
        "(“Hvem er bruker?”): word the question anew, so that it is a new one"
    )


def test_numbers_that_are_used_up_are_told_of(tmp_path: Path) -> None:
    root = places.copy("course-full", tmp_path)
    places.replace(root / FILE, '"number": 4,', '"number": 999,')
    (line,) = places.problems(root)
    assert "has used up its numbers in brukeren-forst: make a new course of it" in line


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 2}', '{"version": 1, "version": 1}', "[" * 100_000])
def test_a_file_that_publish_did_not_write_is_refused(root: Path, text: str) -> None:
    workspace = read(root)
    (root / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceProblems):
        read(root)
    with pytest.raises(WorkspaceProblems):
        save_course_lock(workspace)
    assert (root / FILE).read_text("utf-8") == text


def test_a_file_that_changed_meanwhile_is_not_written_over(root: Path) -> None:
    shutil.copytree(root / COURSE, root / "elearning/andre-kurs")
    places.replace(root / "elearning/andre-kurs/course.toml", 'title = "Alt i ett kurs"', 'title = "Andre kurs"')
    places.replace(root / "elearning/andre-kurs/course.toml", 'renamed_from = "det-gamle-navnet"\n', "")
    workspace = read(root)
    data = json.loads((root / FILE).read_text("utf-8"))
    data["courses"][0]["lessons"][0]["slug"] = "tatt-ut"
    data["courses"][0]["lessons"][3] |= {"gone": False, "number": 4}
    (root / FILE).write_text(json.dumps(data), encoding="utf-8")
    before = (root / FILE).read_bytes()
    with pytest.raises(ContentError):
        save_course_lock(workspace)
    assert (root / FILE).read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    root = places.copy("course-minimal", tmp_path)
    (root / "config").write_text("", encoding="utf-8")
    with pytest.raises(PublishError):
        save_course_lock(read(root))
