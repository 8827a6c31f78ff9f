"""How the episodes of a workspace stand on a target, and how one is taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.build import Kit, dress, fingerprint, front_of
from pipeline.errors import ContentError
from pipeline.formats import pages
from pipeline.model.audio import Profile
from pipeline.model.episode import Episode
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import Storage
from pipeline.model.show import Show
from pipeline.model.workspace import Workspace
from pipeline.release import Shelf, record_key, records, settle

State = Literal["published", "changed", "due", "waiting", "orphan"]
"""``due``: may be published now; ``waiting``: its time lies ahead; ``orphan``: published, gone from the workspace."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an episode stands on a target."""

    show: str
    slug: str
    title: str
    state: State
    published: datetime


def standings(workspace: Workspace, storage: Storage, moment: datetime) -> Iterator[Standing]:
    """Tell of every episode, in the workspace or on the target, how it stands."""
    for show in workspace.shows:
        there = {record.guid: record for record in records(storage, show.slug)}
        for episode in (one for one in workspace.episodes if one.show == show.slug):
            state = _state(show, episode, there.pop(episode.guid, None), moment, workspace.settings.profile)
            yield Standing(show.slug, episode.slug, episode.title, state, episode.published)
        for record in there.values():
            yield Standing(show.slug, record.slug, record.title, "orphan", record.published)


def remove(workspace: Workspace, slug: str, kit: Kit, storage: Storage, moment: datetime) -> EpisodeRecord:
    """Take a published episode off a target: record, feed and show page first, its own files last.

    Raises:
        ContentError: no such episode is published there.
    """
    show, record = _published(workspace, slug, storage)
    storage.delete(record_key(show.slug, record.guid))
    dressed = dress(show, kit)
    settle(Shelf(storage, show.slug, kit.tell), front_of(dressed, kit, moment), frozenset({record.guid}))
    files = (record.audio, record.chapters_file, *record.transcripts)
    old_pages = (pages.episode_key(show, former) for former in record.former_slugs)
    for key in (record.page, *old_pages, *(file.key for file in files if file)):
        storage.delete(key)
    return record


def _published(workspace: Workspace, slug: str, storage: Storage) -> tuple[Show, EpisodeRecord]:
    for show in workspace.shows:
        for record in records(storage, show.slug):
            if record.slug == slug:
                return show, record
    raise ContentError(f"no episode “{slug}” is published on {storage.name}", "see `publish status` for those that are")


def _state(show: Show, episode: Episode, record: EpisodeRecord | None, moment: datetime, profile: Profile) -> State:
    if record is None:
        return "due" if episode.published <= moment else "waiting"
    return "published" if record.inputs == fingerprint(show, episode, profile) else "changed"
