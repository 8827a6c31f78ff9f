"""``config/guids.lock.json``: read with the workspace, written when something is published."""

from collections import Counter
from pathlib import Path
from typing import TypeVar

from pipeline.errors import ContentError
from pipeline.model.episode import Episode
from pipeline.model.show import Show
from pipeline.model.workspace import Settings, Workspace
from pipeline.tools.files import write_atomically
from pipeline.workspace.lockfile import LockFile, to_json
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.lock import EpisodeLock, Lock, ShowLock
from pipeline.workspace.seeds import is_provisional

FILE = "config/guids.lock.json"
_Entry = TypeVar("_Entry", ShowLock, EpisodeLock)
_LOCK = LockFile(FILE, "listeners get every episode again", "episodes")


def read_lock(root: Path, report: Report) -> Lock:
    """Give what was assigned before, or an empty lock where there is no file or a broken one (then a problem)."""
    lock = _LOCK.read(root, Lock(), report)
    _refuse_repeated(lock, report)
    return lock


def save_lock(workspace: Workspace) -> None:
    """Keep the names of everything in ``workspace``; does nothing if they are kept already.

    Raises PublishError if the file cannot be written, ContentError if it changed meanwhile so that they disagree.
    """
    if _now(workspace) is None:
        return
    with _LOCK.alone(workspace.root):
        lock = _now(workspace)
        if lock is not None:
            write_atomically(workspace.root / FILE, to_json(lock))


def updated(lock: Lock, workspace: Workspace) -> Lock:
    """Give ``lock`` with the shows and episodes of ``workspace`` as they are now; what is gone is kept as it was."""
    episodes = {episode.guid: episode for episode in lock.episodes}
    return Lock(
        shows=_shows(lock, workspace),
        episodes=_sorted(episodes | {episode.guid: _episode(episode) for episode in workspace.episodes}),
    )


def _now(workspace: Workspace) -> Lock | None:
    """Give what the file should hold, or None if it holds that."""
    report = Report(FILE)
    before = read_lock(workspace.root, report)
    if report.problems:
        raise WorkspaceProblems(report.problems)
    after = updated(before, workspace)
    _refuse_repeated(after, report)
    if report.problems:
        raise ContentError(f"{FILE} was changed while this ran", "run it again")
    return None if after == before else after


def _sorted(entries: dict[str, _Entry]) -> tuple[_Entry, ...]:
    return tuple(sorted(entries.values(), key=lambda one: (one.slug, one.guid)))


def _shows(lock: Lock, workspace: Workspace) -> tuple[ShowLock, ...]:
    before = {show.guid: show for show in lock.shows}
    provisional = {show.slug: show for show in lock.shows if show.provisional}
    after = [
        _show(show, before.get(show.guid) or provisional.get(show.slug), workspace.settings) for show in workspace.shows
    ]
    given_up = {provisional[show.slug].guid for show in after if show.slug in provisional}
    kept = {guid: show for guid, show in before.items() if guid not in given_up}
    return _sorted(kept | {show.guid: show for show in after})


def _show(show: Show, before: ShowLock | None, settings: Settings) -> ShowLock:
    former = dict.fromkeys((*before.former_slugs, before.slug)) if before else {}
    slugs = tuple(slug for slug in former if slug != show.slug)
    provisional = before.provisional if before and before.guid == show.guid else is_provisional(show, settings)
    return ShowLock(slug=show.slug, guid=show.guid, title=show.title, provisional=provisional, former_slugs=slugs)


def _episode(episode: Episode) -> EpisodeLock:
    return EpisodeLock(
        slug=episode.slug,
        guid=episode.guid,
        show=episode.show,
        title=episode.title,
        season=episode.season,
        number=episode.number if episode.kind == "full" else None,
        recording=episode.recording.sha256,
        former_slugs=episode.former_slugs,
        first_slug=episode.first_slug,
    )


def _refuse_repeated(lock: Lock, report: Report) -> None:
    for table, entries in (("shows", lock.shows), ("episodes", lock.episodes)):
        for key in ("guid", "slug"):
            often = Counter(getattr(entry, key) for entry in entries)
            for value in sorted(value for value, times in often.items() if times > 1):
                report.append(table, f"has the {key} {value} twice", "keep the older of the two blocks")
