"""``elearning/<course>/<lesson>/lesson.toml``."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from pipeline.formats import timecode
from pipeline.model.course import DescriptionKind
from pipeline.workspace.schema.addresses import Language
from pipeline.workspace.schema.base import Kind, Many, Needed, Table
from pipeline.workspace.schema.course import Title
from pipeline.workspace.schema.shared import LinkTable
from pipeline.workspace.schema.text import Line, OptionalLine, OptionalProse, Prose
from pipeline.workspace.schema.values import FileName, file_name, seconds

_UNDECIDED = "is missing: each video needs a decision on audio description (WCAG 1.2.5)"
_DECIDE = 'write decision = "integrated", "track" or "described-version", whichever is true'


def poster_time(value: str) -> float | None:
    """Give the seconds that ``value`` is a time of, or None: then it is the name of a file."""
    try:
        return timecode.parse(value)
    except ValueError:
        return None


def _written(value: object) -> object:
    """Take TOML's own time of day, and a number of seconds, for a time in the video."""
    if isinstance(value, time) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return f"{seconds(value)}"
    return value


def _poster(value: str) -> str:
    return value.strip() if poster_time(value) is not None else file_name(value)


class AudioDescriptionTable(Table):
    """How those who do not see the pictures get what is important in them (WCAG 1.2.5)."""

    decision: Annotated[DescriptionKind, Needed(_UNDECIDED, _DECIDE)] = Field(
        description="`integrated`: all of it is said in the video. `track`: it stands in a track of descriptions, which"
        " is read aloud. `described-version`: there is another video in which it is said.",
        examples=["integrated"],
    )
    reason: OptionalProse = Field(
        default="",
        description="Why that is enough; must be there, and goes into the accessibility statement.",
        examples=["Alt som vises på lysbildene, blir sagt."],
    )
    track: FileName = Field(
        default="",
        description="With `track`: the descriptions as WebVTT; if left out, the one file called `descriptions.*`.",
        examples=["descriptions.nb.vtt"],
    )
    video: FileName = Field(
        default="",
        description="With `described-version`: the other video; if left out, the one file called `described.*`.",
        examples=["described.mp4"],
    )


class LessonChapterTable(Table):
    """A chapter of the video."""

    start: Annotated[float, BeforeValidator(seconds), Kind("time in the video")] = Field(
        ge=0,
        description="When it begins: hours, minutes and seconds, or a number of seconds.",
        examples=["00:01:23"],
    )
    title: Line = Field(description="What it is called.", examples=["Velkommen"])


class GlossaryTable(Table):
    """A word that learners may not know."""

    word: Line = Field(description="The word.", examples=["Gevinst"])
    meaning: Prose = Field(description="What it means, in plain language.", examples=["En nytte som kan måles."])


class LessonTable(Table):
    """A lesson."""

    title: Title = Field(
        description="The lesson's name, without its number.", examples=["Hva er digital transformasjon?"]
    )
    summary: Prose = Field(
        description="One or two sentences for the table of contents.",
        examples=["Hva det er, og hva som skiller det fra digitalisering."],
    )
    minutes: int = Field(
        ge=1, le=240, description="How long the lesson takes, with reading and questions.", examples=[10]
    )
    language: Language | None = Field(
        default=None, description="The language spoken; if left out, the course's.", examples=["nn"]
    )
    video: FileName = Field(
        default="",
        description="The video's file name; if left out, the one file called `video.*`.",
        examples=["video.mp4"],
    )
    poster: Annotated[str, BeforeValidator(_written), AfterValidator(_poster), Kind("file name or time")] = Field(
        default="",
        description="The picture shown before the video plays: a JPEG or PNG, or a time in the video; if left out,"
        " the one file called `poster.*`, else one is picked.",
        examples=["00:00:12"],
    )
    credit: OptionalLine = Field(
        default="", description="Who made the video, if it came from elsewhere.", examples=["Video: NASA"]
    )
    renamed_from: str | None = Field(
        default=None,
        description='What the folder was called before, if `publish` cannot tell; `""`: the lesson is new.',
        examples=["gammelt-navn"],
    )
    audio_description: Annotated[AudioDescriptionTable | None, Needed()] = Field(
        default=None,
        description="How those who do not see the pictures get what is important in them (WCAG 1.2.5).",
    )
    chapters: Many[LessonChapterTable] = Field(default=(), description="The chapters, in the order they begin.")
    links: Many[LinkTable] = Field(default=(), description="Where to read more.")
    glossary: Many[GlossaryTable] = Field(default=(), description="Words that learners may not know.")
