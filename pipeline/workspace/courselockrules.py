"""What no run of ``publish`` can have written in the lock file of courses. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.workspace.schema.courselock import CourseLock, CoursesLock, KeptLock


def nonsense(lock: CoursesLock) -> Iterator[tuple[str, str]]:
    """Give what no run of publish can have written: the key, and what is wrong."""
    yield from _twice("courses", "id", (one.id for one in lock.courses))
    for course, entry in enumerate(lock.courses, start=1):
        yield from _in_course(f"courses.{course}", entry)


def _in_course(key: str, entry: CourseLock) -> Iterator[tuple[str, str]]:
    lists: Mapping[str, Sequence[KeptLock]] = {
        "lessons": entry.lessons, "questions": entry.questions, "reflections": entry.reflections
    }  # fmt: skip
    for name, kept in lists.items():
        yield from _twice(f"{key}.{name}", "number", (str(one.number) for one in kept))
    yield from _twice(f"{key}.lessons", "folder", (one.slug for one in entry.lessons if not one.gone))
    for index, question in enumerate(entry.questions, start=1):
        yield from _twice(f"{key}.questions.{index}.options", "letter", (one.letter for one in question.options))
    lessons = {one.number for one in entry.lessons}
    belong = {"questions": [one.lesson for one in entry.questions],
              "reflections": [one.lesson for one in entry.reflections]}  # fmt: skip
    for name, numbers in belong.items():
        for index, number in enumerate(numbers, start=1):
            if number not in lessons:
                yield f"{key}.{name}.{index}.lesson", f"names no lesson of the file ({number})"


def _twice(key: str, name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    for value, times in sorted(Counter(values).items()):
        if times > 1:
            yield key, f"have the {name} {value} {'twice' if times == 2 else f'{times} times'}"  # noqa: PLR2004
