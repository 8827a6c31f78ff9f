"""A course's bundles go to a target: zips first, then the record, the administrators' page, and last what is old.

The page is a pure function of the record. Whatever cuts a run short, the next one puts it right.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.courseversions import Offer, retained
from pipeline.errors import ConflictError, PublishError
from pipeline.events import Tell
from pipeline.formats import lmsindex, look
from pipeline.formats.plain import UnreadableError, course_from_json, course_to_json
from pipeline.formats.statement import NAME as STATEMENT
from pipeline.model.courserecord import CourseRecord, CourseVersion
from pipeline.model.headers import PRIVATE_FOLDER, cache_control, content_type
from pipeline.model.release import Absent, Asset, Storage, Unchanged
from pipeline.shelf import Shelf, Tally, put_all

LINK_SECONDS = 7 * 86_400
"""How long links work where a target gives such links; a week is the most that AWS allows."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where bundles go, as at which moment, and whom to tell."""

    storage: Storage
    moment: datetime
    templates: tuple[tuple[str, str], ...]
    tell: Tell
    force: bool = False


Judge = Callable[[CourseRecord | None], CourseVersion | None]
"""Give the version to put first, or None where what stands there is the same."""


@dataclass(frozen=True, slots=True)
class Released:
    """What stands on the target now; ``address`` opens the administrators' page where a target gives such links."""

    record: CourseRecord
    tally: Tally
    changed: bool
    address: str


def key_of(course_id: str, name: str) -> str:
    """Give the key of a course's file."""
    return f"{PRIVATE_FOLDER}/{course_id}/{name}"


def read_record(storage: Storage, course_id: str) -> tuple[CourseRecord, str] | None:
    """Read a course's record and its version on the target. Raises PublishError if it cannot be read."""
    key = key_of(course_id, "record.json")
    there = storage.read(key)
    if there is None:
        return None
    try:
        return course_from_json(there[0]), there[1]
    except UnreadableError as error:
        hint = "publish with the version of fremskritt that wrote it, or remove that file"
        raise PublishError(f"{storage.name}: {key}: {error}", hint) from error


def published_ids(storage: Storage) -> tuple[str, ...]:
    """Give the ids of the courses that have a record on the target, sorted."""
    parts = (key.split("/") for key in storage.keys(f"{PRIVATE_FOLDER}/"))
    return tuple(sorted(part[1] for part in parts if len(part) == 3 and part[2] == "record.json"))  # noqa: PLR2004 - as key_of


def release(outlet: Outlet, offer: Offer, judge: Judge) -> Released:
    """Publish a course's bundles.

    Raises:
        PublishError: the target refused or was unreachable; what was published before stands.
    """
    shelf = Shelf(outlet.storage, offer.record.id, outlet.tell, outlet.force)
    tally = put_all(shelf, offer.media, "bundles")
    record, changed, written = _settle(outlet, offer, judge)
    if changed:  # another publisher may have removed what was old to it, and is in our record
        written += put_all(shelf, offer.media, "bundles, once more")
    page, address = _page(outlet, record, offer.statement)
    tally += (
        written
        + put_all(shelf, page[:-1], "what the page needs")
        + put_all(shelf, page[-1:], "page for administrators")
    )
    _clear(outlet, record)
    return Released(record, tally, changed, address)


def remove(storage: Storage, course_id: str) -> CourseRecord | None:
    """Take a course off a target: the page first, then its zips, its record last; None where it is not there.

    Whatever cuts it short, calling it again finishes it.
    """
    there = read_record(storage, course_id)
    page, record = key_of(course_id, "index.html"), key_of(course_id, "record.json")
    rest = (key for key in storage.keys(key_of(course_id, "")) if key not in {page, record})
    for key in (page, *rest, record):
        storage.delete(key)
    return there[0] if there else None


def _settle(outlet: Outlet, offer: Offer, judge: Judge) -> tuple[CourseRecord, bool, Tally]:
    """Write the record with its new version, however many others publish at the same time."""
    for _ in range(_ROUNDS):
        there = read_record(outlet.storage, offer.record.id)
        record, changed = _renewed(offer.record, there[0] if there else None, judge)
        if there and record == there[0]:
            return record, False, Tally(kept=1)
        key = key_of(record.id, "record.json")
        asset = Asset(key, course_to_json(record), content_type(key), cache_control(key))
        try:
            outlet.storage.put(asset, Unchanged(there[1]) if there else Absent())
        except ConflictError:
            continue
        return record, changed, Tally(1, asset.size)
    raise PublishError(f"{offer.record.id} is published by others all the time", "run it again in a while")


def _renewed(record: CourseRecord, there: CourseRecord | None, judge: Judge) -> tuple[CourseRecord, bool]:
    earlier = there.versions if there else ()
    first = judge(there)
    if first is None:
        return dataclasses.replace(record, versions=earlier, dropped=there.dropped if there else ()), False
    versions = retained((first, *(one for one in earlier if one.number != first.number)))
    gone = (_keys(earlier) | set(there.dropped if there else ())) - _keys(versions)
    return dataclasses.replace(record, versions=versions, dropped=tuple(sorted(gone))), True


def _page(outlet: Outlet, record: CourseRecord, statement: bytes) -> tuple[tuple[Asset, ...], str]:
    """Give the page and what it is made of, itself last; where a target gives links that end, it has those."""
    storage = outlet.storage
    style = look.lms_style(key_of(record.id, "assets"), dict(outlet.templates))
    key = key_of(record.id, "index.html")
    address = storage.link(key, LINK_SECONDS)
    until = outlet.moment + timedelta(seconds=LINK_SECONDS) if address else None

    def href(target: str) -> str:
        return storage.link(target, LINK_SECONDS) or target.removeprefix(key_of(record.id, ""))

    told = Asset(key_of(record.id, STATEMENT), statement, content_type(key), cache_control(key))
    beside = lmsindex.Beside(href(style.key), href(told.key))
    html = lmsindex.index_page(record, href, beside, outlet.templates, until)
    return (style, told, Asset(key, html, content_type(key), cache_control(key))), address


def _clear(outlet: Outlet, record: CourseRecord) -> None:
    """Remove the zips of versions that are no longer offered, and nothing that somebody is about to offer."""
    for key in record.dropped:
        if outlet.storage.head(key):
            outlet.storage.delete(key)


def _keys(versions: tuple[CourseVersion, ...]) -> set[str]:
    return {one.file.key for version in versions for one in version.bundles}
