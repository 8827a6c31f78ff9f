import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from pipeline.workspace.reader import read
from workspace import places


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return places.copy("minimal", tmp_path)


def _link(path: Path, to: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(to, target_is_directory=to.is_dir())


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (f"{places.EPISODE}/recording.opus", "recording"),
        (f"{places.SHOW}/artwork.png", "artwork"),
        (f"{places.EPISODE}/notes.md", ""),
        (f"{places.EPISODE}/episode.toml", ""),
        (f"{places.SHOW}/show.toml", ""),
        ("config/publish.toml", ""),
        ("config/guids.lock.json", ""),
    ],
)
def test_a_link_out_of_the_workspace_is_refused(root: Path, outside: Path, file: str, key: str) -> None:
    path = root / file
    path.parent.mkdir(exist_ok=True)
    secret = outside / path.name
    secret.write_bytes(path.read_bytes() if path.exists() else b"")
    _link(path, secret)
    (line, *_) = [line for line in places.problems(root) if "leads out of the workspace" in line]
    name = file if not key else file.rpartition("/")[0]
    assert line.startswith(name)
    assert (f": {key}: " in line) == bool(key)


def test_a_linked_folder_is_refused(root: Path, outside: Path) -> None:
    (root / places.EPISODE).rename(outside / "episode")
    _link(root / places.EPISODE, outside / "episode")
    assert places.problems(root) == [
        f"{places.EPISODE}/episode.toml: leads out of the workspace: put the files themselves in the workspace"
    ]


def test_a_link_within_the_workspace_is_followed(root: Path) -> None:
    (root / "opptak").mkdir()
    (root / places.EPISODE / "recording.opus").rename(root / "opptak/en.opus")
    _link(root / places.EPISODE / "recording.opus", root / "opptak/en.opus")
    assert read(root).episodes[0].recording.path.stat().st_size > 0


def test_a_loop_of_links_is_a_problem(root: Path) -> None:
    recording = root / places.EPISODE / "recording.opus"
    _link(recording, recording)
    (line,) = places.problems(root)
    assert line.startswith(f"{places.EPISODE}/episode.toml: recording: ")


def test_a_workspace_may_itself_be_a_link(root: Path, tmp_path: Path) -> None:
    _link(tmp_path / "lenke", root)
    assert read(tmp_path / "lenke") == read(root)


@pytest.mark.parametrize("name", ["../../../../etc/passwd", "..", "/etc/passwd", "C:\\\\x.wav", "~/x.wav", "a\\u0000b"])
def test_a_name_that_leaves_the_workspace_is_refused(root: Path, name: str) -> None:
    places.append(root / places.EPISODE / "episode.toml", f'recording = "{name}"\n')
    (line,) = places.problems(root)
    assert line.startswith(f"{places.EPISODE}/episode.toml: recording: ")


@pytest.mark.parametrize("name", ["o" * 300 + ".wav", "ø" * 300 + ".wav", "mappe/"])
def test_a_name_that_no_system_takes_is_a_problem(root: Path, name: str) -> None:
    places.append(root / places.EPISODE / "episode.toml", f'recording = "{name}"\n')
    (line,) = places.problems(root)
    assert "is not there" in line or "leads out" in line


@pytest.mark.parametrize(("form", "other"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_name_is_found_however_its_letters_are_composed(
    root: Path, form: Literal["NFC", "NFD"], other: Literal["NFC", "NFD"]
) -> None:
    folder = root / places.EPISODE
    (folder / "recording.opus").rename(folder / unicodedata.normalize(form, "Åse på øya.opus"))
    places.append(folder / "episode.toml", f'recording = "{unicodedata.normalize(other, "Åse på øya.opus")}"\n')
    assert read(root).episodes[0].recording.path.stat().st_size > 0


def test_hidden_and_underscored_folders_are_no_content(root: Path) -> None:
    for name in (".skjult", "_utkast"):
        for parent in ("episodes", "feeds"):
            (root / parent / name).mkdir()
    assert len(read(root).episodes) == 1
