"""How the episodes of a workspace stand on a target, and how one is taken back."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.build import Desk, dress, fingerprint, front_of
from pipeline.errors import ContentError
from pipeline.formats import pages
from pipeline.model.audio import Profile
from pipeline.model.episode import Episode
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import Storage
from pipeline.model.show import Show
from pipeline.model.workspace import Workspace
from pipeline.release import settle
from pipeline.shelf import Shelf, live, record_asset, records
from pipeline.stages.episode_files import files_of, media_stem

State = Literal["published", "changed", "due", "waiting", "orphan", "removed", "ahead"]
"""``due``: may be published now; ``waiting``: its time lies ahead; ``orphan``: published, gone from the workspace;
``removed``: taken back; ``ahead``: published, though its time now lies ahead."""


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
        for record in live(there.values()):
            yield Standing(show.slug, record.slug, record.title, "orphan", record.published)


@dataclass(frozen=True, slots=True)
class Removal:
    """Which episode to remove, as at which moment; ``show`` may be '' where only one has such an episode."""

    slug: str
    show: str
    moment: datetime


def remove(workspace: Workspace, removal: Removal, desk: Desk, storage: Storage) -> EpisodeRecord:
    """Take a published episode off a target: feed and show page first, then its files, then what its record tells.

    Whatever cuts it short, calling it again finishes it. A bare record stays, so that publishing everything does
    not bring the episode back.

    Raises:
        ContentError: no such episode is published there, or several are.
    """
    home, record = _published(workspace, removal, storage)
    shelf = Shelf(storage, home.slug, desk.tell)
    front = front_of(dress(home, desk), desk, removal.moment)
    others = records(storage, home.slug)
    front(live(one for one in others if one.guid != record.guid))  # what is unfit is found before anything is done
    storage.put(record_asset(home.slug, dataclasses.replace(record, removed=True)))
    settle(shelf, front)
    for key in _files(home, record, others, storage):
        storage.delete(key)
    storage.put(record_asset(home.slug, _bare(record)))
    return record


def _bare(record: EpisodeRecord) -> EpisodeRecord:
    """Give a removed episode's record without anything that was told or heard in it."""
    audio = dataclasses.replace(record.audio, size=0, sha256="")
    bare = dataclasses.replace(record, title="", summary="", notes_html="", people=(), chapters=(), license=None)
    return dataclasses.replace(
        bare, audio=audio, transcripts=(), alternates=(), bitrate=0, chapters_file=None, inputs="", removed=True
    )


def _is_bare(record: EpisodeRecord) -> bool:
    return record.removed and not record.title


def _files(show: Show, record: EpisodeRecord, others: tuple[EpisodeRecord, ...], storage: Storage) -> Iterator[str]:
    """Give the keys of an episode's page, redirections and media, those of earlier versions as well."""
    kept = {file.key for one in others if one.guid != record.guid for file in files_of(one)}
    kept |= {one.page for one in live(others) if one.guid != record.guid}
    former = (pages.episode_key(show, slug) for slug in record.former_slugs)
    media = re.compile(re.escape(media_stem(record.audio.key)) + r"-[0-9a-f]{12}\.[a-z0-9.]+")
    there = [key for key in storage.keys(media_stem(record.audio.key)) if media.fullmatch(key)]
    yield from (key for key in (record.page, *former, *there) if key not in kept)


def _published(workspace: Workspace, removal: Removal, storage: Storage) -> tuple[Show, EpisodeRecord]:
    slug = removal.slug
    shows = [one for one in workspace.shows if removal.show in {"", one.slug}]
    there = ((one, record) for one in shows for record in records(storage, one.slug))
    found = [(one, record) for one, record in there if record.slug == slug and not _is_bare(record)]
    if not found:
        message = f"no episode “{slug}” is published on {storage.name}"
        raise ContentError(message, "see `publish status` for those that are")
    if len(found) > 1:
        raise ContentError(f"several shows have an episode “{slug}” there", "say which with --show")
    return found[0]


def _state(show: Show, episode: Episode, record: EpisodeRecord | None, moment: datetime, profile: Profile) -> State:
    due = episode.published <= moment
    if record is None:
        return "due" if due else "waiting"
    if record.removed:
        return "removed"
    if not due:
        return "ahead"
    return "published" if record.inputs == fingerprint(show, episode, profile) else "changed"
