"""A show gets a bed and a sound between parts: the producer's view of it, from the settings to what apps get."""

import json
import re
from pathlib import Path

import pytest

from cli.publisher import SHOW, Publisher
from mastering.sound import synthesise
from workspace import places

TALK = "aevalsrc='0.2*random(0)*(0.2+abs(sin(12*t)))*lt(mod(t,6),5)+0.0005*random(1)':s=48000:d=18"
"""Five seconds of syllables every six, in a quiet room."""
MORE = """
[[chapters]]
start = 0
title = "En"

[[chapters]]
start = 6
title = "To"
sting = true

[[chapters]]
start = 12
title = "Tre"
"""
CAPTIONS = """WEBVTT

00:00.100 --> 00:04.900
En.

00:06.100 --> 00:10.900
To.

00:12.100 --> 00:16.900
Tre.
"""
SILENT = """
[[chapters]]
start = 0
title = "Stillhet"

[[chapters]]
start = 4
title = "Tale"
"""
SOUNDS = """
[stings]
between = "skille.wav"

[bed]
sound = "teppe.wav"
seconds = 10
alone = 1.5
"""


@pytest.fixture
def talk(producer: Publisher) -> Publisher:
    folder = producer.add("samtale", more=MORE)
    synthesise(folder / "recording.wav", source=TALK)
    (folder / "transcript.vtt").write_text(CAPTIONS, "utf-8")
    show = producer.root / "feeds" / SHOW
    synthesise(show / "teppe.wav", source="sine=f=220:d=30")
    synthesise(show / "skille.wav", source="sine=f=880:d=2")
    with (show / "show.toml").open("a", encoding="utf-8") as file:
        file.write(SOUNDS)
    return producer


def medium(producer: Publisher, ending: str) -> str:
    (path,) = (producer.public / SHOW / "media").glob(f"samtale-*.{ending}")
    return path.read_text("utf-8")


def test_everything_that_has_a_time_moves_with_the_sounds(talk: Publisher) -> None:
    ran = talk.run("episode", "samtale", "--explain")
    assert ran.code == 0, ran.err
    starts = [one["startTime"] for one in json.loads(medium(talk, "chapters.json"))["chapters"]]
    cues = [float(at) for at in re.findall(r"^00:00:(\d\d\.\d+) -->", medium(talk, "vtt"), re.MULTILINE)]
    assert starts == pytest.approx([0, 5.25 + 1.5, 12 + 1.5 + 1.5], abs=0.2)
    assert cues == pytest.approx([0.1 + 1.5, 6.1 + 3.0, 12.1 + 3.0], abs=0.1)
    assert "bed from 0:00 to 0:" in ran.out
    assert "sound between parts put in at 0:06" in ran.out
    again = talk.run("episode", "samtale", "--json")
    assert again.summary["files_written"] == 0, again.out


def test_a_sound_that_has_no_room_left_is_told_of(talk: Publisher) -> None:
    """Two chapters begin in one long pause, which is cut to half a second."""
    synthesise(talk.root / "episodes/samtale/recording.wav", source=TALK.replace("lt(mod(t,6),5)", "lt(mod(t,6),2)"))
    talk.edit("samtale", "start = 12", "start = 9")
    talk.edit("samtale", 'title = "Tre"', 'title = "Tre"\nsting = true\n\n[[chapters]]\nstart = 11\ntitle = "Fire"')
    talk.edit("samtale", 'title = "Fire"', 'title = "Fire"\nsting = true')
    talk.edit("samtale", "[[chapters]]\nstart = 0", "longest_pause = 0.5\n\n[[chapters]]\nstart = 0")
    for _ in range(2):
        ran = talk.run("episode", "samtale")
        told = " ".join(ran.err.split())
        assert ran.code == 0, ran.err
        assert "the sound between parts before “Fire”, 0:11, is left out" in told
        assert "before “Tre”" not in told
    talk.edit("samtale", "longest_pause = 0.5", 'longest_pause = 0.5\nkeep_pauses = ["00:00:09"]')
    assert "is left out" not in talk.run("episode", "samtale").err


def test_one_episode_does_without(talk: Publisher) -> None:
    talk.edit("samtale", "[[chapters]]\nstart = 0", "bed_seconds = 0\n\n[[chapters]]\nstart = 0")
    talk.edit("samtale", "sting = true\n", "")
    assert talk.run("episode", "samtale").code == 0
    starts = [one["startTime"] for one in json.loads(medium(talk, "chapters.json"))["chapters"]]
    assert starts == pytest.approx([0, 6, 12], abs=0.01)


@pytest.mark.parametrize(("name", "key"), [("teppe.wav", "bed.sound"), ("skille.wav", "stings.between")])
def test_a_sound_that_broke_leaves_what_was_published(name: str, key: str, talk: Publisher) -> None:
    assert talk.run("episode", "samtale").code == 0
    before = places.contents(talk.public)
    (talk.root / "feeds" / SHOW / name).write_bytes(b"hei" * 99)
    ran = talk.run("episode", "samtale")
    assert ran.code == 3
    assert f"feeds/{SHOW}/show.toml: {key}: no sound can be read from it" in ran.err
    checked = talk.run("check")
    assert checked.code == 3
    assert f"feeds/{SHOW}/show.toml: {key}: no sound can be read from it" in checked.err
    assert places.contents(talk.public) == before


def test_a_sound_between_parts_that_is_too_long_is_found_by_check_too(talk: Publisher) -> None:
    synthesise(talk.root / "feeds" / SHOW / "skille.wav", source="sine=f=880:d=40")
    for command in (["check"], ["episode", "samtale"]):
        ran = talk.run(*command)
        assert ran.code == 3, ran.out
        assert f"feeds/{SHOW}/show.toml: stings.between: lasts 40 s" in ran.err


def test_a_sound_that_was_cut_off_is_found_by_check_too(talk: Publisher) -> None:
    path = talk.root / "feeds" / SHOW / "teppe.wav"
    path.write_bytes(path.read_bytes()[:100_000])
    for command in (["check"], ["episode", "samtale"]):
        ran = talk.run(*command)
        assert ran.code == 3, ran.out
        assert f"feeds/{SHOW}/show.toml: bed.sound: it is cut off" in ran.err


def test_a_caption_in_silence_that_is_cut_is_told_of_and_its_chapter_stays(producer: Publisher) -> None:
    folder = producer.add("stille", more=SILENT)
    synthesise(folder / "recording.wav", source=f"{TALK},adelay=4000")
    captions = "WEBVTT\n\n00:01.000 --> 00:02.500\n(hvisker)\n\n00:04.100 --> 00:08.900\nHei.\n"
    (folder / "transcript.vtt").write_text(captions, "utf-8")
    ran = producer.run("episode", "stille")
    assert ran.code == 0, ran.err
    assert "1 of the transcript's captions lie in silence that was cut" in ran.err
    (path,) = (producer.public / SHOW / "media").glob("stille-*.chapters.json")
    titles = [one["title"] for one in json.loads(Path(path).read_text("utf-8"))["chapters"]]
    assert titles == ["Stillhet", "Tale"]
