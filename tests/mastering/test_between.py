"""The show's sound between parts: the speech moves apart for it in a pause, and all that has a time goes with it."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, decoded, finished, mastered, synthesise
from mastering.test_contract import assert_contract
from pipeline.audio.silence import loud
from pipeline.errors import StingError
from pipeline.events import silent
from pipeline.formats import chapters, transcript
from pipeline.formats.plain import report_from_json
from pipeline.model.audio import Master, Profile
from pipeline.model.comparison import CompareJob
from pipeline.model.episode import Chapter
from pipeline.model.show import Bed, Stings
from pipeline.stages.comparison import compare
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.files import blob
from samples import ROOT

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
BELL = "aevalsrc=exprs='0.3*sin(2*PI*880*t)*exp(-2*t)':s=44100:d=1.5"
MARKS = (7.7, 21.0, 33.0)


def heard(path: Path) -> np.ndarray:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


@pytest.fixture(scope="module")
def bell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthesise(tmp_path_factory.mktemp("bell") / "bell.wav", source=BELL)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Master:
    return mastered(ADA, tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def parted(bell: Path, tmp_path_factory: pytest.TempPathFactory) -> Master:
    folder = tmp_path_factory.mktemp("parted")
    intro = synthesise(folder / "intro.wav", source="sine=f=500:d=3:r=48000")
    stings = Stings(blob(intro), blob(intro), 1.0, blob(bell))
    job = MasterJob(blob(ADA), "auto", stings, Profile(), FFMPEG.version, marks=MARKS)
    return finished(job, folder / "work", silent)


def found_at(part: np.ndarray, whole: np.ndarray, about: int, reach: int = 9600) -> int:
    """Where a part of one decoded file is heard in another, in samples, by correlation."""
    around = whole[about - reach : about + reach + len(part)]
    return about - reach + int(np.argmax(np.correlate(around, part, "valid")))


def test_the_speech_moves_apart_by_the_sound(parted: Master) -> None:
    assert_contract(parted)
    assert [gap.mark for gap in parted.gaps] == [*MARKS]
    assert all(gap.seconds == pytest.approx(1.5 - 2 * gap.lead) for gap in parted.gaps)
    assert all(abs(gap.at - gap.mark) < 1.5 for gap in parted.gaps)
    put_in = sum(gap.seconds for gap in parted.gaps)
    assert parted.seconds == pytest.approx(parted.recorded + 4 + put_in, abs=0.001)


def test_every_caption_is_where_its_words_are(parted: Master, plain: Master) -> None:
    """To the sample: what is said from a caption's start on is found in both finished files."""
    path = ADA.parent / "transcript.vtt"
    cues = transcript.read(path.read_bytes(), path.suffix).cues
    now = transcript.moved(cues, parted.timeline.at, parted.timeline.until)
    assert len(now) == len(cues) > 10
    before, after, rate = heard(plain.audio.path), heard(parted.audio.path), plain.rate
    for cue, moved in zip(cues, now, strict=True):
        if any(cue.start - 0.1 < gap.at < cue.start + 1 for gap in parted.gaps):
            continue  # the words after it are in two places
        start = round(plain.timeline.at(cue.start) * rate)
        assert found_at(before[start : start + rate // 2], after, round(moved.start * rate)) == pytest.approx(
            moved.start * rate, abs=1
        )


def test_a_chapter_begins_with_its_sound(parted: Master) -> None:
    """The bell is heard from the chapter's start on, and the speech goes on when it has rung."""
    written = [Chapter(0, "En"), *(Chapter(mark, f"Fra {mark}") for mark in MARKS)]
    moved = chapters.moved(written, parted.timeline.chapter)
    assert [one.title for one in moved] == [one.title for one in written]
    sound, rate = heard(parted.audio.path), parted.rate
    at = np.exp(-2j * math.pi * 880 * np.arange(rate // 100) / rate)
    for chapter, gap in zip(moved[1:], parted.gaps, strict=True):
        first = round(chapter.start * rate)
        slots = sound[first - rate // 4 : first + rate // 2].reshape(-1, rate // 100)
        bell = np.abs(slots @ at)
        begins = int(np.argmax(bell > bell.max() / 4)) - 25
        assert 0 <= begins <= round(gap.lead * 100)
        assert parted.timeline.at(gap.at) == pytest.approx(chapter.start + 1.5 - gap.lead)


def test_it_is_put_into_pauses_alone(parted: Master, tmp_path: Path) -> None:
    """Nothing is heard where the speech is parted, and no longer than it fades."""
    speech = Programme((Part(ADA),), parted.rate, 1)
    sounds = loud(examine(Bench(FFMPEG, tmp_path, silent, "ada"), speech).analysis)
    for gap in parted.gaps:
        at, half = round(gap.at * 100), round(gap.lead * 100)
        assert half > 1
        assert not sounds[at - half : at + half].any()


def test_the_report_tells_of_it_and_draws_the_recording_where_it_is_heard(parted: Master) -> None:
    report = report_from_json(parted.report.path.read_bytes())
    assert [round(end - begin, 2) for begin, end in report.stings] == [1.5] * 3
    columns = len(report.series.activity) / report.seconds
    for begin, end in report.stings:
        inside = slice(math.ceil((begin + 0.3) * columns), math.floor((end - 0.3) * columns))
        assert set(report.series.activity[inside]) == {-1}
        assert max(report.series.peaks_before[inside]) == 0
        assert max(report.series.peaks_after[inside]) > 0
    before, after = np.array(report.series.peaks_before), np.array(report.series.peaks_after)
    spoken = np.array(report.series.activity) == 1
    assert np.corrcoef(before[spoken], after[spoken])[0, 1] > 0.9


def test_the_recording_is_heard_beside_it_in_step(parted: Master, tmp_path: Path) -> None:
    figures = (parted.samples, parted.rate, parted.after.integrated)
    job = CompareJob(blob(ADA), parted.audio, *figures, parted.timeline, FFMPEG.version)
    beside = heard(compare(job, FFMPEG, tmp_path, silent, task="ada").before.path)
    sound, rate = heard(parted.audio.path), parted.rate
    assert len(beside) // 2 == len(sound) or len(beside) == len(sound)
    beside = beside.reshape(len(sound), -1).mean(axis=1)
    for second in (5, 15, 30, 40):
        start = round(parted.timeline.at(second) * rate)
        assert found_at(sound[start : start + rate], beside, start) == pytest.approx(start, abs=2)
    for gap in parted.gaps:
        middle = round((parted.timeline.until(gap.at) + gap.seconds / 2) * rate)
        assert np.abs(beside[middle - rate // 4 : middle + rate // 4]).max() < 0.001


def test_same_bytes_with_all_there_is_and_no_pause_left_long(bell: Path, tmp_path: Path) -> None:
    """Pauses are shortened, the ends trimmed, the bed gives way to the first sound, and times agree."""
    graph = (
        f"amovie='{ADA.as_posix()}',aformat=channel_layouts=mono,aresample=48000,asplit=2[a][b];"
        "[a]atrim=0:7.6,adelay=2000,apad=pad_dur=3[x];[b]atrim=7.6:30,asetpts=N,apad=pad_dur=2[y];[x][y]concat=v=0:a=1"
    )
    speech = blob(synthesise(tmp_path / "v.wav", source=graph))
    music = blob(synthesise(tmp_path / "bed.wav", source="sine=f=300:d=40"))
    stings = Stings(blob(bell), blob(bell), 0.5, blob(bell), Bed(music, seconds=30))
    job = MasterJob(speech, "auto", stings, Profile(longest_pause=1.0), FFMPEG.version, marks=(13.0, 20.0))
    first, second = (finished(job, tmp_path / name, silent) for name in ("a", "b"))
    assert_contract(first)
    assert (first.audio.sha256, first.report.sha256) == (second.audio.sha256, second.report.sha256)
    assert len(first.kept) == len(first.gaps) == 2
    lasts = sum(end - begin for begin, end in first.kept) + sum(gap.seconds for gap in first.gaps)
    assert first.seconds == pytest.approx(lasts + 1.0 + 2.0 + 1.0, abs=0.02)
    bare = finished(dataclasses.replace(job, stings=Stings(), marks=()), tmp_path / "bare", silent)
    before, after, rate = heard(bare.audio.path), heard(first.audio.path), first.rate
    for moment in (13.5, 17.0, 22.0, 30.0):
        if any(moment - 0.1 < gap.at < moment + 0.6 for gap in first.gaps):
            continue
        start, now = round(bare.timeline.at(moment) * rate), first.timeline.at(moment) * rate
        assert found_at(before[start : start + rate // 2], after, round(now)) == pytest.approx(now, abs=1)


@pytest.mark.parametrize(
    ("source", "said"), [("anullsrc=d=2", "is silent"), ("sine=d=16", "lasts 16 s"), ("", "no sound can be read")]
)
def test_a_sound_that_cannot_stand_there_is_refused(source: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "skille.wav"
    _ = synthesise(path, source=source) if source else path.write_bytes(b"hei" * 99)
    job = MasterJob(blob(ADA), "auto", Stings(between=blob(path)), Profile(), FFMPEG.version, marks=(9.0,))
    with pytest.raises(StingError, match=f"show.toml: stings.between: {said}"):
        finished(job, tmp_path / "work", silent)


def test_stereo_speech_and_marks_at_its_ends(bell: Path, tmp_path: Path) -> None:
    """However near the ends and each other they are, nothing is lost and nothing twice."""
    speech = synthesise(tmp_path / "wide.wav", seconds=9.123)
    job = MasterJob(
        blob(speech), "auto", Stings(between=blob(bell)), Profile(), FFMPEG.version, marks=(1.0, 1.9, 4, 9.1)
    )
    master = finished(job, tmp_path / "work", silent)
    assert_contract(master)
    assert master.channels == 2
    assert [gap.mark for gap in master.gaps] == [1.0, 4, 9.1]
    lasts = sum(end - begin for begin, end in master.kept) + sum(gap.seconds for gap in master.gaps)
    assert master.seconds == pytest.approx(lasts, abs=0.001)


def test_the_report_is_json_without_a_gap_too(plain: Master) -> None:
    assert json.loads(plain.report.path.read_bytes())["stings"] == []
