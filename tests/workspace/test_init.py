import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import ContentError
from pipeline.workspace.add import add
from pipeline.workspace.init import init
from pipeline.workspace.newepisode import NewEpisode
from pipeline.workspace.reader import read
from pipeline.workspace.reference import configuration
from samples import ROOT
from workspace import places


def test_a_new_workspace_is_valid_at_once(tmp_path: Path) -> None:
    root = tmp_path / "ny/mappe"
    made = init(root)
    workspace = read(root)
    assert [show.slug for show in workspace.shows] == ["podkast"]
    assert workspace.episodes == ()
    assert {path.relative_to(root).as_posix() for path in made} == set(places.contents(root))


def test_the_same_files_are_made_every_time(tmp_path: Path) -> None:
    init(tmp_path / "1")
    init(tmp_path / "2")
    assert places.contents(tmp_path / "1") == places.contents(tmp_path / "2")


def test_the_settings_that_are_written_are_those_that_hold_without_them(tmp_path: Path) -> None:
    init(tmp_path)
    before = read(tmp_path).settings
    (tmp_path / "config/publish.toml").unlink()
    assert read(tmp_path).settings == before


def test_the_example_is_a_right_episode_once_it_has_a_recording(tmp_path: Path) -> None:
    init(tmp_path)
    folder = tmp_path / "episodes/vaar-forste"
    (tmp_path / "episodes/_eksempel").rename(folder)
    (folder / "recording.wav").write_bytes(b"sound")
    (folder / "transcript.txt").write_text("Hei.\n", encoding="utf-8")
    assert read(tmp_path).episodes[0].title == "Vår første episode"


@pytest.mark.parametrize("name", ["show.toml", "episode.toml", "publish.toml"])
def test_what_is_commented_out_is_right_too(tmp_path: Path, name: str) -> None:
    init(tmp_path)
    (tmp_path / "episodes/_eksempel").rename(tmp_path / "episodes/en")
    (tmp_path / "episodes/en/recording.wav").write_bytes(b"sound")
    (tmp_path / "episodes/en/transcript.txt").write_text("Hei.\n", encoding="utf-8")
    for sound in ("intro.wav", "outro.wav", "skille.wav", "teppe.wav"):
        (tmp_path / places.SHOW / sound).write_bytes(b"sound")
    (file,) = (path for path in tmp_path.rglob(name) if path.is_file())
    lines = [_uncommented(line) for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(line for line in lines if "transcript_exception" not in line), encoding="utf-8")
    assert places.problems(tmp_path) == []


@pytest.mark.parametrize("name", ["publish.toml", "episode.toml"])
def test_what_the_producer_s_guide_shows_can_be_copied(tmp_path: Path, name: str) -> None:
    guide = (ROOT / "docs/produsent.md").read_text("utf-8")
    init(tmp_path)
    if name == "publish.toml":
        (shown,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
        places.append(tmp_path / "config/publish.toml", shown)
        assert {target.name for target in read(tmp_path).settings.targets} == {"local", "nett"}
        return
    (date,) = re.findall(r"`(published = [^`]+)`", guide)
    assert isinstance(tomllib.loads(date)["published"], datetime)


def _uncommented(line: str) -> str:
    bare = line.removeprefix("# ")
    return bare if bare.startswith("[") or (" = " in bare and bare.split(" = ")[0].isidentifier()) else line


def test_a_recording_can_be_added_to_it(tmp_path: Path) -> None:
    init(tmp_path / "w")
    (tmp_path / "a.wav").write_bytes(b"sound")
    slug = add(tmp_path / "w", tmp_path / "a.wav", NewEpisode("En", "2026-03-02T06:00", transcript_exception="x"))
    assert [episode.slug for episode in read(tmp_path / "w").episodes] == [slug]


@pytest.mark.parametrize("name", ["config/publish.toml", "feeds/min/show.toml", "episodes/en/notes.md", "LESMEG.md"])
def test_a_folder_that_holds_content_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mitt", encoding="utf-8")
    with pytest.raises(ContentError, match="is there already"):
        init(tmp_path)
    assert places.contents(tmp_path) == {name: b"mitt"}


def test_every_key_is_explained_in_it(tmp_path: Path) -> None:
    init(tmp_path)
    text = (tmp_path / "felt.md").read_text("utf-8")
    assert text.startswith("# Every key of a workspace\n")
    assert text in configuration()
    assert "felt.md" in (tmp_path / "config/publish.toml").read_text("utf-8")


def test_a_folder_with_other_files_is_fine(tmp_path: Path) -> None:
    (tmp_path / "bilde.jpg").write_bytes(b"mitt")
    init(tmp_path)
    assert read(tmp_path).shows
    assert (tmp_path / "bilde.jpg").read_bytes() == b"mitt"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(ContentError, match="is a file"):
        init(tmp_path / "fil")


def test_the_picture_is_what_apple_takes(tmp_path: Path) -> None:
    init(tmp_path)
    with Image.open(tmp_path / places.SHOW / "artwork.png") as image:
        assert (image.format, image.size, image.mode) == ("PNG", (1400, 1400), "RGB")
