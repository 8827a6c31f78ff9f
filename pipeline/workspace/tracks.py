"""``episodes/<slug>/tracks/``: one sound file for each speaker."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.formats.text import clean
from pipeline.model.recording import FEWEST, FOLDER, MOST, Track, Tracks
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.schema.episode import EpisodeTable

_ONE = "a recording of one track is no folder: call it recording{} and put it beside episode.toml"


def has_tracks(folder: Folder) -> bool:
    """Say whether the episode has a folder for tracks."""
    return (folder.path / FOLDER).is_dir()


def tracks_of(folder: Folder, table: EpisodeTable) -> Tracks | None:
    """Give the tracks in order of their speakers; None, and problems, if something is missing or wrong."""
    there = folder.path / FOLDER
    if not paths.is_inside(folder.root, there):
        folder.report.add(FOLDER, "leads out of the workspace", "put the files themselves in the workspace")
        return None
    _refuse_recording(folder, table)
    files = sorted(path for path in there.iterdir() if path.name[0] not in "._")
    sounds = [path for path in files if path.is_file() and paths.is_sound(path)]
    found = sorted(_tracks(folder, sounds), key=lambda track: track.speaker)
    for path in files:
        if path not in sounds:
            what = f'has something that is no sound ("{path.name}")'
            folder.report.append(FOLDER, what, "move it out of the folder, or export it as WAV")
    _refuse_count(folder, sounds)
    return None if folder.report.mentions(FOLDER) else Tracks(tuple(found))


def _refuse_recording(folder: Folder, table: EpisodeTable) -> None:
    name = table.recording or paths.recording_of(folder.path)
    if name:
        what = f'is given ("{name}"), and so is the folder {FOLDER}/'
        folder.report.add("recording", what, f"remove {name}, or the folder: an episode is made of one of them")


def _refuse_count(folder: Folder, sounds: list[Path]) -> None:
    if not sounds:
        folder.report.append(FOLDER, "holds no sound", "copy a sound file for each speaker there, or remove the folder")
    elif len(sounds) < FEWEST:
        folder.report.append(FOLDER, f'holds one sound alone ("{sounds[0].name}")', _ONE.format(sounds[0].suffix))
    elif len(sounds) > MOST:
        todo = "leave out microphones that nobody used, or mix some of them before"
        folder.report.append(FOLDER, f"holds {len(sounds)} sounds, and {MOST} is the most", todo)


def _tracks(folder: Folder, sounds: list[Path]) -> Iterator[Track]:
    """Give the tracks that can be used; a speaker's name is known by its letters, however a Mac spells them."""
    names: dict[str, str] = {}
    for path in sounds:
        speaker = clean(unicodedata.normalize("NFC", path.stem))
        same = names.setdefault(speaker.casefold(), path.name)
        if same != path.name:
            what = f'has two files of one speaker ("{same}" and "{path.name}")'
            folder.report.append(f"{FOLDER}.{speaker}", what, "give each file the name of its own speaker")
        elif blob := folder.blob(f"{FOLDER}/{path.name}", f"{FOLDER}.{speaker}"):
            yield Track(speaker, blob)
