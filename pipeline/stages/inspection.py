"""What can be said of recordings and stings without decoding all of them: for `publish check`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.model.episode import Episode
from pipeline.model.recording import FOLDER, Tracks
from pipeline.model.show import LONGEST_BETWEEN, Show
from pipeline.model.workspace import Workspace
from pipeline.stages.episode_files import refuse_late
from pipeline.tools.declared import declared_seconds, is_cut_off
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.ffmpeg.program import Ffmpeg

_ROUNDING = 1.0
"""Seconds by which a header's duration may be short of the decoded one."""


def faults(workspace: Workspace, ffmpeg: Ffmpeg) -> Iterator[str]:
    """Give every fault found, as ``file: key: what is wrong: what to do``."""
    for show in workspace.shows:
        yield from _stings(show, ffmpeg)
    for episode in workspace.episodes:
        yield from _recording(episode, ffmpeg)


def refuse_unusable(ffmpeg: Ffmpeg, path: Path) -> None:
    """Refuse a new recording that holds no sound or was cut off, before a folder is made for it.

    Raises:
        ContentError: names the file.
    """
    try:
        probe(ffmpeg, path)
    except ContentError as error:
        raise ContentError(f"{path}: {error.message}", error.hint) from error
    if is_cut_off(path):
        raise ContentError(f"{path}: it is cut off", "copy it again from where it was recorded, or export it again")


def _stings(show: Show, ffmpeg: Ffmpeg) -> Iterator[str]:
    stings = show.stings
    sounds = {"stings.intro": stings.intro, "stings.outro": stings.outro, "stings.between": stings.between}
    for key, sting in {**sounds, "bed.sound": stings.bed and stings.bed.sound}.items():
        if sting:
            where = f"feeds/{show.slug}/show.toml: {key}: "
            yield from _file(where, sting.path, ffmpeg)
    seconds = declared_seconds(stings.between.path) if stings.between else None
    if seconds is not None and seconds > LONGEST_BETWEEN:
        where = f"feeds/{show.slug}/show.toml: stings.between"
        yield f"{where}: lasts {seconds:.0f} s: choose a sound of at most {LONGEST_BETWEEN:.0f} s, or cut it"


def _recording(episode: Episode, ffmpeg: Ffmpeg) -> Iterator[str]:
    found = [fault for where, path in _files(episode) for fault in _file(where, path, ffmpeg)]
    yield from found
    seconds = [declared_seconds(path) for _, path in _files(episode)]
    if not found and None not in seconds:
        longest = max(one for one in seconds if one is not None)
        yield from _found("", lambda: refuse_late(episode, longest + _ROUNDING))


def _files(episode: Episode) -> Iterator[tuple[str, Path]]:
    """Give the sound files of an episode, and how they are named."""
    recording, where = episode.recording, f"episodes/{episode.slug}"
    if isinstance(recording, Tracks):
        for track in recording.each:
            yield f"{where}/{FOLDER}/{track.sound.path.name}: {FOLDER}: ", track.sound.path
    else:
        yield f"{where}/{recording.path.name}: recording: ", recording.path


def _file(where: str, path: Path, ffmpeg: Ffmpeg) -> Iterator[str]:
    unreadable = tuple(_found(where, lambda: probe(ffmpeg, path)))
    yield from unreadable
    if not unreadable and is_cut_off(path):
        yield f"{where}it is cut off: copy it again from where it was recorded, or export it again"


def _found(where: str, look: Callable[[], object]) -> Iterator[str]:
    try:
        look()
    except ContentError as error:
        yield f"{where}{error}"
