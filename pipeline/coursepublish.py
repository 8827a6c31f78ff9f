"""Courses of a workspace, built and released to one target; and what became of each."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from pipeline.coursebuild import CourseKit, LessonJob, Wish, build, encode, lesson_jobs, with_profile
from pipeline.courserelease import Outlet, key_of, read_record, release
from pipeline.courseversions import Offer, judge, losses
from pipeline.errors import ContentError
from pipeline.events import Tell
from pipeline.formats.bundle.reading import read
from pipeline.formats.statement import statement
from pipeline.lanes import in_lanes
from pipeline.model.bundle import Bundle, EncodedLesson
from pipeline.model.course import Course
from pipeline.model.courserecord import CourseRecord, CourseVersion, PublishedBundle
from pipeline.model.headers import cache_control, content_type
from pipeline.model.record import MediaFile
from pipeline.model.release import Asset, Storage
from pipeline.shelf import Tally

Became = Literal["published", "unchanged"]


@dataclass(frozen=True, slots=True)
class CourseOrder:
    """What to publish, as at which moment. ``clock`` gives seconds; ``force`` also publishes what costs progress."""

    courses: tuple[Course, ...]
    wish: Wish
    moment: datetime
    clock: Callable[[], float]
    force: bool = False


@dataclass(frozen=True, slots=True)
class CourseRow:
    """What became of one course; ``address`` opens the page for administrators, '' where its key tells it."""

    course: Course
    bundles: tuple[Bundle, ...]
    became: Became
    version: CourseVersion
    page: str
    address: str


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """What was done: a row for each course, and what was written."""

    rows: tuple[CourseRow, ...]
    tally: Tally
    took: float


@dataclass(frozen=True, slots=True)
class Made:
    """A course with its bundles, before anything is published."""

    course: Course
    bundles: tuple[Bundle, ...]
    offer: Offer


def publish(order: CourseOrder, kit: CourseKit, storage: Storage) -> CourseSummary:
    """Build everything that was ordered; only when all of it is whole and safe, release it.

    Raises:
        ContentError: every problem of every course, such as learners who would lose progress; nothing was published.
        PublishError: the target refused or was unreachable; what was published before stands.
    """
    started = order.clock()
    made = _build_all(order, kit)
    if not order.force:
        _refuse_losses(made, storage)
    outlet = Outlet(storage, order.moment, kit.templates, kit.tell, order.force)
    tally, rows = Tally(), []
    for one in made:
        released = release(outlet, one.offer, partial(judge, one.offer, order.moment))
        tally += released.tally
        became: Became = "published" if released.changed else "unchanged"
        page = key_of(one.course.id, "index.html")
        rows.append(CourseRow(one.course, one.bundles, became, released.record.versions[0], page, released.address))
    return CourseSummary(tuple(rows), tally, order.clock() - started)


def _refuse_losses(made: Iterable[Made], storage: Storage) -> None:
    problems = [
        f"elearning/{one.course.slug}: not safe to replace in place: {line}"
        for one in made
        for line in losses(one.offer, _there(storage, one))
    ]
    if problems:
        raise ContentError(
            "\n".join(problems),
            "take the change back, or publish with --force and import the zip as a new activity",
        )


def _there(storage: Storage, made: Made) -> CourseRecord | None:
    found = read_record(storage, made.course.id)
    return found[0] if found else None


def _build_all(order: CourseOrder, kit: CourseKit) -> list[Made]:
    """Encode the lessons of all courses together, so that two short courses keep all cores busy as well as one."""
    courses = [with_profile(course, order.wish) for course in order.courses]
    jobs = [job for course in courses for job in lesson_jobs(course, order.wish, kit)]

    def encoded(job: LessonJob, tell: Tell) -> EncodedLesson:
        return encode(job, dataclasses.replace(kit, tell=tell))

    done = in_lanes(jobs, encoded, kit.tell)
    found = {job.key: one for job, one in zip(jobs, done, strict=True)}
    return in_lanes(courses, lambda course, _: _made(course, build(course, order.wish, found, kit), kit), kit.tell)


def _made(course: Course, bundles: tuple[Bundle, ...], kit: CourseKit) -> Made:
    published = tuple(_published(course, one) for one in bundles)
    media = tuple(
        Asset(out.file.key, one.blob, out.file.content_type, cache_control(out.file.key))
        for out, one in zip(published, bundles, strict=True)
    )
    told = statement(course, templates=kit.templates)
    return Made(course, bundles, Offer(_record(course, bundles), course.changes, told, published, media))


def _published(course: Course, one: Bundle) -> PublishedBundle:
    key = key_of(course.id, f"media/{one.name}-{one.blob.short}.zip")
    file = MediaFile(key, content_type(key), one.blob.size, one.blob.sha256)
    return PublishedBundle(file, one.title, one.format, one.size, one.lesson, read(one.blob.path))


def _record(course: Course, bundles: tuple[Bundle, ...]) -> CourseRecord:
    return CourseRecord(
        id=course.id,
        slug=course.slug,
        title=course.title,
        description=course.description,
        language=course.language,
        organisation=course.organisation,
        contact=course.contact,
        profile=course.profile,
        part=course.part,
        gathering=course.gathering,
        seconds=max((one.seconds for one in bundles), default=0.0),
        has_quiz=any(lesson.quiz for lesson in course.lessons),
        reflections_in_lms=course.reflections_in_lms,
        versions=(),
    )
