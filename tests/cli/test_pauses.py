"""A producer shortens pauses, reads the list, keeps one of them, and everything that has a time follows."""

import json
import re

import pytest

from cli.publisher import SHOW, Publisher
from mastering.sound import synthesise

TALK = "aevalsrc='0.2*random(0)*(0.2+abs(sin(12*t)))*lt(mod(t,6),2)+0.0005*random(1)':s=48000:d=14"
"""Two seconds of syllables every six, in a quiet room: two pauses of four seconds."""
MORE = """
longest_pause = 1.5

[[chapters]]
start = 0
title = "En"

[[chapters]]
start = 6
title = "To"

[[chapters]]
start = 12
title = "Tre"
"""
CAPTIONS = """WEBVTT

00:00.100 --> 00:01.900
En.

00:06.100 --> 00:07.900
To.

00:12.100 --> 00:13.900
Tre.
"""


def starts(producer: Publisher) -> tuple[list[float], list[float]]:
    """Of the newest chapters and captions."""
    newest = {
        ending: max(
            (producer.public / SHOW / "media").glob(f"pauser-*.{ending}"), key=lambda path: path.stat().st_mtime_ns
        )
        for ending in ("chapters.json", "vtt")
    }
    chapters = json.loads(newest["chapters.json"].read_text("utf-8"))["chapters"]
    cues = re.findall(r"^00:00:(\d\d\.\d+) -->", newest["vtt"].read_text("utf-8"), re.MULTILINE)
    return [one["startTime"] for one in chapters], [float(at) for at in cues]


def test_pauses_are_shortened_listed_and_kept(producer: Publisher) -> None:
    folder = producer.add("pauser", more=MORE)
    synthesise(folder / "recording.wav", source=TALK)
    (folder / "transcript.vtt").write_text(CAPTIONS, "utf-8")
    dry = producer.run("episode", "pauser", "--dry-run")
    assert dry.code == 0, dry.err
    assert not (folder / "pauser.txt").exists()
    ran = producer.run("episode", "pauser")
    assert ran.code == 0, ran.err
    chapters, cues = starts(producer)
    assert chapters == pytest.approx([0, 3.5, 7], abs=0.1)
    assert cues == pytest.approx([0.1, 3.6, 7.1], abs=0.1)
    listed = (folder / "pauser.txt").read_text("utf-8")
    shorter = re.findall(r"^00:00:\d\d   (\d,\d) s kortere$", listed, re.MULTILINE)
    assert [float(one.replace(",", ".")) for one in shorter] == pytest.approx([2.5, 2.5], abs=0.11)
    at = re.findall(r"^(00:00:\d\d)   ", listed, re.MULTILINE)[1]
    producer.edit("pauser", "longest_pause = 1.5", f'longest_pause = 1.5\nkeep_pauses = ["{at}"]')
    again = producer.run("episode", "pauser")
    assert again.code == 0, again.err
    first = re.findall(r"^(00:00:\d\d)   ", listed, re.MULTILINE)[0]
    assert f'keep_pauses = ["{first}", "{at}"]\n' in (folder / "pauser.txt").read_text("utf-8")
    chapters, cues = starts(producer)
    assert chapters == pytest.approx([0, 3.5, 9.5], abs=0.1)
    assert cues == pytest.approx([0.1, 3.6, 9.6], abs=0.1)
