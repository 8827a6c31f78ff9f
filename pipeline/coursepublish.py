"""Courses of a workspace, built and released to one target; and what became of each."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from pipeline.coursebuild import CourseKit, LessonJob, Wish, build, encode, lesson_jobs, with_profile
from pipeline.courserelease import Offer, Outlet, key_of, read_record, release
from pipeline.errors import ContentError
from pipeline.events import Tell
from pipeline.formats.bundle.diff import Difference, compare, read
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
_LOOKS = "Innholdet er det samme. Det er gjort forbedringer i hvordan kurset vises."


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


def judge(offer: Offer, moment: datetime, there: CourseRecord | None) -> CourseVersion | None:
    """Give the version that ``offer`` makes: a new one, the newest with more bundles, or None for nothing new."""
    if there is None or not there.versions:
        return CourseVersion(1, moment, offer.bundles, offer.changes)
    newest = there.versions[0]
    slots = {one.slot: one for one in newest.bundles}
    differing = [one for one in offer.bundles if one.slot in slots and slots[one.slot].file != one.file]
    more = tuple(one for one in offer.bundles if one.slot not in slots)
    if not differing:
        return dataclasses.replace(newest, bundles=(*newest.bundles, *more)) if more else None
    found = [compare(slots[one.slot].manifested, one.manifested) for one in differing]
    news = _news(offer, there, found)
    return CourseVersion(newest.number + 1, moment, offer.bundles, news, all(one.safe for one in found))


def _news(offer: Offer, there: CourseRecord, found: Iterable[Difference]) -> tuple[str, ...]:
    """Give what the producer says is new and has not said before, and what was found to be."""
    before = {line for version in there.versions for line in version.news}
    said = (line for line in offer.changes if line not in before)
    seen = (line for one in found for line in (*one.news, *one.losses))
    return tuple(dict.fromkeys((*said, *seen))) or (_LOOKS,)


def _refuse_losses(made: Iterable[Made], storage: Storage) -> None:
    problems = [line for one in made for line in _losses(one, storage)]
    if problems:
        raise ContentError(
            "\n".join(problems),
            "take the change back, or publish with --force and import the zip as a new activity",
        )


def _losses(made: Made, storage: Storage) -> Iterator[str]:
    there = read_record(storage, made.course.id)
    slots = {one.slot: one for one in there[0].versions[0].bundles} if there and there[0].versions else {}
    for one in made.offer.bundles:
        if one.slot in slots:
            found = compare(slots[one.slot].manifested, one.manifested)
            if not found.safe:
                slot = "/".join(filter(None, one.slot))
                why = "; ".join(found.reasons)
                yield f"elearning/{made.course.slug}: not safe to replace in place ({slot}): {why}"


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
