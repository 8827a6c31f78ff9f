"""Shows and episodes made of what was found, as far as it goes, still without their guids."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.episode import Episode
from pipeline.model.show import Show
from pipeline.workspace.episodes import Inherited, episode_of, inherited
from pipeline.workspace.found import Found
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.matching import Identity
from pipeline.workspace.naming import Draft
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.lock import Lock
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.shows import show_of


@dataclass(frozen=True, slots=True)
class ShowDraft(Draft):
    """A show; ``show`` is None where a file of it is missing or wrong."""

    table: ShowTable
    show: Show | None


@dataclass(frozen=True, slots=True)
class EpisodeDraft(Draft):
    """An episode; ``episode`` is None where something of it is missing or wrong."""

    table: EpisodeTable
    episode: Episode | None


def show_drafts(found: Sequence[Found[ShowTable]]) -> tuple[ShowDraft, ...]:
    """Make the shows whose file could be read."""
    return tuple(_show(one, one.table) for one in found if one.table)


def episode_drafts(
    found: Sequence[Found[EpisodeTable]], shows: Sequence[Found[ShowTable]], lock: Lock
) -> tuple[EpisodeDraft, ...]:
    """Make the episodes whose file could be read, each with what it takes over from its show.

    One that names no show among several stays in the one where it was published.
    """
    tables = {show.slug: show.table for show in shows}
    locked = {episode.slug: episode.show for episode in lock.episodes if episode.show in tables}
    return tuple(_episode(one, one.table, tables, locked.get(one.slug, "")) for one in found if one.table)


def _show(found: Found[ShowTable], table: ShowTable) -> ShowDraft:
    identity = Identity(found.slug, table.title, renamed_from=table.renamed_from)
    return ShowDraft(identity, found.folder.report, table, show_of(found.folder, table))


def _episode(
    found: Found[EpisodeTable], table: EpisodeTable, shows: dict[str, ShowTable | None], locked: str
) -> EpisodeDraft:
    parent = _parent(found, table, shows, locked)
    episode = episode_of(found.folder, table, parent)
    identity = Identity(
        found.slug,
        table.title,
        parent.show,
        episode.recording.sha256 if episode else "",
        (table.season, table.number) if table.number and table.type == "full" else None,
        renamed_from=table.renamed_from,
    )
    return EpisodeDraft(identity, found.folder.report, table, episode)


def _parent(
    found: Found[EpisodeTable], table: EpisodeTable, shows: dict[str, ShowTable | None], locked: str
) -> Inherited:
    name = table.show or (next(iter(shows)) if len(shows) == 1 else locked)
    if name not in shows and shows:
        what = f'names no show in feeds/ ("{name}")' if name else "is missing: there are several shows"
        todo = did_you_mean(name, shows) or f"write one of {', '.join(shows)}"
        found.folder.report.add("show", what, todo)
    return inherited(name, shows.get(name))
