"""What a workspace, a show and an episode may say of how sound is mastered, and which of them is heard."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipeline.build import fingerprint, profile_of, stings_of
from pipeline.model.audio import AS_USUAL, Overrides, Profile, overridden
from pipeline.model.workspace import Workspace
from pipeline.workspace.reader import read
from pipeline.workspace.schema.base import nested
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.mastering import MasteringTable
from pipeline.workspace.schema.settings import SettingsTable
from pipeline.workspace.schema.show import ShowTable
from workspace import places

PROMISED = {"tolerance"}
"""What the engine promises, and nobody sets."""
SETTINGS = sorted({one.name for one in fields(Profile)} - PROMISED)
OTHER = {
    "loudness": "-23",
    "true_peak": "-2",
    "mono_kbps": "64",
    "stereo_kbps": "192",
    "levelling": "50",
    "trim": "false",
    "longest_pause": "1.5",
    "cleanup": '"off"',
    "cleanup_skip": '["noise"]',
    "alternates": '["opus"]',
    "encoding": '"fast"',
    "gate": "false",
}
"""A value for each setting that is not the usual one."""
EPISODE = f"{places.EPISODE}/episode.toml"
SHOW = f"{places.SHOW}/show.toml"
CONFIG = "config/publish.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose one episode has two tracks: so each setting says something of its sound."""
    root = places.copy("minimal", tmp_path)
    folder = root / places.EPISODE
    (folder / "tracks").mkdir()
    for name in ("Kari", "Ola"):
        (folder / f"tracks/{name}.opus").write_bytes((folder / "recording.opus").read_bytes())
    (folder / "recording.opus").unlink()
    (root / "config").mkdir()
    (root / CONFIG).write_text("", "utf-8")
    return root


def say(root: Path, file: str, line: str) -> None:
    """Write a setting where it belongs in a file."""
    table = "" if file == EPISODE else "\n[mastering]\n"
    places.append(root / file, f"{table}{line}\n")


def heard(workspace: Workspace) -> Profile:
    """How the one episode is mastered."""
    return profile_of(workspace.shows[0], workspace.episodes[0], workspace.settings.profile)


def told(workspace: Workspace) -> str:
    """What says whether the one episode has changed."""
    return fingerprint(workspace.shows[0], workspace.episodes[0], workspace.settings.profile)


@pytest.mark.parametrize("table", [SettingsTable, ShowTable])
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_of_the_profile_has_a_key_under_mastering(setting: str, table: type[ShowTable]) -> None:
    inner = nested(table.model_fields["mastering"].annotation)
    assert inner
    assert setting in inner.model_fields


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_of_the_profile_has_a_key_in_the_episodes_file(setting: str) -> None:
    assert setting in EpisodeTable.model_fields


def test_no_key_of_mastering_is_lost_on_its_way_to_the_profile() -> None:
    assert sorted(MasteringTable.model_fields) == sorted(one.name for one in fields(Overrides)) == SETTINGS
    assert sorted(OTHER) == SETTINGS
    assert overridden(Profile(), AS_USUAL, AS_USUAL) == Profile()


@pytest.mark.parametrize("file", [CONFIG, SHOW, EPISODE])
@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_is_heard_wherever_it_is_said_and_nothing_else_changes(
    root: Path, setting: str, file: str
) -> None:
    before = read(root)
    say(root, file, f"{setting} = {OTHER[setting]}")
    after = read(root)
    changed = {one.name for one in fields(Profile) if getattr(heard(after), one.name) != getattr(Profile(), one.name)}
    assert heard(before) == Profile()
    assert changed == {setting}
    assert told(after) != told(before)


def test_the_episode_goes_before_the_show_and_the_show_before_the_workspace(root: Path) -> None:
    say(root, CONFIG, "loudness = -18\ntrue_peak = -2\ngate = false\nalternates = ['aac']\nlevelling = 10")
    say(root, SHOW, "loudness = -23\ntrue_peak = -3\ngate = true\nalternates = ['opus', 'aac']")
    say(root, EPISODE, "loudness = -19\nalternates = []\nlevelling = 0\ngate = false")
    expected = Profile(loudness=-19, true_peak=-3, gate=False, alternates=(), levelling=0)
    assert heard(read(root)) == expected


def test_a_show_says_nothing_of_another(tmp_path: Path) -> None:
    root = places.copy("full", tmp_path)
    places.append(root / "feeds/enkel/show.toml", "\n[mastering]\nloudness = -23\n")
    workspace = read(root)
    usual = workspace.settings.profile
    aims = {
        episode.slug: profile_of(workspace.show(episode.show), episode, usual).loudness
        for episode in workspace.episodes
    }
    assert aims == {one.slug: -23 if one.show == "enkel" else usual.loudness for one in workspace.episodes}
    assert set(aims.values()) == {-18, -23}


@pytest.mark.parametrize("file", [SHOW, EPISODE])
def test_an_episode_has_not_changed_where_a_file_says_what_holds_anyway(root: Path, file: str) -> None:
    before = told(read(root))
    say(root, file, "loudness = -16.0\ngate = true\nalternates = []\ncleanup_skip = []")
    assert told(read(root)) == before


def test_an_episode_has_not_changed_where_its_show_is_overridden_by_it(root: Path) -> None:
    say(root, EPISODE, "loudness = -19")
    before = told(read(root))
    say(root, SHOW, "loudness = -23")
    assert told(read(root)) == before


def test_the_gate_is_no_news_to_a_single_recording(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    before = told(read(root))
    say(root, SHOW, "gate = false")
    assert told(read(root)) == before


def test_lists_are_the_same_wish_in_any_order(root: Path) -> None:
    say(root, EPISODE, 'cleanup_skip = ["noise", "hum", "noise"]\nalternates = ["opus", "aac"]')
    workspace = read(root)
    assert heard(workspace) == Profile(cleanup_skip=("hum", "noise"), alternates=("aac", "opus"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("loudness = -11", "loudness: is too large (-11): write at most -12"),
        ("loudness = -32", "loudness: is too small (-32): write at least -31"),
        ("gate = 1", "gate: is a whole number (1), not true or false: write it as gate = false"),
        ("mono_kbps = 65", "mono_kbps: is no bit rate of MP3 (65): write one of 48, 56, 64, 80, 96, 112"),
        ("lodness = -23", "lodness: is no key that is known here: did you mean `loudness`?"),
        ('cleanup_skip = ["nois"]', 'cleanup_skip.1: is text ("nois"): did you mean `noise`?'),
        ('encoding = "slow"', 'encoding: is text ("slow"): write "fine" or "fast"'),
        ("trim = 'no'", 'trim: is text ("no"): write true or false or "start" or "end"'),
        ("trim = 1", 'trim: is a number (1): write true, false, "start" or "end"'),
    ],
)
def test_what_cannot_be_is_told_alike_of_every_file(root: Path, line: str, problem: str) -> None:
    for file in (CONFIG, SHOW, EPISODE):
        say(root, file, line)
    found = places.problems(root)
    starts = (f"{CONFIG}: mastering.{problem}", f"{SHOW}: mastering.{problem}", f"{EPISODE}: {problem}")
    assert [one.startswith(start) for one, start in zip(found, starts, strict=True)] == [True] * 3, found


def test_an_episode_names_the_sounds_that_it_has(tmp_path: Path) -> None:
    root = places.copy("full", tmp_path)
    file = root / "episodes/alt-i-en-episode/episode.toml"
    before = read(root)
    show, all_of_them = before.show("alt"), before.show("alt").stings
    given = {
        "true": all_of_them,
        "false": type(all_of_them)(),
        "[]": type(all_of_them)(),
        '["bed", "intro"]': replace(all_of_them, outro=None, between=None),
        '["outro", "between"]': replace(all_of_them, intro=None, bed=None),
    }
    line = "stings = false"
    places.replace(file, "bed_seconds = 4\n", "")
    for value, expected in given.items():
        places.replace(file, line, f"stings = {value}")
        line = f"stings = {value}"
        assert stings_of(show, read(root).episodes[0]) == expected, value


SOME = 'write true, false, or a list of some of "intro", "outro", "between", "bed"'


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ('["intro", "jingle"]', f'names no sound of a show ("jingle"): {SOME}'),
        ("[1]", f"names no sound of a show (1): {SOME}"),
        ('"intro"', f"is neither true, false nor a list: {SOME}"),
        ("1", f"is neither true, false nor a list: {SOME}"),
    ],
)
def test_a_sound_that_no_show_has_is_told_with_those_there_are(tmp_path: Path, value: str, problem: str) -> None:
    root = places.copy("minimal", tmp_path)
    places.append(root / EPISODE, f"stings = {value}\n")
    assert places.problems(root) == [f"{EPISODE}: stings: {problem}"]


def test_a_sound_that_its_show_lacks_is_told_with_those_it_has(tmp_path: Path) -> None:
    root = places.copy("minimal", tmp_path)
    todo = f"add the sound to {SHOW}, or remove it here"
    places.append(root / EPISODE, 'stings = ["bed", "intro"]\n')
    what = 'names what the show does not have ("intro", "bed"): it has no sounds'
    assert places.problems(root) == [f"{EPISODE}: stings: {what}: {todo}"]
    (root / places.SHOW / "inn.opus").write_bytes((root / places.EPISODE / "recording.opus").read_bytes())
    places.append(root / SHOW, '\n[stings]\nintro = "inn.opus"\n')
    what = 'names what the show does not have ("bed"): it has "intro"'
    assert places.problems(root) == [f"{EPISODE}: stings: {what}: {todo}"]
