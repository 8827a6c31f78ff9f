"""An episode as its producer wrote it: the values of an ``episode.toml``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.model.audio import Codec, Trim
from pipeline.model.cleaning import CleanUp, Step
from pipeline.model.recording import Recording
from pipeline.model.show import License, Person

EpisodeKind = Literal["full", "trailer", "bonus"]
ChannelChoice = Literal["auto", "mono", "stereo", "left", "right"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that begins ``start`` seconds into the audio."""

    start: float
    title: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of a transcript: what is said from ``start`` to ``end`` (seconds), by whom or ''."""

    start: float
    end: float
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript read and checked. ``timed`` is false for plain text, whose cues are one paragraph each at 0 s."""

    cues: tuple[Cue, ...]
    timed: bool


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode of one show. ``guid`` never changes; ``published`` always has an offset.

    ``first_slug`` is the folder name under which it was first published, '' if that is the present one.
    ``bed_seconds`` is the show's where it is None, and 0 for no bed; ``partings`` are seconds in the recording, rising,
    at which the show's sound between parts is wanted. ``levelling`` in per cent, ``trim``, ``longest_pause``,
    ``cleanup``, ``cleanup_skip`` and ``alternates`` are the profile's where they are None. ``keep_pauses`` are seconds
    in the recording at which there are pauses that are not shortened.
    Exactly one of ``transcript`` and ``transcript_exception`` says how WCAG 1.2.1 is met.
    """

    slug: str
    former_slugs: tuple[str, ...]
    show: str
    guid: str
    title: str
    published: datetime
    summary: str
    notes: str
    recording: Recording
    language: str
    explicit: bool
    transcript: Transcript | None = None
    transcript_exception: str = ""
    season: int | None = None
    number: int | None = None
    kind: EpisodeKind = "full"
    channels: ChannelChoice = "auto"
    levelling: int | None = None
    trim: Trim | None = None
    longest_pause: float | None = None
    keep_pauses: tuple[float, ...] = ()
    cleanup: CleanUp | None = None
    cleanup_skip: tuple[Step, ...] | None = None
    alternates: tuple[Codec, ...] | None = None
    use_stings: bool = True
    bed_seconds: float | None = None
    partings: tuple[float, ...] = ()
    credit: str = ""
    license: License | None = None
    people: tuple[Person, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    first_slug: str = ""
