"""How the courses of a workspace stand on a target; nothing is encoded and nothing written to know it."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.courserelease import published_ids, read_record
from pipeline.formats.lesson.page import mark
from pipeline.model.course import Course
from pipeline.model.courserecord import CourseRecord, CourseVersion
from pipeline.model.release import Storage
from pipeline.model.workspace import Workspace
from pipeline.workspace.courselock import kept

State = Literal["published", "changed", "unpublished", "orphan"]
"""``changed``: what the course says, or how it looks, is not what the newest version has; ``orphan``: published, gone
from the workspace."""


@dataclass(frozen=True, slots=True)
class StandingVersion:
    """A version on the target. ``bundles`` are its kinds, such as ``scorm12/full`` or ``scorm12/full/leksjon_1``."""

    number: int
    published: datetime
    bundles: tuple[str, ...]
    safe_from: int


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """Where a course stands on a target; ``versions`` are the newest first.

    ``lock_kept``: the lock file has all its identifiers, as publishing sees to; True for an orphan.
    """

    id: str
    slug: str
    title: str
    state: State
    lock_kept: bool
    profile: str
    versions: tuple[StandingVersion, ...]


def course_standings(
    workspace: Workspace, storage: Storage, templates: tuple[tuple[str, str], ...]
) -> Iterator[CourseStanding]:
    """Tell of every course, in the workspace or on the target, how it stands.

    Raises:
        ContentError: the lock file cannot be believed.
        PublishError: the target is unreachable, or holds what cannot be read.
    """
    for course in workspace.courses:
        record = _record(storage, course.id)
        state = _state(course, record, templates)
        lock, profile = kept(workspace, course), record.profile if record else course.profile
        yield CourseStanding(course.id, course.slug, course.title, state, lock, profile, _versions(record))
    ours = {course.id for course in workspace.courses}
    for one in published_ids(storage):
        record = None if one in ours else _record(storage, one)
        if record:
            versions = _versions(record)
            yield CourseStanding(
                one, record.slug, record.title, "orphan", lock_kept=True, profile=record.profile, versions=versions
            )


def _state(course: Course, record: CourseRecord | None, templates: tuple[tuple[str, str], ...]) -> State:
    """Compare with the newest version, as the profile has it for which that was published."""
    if record is None or not record.versions:
        return "unpublished"
    now = mark(dataclasses.replace(course, profile=record.profile), templates)
    return "published" if now == record.versions[0].content else "changed"


def _record(storage: Storage, course_id: str) -> CourseRecord | None:
    found = read_record(storage, course_id)
    return found[0] if found else None


def _versions(record: CourseRecord | None) -> tuple[StandingVersion, ...]:
    return tuple(_version(one) for one in record.versions) if record else ()


def _version(one: CourseVersion) -> StandingVersion:
    kinds = tuple("/".join(filter(None, bundle.slot)) for bundle in one.bundles)
    return StandingVersion(one.number, one.published, kinds, one.safe_from)
