"""What was built goes to a target: media first, then records and pages, the feed last.

Feed and show page are a pure function of the records on the target, so that a lost race or a kill at any
point is put right by the next run. Nothing that a reader can follow ever leads to something missing.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from pipeline.errors import ConflictError, PublishError
from pipeline.events import Advanced, Finished, Started, Tell
from pipeline.formats.feedread import guids
from pipeline.formats.plain import UnreadableError, record_from_json, record_to_json
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import REVALIDATE, Absent, Asset, Storage, Unchanged

_LANES = 4
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Parcel:
    """One episode, ready to go: its record, the media it refers to, its page and redirections to it."""

    record: EpisodeRecord
    media: tuple[Asset, ...]
    pages: tuple[Asset, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What is rendered of all the records that are due: the show's page and its feed."""

    page: Asset
    feed: Asset
    guids: frozenset[str]


FrontOf = Callable[[tuple[EpisodeRecord, ...]], Front]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done: files written and their bytes, files that already stood there."""

    written: int = 0
    size: int = 0
    kept: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies up."""
        return Tally(self.written + other.written, self.size + other.size, self.kept + other.kept)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one show stands: its slug on a storage, and whom to tell; ``force`` writes what stands there already."""

    storage: Storage
    show: str
    tell: Tell
    force: bool = False


def release(shelf: Shelf, common: tuple[Asset, ...], parcels: tuple[Parcel, ...], front_of: FrontOf) -> Tally:
    """Publish the parcels of one show, in the order that never lets a reader down.

    Raises:
        PublishError: the target refused or was unreachable; what was published before stands.
    """
    media = (*common, *chain.from_iterable(parcel.media for parcel in parcels))
    taken = frozenset(parcel.record.page for parcel in parcels)
    pages = [
        page for parcel in parcels for page in parcel.pages if page.key == parcel.record.page or page.key not in taken
    ]
    done = put_all(shelf, media, "media")
    done += put_all(shelf, [record_asset(shelf.show, parcel.record) for parcel in parcels], "records")
    done += put_all(shelf, pages, "pages")
    return done + settle(shelf, front_of)


def settle(shelf: Shelf, front_of: FrontOf, removed: frozenset[str] = frozenset()) -> Tally:
    """Make show page and feed agree with the records, however many others publish at the same time.

    ``removed`` are the guids that may disappear from the feed; any other that would is refused.
    """
    key = f"{shelf.show}/feed.xml"
    for _ in range(_ROUNDS):
        there = shelf.storage.read(key)  # before the records: a record that comes later is a conflict below
        front = front_of(records(shelf.storage, shelf.show))
        _refuse_loss(shelf, there[0] if there else b"", front, removed)
        if there and there[0] == front.feed.body:
            return put_all(shelf, [front.page, front.feed], "feed")
        page = put_all(shelf, [front.page], "show page")
        try:
            shelf.storage.put(front.feed, Unchanged(there[1]) if there else Absent())
        except ConflictError:
            continue
        return page + Tally(1, front.feed.size)
    raise PublishError(f"{key} is rewritten by others all the time", "run it again in a while")


def records(storage: Storage, show: str) -> tuple[EpisodeRecord, ...]:
    """Read what is published of a show, the oldest first.

    Raises:
        PublishError: a record cannot be read; nothing is guessed.
    """
    with ThreadPoolExecutor(_LANES) as lanes:
        found = lanes.map(lambda key: _record(storage, key), storage.keys(f"{show}/records/"))
        return tuple(sorted((record for record in found if record), key=lambda record: (record.published, record.guid)))


def put_all(shelf: Shelf, assets: Iterable[Asset], label: str) -> Tally:
    """Write what is not there yet with these very bytes and headers, several at a time; the first failure ends it."""
    todo = {asset.key: asset for asset in assets}
    task = f"{shelf.show}:{label}"
    shelf.tell(Started(task, f"publish {label}", len(todo), "files"))
    done, total = 0, Tally()
    with ThreadPoolExecutor(_LANES) as lanes:
        try:
            for tally in lanes.map(lambda asset: _put(shelf, asset), todo.values()):
                done, total = done + 1, total + tally
                shelf.tell(Advanced(task, done))
        except BaseException:
            lanes.shutdown(wait=True, cancel_futures=True)
            raise
    shelf.tell(Finished(task, f"{total.written} written, {total.kept} unchanged"))
    return total


def record_asset(show: str, record: EpisodeRecord) -> Asset:
    """Give a record as it stands on a target."""
    return Asset(record_key(show, record.guid), record_to_json(record), "application/json", REVALIDATE)


def record_key(show: str, guid: str) -> str:
    """Give the key of an episode's record."""
    return f"{show}/records/{guid}.json"


def _record(storage: Storage, key: str) -> EpisodeRecord | None:
    found = storage.read(key)
    if found is None:
        return None  # removed between listing and reading
    try:
        return record_from_json(found[0])
    except UnreadableError as error:
        hint = "publish that episode again with a current version, with --force"
        raise PublishError(f"{storage.name}: {key}: {error}", hint) from error


def _put(shelf: Shelf, asset: Asset) -> Tally:
    there = None if shelf.force else shelf.storage.head(asset.key)
    headers = (asset.content_type, asset.cache_control)
    if there and there.sha256 == asset.sha256 and (there.content_type, there.cache_control) == headers:
        return Tally(kept=1)
    shelf.storage.put(asset)
    return Tally(1, asset.size)


def _refuse_loss(shelf: Shelf, old: bytes, front: Front, removed: frozenset[str]) -> None:
    lost = guids(old) - front.guids - removed
    if lost:
        raise PublishError(
            f"{shelf.storage.name}: the feed of {shelf.show} would lose {len(lost)} published episode(s): "
            + ", ".join(sorted(lost)),
            f"their records in {shelf.show}/records/ are gone: publish those episodes again in the same run, "
            "or take them out with `publish remove`",
        )
