"""``config/guids.lock.json``: read with the workspace, written when something is published."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from pipeline.errors import ContentError
from pipeline.model.episode import Episode
from pipeline.model.show import Show
from pipeline.model.workspace import Settings, Workspace
from pipeline.tools.files import telling_of, write_atomically
from pipeline.workspace.paths import is_inside
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.lock import EpisodeLock, Lock, ShowLock
from pipeline.workspace.seeds import is_provisional
from pipeline.workspace.tables import checked
from pipeline.workspace.toml import read_text

FILE = "config/guids.lock.json"
_Entry = TypeVar("_Entry", ShowLock, EpisodeLock)
_GUARD = ".guids.lock.part"  # named so that `files` sweeps it away when it is old
_PATIENCE = 30.0
"""Seconds to wait for another `publish` that writes the same file: it takes milliseconds."""

_TAKE_BACK = "take it back from version control or a backup: without it, listeners get every episode again"
_MERGE = "keep the episodes of both sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"


def read_lock(root: Path, report: Report) -> Lock:
    """Give what was assigned before, or an empty lock where there is no file or a broken one (then a problem)."""
    path = root / FILE
    if not path.exists():
        return Lock()
    if not is_inside(root, path):
        report.add("", "leads out of the workspace", "put the file itself in the workspace")
        return Lock()
    text = read_text(path, report)
    data = None if text is None else _parsed(text, report)
    lock = Lock() if data is None else checked(Lock, data, report)
    _refuse_repeated(lock, report)
    return lock


def save_lock(workspace: Workspace) -> None:
    """Keep the names of everything in ``workspace``; does nothing if they are kept already.

    Raises PublishError if the file cannot be written, ContentError if it changed meanwhile so that they disagree.
    """
    if _now(workspace) is None:
        return
    with _alone(workspace.root / FILE):
        lock = _now(workspace)
        if lock is not None:
            write_atomically(workspace.root / FILE, to_json(lock))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other runs from writing ``path`` meanwhile. Raises PublishError if its folder cannot be written."""
    guard = FileLock(path.with_name(_GUARD), timeout=_PATIENCE)
    with telling_of(path):
        path.parent.mkdir(exist_ok=True)
        try:
            guard.acquire()
        except Timeout as error:
            raise ContentError(
                f"{FILE} is being written by another publish", "wait for it, and run this again"
            ) from error
    try:
        yield
    finally:
        guard.release()


def updated(lock: Lock, workspace: Workspace) -> Lock:
    """Give ``lock`` with the shows and episodes of ``workspace`` as they are now; what is gone is kept as it was."""
    episodes = {episode.guid: episode for episode in lock.episodes}
    return Lock(
        shows=_shows(lock, workspace),
        episodes=_sorted(episodes | {episode.guid: _episode(episode) for episode in workspace.episodes}),
    )


def to_json(lock: Lock) -> bytes:
    """Give the file: a block for each episode, sorted by slug, so that two people's changes can be merged."""
    return (json.dumps(lock.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


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


def _parsed(text: str, report: Report) -> dict[str, object] | None:
    try:
        data: object = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        merged = "\n<<<<<<<" in f"\n{text}"
        what = "has the marks of an unfinished merge" if merged else f"is no JSON ({error})"
        report.add("", what, _MERGE if merged else _TAKE_BACK)
        return None
    if isinstance(data, dict):
        return data
    report.add("", "is not the file that publish wrote", _TAKE_BACK)
    return None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one block")
    return made


def _refuse_repeated(lock: Lock, report: Report) -> None:
    for table, entries in (("shows", lock.shows), ("episodes", lock.episodes)):
        for key in ("guid", "slug"):
            often = Counter(getattr(entry, key) for entry in entries)
            for value in sorted(value for value, times in often.items() if times > 1):
                report.append(table, f"has the {key} {value} twice", "keep the older of the two blocks")
