"""From a course's values to its bundles: the story, from top to bottom."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import Cache
from pipeline.errors import ContentError
from pipeline.events import Tell
from pipeline.formats.lesson.page import bundle_files, package
from pipeline.formats.scorm import scorm12, scorm2004
from pipeline.model.blob import Blob
from pipeline.model.bundle import (
    Bundle,
    BundleFile,
    BundleFormat,
    BundleSize,
    EncodedLesson,
    EncodedVideo,
    VideoProfile,
)
from pipeline.model.course import Course, Lesson, LmsProfile
from pipeline.stages import bundle as bundling
from pipeline.stages import video
from pipeline.stages.lesson_files import refuse_late
from pipeline.tools.ffmpeg.program import Ffmpeg

_MANIFEST = "imsmanifest.xml"
_BESIDE, _BESIDE_LESSON = 400_000, 200_000
"""Bytes of a small zip that are kept for all that is no video: for the page, and for each lesson."""

_SAME_LENGTH = 1.0
"""Seconds by which a described version may last longer or shorter."""

_MAKERS = {"scorm12": scorm12.manifest, "scorm2004": scorm2004.manifest}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which bundles to make; ``profile`` replaces the course's own, and ``small_bytes`` bounds a small zip."""

    formats: tuple[BundleFormat, ...] = ("scorm12",)
    sizes: tuple[BundleSize, ...] = ("full",)
    per_lesson: bool = False
    profile: LmsProfile | None = None
    small_bytes: int = 45_000_000


@dataclass(frozen=True, slots=True)
class CourseKit:
    """What making a course needs besides content. ``templates`` are the workspace's own, as (name, text)."""

    cache: Cache
    ffmpeg: Ffmpeg
    video: VideoProfile
    templates: tuple[tuple[str, str], ...]
    tell: Tell


Encoded = Mapping[tuple[str, str, BundleSize], EncodedLesson]
"""By course id, lesson id and size."""


@dataclass(frozen=True, slots=True)
class LessonJob:
    """One lesson to encode in one size."""

    course: Course
    lesson: Lesson
    size: BundleSize
    profile: VideoProfile
    described: VideoProfile

    @property
    def key(self) -> tuple[str, str, BundleSize]:
        """Give its place in ``Encoded``."""
        return (self.course.id, self.lesson.id, self.size)


def with_profile(course: Course, wish: Wish) -> Course:
    """Give the course as the wish has it."""
    return dataclasses.replace(course, profile=wish.profile) if wish.profile else course


def lesson_jobs(course: Course, wish: Wish, kit: CourseKit) -> tuple[LessonJob, ...]:
    """Give what is to be encoded; a small build divides its bytes among the lessons by how long they last."""
    full = kit.video
    jobs = [LessonJob(course, lesson, "full", full, full) for lesson in course.lessons if "full" in wish.sizes]
    if "small" in wish.sizes:
        small = _small(course, wish, kit)
        jobs += [
            LessonJob(course, one, "small", small[one.video], small[one.audio_description.video or one.video])
            for one in course.lessons
        ]
    return tuple(jobs)


def encode(job: LessonJob, kit: CourseKit) -> EncodedLesson:
    """Encode a lesson's video, and the described version of it where there is one.

    Raises:
        ContentError: names the file; or something of the lesson lies past the end of its video.
    """
    described = job.lesson.audio_description.video
    main = _encoded(job, job.lesson.video, job.profile, kit)
    refuse_late(job.course, job.lesson, main.seconds)
    return EncodedLesson(main, _described(job, described, main, kit) if described else None)


def _described(job: LessonJob, source: Blob, main: EncodedVideo, kit: CourseKit) -> EncodedVideo:
    """Encode the described version, which has the captions, chapters and transcript of the other."""
    made = _encoded(job, source, job.described, kit)
    if abs(made.seconds - main.seconds) > _SAME_LENGTH:
        raise ContentError(
            f"elearning/{job.course.slug}/{job.lesson.slug}/lesson.toml: audio_description.video: lasts "
            f"{made.seconds:.1f} s, and the video {main.seconds:.1f} s, so captions and chapters cannot fit both",
            'cut it to the same length, or give the descriptions as a track (decision = "track")',
        )
    return made


def build(course: Course, wish: Wish, encoded: Encoded, kit: CourseKit) -> tuple[Bundle, ...]:
    """Make every bundle of a course that was wished for; those of the whole course come first."""
    lessons = ("", *(lesson.id for lesson in course.lessons)) if wish.per_lesson else ("",)
    return tuple(
        _fitting(_bundle(course, (form, size, lesson), encoded, kit), course, wish)
        for lesson in lessons
        for form in wish.formats
        for size in wish.sizes
    )


def _fitting(made: Bundle, course: Course, wish: Wish) -> Bundle:
    """Give a bundle back, unless it is a small one that is larger than it may be."""
    if made.size == "small" and made.blob.size > wish.small_bytes:
        raise ContentError(
            f"elearning/{course.slug}: its small zip takes {made.blob.size / 1e6:.1f} MB",
            "allow more with --small-mb, or import the lessons one by one (--per-lesson)",
        )
    return made


def _bundle(course: Course, slot: tuple[BundleFormat, BundleSize, str], encoded: Encoded, kit: CourseKit) -> Bundle:
    form, size, lesson = slot
    videos = tuple(encoded[course.id, one.id, size] for one in course.lessons)
    files = bundle_files(course, videos, form, lesson, kit.templates)
    about = package(course, videos, files, lesson)
    if form != "web":
        files = (*files, BundleFile(_MANIFEST, _MAKERS[form](about)))
    job = bundling.BundleJob(files)
    stage = f"{bundling.NAME}-{bundling.VERSION}"
    made = kit.cache.recall(stage, job, bundling.Zipped, lambda folder: bundling.bundle(job, folder))
    name = _name(course, form, size, lesson)
    shown = zip(course.lessons, videos, strict=True)
    seconds = sum(one.main.seconds for part, one in shown if lesson in {"", part.id})
    return Bundle(name, made.blob, form, size, about.identifier, about.title, seconds, lesson)


def _name(course: Course, form: BundleFormat, size: BundleSize, lesson: str) -> str:
    parts = (course.slug, lesson.replace("_", "-"), form, "liten" if size == "small" else "")
    return "-".join(filter(None, parts))


def _encoded(job: LessonJob, source: Blob, profile: VideoProfile, kit: CourseKit) -> EncodedVideo:
    order = video.VideoJob(source, job.lesson.poster, job.lesson.poster_at, profile, kit.ffmpeg.version)
    where = f"elearning/{job.course.slug}/{job.lesson.slug}/{source.path.name}"
    task = f"{job.lesson.slug} ({job.size})"

    def make(folder: Path) -> EncodedVideo:
        return video.encode(order, kit.ffmpeg, folder, kit.tell, task=task)

    try:
        return kit.cache.recall(f"{video.NAME}-{video.VERSION}", order, EncodedVideo, make)
    except ContentError as error:
        raise ContentError(f"{where}: video: {error.message}", error.hint) from error


def _small(course: Course, wish: Wish, kit: CourseKit) -> dict[Blob, VideoProfile]:
    """Give each video its share of a small zip, by how long it lasts."""
    described = (lesson.audio_description.video for lesson in course.lessons)
    videos = (*(lesson.video for lesson in course.lessons), *filter(None, described))
    seconds = tuple(video.seconds_of(one.path, kit.ffmpeg) for one in videos)
    room = max(1, wish.small_bytes - _BESIDE - _BESIDE_LESSON * len(course.lessons))
    shares = video.share(room, seconds)
    return {one: dataclasses.replace(kit.video, target_bytes=share) for one, share in zip(videos, shares, strict=True)}
