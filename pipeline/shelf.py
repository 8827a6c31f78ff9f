"""Where one show stands on a target: its records, and writing what is not there yet."""

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipeline.errors import PublishError
from pipeline.events import Advanced, Finished, Started, Tell
from pipeline.formats.plain import UnreadableError, record_from_json, record_to_json
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import REVALIDATE, Asset, Storage

_LANES = 4
_RECORD = re.compile(r"[0-9a-f-]{36}\.json")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One show's slug on a storage, and whom to tell; ``force`` writes what stands there already."""

    storage: Storage
    show: str
    tell: Tell
    force: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done: files written and their bytes, files that already stood there."""

    written: int = 0
    size: int = 0
    kept: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies up."""
        return Tally(self.written + other.written, self.size + other.size, self.kept + other.kept)


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


def records(storage: Storage, show: str) -> tuple[EpisodeRecord, ...]:
    """Read the records of a show, the oldest episode first, with those that are being removed.

    Raises:
        PublishError: a record cannot be read; nothing is guessed.
    """
    folder = f"{show}/records/"
    keys = (key for key in storage.keys(folder) if _RECORD.fullmatch(key.removeprefix(folder)))
    with ThreadPoolExecutor(_LANES) as lanes:
        found = lanes.map(lambda key: _record(storage, key), keys)
        return tuple(sorted((record for record in found if record), key=lambda record: (record.published, record.guid)))


def live(found: Iterable[EpisodeRecord]) -> tuple[EpisodeRecord, ...]:
    """Give the records of episodes that are not being removed."""
    return tuple(record for record in found if not record.removed)


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
