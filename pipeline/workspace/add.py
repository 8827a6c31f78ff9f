"""A recording from outside becomes an episode's folder."""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.events import Noted, Tell, silent
from pipeline.formats.slug import slugify
from pipeline.model.blob import Blob
from pipeline.model.recording import FOLDER
from pipeline.tools.files import STALE_SECONDS, blob, is_part, sync_folder, telling_of
from pipeline.workspace.again import holder, refuse_other_words
from pipeline.workspace.found import Found, find
from pipeline.workspace.lock import read_lock
from pipeline.workspace.newepisode import NewEpisode, numbered, parent_of, require_transcript, table_of, to_toml
from pipeline.workspace.paths import recording_of
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.show import ShowTable

_LONGEST_ENDING = 16


def nothing(_recording: Path) -> None:
    """Check nothing of a recording."""


def add(
    root: Path, recording: Path, new: NewEpisode, tell: Tell = silent, check: Callable[[Path], None] = nothing
) -> str:
    """Make the folder of a new episode round a copy of ``recording``, and give its slug.

    Copied, not linked: with a link, whoever cleans up or edits the original later would change a published episode.
    Where an episode has the same recording already, nothing is written, and that one's slug is given. ``check`` is
    called before anything is made, and raises ContentError for a recording that is no sound.
    Raises ContentError (exit 3) for what cannot be an episode, or is one in other words; PublishError if the folder
    cannot be written.
    """
    root = root.resolve()
    source, episodes = _source(recording), find(root, "episodes", "episode.toml", EpisodeTable)
    shows = {show.slug: show.table for show in find(root, "feeds", "show.toml", ShowTable)}
    held = holder(episodes, source)
    if held:
        refuse_other_words(held, new, shows, recording)
        tell(Noted(f"episodes/{held.slug} has this recording already, and stays as it is"))
        return held.slug
    table = _table(source.path, new, shows, episodes)
    folder = root / "episodes" / slugify(new.title)
    _refuse_taken(root, folder, table.recording)
    check(source.path)
    with telling_of(folder), _aside(folder) as aside:
        _fill(aside, source, table, new.transcript)
    tell(Noted(f"made episodes/{folder.name} with a copy of {recording.name}"))
    return folder.name


def _source(recording: Path) -> Blob:
    try:
        there = recording.is_file()
    except OSError as error:  # such as a name that no system takes
        raise ContentError(f"{recording} cannot be read ({error.strerror})", "check the name") from error
    if not there:
        raise ContentError(f"there is no file {recording}", "check the name, and the folder you are in")
    if len(recording.suffix) > _LONGEST_ENDING:
        raise ContentError(f"{recording} has no ending such as .wav", "give the file the ending of its kind of sound")
    source = blob(recording.resolve())
    if not source.size:
        raise ContentError(f"{recording} is empty", "export it again from the recorder")
    return source


def _table(
    recording: Path,
    new: NewEpisode,
    shows: dict[str, ShowTable | None],
    episodes: Sequence[Found[EpisodeTable]],
) -> EpisodeTable:
    report = Report(recording.name)
    show = parent_of(new.show, shows, report)
    parent = shows.get(show)
    table = table_of(new, f"recording{recording.suffix.lower()}", parent.timezone if parent else "UTC", report)
    require_transcript(table, report)
    others = [one.table for one in episodes if one.table and (one.table.show or show) == show]
    table = numbered(table.model_copy(update={"show": show}), others, report)
    if report.problems:
        raise WorkspaceProblems(report.problems)
    return table


def _refuse_taken(root: Path, folder: Path, recording: str) -> None:
    """Refuse a folder that is there, and a name by which listeners know another episode."""
    slug = folder.name
    if (folder / FOLDER).is_dir():
        raise ContentError(f"episodes/{slug} is there already, with tracks", "choose another title")
    if folder.exists():
        here = recording_of(folder)
        what = "is there already, with another recording" if here else "is there already, without a recording"
        raise ContentError(f"episodes/{slug} {what}", f"{_way_on(slug, here, recording)}, or choose another title")
    owner = next((one for one in read_lock(root, Report("")).episodes if slug in one.former_slugs), None)
    if owner:
        what = f"episodes/{slug} is what episodes/{owner.slug} was called before"
        raise ContentError(f"{what}, and listeners' links must lead there", "choose another title")


def _way_on(slug: str, here: str, recording: str) -> str:
    """Say how the recording comes into the folder, whose own is called ``here``, '' for none."""
    place = f"episodes/{slug}"
    if not here:
        return f"copy this file to {place}/{recording} and run `publish episode {slug}`"
    if Path(here).suffix.lower() == Path(recording).suffix:
        return f"replace {place}/{here} by this file and run `publish episode {slug}`"
    named = f'write recording = "{recording}" in its episode.toml'
    return f"copy this file to {place}/{recording}, remove {here}, {named} and run `publish episode {slug}`"


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
