"""Courses as the browser gets them."""

from pipeline.formats.lesson.profiles import profile, told
from pipeline.model import limits
from pipeline.model.course import LmsProfile
from runtime.node import Json

KINDS = ("single", "multiple", "true-false", "order", "match")


def question(number: int, kind: str = "single", options: int = 4) -> dict[str, Json]:
    count = 2 if kind == "true-false" else options
    letters = [chr(ord("a") + at) for at in range(count)]
    right = {"multiple": {"a", "c"}}.get(kind, {"a"})
    return {
        "id": f"q_{number}",
        "number": number,
        "kind": kind,
        "prompt": "Hva er rett?",
        "right": "",
        "wrong": "",
        "options": [
            {"id": f"svar_{it}", "text": it, "right": it in right, "feedback": "", "match": f"m{it}"} for it in letters
        ],
    }


def lesson(
    number: int, seconds: float = 100.0, questions: tuple[dict[str, Json], ...] = (), **more: Json
) -> dict[str, Json]:
    quiz = {"pass": None, "retry": True, "questions": list(questions), **more}
    return {
        "id": f"leksjon_{number}",
        "number": number,
        "title": f"Leksjon {number}",
        "minutes": 3,
        "seconds": seconds,
        "quiz": quiz if questions else None,
        "reflections": [],
    }


def platform(name: LmsProfile = "moodle", *, reflections: bool = False) -> Json:
    return told(profile(name), reflections=reflections)


def course(*lessons: dict[str, Json], standard: str = "scorm12", **more: Json) -> dict[str, Json]:
    return {
        "format": 1,
        "id": "kurs-prove",
        "title": "Et kurs til prøve",
        "standard": standard,
        "scope": "course",
        "profile": platform(reflections=more.get("reflections") == "lms"),
        "completion": {"lessons": None, "watched": 0.9, "quiz": "answered"},
        "reflections": "device",
        "lessons": list(lessons),
        **more,
    }


def small(standard: str = "scorm12", **more: Json) -> dict[str, Json]:
    """Two lessons, the first with a question of each kind."""
    asked = tuple(question(number, kind) for number, kind in enumerate(KINDS, 1))
    return course(lesson(1, 100.0, asked), lesson(2, 60.0), standard=standard, **more)


def largest(standard: str = "scorm12", **more: Json) -> dict[str, Json]:
    """The largest course there may be, with the questions whose answers are longest, and the highest numbers."""
    numbers = iter(range(limits.NUMBER - limits.QUESTIONS + 1, limits.NUMBER + 1))
    each = limits.QUESTIONS // limits.LESSONS
    lessons = (
        lesson(
            number,
            float(limits.VIDEO_SECONDS),
            tuple(question(next(numbers), "match", limits.OPTIONS) for _ in range(each)),
        )
        for number in range(limits.NUMBER - limits.LESSONS + 1, limits.NUMBER + 1)
    )
    return course(*lessons, standard=standard, **more)
