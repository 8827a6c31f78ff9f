"""The courses that are shipped are whole, lawful, and true to their manuscripts."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import mutagen
import pytest

from pipeline.formats.captionrules import findings
from pipeline.model.course import Course, Lesson, Question
from pipeline.workspace.courselock import save_course_lock
from pipeline.workspace.reader import read
from scripts import slidetext

ROOT = Path(__file__).resolve().parents[2]
COURSES = {course.slug: course for course in read(ROOT).courses}
ELECTED = COURSES["digital-transformasjon-og-innovasjon"]
GATHERING = COURSES["kommunett-forberedelse-til-regionsamling"]
LESSONS = [(course, lesson) for course in COURSES.values() for lesson in course.lessons]
STEM = 4
"""Letters that the forms of a word share: «drøft» is heard in «drøfte»."""

lessons = pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=[f"{one.slug}/{two.slug}" for one, two in LESSONS])


def questions(course: Course) -> list[Question]:
    return [question for lesson in course.lessons if lesson.quiz for question in lesson.quiz.questions]


def manuscript(course: Course, lesson: Lesson) -> tuple[slidetext.Slide, ...]:
    return slidetext.read(ROOT / "scripts" / "manuscripts" / course.slug / f"{lesson.slug}.txt")


def words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text.lower())}


def unheard(slide: slidetext.Slide) -> list[str]:
    said = words(*slide.said)
    shown = words(slide.title, *slide.shown)
    return sorted(word for word in shown if not any(one.startswith(word[:STEM]) for one in said))


def seconds(lesson: Lesson) -> float:
    opened = mutagen.File(lesson.video.path)
    assert opened is not None
    return float(opened.info.length)


def test_elected_representatives_get_five_lessons() -> None:
    assert ELECTED.title == "Digital transformasjon og innovasjon for folkevalgte"
    assert [lesson.number for lesson in ELECTED.lessons] == [1, 2, 3, 4, 5]
    assert len(ELECTED.objectives) == 5


def test_every_kind_of_question_is_asked() -> None:
    kinds = {question.kind for question in questions(ELECTED)}
    assert kinds == {"single", "multiple", "true-false", "order", "match"}
    assert all(lesson.quiz and len(lesson.quiz.questions) >= 3 for lesson in ELECTED.lessons)
    assert all(lesson.quiz and lesson.quiz.retry for lesson in ELECTED.lessons)


def test_quizzes_are_with_and_without_a_pass_mark() -> None:
    marks = {lesson.quiz.pass_mark for lesson in ELECTED.lessons if lesson.quiz}
    assert None in marks
    assert len(marks) > 1


@pytest.mark.parametrize("question", [*questions(ELECTED), *questions(GATHERING)], ids=lambda one: one.prompt)
def test_every_answer_is_met_with_a_reply(question: Question) -> None:
    for_each = all(option.feedback for option in question.options)
    for_all = bool(question.feedback_right and question.feedback_wrong)
    assert for_each if question.kind in {"single", "multiple"} else for_all


def test_the_right_answer_does_not_always_stand_first() -> None:
    chosen = [question for question in questions(ELECTED) if question.kind in {"single", "multiple"}]
    assert len({[option.right for option in question.options].index(True) for question in chosen}) > 1


def test_every_lesson_gives_something_to_think_over_alone_and_in_a_team() -> None:
    assert [{one.audience for one in lesson.reflections} for lesson in ELECTED.lessons] == [{"self", "team"}] * 5


def test_a_kommunett_module_prepares_for_a_gathering() -> None:
    assert GATHERING.part == "before"
    assert GATHERING.gathering == "Regionsamling i Namdalsregionen"
    assert "team" in {one.audience for lesson in GATHERING.lessons for one in lesson.reflections}


@lessons
def test_the_cover_is_the_poster(course: Course, lesson: Lesson) -> None:
    assert lesson.poster_at == 1.0, course.slug
    assert lesson.poster_at < lesson.chapters[1].start


def test_reflections_stay_on_the_device() -> None:
    assert not any(course.reflections_in_lms for course in COURSES.values())


@lessons
def test_captions_break_no_rule(course: Course, lesson: Lesson) -> None:
    found = [f"{one.message}: {lesson.captions[0].cues[one.index].text}" for one in findings(lesson.captions[0].cues)]
    assert found == [], course.slug


@lessons
def test_captions_are_what_the_manuscript_says(course: Course, lesson: Lesson) -> None:
    said = [sentence for slide in manuscript(course, lesson) for sentence in slide.said]
    shown = " ".join(cue.text.replace("\n", " ") for cue in lesson.captions[0].cues)
    assert shown == " ".join(said)
    assert [captions.language for captions in lesson.captions] == [lesson.language]


@lessons
def test_captions_and_chapters_lie_in_the_video(course: Course, lesson: Lesson) -> None:
    assert lesson.captions[0].cues[-1].end <= seconds(lesson), course.slug
    assert lesson.chapters[-1].start < lesson.captions[0].cues[-1].start


@lessons
def test_chapters_are_the_slides(course: Course, lesson: Lesson) -> None:
    assert [chapter.title for chapter in lesson.chapters] == [slide.title for slide in manuscript(course, lesson)]
    starts = {round(cue.start) for cue in lesson.captions[0].cues if cue.start == round(cue.start)}
    assert {int(chapter.start) for chapter in lesson.chapters[1:]} <= starts


@lessons
def test_all_that_a_slide_shows_is_said_while_it_is_shown(course: Course, lesson: Lesson) -> None:
    assert lesson.audio_description.kind == "integrated"
    assert {slide.title: unheard(slide) for slide in manuscript(course, lesson)[1:] if unheard(slide)} == {}


@lessons
def test_the_cover_is_read_aloud(course: Course, lesson: Lesson) -> None:
    said = " ".join(manuscript(course, lesson)[0].said)
    place = f"Leksjon {course.lessons.index(lesson) + 1} av {len(course.lessons)}: {lesson.title}"
    assert words(course.title) <= words(said)
    assert place in said
    assert "Stemmen du hører, er laget av en maskin." in said


@lessons
def test_the_synthetic_voice_is_told_of(course: Course, lesson: Lesson) -> None:
    assert "maskin (espeak-ng)" in lesson.credit
    assert f"`{course.slug}`" in (ROOT / "elearning" / "CREDITS.md").read_text(encoding="utf-8")


@lessons
def test_there_is_something_to_read_before_and_after(course: Course, lesson: Lesson) -> None:
    assert lesson.before, course.slug
    assert lesson.after


@lessons
def test_a_lesson_is_as_short_as_it_says(course: Course, lesson: Lesson) -> None:
    assert 40 <= seconds(lesson) <= 180, course.slug
    assert seconds(lesson) < lesson.minutes * 60 <= 15 * 60


@lessons
def test_links_lead_to_secure_pages(course: Course, lesson: Lesson) -> None:
    assert [link for link in lesson.links if not link.url.startswith("https://")] == [], course.slug


def test_no_word_of_the_glossary_is_explained_twice() -> None:
    terms = sorted(term.word for lesson in ELECTED.lessons for term in lesson.glossary)
    assert len(terms) >= 12
    assert all(before != after for before, after in pairwise(terms))


def test_the_videos_are_small() -> None:
    assert sum(lesson.video.size for _, lesson in LESSONS) <= 1_700_000


def test_the_identifiers_stand_in_the_lock_file(tmp_path: Path) -> None:
    for folder in ("config", "elearning"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    save_course_lock(read(tmp_path))
    lock = Path("config", "courses.lock.json")
    assert (tmp_path / lock).read_bytes() == (ROOT / lock).read_bytes()
