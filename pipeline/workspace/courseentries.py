"""A course with its identifiers → what the lock file keeps of it. Pure."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from pipeline.model.course import Course, Lesson, Question
from pipeline.workspace.schema.courselock import (
    CourseLock,
    CoursesLock,
    KeptLock,
    LessonLock,
    OptionLock,
    QuestionLock,
    ReflectionLock,
)

_Entry = TypeVar("_Entry", bound=KeptLock)


def updated(lock: CoursesLock, courses: Iterable[Course]) -> CoursesLock:
    """Give ``lock`` with ``courses`` as they are now; other courses, and what is gone of these, are kept."""
    before = {one.id: one for one in lock.courses}
    after = before | {one.id: _course(one, before.get(one.id)) for one in courses}
    return CoursesLock(courses=tuple(sorted(after.values(), key=lambda one: (one.slug, one.id))))


def _course(course: Course, before: CourseLock | None) -> CourseLock:
    old = before or CourseLock(id=course.id, slug=course.slug, title=course.title)
    lessons = {one.number: one for one in old.lessons}
    questions = {one.number: one for one in old.questions}
    asked = [(lesson, question) for lesson in course.lessons if lesson.quiz for question in lesson.quiz.questions]
    return CourseLock(
        id=course.id,
        slug=course.slug,
        title=course.title,
        former_slugs=_former(old, course.slug),
        lessons=_with_gone([_lesson(one, lessons.get(one.number)) for one in course.lessons], old.lessons),
        questions=_with_gone([_question(*one, questions.get(one[1].number)) for one in asked], old.questions),
        reflections=_with_gone(
            [
                ReflectionLock(number=int(one.id.removeprefix("r_")), lesson=lesson.number, prompt=one.prompt)
                for lesson in course.lessons
                for one in lesson.reflections
            ],
            old.reflections,
        ),
    )


def _with_gone(present: Sequence[_Entry], before: Iterable[_Entry]) -> tuple[_Entry, ...]:
    there = {one.number for one in present}
    gone = [one.model_copy(update={"gone": True}) for one in before if one.number not in there]
    return (*present, *sorted(gone, key=lambda one: one.number))


def _former(old: CourseLock | LessonLock, slug: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys((*old.former_slugs, old.slug)) if one != slug)


def _lesson(lesson: Lesson, before: LessonLock | None) -> LessonLock:
    former = _former(before, lesson.slug) if before else ()
    return LessonLock(
        number=lesson.number, slug=lesson.slug, title=lesson.title, video=lesson.video.sha256, former_slugs=former
    )


def _question(lesson: Lesson, question: Question, before: QuestionLock | None) -> QuestionLock:
    options = () if question.kind == "true-false" else _options(question, before)
    return QuestionLock(
        number=question.number, lesson=lesson.number, kind=question.kind, prompt=question.prompt, options=options
    )


def _options(question: Question, before: QuestionLock | None) -> tuple[OptionLock, ...]:
    present = [OptionLock(letter=one.id.removeprefix("svar_"), text=one.text) for one in question.options]
    letters = {one.letter for one in present}
    gone = [
        one.model_copy(update={"gone": True}) for one in (before.options if before else ()) if one.letter not in letters
    ]
    return (*present, *sorted(gone, key=lambda one: one.letter))
