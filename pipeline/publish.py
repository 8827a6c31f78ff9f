"""Episodes of a workspace, built and released to one target; and what became of each."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.build import Built, Dressed, Kit, build, dress, front_of, master_of
from pipeline.errors import ContentError
from pipeline.events import Noted, Tell
from pipeline.lanes import in_lanes
from pipeline.model.audio import Master
from pipeline.model.episode import Episode
from pipeline.model.record import AlternateFile, EpisodeRecord
from pipeline.model.release import Storage
from pipeline.model.workspace import Workspace
from pipeline.release import release
from pipeline.shelf import Shelf, Tally, records

Became = Literal["published", "unchanged", "waiting"]
"""``waiting``: made ready, since its time lies ahead."""


_AT_ONCE = 2
"""Episodes that are mastered at a time. One keeps all cores busy but for moments, which the other one fills; more would
only take memory, since each of them encodes on all cores."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish, and as at which moment. ``clock`` gives seconds, for telling how long things took.

    Episodes that were ``named`` come back even if they were removed from the target.
    """

    episodes: tuple[Episode, ...]
    moment: datetime
    clock: Callable[[], float]
    named: bool = True
    force: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one episode; ``page`` is '' while it waits. ``alternates`` are its files in other codecs."""

    episode: Episode
    master: Master
    size: int
    took: float
    became: Became
    page: str
    alternates: tuple[AlternateFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done: a row for each episode, the feeds' addresses, and what was written."""

    rows: tuple[Row, ...]
    feeds: tuple[str, ...]
    tally: Tally
    took: float


def publish(workspace: Workspace, order: Order, kit: Kit, storage: Storage) -> Summary:
    """Build everything that was ordered; only when all of it is whole, release what is due.

    Raises:
        ContentError: every problem of every episode; nothing was published.
        PublishError: the target refused or was unreachable; what was published before stands.
    """
    started = order.clock()
    shows = sorted({episode.show for episode in order.episodes})
    there = {record.guid: record for slug in shows for record in records(storage, slug)}
    order = _without_removed(order, there, kit)
    _refuse_recalled(order, there)
    dressed = {slug: dress(workspace.show(slug), kit.desk) for slug in shows}
    made = _build_all(order, dressed, kit)
    tally, feeds = Tally(), []
    for slug in shows:
        due = [built for built, _ in made if built.episode.show == slug and _is_due(built.episode, order)]
        if due:
            tally += _release(dressed[slug], due, order, kit, storage)
            feeds.append(f"{kit.desk.base_url}{slug}/feed.xml")
    rows = tuple(_row(built, took, order, there, kit) for built, took in made)
    return Summary(rows, tuple(feeds), tally, order.clock() - started)


def masters(workspace: Workspace, episodes: tuple[Episode, ...], kit: Kit) -> list[Master]:
    """Give the masters of episodes, in their order; those that the cache lacks are made, and nothing is published.

    Raises:
        ContentError: every problem of every recording.
    """
    return in_lanes(
        episodes,
        lambda episode, tell: master_of(workspace.show(episode.show), episode, _guarded(kit, tell)),
        kit.desk.tell,
        lanes=_AT_ONCE,
    )


def _release(dressed: Dressed, due: Iterable[Built], order: Order, kit: Kit, storage: Storage) -> Tally:
    shelf = Shelf(storage, dressed.show.slug, kit.desk.tell, order.force)
    return release(
        shelf, dressed.assets, tuple(built.parcel for built in due), front_of(dressed, kit.desk, order.moment)
    )


def _build_all(order: Order, dressed: dict[str, Dressed], kit: Kit) -> list[tuple[Built, float]]:
    def one(episode: Episode, tell: Tell) -> tuple[Built, float]:
        began = order.clock()
        return build(dressed[episode.show], episode, _guarded(kit, tell)), order.clock() - began

    return in_lanes(order.episodes, one, kit.desk.tell, lanes=_AT_ONCE)


def _guarded(kit: Kit, tell: Tell) -> Kit:
    return dataclasses.replace(kit, desk=dataclasses.replace(kit.desk, tell=tell))


def _without_removed(order: Order, there: Mapping[str, EpisodeRecord], kit: Kit) -> Order:
    """Leave out what was removed from the target, unless it was named."""
    back = [one for one in order.episodes if one.guid in there and there[one.guid].removed and not order.named]
    for episode in back:
        kit.desk.tell(Noted(f"{episode.slug} was removed from this target; name it to publish it again"))
    return dataclasses.replace(order, episodes=tuple(one for one in order.episodes if one not in back))


def _refuse_recalled(order: Order, there: Mapping[str, EpisodeRecord]) -> None:
    """Refuse to move a published episode into the future: that is to remove it, which must be said."""
    ahead = [episode for episode in order.episodes if not _is_due(episode, order)]
    recalled = [one.slug for one in ahead if one.guid in there and not there[one.guid].removed]
    if recalled:
        raise ContentError(
            "\n".join(f"episodes/{slug}/episode.toml: published: lies ahead, but it is published" for slug in recalled),
            f"correct the time, or take it back with `publish remove {recalled[0]}`",
        )


def _is_due(episode: Episode, order: Order) -> bool:
    return episode.published <= order.moment


def _row(built: Built, took: float, order: Order, there: Mapping[str, EpisodeRecord], kit: Kit) -> Row:
    episode, record = built.episode, built.parcel.record
    if not _is_due(episode, order):
        return Row(episode, built.master, record.audio.size, took, "waiting", "", record.alternates)
    became: Became = "unchanged" if there.get(episode.guid) == record and not order.force else "published"
    page = kit.desk.base_url + record.page
    return Row(episode, built.master, record.audio.size, took, became, page, record.alternates)
