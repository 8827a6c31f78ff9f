"""The show's sounds, and what episodes ask of them."""

import shutil
from pathlib import Path

import pytest

from pipeline.build import stings_of
from pipeline.workspace.reader import WorkspaceProblems, read
from workspace import places

EPISODE = "episodes/alt-i-en-episode/episode.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which all that is possible is used."""
    return Path(shutil.copytree(places.FIXTURES / "full", tmp_path / "full"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def problems(root: Path) -> list[str]:
    with pytest.raises(WorkspaceProblems) as caught:
        read(root)
    return str(caught.value).splitlines()


def test_sounds_reach_the_show_and_the_episode(root: Path) -> None:
    workspace = read(root)
    stings, episode = workspace.show("alt").stings, workspace.episodes[0]
    assert stings.between is not None
    assert stings.bed is not None
    assert (stings.bed.under, stings.bed.seconds, stings.bed.alone) == (12, 8, 0.5)
    assert (episode.bed_seconds, episode.partings) == (4, (2.0,))


def test_an_episode_takes_of_them_what_it_wants(root: Path) -> None:
    edit(root / EPISODE, "stings = false\n", "")
    workspace = read(root)
    show, episode = workspace.show("alt"), workspace.episodes[0]
    heard = stings_of(show, episode)
    assert heard.bed is not None
    assert (heard.bed.seconds, heard.bed.under, heard.between) == (4, 12, show.stings.between)
    edit(root / EPISODE, "bed_seconds = 4\n", "bed_seconds = 0\n")
    edit(root / EPISODE, "sting = true\n", "")
    heard = stings_of(show, read(root).episodes[0])
    assert (heard.bed, heard.between, heard.intro) == (None, None, show.stings.intro)


def test_a_chapter_that_asks_for_a_sound_which_is_not_there_is_told_of(root: Path) -> None:
    edit(root / "feeds/alt/show.toml", 'between = "inn.opus"\n', "")
    edit(root / EPISODE, 'title = "Start"', 'title = "Start"\nsting = true')
    assert [line.partition(": write")[0] for line in problems(root)] == [
        f"{EPISODE}: chapters.1.sting: asks for a sound that the show does not have",
        f"{EPISODE}: chapters.3.sting: asks for a sound that the show does not have",
    ]


def test_a_sound_between_parts_before_the_first_is_told_of(root: Path) -> None:
    edit(root / EPISODE, 'title = "Start"', 'title = "Start"\nsting = true')
    (told,) = problems(root)
    assert told.startswith(f"{EPISODE}: chapters.1.sting: asks for a sound between parts at the very beginning: remove")


def test_where_the_show_cannot_be_read_nobody_is_told_that_it_lacks_a_sound(root: Path) -> None:
    edit(root / "feeds/alt/show.toml", 'between = "inn.opus"', "between =")
    assert [line for line in problems(root) if "chapters" in line] == []
