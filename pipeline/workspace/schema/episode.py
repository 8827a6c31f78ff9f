"""``episodes/<slug>/episode.toml``."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from pipeline.model.audio import Codec, Trim
from pipeline.model.cleaning import CleanUp, Step
from pipeline.model.episode import ChannelChoice, EpisodeKind
from pipeline.workspace.schema.addresses import Language, OptionalUrl
from pipeline.workspace.schema.base import Kind, Many, Table
from pipeline.workspace.schema.shared import LicenseTable, PersonTable
from pipeline.workspace.schema.text import Line, OptionalLine, OptionalProse
from pipeline.workspace.schema.values import FileName, moment, seconds, sensible


class ChapterTable(Table):
    """A chapter of the recording."""

    start: Annotated[float, BeforeValidator(seconds), Kind("time in the recording")] = Field(
        ge=0,
        description="When it begins, counted from the start of the recording (before any intro): hours, minutes and"
        " seconds, or a number of seconds.",
        examples=["00:01:23"],
    )
    title: Line = Field(description="What it is called.", examples=["Hva er gevinstrealisering?"])
    link: OptionalUrl = Field(default="", description="A page about it.", examples=["https://www.example.no/gevinster"])
    sting: bool = Field(
        default=False,
        description="Whether the show's sound between parts is played before it, in the pause nearest to its start.",
        examples=[True],
    )


class EpisodeTable(Table):
    """An episode."""

    show: FileName = Field(
        default="",
        description="The show's folder name in `feeds/`; may be left out if there is only one.",
        examples=["fremskritt"],
    )
    title: Line = Field(
        description="The episode's name, without its number and without the show's name.",
        examples=["Digital ledelse i praksis"],
    )
    season: int | None = Field(default=None, ge=1, description="The season's number.", examples=[1])
    number: int | None = Field(default=None, ge=1, description="The episode's number in its season.", examples=[3])
    published: Annotated[datetime, BeforeValidator(moment), AfterValidator(sensible), Kind("date and time")] = Field(
        description="When listeners may have it: local time in the show's zone, or with an offset.",
        examples=[datetime(2026, 3, 2, 6, 0, 0)],  # noqa: DTZ001 - TOML's local date-time
    )
    summary: OptionalProse = Field(
        default="",
        description="One or two sentences for feeds and search; at most 4000 bytes. The rest goes in `notes.md`.",
        examples=["Tre kommuner forteller hvordan de kom i gang."],
    )
    recording: FileName = Field(
        default="",
        description="The recording's file name; if left out, the one file called `recording.*`. Instead of it there may"
        " be a folder `tracks/` with one sound file for each speaker, called as the speaker is.",
        examples=["recording.wav"],
    )
    language: Language | None = Field(
        default=None, description="The language spoken; if left out, the show's.", examples=["nn"]
    )
    explicit: bool | None = Field(
        default=None, description="Whether it is unfit for children; if left out, as the show.", examples=[False]
    )
    type: EpisodeKind = Field(default="full", description="Which kind of episode it is.")
    channels: ChannelChoice = Field(
        default="auto",
        description="What to take of the recording: `auto` makes identical channels mono; `left` or `right`"
        " takes one side.",
    )
    gate: bool = Field(
        default=True,
        description="(Several tracks) Whether each microphone is turned down while its own speaker is silent, so that"
        " the others are not heard through it.",
    )
    levelling: int | None = Field(
        default=None,
        ge=0,
        le=100,
        description="How much of the difference between speakers is evened out, in per cent; if left out, as in"
        " `config/publish.toml`.",
        examples=[0],
    )
    trim: Trim | None = Field(
        default=None,
        description="Whether silence before the first and after the last sound is cut; `start` and `end` cut it there"
        " alone. If left out, as in `config/publish.toml`.",
        examples=[False],
    )
    longest_pause: float | None = Field(
        default=None,
        ge=0,
        le=60,
        description="Longer pauses are shortened to this many seconds, 0.5 at least; 0 leaves them as they are. If left"
        " out, as in `config/publish.toml`.",
        examples=[1.5],
    )
    keep_pauses: Many[Annotated[float, BeforeValidator(seconds), Kind("time in the recording")]] = Field(
        default=(),
        description="Pauses that are not shortened, each by a time in it, as in the list `klipp.txt` that lies beside"
        " the recording when something has been cut.",
        examples=[["00:01:10"]],
    )
    cleanup: CleanUp | None = Field(
        default=None,
        description="Whether rumble, mains hum, steady noise and a sharp s are treated where they are found; if left"
        " out, as in `config/publish.toml`.",
        examples=["off"],
    )
    cleanup_skip: Many[Step] | None = Field(
        default=None,
        description="What is never treated; if left out, as in `config/publish.toml`.",
        examples=[["noise"]],
    )
    alternates: Many[Codec] | None = Field(
        default=None,
        description="What it is made in besides MP3: `aac`, `opus`; `[]` is MP3 alone. If left out, as in"
        " `config/publish.toml`.",
        examples=[["aac"]],
    )
    stings: bool = Field(
        default=True,
        description="Whether it has the show's sounds: intro, outro, bed, and those between parts.",
    )
    bed_seconds: float | None = Field(
        default=None,
        ge=0,
        le=30,
        description="For how long the show's bed goes on under it, 0 for no bed; if left out, as in `show.toml`.",
        examples=[0.0],
    )
    credit: OptionalLine = Field(
        default="", description="Who made the recording, if it came from elsewhere.", examples=["Opptak: NASA"]
    )
    transcript: FileName = Field(
        default="",
        description="What is said, as WebVTT (`.vtt`), SubRip (`.srt`) or plain text (`.txt`); if left out, the one"
        " file called `transcript.*`.",
        examples=["transcript.vtt"],
    )
    transcript_exception: OptionalLine = Field(
        default="",
        description="Why there is no transcript, if there is a lawful reason (WCAG 1.2.1).",
        examples=["Bare musikk"],
    )
    renamed_from: str | None = Field(
        default=None,
        description='What the folder was called before, if `publish` cannot tell; `""`: the episode is new.',
        examples=["gammelt-navn"],
    )
    license: LicenseTable | None = Field(
        default=None, description="What others may do with it; if left out, the show's."
    )
    people: Many[PersonTable] = Field(default=(), description="Who takes part; they replace the show's people.")
    chapters: Many[ChapterTable] = Field(default=(), description="The chapters, in the order they begin.")
