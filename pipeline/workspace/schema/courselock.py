"""``config/courses.lock.json``, which ``publish`` writes and the producer commits."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.model import limits
from pipeline.workspace.schema.base import Many, Table, WrongValueError

VERSION = 1
_ID = re.compile(r"kurs-[a-z0-9-]+")
_LETTER = re.compile(r"[a-z]")
_TAKE_BACK = "take it back from an earlier version of the file"


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise WrongValueError(f'is no identifier of a course ("{value}")', _TAKE_BACK)
    return value


def _letter(value: str) -> str:
    if not _LETTER.fullmatch(value):
        raise WrongValueError(f'is no letter from a to z ("{value}")', _TAKE_BACK)
    return value


class OptionLock(Table):
    """What is kept of an option; one that is ``gone`` stays, so that no letter is used twice."""

    letter: Annotated[str, AfterValidator(_letter)] = Field(examples=["a"])
    text: str = Field(examples=["At tjenesten lages på nytt"])
    gone: bool = False


class KeptLock(Table):
    """What everything with a number has; what is ``gone`` stays, so that no number is used twice."""

    number: int = Field(ge=1, le=limits.NUMBER, examples=[1])
    gone: bool = False


class LessonLock(KeptLock):
    """What is kept of a lesson; ``video`` is the SHA-256 of the video it was last published from."""

    slug: str = Field(examples=["hva-er-digital-transformasjon"])
    title: str = Field(examples=["Hva er digital transformasjon?"])
    video: str = Field(examples=["0" * 64])
    former_slugs: Many[str] = ()


class ReflectionLock(KeptLock):
    """What is kept of a reflection of the lesson numbered ``lesson``."""

    lesson: int = Field(ge=1, le=limits.NUMBER, examples=[1])
    prompt: str = Field(examples=["Hva betyr det for oss?"])


class QuestionLock(KeptLock):
    """What is kept of a question of the lesson numbered ``lesson``; the options of ``true-false`` are always a, b."""

    lesson: int = Field(ge=1, le=limits.NUMBER, examples=[1])
    kind: str = Field(examples=["single"])
    prompt: str = Field(examples=["Hva er digital transformasjon?"])
    options: Many[OptionLock] = ()


class CourseLock(Table):
    """What is kept of a course. What is there stands in its order; then comes what is gone, by number."""

    id: Annotated[str, AfterValidator(_id)] = Field(examples=["kurs-folkevalgte"])
    slug: str = Field(examples=["folkevalgte"])
    title: str = Field(examples=["Digital transformasjon for folkevalgte"])
    former_slugs: Many[str] = ()
    lessons: Many[LessonLock] = ()
    questions: Many[QuestionLock] = ()
    reflections: Many[ReflectionLock] = ()


class CoursesLock(Table):
    """What was assigned once, for good, so that an LMS keeps what learners have done."""

    version: int = Field(default=VERSION, ge=VERSION, le=VERSION)
    courses: Many[CourseLock] = ()
