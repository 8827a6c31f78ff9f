"""A recording from outside becomes an episode's folder."""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.events import Noted, Tell, silent
from pipeline.formats import transcript as transcript_format
from pipeline.formats.slug import slugify
from pipeline.model.blob import Blob
from pipeline.tools.files import STALE_SECONDS, blob, is_part, sync_folder, telling_of
from pipeline.workspace.found import find
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.newepisode import NewEpisode, numbered, table_of, to_toml
from pipeline.workspace.paths import subfolders
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.show import ShowTable


def add(root: Path, recording: Path, new: NewEpisode, tell: Tell = silent) -> str:
    """Make the folder of a new episode round a copy of ``recording``, and give its slug.

    Copied, not linked: with a link, whoever cleans up or edits the original later would change a published episode.
    Where an episode holds the same recording already, nothing is written, and that one's slug is given.
    Raises ContentError (exit 3) for what cannot be an episode, PublishError if the folder cannot be written.
    """
    root = root.resolve()
    source = _source(recording)
    holder = _holder(root, source)
    if holder:
        tell(Noted(f"episodes/{holder} holds this recording already; its episode.toml stays as it is"))
        return holder
    table = _table(root, source.path, new)
    folder = root / "episodes" / slugify(new.title)
    _refuse_taken(folder)
    with telling_of(folder), _aside(folder) as aside:
        _fill(aside, source, table, new.transcript)
    tell(Noted(f"made episodes/{folder.name} with a copy of {recording.name}"))
    return folder.name


def _source(recording: Path) -> Blob:
    if not recording.is_file():
        raise ContentError(f"there is no file {recording}", "check the name, and the folder you are in")
    source = blob(recording.resolve())
    if not source.size:
        raise ContentError(f"{recording} is empty", "export it again from the recorder")
    return source


def _holder(root: Path, source: Blob) -> str:
    """Give the slug of the episode that holds the same recording, or ''."""
    files = ((folder, path) for folder in subfolders(root / "episodes") for path in sorted(folder.iterdir()))
    alike = ((folder, path) for folder, path in files if path.is_file() and path.stat().st_size == source.size)
    return next((folder.name for folder, path in alike if blob(path).sha256 == source.sha256), "")


def _table(root: Path, recording: Path, new: NewEpisode) -> EpisodeTable:
    report = Report(recording.name)
    shows = {show.slug: show.table for show in find(root, "feeds", "show.toml", ShowTable)}
    show = new.show or (next(iter(shows)) if len(shows) == 1 else "")
    if show not in shows:
        todo = did_you_mean(show, shows) or f"choose one of {', '.join(shows)}" if shows else "run publish init first"
        report.add("show", f'is none of this workspace ("{show}")' if show else "must be named", todo)
    parent = shows.get(show)
    table = table_of(new, f"recording{recording.suffix.lower()}", parent.timezone if parent else "UTC", report)
    _check_transcript(new.transcript, report)
    found = (one.table for one in find(root, "episodes", "episode.toml", EpisodeTable))
    table = numbered(table, (other for other in found if other and (other.show or show) == show), report)
    if report.problems:
        raise WorkspaceProblems(report.problems)
    return table


def _check_transcript(path: Path | None, report: Report) -> None:
    try:
        if path:
            transcript_format.read(path.read_bytes(), path.suffix)
    except transcript_format.TranscriptError as error:
        what, _, todo = str(error).partition(": ")
        report.add("transcript", f'cannot be used ("{path}"): {what}', todo or "choose another file")
    except OSError as error:
        report.add("transcript", f'cannot be read ("{path}": {error.strerror})', "check the name")


def _refuse_taken(folder: Path) -> None:
    if folder.exists():
        message = f"episodes/{folder.name} is there already, with another recording"
        raise ContentError(message, "choose another title, or put the corrected recording in that folder yourself")


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Lend a hidden folder beside ``folder``; it takes its name in one step when all went well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(folder.parent)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.part")
    aside.mkdir()
    try:
        yield aside
        _flush(aside)
        aside.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _remove_stale(parent: Path) -> None:
    """Remove what a kill left of earlier attempts."""
    for path in parent.iterdir():
        with suppress(OSError):
            if is_part(path.name) and path.is_dir() and time.time() - path.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(path)


def _flush(folder: Path) -> None:
    """Have all of it on the disk before it gets its name."""
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)


def _fill(folder: Path, source: Blob, table: EpisodeTable, transcript: Path | None) -> None:
    copy = folder / table.recording
    shutil.copyfile(source.path, copy)
    if blob(copy).sha256 != source.sha256:
        raise ContentError(f"{source.path} changed while it was copied", "wait until the recorder has finished with it")
    if transcript:
        shutil.copyfile(transcript, folder / table.transcript)
    (folder / "episode.toml").write_text(to_toml(table), encoding="utf-8", newline="\n")
