"""What was built goes to a target: media first, then records and pages, the feed last.

Feed and show page are a pure function of the records on the target, so that a lost race or a kill at any
point is put right by the next run. Nothing that a reader can follow ever leads to something missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from pipeline.errors import ConflictError, ContentError, PublishError
from pipeline.events import Noted
from pipeline.formats.feedread import guids
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import Absent, Asset, Unchanged
from pipeline.shelf import Shelf, Tally, live, put_all, record_asset, records

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Parcel:
    """One episode, ready to go: its record, the media it refers to, its page and redirections to it."""

    record: EpisodeRecord
    media: tuple[Asset, ...]
    page: Asset
    redirects: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """What is rendered of all the records that are due: the show's page and its feed.

    ``moved`` replaces what stands at the former addresses of a renamed show, so that its subscribers follow.
    """

    page: Asset
    feed: Asset
    guids: frozenset[str]
    moved: tuple[Asset, ...] = ()


FrontOf = Callable[[tuple[EpisodeRecord, ...]], Front]
"""Raises ContentError if a feed of these records would not be fit for listeners."""


def release(shelf: Shelf, common: tuple[Asset, ...], parcels: tuple[Parcel, ...], front_of: FrontOf) -> Tally:
    """Publish the parcels of one show, in the order that never lets a reader down.

    Raises:
        ContentError: the feed would not be fit; nothing was written.
        PublishError: the target refused or was unreachable; what was published before stands.
    """
    _rehearse(shelf, tuple(parcel.record for parcel in parcels), front_of)
    media = (*common, *chain.from_iterable(parcel.media for parcel in parcels))
    done = put_all(shelf, media, "media")
    done += put_all(shelf, [record_asset(shelf.show, parcel.record) for parcel in parcels], "records")
    done += put_all(shelf, [parcel.page for parcel in parcels], "pages")
    redirects = [redirect for parcel in parcels for redirect in parcel.redirects]
    return done + (_put_redirects(shelf, redirects) if redirects else Tally()) + settle(shelf, front_of)


def _put_redirects(shelf: Shelf, redirects: list[Asset]) -> Tally:
    """Write them where no episode has its page; each leads to one that stands by now."""
    own = {record.page for record in live(records(shelf.storage, shelf.show))}
    return put_all(shelf, [redirect for redirect in redirects if redirect.key not in own], "redirections")


def settle(shelf: Shelf, front_of: FrontOf) -> Tally:
    """Make show page and feed agree with the records, however many others publish at the same time."""
    key = f"{shelf.show}/feed.xml"
    for _ in range(_ROUNDS):
        there = shelf.storage.read(key)  # before the records: a record that comes later is a conflict below
        found = records(shelf.storage, shelf.show)
        front = front_of(live(found))
        if lost := _lost(there[0] if there else b"", front, found):
            if shelf.storage.read(key) != there:
                continue  # somebody else was in the middle of removing it
            raise _loss(shelf, lost, found)
        page = put_all(shelf, [front.page], "show page")
        if (feed := _put_feed(shelf, front.feed, there)) is not None:
            return page + feed + _put_moved(shelf, front)
    raise PublishError(f"{key} is rewritten by others all the time", "run it again in a while")


def _put_feed(shelf: Shelf, feed: Asset, there: tuple[bytes, str] | None) -> Tally | None:
    """Write the feed unless it is as it was read; None if somebody else has changed it since."""
    storage = shelf.storage
    if there and there[0] == feed.body and not shelf.force:
        now = storage.head(feed.key)
        if now is None or now.version != there[1]:
            return None
        if (now.content_type, now.cache_control) == (feed.content_type, feed.cache_control):
            return Tally(kept=1)
    try:
        storage.put(feed, Unchanged(there[1]) if there else Absent())
    except ConflictError:
        return None
    shelf.tell(Noted(f"publish feed: {feed.key} written"))
    return Tally(1, feed.size)


def _put_moved(shelf: Shelf, front: Front) -> Tally:
    followed = [asset for asset in front.moved if shelf.storage.head(asset.key)]
    return put_all(shelf, followed, "former addresses") if followed else Tally()


def _rehearse(shelf: Shelf, new: tuple[EpisodeRecord, ...], front_of: FrontOf) -> None:
    """Render what the release will lead to before anything is written, so that what is unfit stays at home."""
    present = records(shelf.storage, shelf.show)
    if set(new) <= set(present):
        return  # nothing new to be unfit
    found = {record.guid: record for record in (*present, *new)}
    there = shelf.storage.read(f"{shelf.show}/feed.xml")
    after = tuple(found.values())
    if lost := _lost(there[0] if there else b"", front_of(live(after)), after):
        raise _loss(shelf, lost, after)


def _lost(old: bytes, front: Front, found: tuple[EpisodeRecord, ...]) -> frozenset[str]:
    """Give the guids that listeners have and would lose, other than those that are being removed."""
    return guids(old) - front.guids - {record.guid for record in found if record.removed}


def _loss(shelf: Shelf, lost: frozenset[str], found: tuple[EpisodeRecord, ...]) -> ContentError | PublishError:
    ahead = [record.slug for record in found if record.guid in lost]
    if ahead:
        return ContentError(
            f"{shelf.storage.name}: {', '.join(ahead)}: published there, but with a time that lies ahead",
            f"take it back first: publish remove {ahead[0]}",
        )
    return PublishError(
        f"{shelf.storage.name}: the feed of {shelf.show} would lose {len(lost)} published episode(s): "
        + ", ".join(sorted(lost)),
        f"their records in {shelf.show}/records/ are gone: publish those episodes again in the same run",
    )
