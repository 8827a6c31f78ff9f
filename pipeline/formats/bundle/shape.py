"""What matters of our own ``course.js`` when two bundles are compared; keys of other versions do no harm."""

from dataclasses import dataclass
from functools import cache

from cattrs import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter


@dataclass(frozen=True, slots=True)
class ShapedOption:
    """An option of a question."""

    id: str
    text: str = ""
    right: bool = False
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class ShapedQuestion:
    """A question; ``right`` and ``wrong`` are its feedback."""

    id: str
    kind: str
    number: int = 0
    prompt: str = ""
    right: str = ""
    wrong: str = ""
    options: tuple[ShapedOption, ...] = ()


@dataclass(frozen=True, slots=True)
class ShapedQuiz:
    """A quiz; ``mark`` is the pass mark in per cent."""

    questions: tuple[ShapedQuestion, ...] = ()
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class ShapedTrack:
    """A text track."""

    language: str


@dataclass(frozen=True, slots=True)
class ShapedPoint:
    """A chapter."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class ShapedReflection:
    """A reflection."""

    id: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class ShapedLesson:
    """A lesson; ``seconds`` of its video."""

    id: str
    title: str
    number: int = 0
    seconds: float = 0.0
    summary: str = ""
    minutes: int = 0
    chapters: tuple[ShapedPoint, ...] = ()
    tracks: tuple[ShapedTrack, ...] = ()
    reflections: tuple[ShapedReflection, ...] = ()
    quiz: ShapedQuiz | None = None


@dataclass(frozen=True, slots=True)
class ShapedRule:
    """When the course is completed."""

    lessons: int | None = None
    watched: float = 0.9
    quiz: str = "none"


@dataclass(frozen=True, slots=True)
class Shape:
    """A course as its learners have met it."""

    id: str
    title: str = ""
    completion: ShapedRule = ShapedRule()
    lessons: tuple[ShapedLesson, ...] = ()


def shape_of(document: str) -> Shape:
    """Read the document of a ``course.js``. Raises ValueError if it is none, or lacks what is compared."""
    try:
        return _converter().loads(document, Shape)
    except (BaseValidationError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it is no document of a course") from error


@cache
def _converter() -> JsonConverter:
    made = make_converter()
    made.register_structure_hook(ShapedQuiz, make_dict_structure_fn(ShapedQuiz, made, mark=override(rename="pass")))
    return made
