"""Chapters and transcript as apps get them: every carrier, moved by the intro, agreeing to the second."""

import json
import re
from pathlib import Path

import pytest
import webvtt
from lxml import etree
from mutagen.id3 import ID3

from cli.publisher import SHOW, Publisher
from mastering.sound import synthesise

CHAPTERS = """
[[chapters]]
start = 0
title = "Velkommen"

[[chapters]]
start = "00:00:02.600"
title = "Gevinster & ærlighet"
link = "https://www.example.no/gevinster"

[[chapters]]
start = 4.899
title = "Råd <til> andre"
"""
STINGS = '\n[stings]\nintro = "intro.wav"\noutro = "intro.wav"\noverlap = 0.5\n'
SHIFT = 3.0
STARTS = [0, 5, 7]
"""Whole seconds, after the intro has moved all but the first chapter, which covers the intro."""


@pytest.fixture
def published(producer: Publisher) -> Publisher:
    folder = producer.root / "feeds" / SHOW
    synthesise(folder / "intro.wav", source="sine=f=440:d=3.5:r=48000")
    with (folder / "show.toml").open("a", encoding="utf-8") as file:
        file.write(STINGS)
    with (producer.root / "episodes/forste/episode.toml").open("a", encoding="utf-8") as file:
        file.write(CHAPTERS)
    ran = producer.run("episode", "--all")
    assert ran.code == 0, ran.err
    return producer


def one(published: Publisher, ending: str) -> Path:
    return next((published.public / SHOW / "media").glob(f"forste-*.{ending}"))


def titles(published: Publisher) -> dict[str, list[tuple[int, str]]]:
    """The chapters of each carrier: whole seconds and titles."""
    tags = ID3(one(published, "mp3"))  # type: ignore[no-untyped-call]
    order = tags.getall("CTOC")[0].child_element_ids  # type: ignore[no-untyped-call]
    frames = {frame.element_id: frame for frame in tags.getall("CHAP")}  # type: ignore[no-untyped-call]
    feed = etree.fromstring(published.feed.read_bytes())
    listed = json.loads(one(published, "chapters.json").read_text("utf-8"))["chapters"]
    psc = feed.iterfind(".//{http://podlove.org/simple-chapters}chapter")
    lines = re.findall(r"\((\d\d):(\d\d):(\d\d)\) ([^<\n]+)", feed.findtext(".//item/description") or "")
    return {
        "id3": [(frames[i].start_time // 1000, str(frames[i].sub_frames["TIT2"])) for i in order],
        "json": [(int(chapter["startTime"]), chapter["title"]) for chapter in listed],
        "psc": [(seconds(c.get("start", "")), c.get("title", "")) for c in psc],
        "description": [(int(h) * 3600 + int(m) * 60 + int(s), unescaped(t)) for h, m, s, t in lines],
    }


def seconds(play_time: str) -> int:
    hours, minutes, rest = play_time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(float(rest))


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def test_four_carriers_agree(published: Publisher) -> None:
    expected = list(zip(STARTS, ["Velkommen", "Gevinster & ærlighet", "Råd <til> andre"], strict=True))
    for carrier, found in titles(published).items():
        assert found == expected, carrier


def test_the_transcript_moves_with_the_speech(published: Publisher) -> None:
    cues = webvtt.read(str(one(published, "vtt"))).captions
    assert [cue.start for cue in cues] == ["00:00:03.500", "00:00:06.500"]
    assert "Velkommen til Snåsa og Røros." in one(published, "html").read_text("utf-8")
    assert "00:00:03,500 --> 00:00:06,000" in one(published, "srt").read_text("utf-8")
    tags = ID3(one(published, "mp3"))  # type: ignore[no-untyped-call]
    assert "Velkommen til Snåsa og Røros." in str(tags["USLT::nob"].text)


SRT = "1\n00:00:00,500 --> 00:00:03,000\nVelkommen til Snåsa.\n"
TXT = "Kari: Velkommen til Snåsa.\n\nOla: Takk, det er fint å være her på Snåsa i dag.\n"


@pytest.mark.parametrize(("name", "text"), [("transcript.srt", SRT), ("transcript.txt", TXT)])
def test_every_kind_of_transcript_becomes_all_three(name: str, text: str, producer: Publisher) -> None:
    folder = producer.root / "episodes/forste"
    (folder / "transcript.vtt").unlink()
    (folder / name).write_text(text, "utf-8")
    ran = producer.run("episode", "--all")
    assert ran.code == 0, ran.err
    kinds = {"vtt": "text/vtt", "srt": "application/x-subrip", "html": "text/html"}
    feed = etree.fromstring(producer.feed.read_bytes())
    written = feed.iterfind(".//{https://podcastindex.org/namespace/1.0}transcript")
    assert {link.get("type") for link in written} == set(kinds.values())
    assert all(
        "Velkommen til Snåsa." in one(producer, ending).read_text("utf-8").replace("\n", " ") for ending in kinds
    )
    cues = webvtt.read(str(one(producer, "vtt"))).captions
    ends = [cue.end_in_seconds for cue in cues]
    assert ends == sorted(ends)
    assert ends[-1] <= 6.0


def test_an_exception_is_shown(producer: Publisher) -> None:
    (producer.root / "episodes/forste/transcript.vtt").unlink()
    producer.edit("forste", "summary", 'transcript_exception = "Bare fuglesang, ingen ord"\nsummary')
    assert producer.run("episode", "--all").code == 0
    assert "Bare fuglesang, ingen ord" in (producer.public / SHOW / "episodes/forste/index.html").read_text("utf-8")


LATE = '\n[[chapters]]\nstart = 0\ntitle = "A"\n[[chapters]]\nstart = 7\ntitle = "B"\n'


@pytest.mark.parametrize(("more", "said"), [(LATE, "chapters.2.start"), ("", "transcript")])
def test_an_outro_hides_nothing_that_is_too_late(more: str, said: str, producer: Publisher) -> None:
    """The recording lasts 6 s, the episode 9: what belongs to another recording is still found."""
    folder = producer.root / "feeds" / SHOW
    synthesise(folder / "outro.wav", source="sine=f=440:d=3.5:r=48000")
    with (folder / "show.toml").open("a", encoding="utf-8") as file:
        file.write('\n[stings]\noutro = "outro.wav"\noverlap = 0.5\n')
    with (producer.root / "episodes/forste/episode.toml").open("a", encoding="utf-8") as file:
        file.write(more)
    if not more:
        late = "WEBVTT\n\n00:05.000 --> 00:08.900\nhei\n"
        (producer.root / "episodes/forste/transcript.vtt").write_text(late, "utf-8")
    ran = producer.run("episode", "--all")
    assert ran.code == 3, ran.out
    assert f"episodes/forste/episode.toml: {said}" in ran.err
