"""A producer who changes a course at random, and knows of each thing whether it is still the same."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.model.blob import Blob
from pipeline.model.course import AudioDescription, Course, Lesson, Option, Question, QuestionKind, Quiz, Reflection
from pipeline.model.episode import Transcript
from pipeline.workspace.courseentries import updated
from pipeline.workspace.courselockrules import nonsense
from pipeline.workspace.coursenaming import name_courses, number_lessons, with_ids
from pipeline.workspace.matching import Identity
from pipeline.workspace.naming import Draft
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.courselock import CoursesLock

Change = Callable[["Item"], "Item"]
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
KINDS: tuple[QuestionKind, ...] = ("single", "multiple", "order", "match", "true-false")
SLUGS = tuple(f"mappe-{number}" for number in range(4))


@dataclass(frozen=True)
class Item:
    """A lesson, question, option or reflection; ``who`` stays the same whatever else is changed."""

    who: int
    text: str
    kind: QuestionKind = "single"
    slug: str = ""
    video: str = ""
    items: tuple["Item", ...] = ()
    thoughts: tuple["Item", ...] = ()


@dataclass
class Producer:
    """The course as it is now, as it was published last, and who ever had which identifier."""

    lessons: tuple[Item, ...] = ()
    published: tuple[Item, ...] = ()
    lock: CoursesLock = field(default_factory=CoursesLock)
    owners: dict[str, int] = field(default_factory=dict)
    born: int = 0
    done: int = 0

    def do(self, action: str, seed: int) -> None:
        """Do one thing at random."""
        self.done += 1
        getattr(self, action)(random.Random(f"{self.done} {seed}"))  # noqa: S311 - nothing secret

    def add_lesson(self, luck: random.Random) -> None:
        free = self._free()
        if free:
            lesson = replace(self._new(luck), slug=luck.choice(free), video=words(luck))
            self.lessons = inserted(self.lessons, lesson, luck)

    def remove_lesson(self, luck: random.Random) -> None:
        self.lessons = without(self.lessons, luck)

    def reorder(self, luck: random.Random) -> None:
        self.lessons = shuffled(self.lessons, luck)
        self._each(luck, lambda one: replace(one, items=shuffled(one.items, luck)))

    def rename_folder(self, luck: random.Random) -> None:
        free = self._free()
        if free:
            self._each(luck, lambda one: replace(one, slug=luck.choice(free)))

    def retitle(self, luck: random.Random) -> None:
        self._each(luck, lambda one: replace(one, text=words(luck)))

    def film_again(self, luck: random.Random) -> None:
        self._each(luck, lambda one: replace(one, video=words(luck)))

    def add_question(self, luck: random.Random) -> None:
        kind = luck.choice(KINDS)
        options = tuple(self._new(luck) for _ in range(3))
        question = replace(self._new(luck), kind=kind, items=options)
        self._each(luck, lambda one: replace(one, items=inserted(one.items, question, luck)))

    def remove_question(self, luck: random.Random) -> None:
        self._each(luck, lambda one: replace(one, items=without(one.items, luck)))

    def reword_question(self, luck: random.Random) -> None:
        self._each(luck, lambda one: replace(one, items=changed(one.items, luck, lambda item: typo(item, luck))))

    def rewrite_question(self, luck: random.Random) -> None:
        def rewritten(item: Item) -> Item:
            return replace(item, text=words(luck))

        self._each(luck, lambda one: replace(one, items=changed(one.items, luck, rewritten)))

    def change_options(self, luck: random.Random) -> None:
        new = self._new(luck)

        def other(item: Item) -> Item:
            kept = without(item.items, luck) if len(item.items) > 2 else item.items
            return replace(item, items=shuffled(inserted(kept, new, luck), luck)[:8])

        self._each(luck, lambda one: replace(one, items=changed(one.items, luck, other)))

    def reword_option(self, luck: random.Random) -> None:
        def other(item: Item) -> Item:
            return replace(item, items=changed(item.items, luck, lambda option: typo(option, luck)))

        self._each(luck, lambda one: replace(one, items=changed(one.items, luck, other)))

    def change_reflections(self, luck: random.Random) -> None:
        new = self._new(luck)
        self._each(luck, lambda one: replace(one, thoughts=inserted(without(one.thoughts, luck), new, luck)))

    def reword_reflection(self, luck: random.Random) -> None:
        self._each(luck, lambda one: replace(one, thoughts=changed(one.thoughts, luck, lambda item: typo(item, luck))))

    def publish(self, _luck: random.Random) -> None:
        """Keep the identifiers, and see that none was somebody else's; what stays unclear is undone."""
        course = self._named({}) or self._named(self._said())
        if course is None:
            self.lessons = self.published
            return
        for name, who in self._names(course):
            assert self.owners.setdefault(name, who) == who, name
        self.lock = updated(self.lock, [course])
        assert list(nonsense(self.lock)) == []
        self.published = self.lessons
        again = self._named({})
        assert again == course
        assert updated(self.lock, [course]) == self.lock

    def _named(self, said: dict[str, str]) -> Course | None:
        report = Report("")
        (entry,) = name_courses(self.lock, [Draft(Identity("kurs", "Kurs"), report)]).values()
        course = self._course()
        drafts = [
            Draft(Identity(one.slug, one.title, digest=one.video.sha256, renamed_from=said.get(one.slug)), report)
            for one in course.lessons
        ]
        numbers = number_lessons(entry, drafts)
        return None if report.problems else with_ids(course, entry, numbers)

    def _said(self) -> dict[str, str]:
        """Answer truly which folder was which before."""
        before = {one.who: one.slug for one in self.published}
        return {one.slug: before.get(one.who, "") for one in self.lessons if before.get(one.who, "") != one.slug}

    def _course(self) -> Course:
        lessons = tuple(lesson_of(one) for one in self.lessons)
        return Course("", "kurs", "Kurs", "", "nb", "", (), "", "", lessons)

    def _names(self, course: Course) -> list[tuple[str, int]]:
        found = []
        for lesson, item in zip(course.lessons, self.lessons, strict=True):
            found.append((lesson.id, item.who))
            questions = lesson.quiz.questions if lesson.quiz else ()
            for question, asked in zip(questions, item.items, strict=True):
                found.append((question.id, asked.who))
                if question.kind != "true-false":
                    pairs = zip(question.options, asked.items, strict=True)
                    found += [(f"{question.id}.{option.id}", one.who) for option, one in pairs]
            found += [(one.id, thought.who) for one, thought in zip(lesson.reflections, item.thoughts, strict=True)]
        return found

    def _new(self, luck: random.Random) -> Item:
        self.born += 1
        return Item(self.born, words(luck))

    def _free(self) -> list[str]:
        """Folder names that were not there when it was published last: those mean the same lesson."""
        taken = {one.slug for one in (*self.lessons, *self.published)}
        return [slug for slug in SLUGS if slug not in taken]

    def _each(self, luck: random.Random, change: Change) -> None:
        self.lessons = changed(self.lessons, luck, change)


def words(luck: random.Random) -> str:
    """A text that is like no other."""
    return "".join(luck.choices(LETTERS, k=24))


def typo(item: Item, luck: random.Random) -> Item:
    at = luck.randrange(len(item.text))
    return replace(item, text=item.text[:at] + luck.choice(LETTERS) + item.text[at + 1 :])


def inserted(items: tuple[Item, ...], item: Item, luck: random.Random) -> tuple[Item, ...]:
    at = luck.randint(0, len(items))
    return (*items[:at], item, *items[at:])


def without(items: tuple[Item, ...], luck: random.Random) -> tuple[Item, ...]:
    at = luck.randrange(len(items)) if items else 0
    return (*items[:at], *items[at + 1 :])


def shuffled(items: tuple[Item, ...], luck: random.Random) -> tuple[Item, ...]:
    return tuple(luck.sample(items, len(items)))


def changed(items: tuple[Item, ...], luck: random.Random, change: Change) -> tuple[Item, ...]:
    at = luck.randrange(len(items)) if items else 0
    return (*items[:at], *(change(one) for one in items[at : at + 1]), *items[at + 1 :])


def lesson_of(item: Item) -> Lesson:
    return Lesson(
        id="",
        number=0,
        slug=item.slug,
        title=item.text,
        summary="",
        language="nb",
        minutes=1,
        video=Blob(Path("video.mp4"), item.video, 1),
        captions=(),
        transcript=Transcript((), timed=True),
        audio_description=AudioDescription("integrated", "x"),
        quiz=Quiz(tuple(question_of(one) for one in item.items)) if item.items else None,
        reflections=tuple(Reflection("", one.text) for one in item.thoughts),
    )


def question_of(item: Item) -> Question:
    if item.kind == "true-false":
        return Question("", 0, item.kind, item.text, (Option("", "Sant", right=True), Option("", "Usant")))
    options = tuple(Option("", one.text) for one in item.items)
    return Question("", 0, item.kind, item.text, options)
