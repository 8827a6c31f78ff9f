"""What is kept on the target for each published course; the administrators' page is a pure function of it."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.model.bundle import BundleFormat, BundleSize, Manifested
from pipeline.model.course import LmsProfile
from pipeline.model.record import MediaFile


@dataclass(frozen=True, slots=True)
class PublishedBundle:
    """A zip on the target, and what an LMS makes of it; ``lesson`` is a lesson's id, or '' for the whole course."""

    file: MediaFile
    title: str
    format: BundleFormat
    size: BundleSize
    lesson: str
    manifested: Manifested

    @property
    def slot(self) -> tuple[str, str, str]:
        """Say which bundle of the course this is: the newest version of it replaces the others."""
        return (self.format, self.size, self.lesson)


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """One publishing of a course. ``number`` counts from 1; ``news`` is what changed since the one before.

    ``content`` marks what the course says and how it looks. ``safe_from`` is the oldest version whose learners lose
    nothing when this one is put in its place; the number itself where there is no such version.
    """

    number: int
    published: datetime
    content: str
    bundles: tuple[PublishedBundle, ...]
    news: tuple[str, ...]
    safe_from: int

    @property
    def safe(self) -> bool:
        """Say whether it may replace the version before."""
        return self.number == 1 or self.safe_from < self.number


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """A published course: its versions, the newest first. ``dropped`` are keys of zips that are to be removed."""

    id: str
    slug: str
    title: str
    description: str
    language: str
    organisation: str
    contact: str
    profile: LmsProfile
    part: str
    gathering: str
    seconds: float
    has_quiz: bool
    reflections_in_lms: bool
    versions: tuple[CourseVersion, ...]
    dropped: tuple[str, ...] = ()
