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
    """One publishing of a course. ``number`` counts from 1; ``news`` is what changed since the one before."""

    number: int
    published: datetime
    bundles: tuple[PublishedBundle, ...]
    news: tuple[str, ...] = ()
    safe: bool = True
    """Whether these bundles may replace those of the version before without loss to learners."""


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """A published course: its versions, the newest first."""

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
