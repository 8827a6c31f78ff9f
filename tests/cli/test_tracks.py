"""An episode of several tracks from folder to feed, and what its producer is told."""

import json
import re
from pathlib import Path

import pytest

from cli.publisher import VTT, Publisher, publisher
from mastering.conversation import RATE, dialogue, heard, said, written
from mastering.sound import synthesise
from workspace import places

TOML = 'title = "Samtale"\npublished = 2026-01-05T06:00:00\nsummary = "To snakker."\n'


@pytest.fixture
def talking(tmp_path: Path) -> Publisher:
    """A workspace whose one episode is two tracks, the guest's 14 dB weaker."""
    made = publisher(tmp_path)
    sound = heard(said(dialogue()[:2], 2, 20.0), [0, -14])
    folder = written(made.root, ["Kari", "Gjest 2"], sound).path.parent
    (folder / "transcript.vtt").write_text(VTT, "utf-8")
    (folder / "episode.toml").write_text(TOML, "utf-8")
    return made


def test_it_is_published_and_each_microphone_is_told_of_by_name(talking: Publisher) -> None:
    assert talking.run("check").code == 0
    ran = talking.run("episode", "--all", "--explain")
    assert ran.code == 0, ran.err
    assert list(talking.entries()) == ["Samtale"]
    assert "- mixed 2 tracks" in ran.out
    assert re.search("! the microphone of Gjest 2 was 1[345] dB weaker than the others: move it closer", ran.out)
    before = talking.published()
    assert talking.run("episode", "--all").code == 0
    assert talking.published() == before
    assert talking.run("report", "samtale").code == 0
    page = (talking.root / "reports/samtale.html").read_text("utf-8")
    assert re.search("Mikrofonen til Gjest 2 var 1[345]\u00a0dB svakere enn de andre.", page)
    assert "De som snakker, etter navnene på sporene" in page
    told = json.loads(talking.run("report", "samtale", "--json").out)
    assert [track["speaker"] for track in told["tracks"]] == ["Gjest 2", "Kari"]


def test_the_gate_is_the_choice_of_the_workspace_the_show_and_the_episode(talking: Publisher) -> None:
    def gated() -> bool:
        ran = talking.run("report", "samtale", "--json")
        assert ran.code == 0, ran.err
        return bool(json.loads(ran.out)["gated"])

    (talking.root / "config").mkdir()
    (talking.root / "config/publish.toml").write_text("[mastering]\ngate = false\n", "utf-8")
    assert not gated()
    places.append(talking.root / places.SHOW / "show.toml", "\n[mastering]\ngate = true\n")
    assert gated()
    places.append(talking.root / "episodes/samtale/episode.toml", "gate = false\n")
    assert not gated()


def test_a_track_that_breaks_leaves_what_is_published_and_is_named(talking: Publisher) -> None:
    assert talking.run("episode", "--all").code == 0
    before = talking.published()
    file = talking.root / "episodes/samtale/tracks/Kari.wav"
    file.write_bytes(file.read_bytes()[: RATE * 3 * 5])
    named = "episodes/samtale/tracks/Kari.wav: tracks: it is cut off"
    for arguments in (("episode", "--all"), ("check",)):
        ran = talking.run(*arguments)
        assert (ran.code, named in ran.err) == (3, True), ran.err
        assert "copy it again from where it was recorded" in ran.err
    assert talking.published() == before


def test_a_chapter_past_the_end_of_all_tracks_is_told_of(talking: Publisher) -> None:
    path = talking.root / "episodes/samtale/episode.toml"
    path.write_text(TOML + '[[chapters]]\nstart = 0\ntitle = "En"\n[[chapters]]\nstart = 40\ntitle = "To"\n', "utf-8")
    ran = talking.run("check")
    assert ran.code == 3
    assert "episodes/samtale/episode.toml: chapters.2.start" in ran.err


def test_several_files_from_outside_are_told_where_they_belong(talking: Publisher, tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("Kari.wav", "Ola.wav")]
    for name in files:
        Path(name).write_bytes(b"x")
    ran = talking.run("episode", *files, "--title", "Ny")
    assert (ran.code, "copy them there, write an episode.toml beside it" in ran.err) == (2, True), ran.err


def test_a_new_recording_does_not_touch_an_episode_of_tracks(talking: Publisher, tmp_path: Path) -> None:
    new = synthesise(tmp_path / "ny.wav")
    said_of_it = ("--transcript-exception", "Bare en prøve.")
    ran = talking.run("episode", str(new), "--title", "Samtale", *said_of_it)
    assert (ran.code, "episodes/samtale is there already, with tracks" in ran.err) == (3, True), ran.err
    assert talking.run("episode", str(new), "--title", "Ny", *said_of_it).code == 0
    assert list(talking.entries()) == ["Ny"]
