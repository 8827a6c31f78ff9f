"""A course as its producer wrote it: the values of a folder in ``elearning/``."""

from dataclasses import dataclass
from typing import Literal

from pipeline.model.blob import Blob
from pipeline.model.episode import Chapter, Cue, Transcript
from pipeline.model.show import Link

QuestionKind = Literal["single", "multiple", "true-false", "order", "match"]
DescriptionKind = Literal["integrated", "track", "described-version"]
Part = Literal["", "before", "after"]
Audience = Literal["self", "team"]
QuizRule = Literal["answered", "passed", "none"]
LmsProfile = Literal["moodle", "moodle-strict", "openedx", "generic"]


@dataclass(frozen=True, slots=True)
class Captions:
    """Timed text of a lesson in one language (BCP 47), as it stands in ``blob`` (WebVTT)."""

    language: str
    cues: tuple[Cue, ...]
    blob: Blob


@dataclass(frozen=True, slots=True)
class AudioDescription:
    """How WCAG 1.2.5 is met, and why so.

    ``integrated``: what is seen is said in the sound track. ``track``: ``captions`` of kind descriptions, read aloud.
    ``described-version``: another ``video`` with the description in its sound.
    """

    kind: DescriptionKind
    reason: str
    track: Captions | None = None
    video: Blob | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, or a thing to put in order or to match.

    ``id`` is stable, ``svar_`` and a letter. Of an ``order`` question the options stand in the right order; of a
    ``match`` question ``match`` is the text that belongs to it. ``right`` is for the kinds that are chosen from.
    """

    id: str
    text: str
    right: bool = False
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``id`` is stable and unique in the course: ``q_`` and ``number``; no number is used twice."""

    id: str
    number: int
    kind: QuestionKind
    prompt: str
    options: tuple[Option, ...]
    feedback_right: str = ""
    feedback_wrong: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of a lesson; ``pass_mark`` in per cent, or None for none."""

    questions: tuple[Question, ...]
    pass_mark: int | None = None
    retry: bool = True


@dataclass(frozen=True, slots=True)
class Reflection:
    """Something to think about, alone or in a team. ``id`` is stable and unique in the course: ``r_`` and a number."""

    id: str
    prompt: str
    audience: Audience = "self"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A video lesson. ``id`` is stable: ``leksjon_`` and ``number``; no number of a course is used twice.

    ``captions`` begins with that of the lesson's own language; ``minutes`` is the estimated time for all of it.
    ``poster`` may be None: then the frame at ``poster_at`` seconds is taken, or one is picked where that is None.
    ``before`` and ``after`` are Markdown, what to read before and after the video.
    """

    id: str
    number: int
    slug: str
    title: str
    summary: str
    language: str
    minutes: int
    video: Blob
    captions: tuple[Captions, ...]
    transcript: Transcript
    audio_description: AudioDescription
    poster: Blob | None = None
    poster_at: float | None = None
    chapters: tuple[Chapter, ...] = ()
    links: tuple[Link, ...] = ()
    glossary: tuple[Term, ...] = ()
    before: str = ""
    after: str = ""
    reflections: tuple[Reflection, ...] = ()
    quiz: Quiz | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """When a course is completed.

    ``lessons`` is how many lessons must be done (None: all); ``watched`` the share of a video's distinct seconds that
    makes it seen; ``quiz`` what a lesson's quiz asks for.
    """

    lessons: int | None = None
    watched: float = 0.9
    quiz: QuizRule = "answered"


@dataclass(frozen=True, slots=True)
class Course:
    """A course. ``id`` is an ASCII NCName, stable however the folder is renamed; the lock file keeps it.

    ``part`` says whether it belongs before or after a gathering, which ``gathering`` names or is ''.
    Only where ``reflections_in_lms`` are reflections sent to the LMS.
    """

    id: str
    slug: str
    title: str
    description: str
    language: str
    audience: str
    objectives: tuple[str, ...]
    organisation: str
    contact: str
    lessons: tuple[Lesson, ...]
    completion: Completion = Completion()
    profile: LmsProfile = "moodle"
    part: Part = ""
    gathering: str = ""
    reflections_in_lms: bool = False
    changes: tuple[str, ...] = ()
