"""The versions of a published course: when a build is a new one, over which earlier ones it may be put, which stay.

A run may offer some of a course's bundles only, such as one format. Each is held against the newest version that has
its kind, however old that is, so that no order of runs hides what learners would lose.
"""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.formats.bundle.diff import Difference, compare
from pipeline.model.courserecord import CourseRecord, CourseVersion, PublishedBundle
from pipeline.model.release import Asset

KEPT = 3
"""Versions that stay on the target, so that an administrator can go back."""

_LOOKS = "Innholdet er det samme. Det er gjort forbedringer i hvordan kurset vises."


@dataclass(frozen=True, slots=True)
class Offer:
    """A course as it was built: its record without versions, its zips, and what its producer says is new.

    ``statement`` is the draft of its accessibility statement (HTML).
    """

    record: CourseRecord
    changes: tuple[str, ...]
    statement: bytes
    bundles: tuple[PublishedBundle, ...]
    media: tuple[Asset, ...]


def judge(offer: Offer, moment: datetime, there: CourseRecord | None) -> CourseVersion | None:
    """Give the version that ``offer`` makes: a new one, the newest with more bundles, or None for nothing new."""
    content = _content(offer.bundles)
    if there is None or not there.versions:
        return CourseVersion(1, moment, content, offer.bundles, offer.changes, 1)
    newest = there.versions[0]
    slots = {one.slot: one for one in newest.bundles}
    if content == newest.content and all(slots.get(one.slot, one).file == one.file for one in offer.bundles):
        more = tuple(one for one in offer.bundles if one.slot not in slots)
        return dataclasses.replace(newest, bundles=(*newest.bundles, *more)) if more else None
    number = newest.number + 1
    return CourseVersion(number, moment, content, offer.bundles, _news(offer, there), _safe_from(offer, there, number))


def losses(offer: Offer, there: CourseRecord | None) -> Iterator[str]:
    """Tell what of each offered bundle would cost learners something that they have done, as ``kind: why``."""
    for one, before in _pairs(offer, there):
        found = compare(before.manifested, one.manifested, "en")
        if not found.safe:
            yield f"{'/'.join(filter(None, one.slot))}: {'; '.join(found.reasons)}"


def retained(versions: Iterable[CourseVersion]) -> tuple[CourseVersion, ...]:
    """Give what stays: the newest versions whole, and of older ones what no newer has another of."""
    kept: list[CourseVersion] = []
    seen: set[tuple[str, str, str]] = set()
    for place, version in enumerate(versions):
        only = tuple(one for one in version.bundles if place < KEPT or one.slot not in seen)
        seen |= {one.slot for one in version.bundles}
        if only:
            kept.append(dataclasses.replace(version, bundles=only))
    return tuple(kept)


def _pairs(offer: Offer, there: CourseRecord | None) -> Iterator[tuple[PublishedBundle, PublishedBundle]]:
    """Give each offered bundle with the newest one of its kind that is published."""
    for one in offer.bundles:
        versions = there.versions if there else ()
        found = (other for version in versions for other in version.bundles if other.slot == one.slot)
        before = next(found, None)
        if before:
            yield one, before


def _safe_from(offer: Offer, there: CourseRecord, number: int) -> int:
    """Give the oldest version over which the offer may be put; ``number`` itself where there is none."""
    for version in there.versions:
        if not all(found.safe for found in _differences(offer, version)):
            return version.number + 1
    return min(number, there.versions[-1].safe_from)


def _differences(offer: Offer, version: CourseVersion) -> Iterator[Difference]:
    slots = {one.slot: one for one in version.bundles}
    for one in offer.bundles:
        if one.slot in slots:
            yield compare(slots[one.slot].manifested, one.manifested)


def _news(offer: Offer, there: CourseRecord) -> tuple[str, ...]:
    """Give what the producer says is new and has not said before, and what was found to be."""
    before = {line for version in there.versions for line in version.news}
    said = (line for line in offer.changes if line not in before)
    found = (compare(old.manifested, new.manifested) for new, old in _pairs(offer, there))
    seen = (line for one in found for line in (*one.news, *one.losses))
    return tuple(dict.fromkeys((*said, *seen))) or (_LOOKS,)


def _content(bundles: tuple[PublishedBundle, ...]) -> str:
    """Give the mark that all bundles of one content share, whatever their format, size and lesson."""
    document = bundles[0].manifested.document
    return str(json.loads(document)["version"]) if document else ""
