"""Identifiers of a course and of everything in it: assigned once, and found again after a change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from pipeline.formats.slug import slugify
from pipeline.model.course import Course, Question, Reflection
from pipeline.workspace.coursematching import Thing, rematch
from pipeline.workspace.matching import Identity, match
from pipeline.workspace.naming import Draft, refuse_unclear
from pipeline.workspace.schema.courselock import CourseLock, CoursesLock, LessonLock, OptionLock, QuestionLock

_A = ord("a")


def name_courses(lock: CoursesLock, drafts: Sequence[Draft]) -> dict[str, CourseLock]:
    """Give by its slug what is kept of each course; nothing but an id, made of the slug, of a new one."""
    known = {one.slug: one for one in lock.courses}
    identities = [Identity(one.slug, one.title, former_slugs=one.former_slugs) for one in lock.courses]
    found = _matched(identities, drafts)
    entries = {slug: known[old] for slug, old in found.items()}
    taken = {one.id for one in lock.courses}
    for draft in drafts:
        if draft.slug not in entries:
            entry = CourseLock(id=_fresh_id(draft.slug, taken), slug=draft.slug, title=draft.identity.title)
            taken.add(entry.id)
            entries[draft.slug] = entry
    return entries


def number_lessons(entry: CourseLock, drafts: Sequence[Draft]) -> dict[str, int]:
    """Give each lesson's number by its slug; new ones get the next that was never used, in their order."""
    known = _known(entry, {draft.slug: draft.identity for draft in drafts})
    identities = [
        Identity(one.slug, one.title, digest=one.video, former_slugs=one.former_slugs) for one in known.values()
    ]
    found = {slug: known[old].number for slug, old in _matched(identities, drafts).items()}
    numbers = _filled([found.get(draft.slug) for draft in drafts], [one.number for one in entry.lessons])
    return {draft.slug: number for draft, number in zip(drafts, numbers, strict=True)}


def with_ids(course: Course, entry: CourseLock, numbers: Mapping[str, int]) -> Course:
    """Give ``course`` with all its identifiers; ``numbers`` are those of the lessons by slug."""
    lessons = [
        replace(one, number=numbers[one.slug], id=f"leksjon_{numbers[one.slug]}", quiz=None) for one in course.lessons
    ]
    questions = _questions(course, entry, numbers)
    reflections = _reflections(course, entry, numbers)
    named = tuple(
        replace(
            lesson,
            quiz=replace(old.quiz, questions=tuple(questions[lesson.number])) if old.quiz else None,
            reflections=tuple(reflections[lesson.number]),
        )
        for lesson, old in zip(lessons, course.lessons, strict=True)
    )
    return replace(course, id=entry.id, lessons=named)


def _questions(course: Course, entry: CourseLock, numbers: Mapping[str, int]) -> dict[int, list[Question]]:
    wanted = {numbers[one.slug]: one.quiz.questions if one.quiz else () for one in course.lessons}
    kept: dict[int, QuestionLock] = {one.number: one for one in entry.questions}
    found: list[int | None] = []
    for lesson, questions in wanted.items():
        known = [one for one in entry.questions if one.lesson == lesson]
        pairs = rematch(
            [Thing(one.prompt, one.kind, one.gone) for one in known], [Thing(one.prompt, one.kind) for one in questions]
        )
        found += [None if one is None else known[one].number for one in pairs]
    given = iter(_filled(found, kept))
    return {lesson: [_question(one, next(given), kept) for one in questions] for lesson, questions in wanted.items()}


def _question(question: Question, number: int, kept: Mapping[int, QuestionLock]) -> Question:
    known = kept[number].options if number in kept else ()
    letters = _letters(question, known)
    options = tuple(
        replace(option, id=f"svar_{letter}") for option, letter in zip(question.options, letters, strict=True)
    )
    return replace(question, id=f"q_{number}", number=number, options=options)


def _letters(question: Question, known: Sequence[OptionLock]) -> list[str]:
    if question.kind == "true-false":  # whatever their words in the lesson's language
        return ["a", "b"]
    things = [Thing(one.text, gone=one.gone) for one in known]
    pairs = rematch(things, [Thing(one.text) for one in question.options])
    found = [None if one is None else ord(known[one].letter) for one in pairs]
    return [chr(one) for one in _filled(found, [_A - 1, *(ord(one.letter) for one in known)])]


def _reflections(course: Course, entry: CourseLock, numbers: Mapping[str, int]) -> dict[int, list[Reflection]]:
    wanted = {numbers[one.slug]: one.reflections for one in course.lessons}
    found: list[int | None] = []
    for lesson, reflections in wanted.items():
        known = [one for one in entry.reflections if one.lesson == lesson]
        pairs = rematch([Thing(one.prompt, gone=one.gone) for one in known], [Thing(one.prompt) for one in reflections])
        found += [None if one is None else known[one].number for one in pairs]
    given = iter(_filled(found, [one.number for one in entry.reflections]))
    return {lesson: [replace(one, id=f"r_{next(given)}") for one in some] for lesson, some in wanted.items()}


def _matched(known: Sequence[Identity], drafts: Sequence[Draft]) -> dict[str, str]:
    """Give the slug of what is known by the slug of what is there; what is unclear is in the drafts' reports."""
    matches = match(known, [draft.identity for draft in drafts])
    for draft in drafts:
        refuse_unclear(draft, known, matches.known.get(draft.slug), matches.questions.get(draft.slug, ()))
    return {slug: one.slug for slug, one in matches.known.items()}


def _known(entry: CourseLock, present: Mapping[str, Identity]) -> dict[str, LessonLock]:
    """Give what is kept of lessons by slug. One that is gone comes back only if title or video are still the same."""
    known: dict[str, LessonLock] = {}
    for one in sorted(entry.lessons, key=lambda lesson: not lesson.gone):
        now = present.get(one.slug)
        same = now and (one.title.casefold() == now.title.casefold() or one.video == now.digest)
        if same or not (one.gone and now):
            known[one.slug] = one
    return known


def _filled(found: Sequence[int | None], used: Sequence[int] | Mapping[int, object]) -> list[int]:
    """Give the numbers, with the next ones that were never used where there is none."""
    fresh = count(max(used, default=0) + 1)
    return [next(fresh) if one is None else one for one in found]


def _fresh_id(slug: str, taken: set[str]) -> str:
    name = slugify(slug)  # an ASCII NCName whatever the folder is called: a wrong name is a problem of its own
    names = (f"kurs-{name}" if number == 1 else f"kurs-{name}-{number}" for number in count(1))
    return next(one for one in names if one not in taken)
