"""What a producer often gets wrong is told in words that help."""

import shutil
from pathlib import Path

import pytest

from pipeline.workspace.lock import save_lock
from pipeline.workspace.reader import read
from workspace import places

FILE = f"{places.EPISODE}/episode.toml"
SHOW = f"{places.SHOW}/show.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return places.copy("minimal", tmp_path)


@pytest.mark.parametrize(
    ("value", "todo"),
    [
        ("venstre", 'write "auto" or "mono" or "stereo" or "left" or "right"'),
        ("hoyre", 'write "auto" or "mono" or "stereo" or "left" or "right"'),
        ("Rigth", "did you mean `right`?"),
    ],
)
def test_the_choices_are_listed_unless_one_is_really_near(root: Path, value: str, todo: str) -> None:
    places.append(root / FILE, f'channels = "{value}"\n')
    assert places.problems(root) == [f'{FILE}: channels: is text ("{value}"): {todo}']


@pytest.mark.parametrize(
    ("value", "todo"),
    [
        ('"begge"', 'is text ("begge"): write true or false or "start" or "end"'),
        ('"stat"', 'is text ("stat"): did you mean `start`?'),
    ],
)
def test_choices_that_are_no_text_are_listed_as_they_are_written(root: Path, value: str, todo: str) -> None:
    places.append(root / FILE, f"trim = {value}\n")
    assert places.problems(root) == [f"{FILE}: trim: {todo}"]


@pytest.mark.parametrize(
    ("value", "todo"),
    [("Norge", 'write one such as "Europe/Oslo"'), ("europe/oslo ", "did you mean `Europe/Oslo`?")],
)
def test_a_zone_is_suggested_only_if_it_is_really_near(root: Path, value: str, todo: str) -> None:
    text = (root / SHOW).read_text("utf-8")
    (root / SHOW).write_text(f'timezone = "{value}"\n{text}', encoding="utf-8")
    assert places.problems(root) == [f'{SHOW}: timezone: is no time zone ("{value}"): {todo}']


def test_a_licence_that_apps_would_not_know_needs_an_address(root: Path) -> None:
    places.append(root / FILE, '[license]\nname = "Egne vilkår"\n')
    (line,) = places.problems(root)
    assert line.startswith(f'{FILE}: license.url: is missing: "Egne vilkår" is no licence that apps know: write url = ')


@pytest.mark.parametrize("lines", ['name = "CC-BY-4.0"', 'name = "Mine"\nurl = "https://example.no/"'])
def test_a_licence_that_can_be_read_is_fine(root: Path, lines: str) -> None:
    places.append(root / FILE, f"[license]\n{lines}\n")
    assert read(root).episodes[0].license


def test_a_file_that_got_another_ending_is_named(root: Path) -> None:
    (root / FILE).rename(root / f"{FILE}.txt")
    assert places.problems(root) == [
        f"{FILE}: is missing, and there is episode.toml.txt: rename episode.toml.txt to episode.toml"
    ]


def test_a_recording_of_another_name_is_told_of(root: Path) -> None:
    (root / places.EPISODE / "recording.opus").rename(root / places.EPISODE / "Opptak 1.opus")
    todo = 'there is Opptak 1.opus: rename it to recording.opus, or write recording = "Opptak 1.opus"'
    assert places.problems(root) == [f"{FILE}: recording: is missing: {todo}"]
    shutil.copy(root / places.EPISODE / "Opptak 1.opus", root / places.EPISODE / "Opptak 2.opus")
    todo = 'there are Opptak 1.opus, Opptak 2.opus: write which one it is, such as recording = "Opptak 1.opus"'
    assert places.problems(root) == [f"{FILE}: recording: is missing: {todo}"]


def test_an_episode_without_show_stays_in_its_own_when_a_second_show_comes(root: Path) -> None:
    save_lock(read(root))
    shutil.copytree(root / places.SHOW, root / "feeds/andre")
    assert {episode.show for episode in read(root).episodes} == {"podkast"}
    shutil.copytree(root / places.EPISODE, root / "episodes/ny")
    (root / "episodes/ny/recording.opus").write_bytes(b"other")
    told = "show: is missing: there are several shows: write one of andre, podkast"
    assert f"episodes/ny/episode.toml: {told}" in places.problems(root)
