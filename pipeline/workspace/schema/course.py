"""``elearning/<course>/course.toml``."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from pipeline.model import limits
from pipeline.model.course import LmsProfile, QuizRule
from pipeline.workspace.schema.addresses import Email, Language
from pipeline.workspace.schema.base import Kind, Many, Table, WrongValueError
from pipeline.workspace.schema.text import Line, OptionalLine, Prose, one_line
from pipeline.workspace.schema.values import FileName

LEAST_WATCHED = 10
"""Per cent of a video that can be asked for: less is no rule, but a fraction that was meant."""


def _title(value: str) -> str:
    line = one_line(value)
    if len(line) > limits.TITLE:
        raise WrongValueError(f"is {len(line)} characters long", f"write at most {limits.TITLE}")
    return line


def _all(value: object) -> object:
    """Read the word ``all`` as None."""
    if isinstance(value, str):
        if value.strip().lower() == "all":
            return None
        raise WrongValueError(f'is neither "all" nor a number ("{value}")', 'write lessons = "all", or a number')
    return value


def _share(value: int) -> int:
    """Refuse a share that somebody wrote as a fraction: 1 is one per cent here, not all of it."""
    if value < LEAST_WATCHED:
        what = f"is {value} per cent of the video, less than {LEAST_WATCHED}"
        raise WrongValueError(what, "write per cent: 90 for nine tenths, 100 for all of it")
    return value


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise WrongValueError("is empty", "write at least one, in quotes and square brackets")
    return values


Title = Annotated[str, AfterValidator(_title), Kind(f"text, one line of at most {limits.TITLE} characters")]
PartWords = Literal["", "før samlingen", "etter samlingen"]


class CompletionTable(Table):
    """When a learner has completed the course."""

    lessons: Annotated[int | None, BeforeValidator(_all), Kind('`"all"` or whole number')] = Field(
        default=None, ge=1, description="How many lessons must be done; if left out, all.", examples=["all"]
    )
    watched: Annotated[int, AfterValidator(_share), Kind(f"whole number from {LEAST_WATCHED}")] = Field(
        default=90, le=100, description="Per cent of a video's distinct seconds that make it seen."
    )
    quiz: QuizRule = Field(
        default="answered",
        description="What a lesson's quiz asks for: every question `answered`, the pass mark reached (`passed`),"
        " or `none`.",
    )


class LmsTable(Table):
    """The learning management system that gets the course."""

    profile: LmsProfile = Field(
        default="moodle",
        description="Which one it is: `moodle` (KS Læring), `moodle-strict` (a Moodle whose site setting «SCORM"
        " standards mode» is on: reflections are cut at 4096 characters), `openedx`, or `generic`.",
    )
    reflections: Literal["device", "lms"] = Field(
        default="device",
        description="Where a learner's reflections are kept: on the `device` only, or also in the `lms`, where others"
        " may read them.",
    )


class CourseTable(Table):
    """A course."""

    title: Title = Field(
        description="The course's name.", examples=["Digital transformasjon og innovasjon for folkevalgte"]
    )
    description: Prose = Field(
        description="What the course is about, in a few sentences; at most 4000 bytes.",
        examples=["Fem korte leksjoner om digital transformasjon i kommunen."],
    )
    language: Language = Field(
        default="nb", description="The language of the course, as a BCP 47 tag: `nb`, `nn`, `en`, `se`, `sma` …"
    )
    audience: Line = Field(description="Whom the course is for.", examples=["Folkevalgte i kommunene i Trøndelag"])
    organisation: Line = Field(
        description="Who answers for the course, also in its accessibility statement.",
        examples=["Digitaliseringsutvalg Trøndelag (DiguT)"],
    )
    contact: Email = Field(
        description="Where learners report what does not work for them.", examples=["post@example.no"]
    )
    objectives: Annotated[Many[Line], AfterValidator(_some)] = Field(
        description="What a learner can do afterwards, one sentence each.",
        examples=[["Du kan forklare hva digital transformasjon er"]],
    )
    lessons: Annotated[Many[FileName], AfterValidator(_some)] = Field(
        description=f"The folder names of the lessons, in order; at most {limits.LESSONS}.",
        examples=[["hva-er-digital-transformasjon", "brukeren-forst"]],
    )
    part: PartWords = Field(
        default="",
        description="Whether it is taken before or after a gathering; if left out, it stands alone.",
        examples=["før samlingen"],
    )
    gathering: OptionalLine = Field(
        default="", description="The gathering it belongs to.", examples=["Regionsamling i Namdalsregionen"]
    )
    changes: Many[Line] = Field(
        default=(),
        description="What is new, the newest first, for administrators of the LMS.",
        examples=[["Rettet teksting i leksjon 2", "Første utgave"]],
    )
    renamed_from: str | None = Field(
        default=None,
        description='What the folder was called before, if `publish` cannot tell; `""`: the course is new.',
        examples=["gammelt-navn"],
    )
    completion: CompletionTable = Field(
        default=CompletionTable(), description="When a learner has completed the course."
    )
    lms: LmsTable = Field(default=LmsTable(), description="The learning management system that gets the course.")
