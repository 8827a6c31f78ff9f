"""A producer reads the list of what was cut, keeps some of it, and everything that has a time follows."""

import json
import re
from pathlib import Path

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


def listed(folder: Path) -> list[tuple[float, float, str]]:
    """Where each cut of the list begins, by how much it is shorter, and the line that keeps it."""
    text = (folder / "klipp.txt").read_text("utf-8")
    rows = re.findall(r"^00:00:(\d\d,\d) \S \S+ +(\d,\d) s kortere +\w+ +(\w.*)$", text, re.MULTILINE)
    return [(float(at.replace(",", ".")), float(less.replace(",", ".")), line) for at, less, line in rows]


def test_pauses_are_shortened_listed_and_kept(producer: Publisher) -> None:
    folder = producer.add("pauser", more=MORE)
    synthesise(folder / "recording.wav", source=TALK)
    (folder / "transcript.vtt").write_text(CAPTIONS, "utf-8")
    ran = producer.run("episode", "pauser")
    assert ran.code == 0, ran.err
    chapters, cues = starts(producer)
    assert chapters == pytest.approx([0, 3.5, 7], abs=0.1)
    assert cues == pytest.approx([0.1, 3.6, 7.1], abs=0.1)
    (_, less, first), (_, more, second) = listed(folder)
    assert (less, more) == pytest.approx((2.5, 2.5), abs=0.11)
    producer.edit("pauser", "longest_pause = 1.5", f"longest_pause = 1.5\n{second}")
    again = producer.run("episode", "pauser")
    assert again.code == 0, again.err
    ((_, _, line),) = listed(folder)
    assert line == f"{first[:-1]}, {second.partition('[')[2]}"
    chapters, cues = starts(producer)
    assert chapters == pytest.approx([0, 3.5, 9.5], abs=0.1)
    assert cues == pytest.approx([0.1, 3.6, 9.6], abs=0.1)


def test_one_end_is_kept_by_the_line_of_the_list_and_all_times_move(producer: Publisher) -> None:
    folder = producer.add("pauser", more=MORE.replace("longest_pause = 1.5", ""))
    synthesise(
        folder / "recording.wav",
        source=TALK.replace("mod(t,6)", "mod(t-2,6)*gt(t,2)+9*lt(t,2)").replace("d=14", "d=20"),
    )
    (folder / "transcript.vtt").write_text(
        CAPTIONS.replace("00:00.100 --> 00:01.900", "00:02.100 --> 00:03.900"), "utf-8"
    )
    assert producer.run("episode", "pauser").code == 0
    (at, less, line), (end, _, other) = listed(folder)
    assert (at, line, other) == (0, 'trim = "end"', 'trim = "start"')
    assert less == pytest.approx(1.7, abs=0.11)
    assert starts(producer)[0] == pytest.approx([0, 6 - less, 12 - less], abs=0.1)
    producer.edit("pauser", "[[chapters]]\nstart = 0\n", f"{line}\n\n[[chapters]]\nstart = 0\n")
    again = producer.run("episode", "pauser")
    assert again.code == 0, again.err
    ((at, _, line),) = listed(folder)
    assert (at, line) == (end, "trim = false")
    chapters, cues = starts(producer)
    assert chapters == pytest.approx([0, 6, 12], abs=0.01)
    assert cues == pytest.approx([2.1, 6.1, 12.1], abs=0.01)


def test_a_dry_run_tells_of_the_cuts_and_writes_nothing(producer: Publisher) -> None:
    folder = producer.add("pauser", more=MORE)
    synthesise(folder / "recording.wav", source=TALK)
    (folder / "transcript.vtt").write_text(CAPTIONS, "utf-8")
    before = sorted(producer.root.rglob("*"))
    dry = producer.run("episode", "pauser", "--dry-run", "--explain")
    assert dry.code == 0, dry.err
    assert len(re.findall(r"00:00:\d\d\.\d to 00:00:\d\d\.\d \(pause\)   keep_pauses = \[", dry.out)) == 2
    assert sorted(producer.root.rglob("*")) == before
