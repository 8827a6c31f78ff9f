"""An episode of several tracks as its folder is read."""

import shutil
import unicodedata
from pathlib import Path

import pytest

from pipeline.model.recording import Tracks
from pipeline.workspace.lock import save_lock
from pipeline.workspace.reader import read
from workspace import places

FILE = f"{places.EPISODE}/episode.toml"
ONE_OF_THEM = "remove recording.wav, or the folder: an episode is made of one of them"
OWN_NAME = "give each file the name of its own speaker"
TOO_MANY = "leave out microphones that nobody used, or mix some of them before"
ALONE = "a recording of one track is no folder: call it recording.opus and put it beside episode.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose episode has two tracks."""
    root = places.copy("minimal", tmp_path)
    episode = root / places.EPISODE
    (episode / "tracks").mkdir()
    shutil.copy(episode / "recording.opus", episode / "tracks/Kari Nordmann.opus")
    (episode / "recording.opus").rename(episode / "tracks/Åse.wav")
    return root


def tracks_of(root: Path) -> Tracks:
    found = read(root).episodes[0].recording
    assert isinstance(found, Tracks)
    return found


def test_each_file_is_a_speaker_of_its_name(root: Path) -> None:
    found = tracks_of(root)
    assert [track.speaker for track in found.each] == ["Kari Nordmann", "Åse"]
    assert found.path == root / places.EPISODE / "tracks"


def test_a_name_is_the_same_however_its_letters_are_composed(root: Path) -> None:
    before = tracks_of(root).sha256
    file = root / places.EPISODE / "tracks/Åse.wav"
    file.rename(file.with_name(unicodedata.normalize("NFD", file.name)))
    assert tracks_of(root).sha256 == before


def test_the_digest_is_that_of_sounds_and_names(root: Path) -> None:
    before = tracks_of(root).sha256
    folder = root / places.EPISODE / "tracks"
    (folder / "Åse.wav").rename(folder / "Ola.wav")
    renamed = tracks_of(root).sha256
    (folder / "Ola.wav").write_bytes(b"other")
    assert len({before, renamed, tracks_of(root).sha256}) == 3


def test_hidden_files_and_drafts_are_no_tracks(root: Path) -> None:
    folder = root / places.EPISODE / "tracks"
    for name in (".DS_Store", "._Åse.wav", "_gammel.wav"):
        (folder / name).write_bytes(b"x")
    assert len(tracks_of(root).each) == 2


def test_an_episode_keeps_its_guid_when_its_folder_is_renamed(root: Path) -> None:
    workspace = read(root)
    save_lock(workspace)
    (root / places.EPISODE).rename(root / "episodes/annet-navn")
    assert read(root).episodes[0].guid == workspace.episodes[0].guid


def test_twenty_one_tracks_are_refused_and_twenty_are_not(root: Path) -> None:
    folder = root / places.EPISODE / "tracks"
    for number in range(18):
        shutil.copy(folder / "Åse.wav", folder / f"Gjest {number:02}.wav")
    assert len(tracks_of(root).each) == 20
    shutil.copy(folder / "Åse.wav", folder / "En for mye.wav")
    assert places.problems(root) == [f"{FILE}: tracks: holds 21 sounds, and 20 is the most: {TOO_MANY}"]


def test_one_track_alone_is_a_recording(root: Path) -> None:
    (root / places.EPISODE / "tracks/Åse.wav").unlink()
    assert places.problems(root) == [f'{FILE}: tracks: holds one sound alone ("Kari Nordmann.opus"): {ALONE}']


def test_an_empty_folder_is_told_of(root: Path) -> None:
    for path in (root / places.EPISODE / "tracks").iterdir():
        path.unlink()
    assert places.problems(root) == [
        f"{FILE}: tracks: holds no sound: copy a sound file for each speaker there, or remove the folder"
    ]


def test_everything_that_is_wrong_is_told_at_once(root: Path) -> None:
    folder = root / places.EPISODE / "tracks"
    shutil.copy(folder / "Åse.wav", folder.parent / "recording.wav")
    shutil.copy(folder / "Åse.wav", folder / "åse.flac")
    (folder / "notater.docx").write_bytes(b"x")
    (folder / "Tom.wav").touch()
    (folder / "Ola.wav").symlink_to("/etc/passwd")
    assert [line.partition(": ")[2] for line in places.problems(root)] == [
        'recording: is given ("recording.wav"), and so is the folder tracks/: ' + ONE_OF_THEM,
        'tracks.Ola: leads out of the workspace ("tracks/Ola.wav"): put the file itself in the workspace',
        'tracks.Tom: names an empty file ("tracks/Tom.wav"): copy it there again',
        'tracks.åse: has two files of one speaker ("Åse.wav" and "åse.flac"): ' + OWN_NAME,
        'tracks: has something that is no sound ("notater.docx"): move it out of the folder, or export it as WAV',
    ]


def test_a_folder_that_lies_elsewhere_is_refused(root: Path, tmp_path: Path) -> None:
    folder = root / places.EPISODE / "tracks"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert places.problems(root) == [
        f"{FILE}: tracks: leads out of the workspace: put the files themselves in the workspace"
    ]
