"""Silence at the ends of real recordings: it goes, no word does, and chapters and captions go with the sound."""

import dataclasses
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastering.sound import FFMPEG, decoded, finished, mastered, mastered_under, synthesise
from mastering.test_contract import assert_contract
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.silence import AFTER, BEFORE, WORTH, Cutting, kept, loud
from pipeline.events import silent
from pipeline.formats import timecode
from pipeline.model.audio import Profile, Trim
from pipeline.model.show import Stings
from pipeline.report import cuts, sound
from pipeline.stages.mastering.cut import cut
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.files import blob
from samples import ROOT, recordings

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
HEAD, TAIL = 3.0, 5.0
TRIMS: tuple[Trim, ...] = (True, "start", "end", False)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of a real voice, with the hiss of a quiet room before, under and after it."""
    path = tmp_path_factory.mktemp("still") / "still.wav"
    graph = (
        f"[0:a]atrim=1:13,asetpts=N,aformat=channel_layouts=mono,aresample=48000,adelay={HEAD * 1000:.0f},"
        f"apad=pad_dur={TAIL}[a];anoisesrc=a=0.0003:r=48000:seed=4:d=99[n];[a][n]amix=duration=first:normalize=0"
    )
    command = [FFMPEG.path, "-v", "error", "-i", str(ADA), "-filter_complex", graph, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def heard(path: Path, folder: Path) -> Examined:
    return examine(Bench(FFMPEG, folder, silent, path.stem), Programme((Part(path),), 48_000, 1))


def samples(path: Path) -> np.ndarray:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


def test_the_ends_go_and_what_is_left_is_the_same_sound(still: Path, tmp_path: Path) -> None:
    master = mastered(still, tmp_path / "cut")
    assert_contract(master)
    ((begin, end),) = master.kept
    assert begin == pytest.approx(HEAD - BEFORE, abs=0.1)
    assert end == pytest.approx(master.recorded - TAIL + AFTER, abs=0.6)  # the speaker may end in a breath
    assert master.seconds == pytest.approx(end - begin, abs=0.001)
    whole = mastered_under(Profile(trim=False), still, tmp_path / "whole")
    assert whole.kept == ((0.0, whole.recorded),)
    left, all_of_it = samples(master.audio.path), samples(whole.audio.path)[round(begin * 48_000) :]
    inner = slice(48_000, len(left) - 48_000)
    assert np.corrcoef(left[inner], all_of_it[inner])[0, 1] > 0.99


def test_one_end_alone_is_cut_and_the_list_tells_how_to_keep_it(still: Path, tmp_path: Path) -> None:
    both = mastered(still, tmp_path / "both")
    ((begin, end),) = both.kept
    told = sound.read(both).cuts
    assert [cut.where for cut in told] == ["head", "tail"]
    assert [cut.recorded_at for cut in told] == pytest.approx([0, end], abs=0.01)
    assert [cut.seconds for cut in told] == pytest.approx([begin, both.recorded - end], abs=0.01)
    lines = [line.rsplit("  ", 1)[1].strip() for line in cuts.listed(sound.read(both)).splitlines()[-2:]]
    assert lines == ['trim = "end"', 'trim = "start"']
    late = mastered_under(Profile(trim="end"), still, tmp_path / "late")
    assert late.kept == ((0.0, end),)
    assert late.timeline.at(HEAD) == HEAD
    early = mastered_under(Profile(trim="start"), still, tmp_path / "early")
    assert early.kept == ((begin, both.recorded),)
    assert early.timeline.at(HEAD) == pytest.approx(both.timeline.at(HEAD))
    assert early.seconds == pytest.approx(both.recorded - begin, abs=0.001)
    for one in (late, early):
        assert_contract(one)
        assert "trim = false" in cuts.listed(sound.read(one)).splitlines()[-1]


def test_what_is_known_of_the_rest_is_what_a_pass_over_it_finds(still: Path, tmp_path: Path) -> None:
    whole = heard(still, tmp_path)
    left, _ = cut(whole, Cutting())
    again = examine(Bench(FFMPEG, tmp_path, silent, "again"), left.programme)
    assert left.analysis.samples == again.analysis.samples
    assert len(left.analysis.powers) == len(again.analysis.powers)
    assert left.loudness.integrated == pytest.approx(again.loudness.integrated, abs=0.001)
    assert left.loudness.true_peak == pytest.approx(again.loudness.true_peak, abs=0.001)
    assert again.analysis.peaks[0] < whole.analysis.peaks[: round(HEAD * 90)].max()  # it fades in


def test_activity_and_shift_are_those_of_the_finished_sound(still: Path, tmp_path: Path) -> None:
    intro = synthesise(tmp_path / "intro.wav", source="sine=f=500:d=3:r=48000")
    master = mastered(still, tmp_path / "work", stings=Stings(blob(intro), blob(intro), overlap=0.25))
    first = master.activity[0][0]
    assert master.shift == pytest.approx(2.75)
    assert master.timeline.at(HEAD) == pytest.approx(2.75 + HEAD - master.kept[0][0])
    assert first == pytest.approx(master.timeline.at(HEAD), abs=0.5)
    assert master.seconds == pytest.approx(master.kept[0][1] - master.kept[0][0] + 2 * 2.75, abs=0.02)
    assert_contract(master)


@pytest.mark.parametrize("recording", recordings(), ids=str)
def test_nothing_that_is_heard_is_cut(recording: Path, tmp_path: Path) -> None:
    whole = heard(recording, tmp_path)
    left, ((begin, end),) = cut(whole, Cutting())
    spoken = np.flatnonzero(whole.analysis.activity) / 10
    assert begin <= spoken[0]
    assert end >= min(spoken[-1] + 0.1, whole.seconds)
    assert begin == 0 or begin >= WORTH
    assert left.loudness.integrated == pytest.approx(whole.loudness.integrated, abs=0.01)
    assert len(left.analysis.powers) == -(-left.analysis.samples * PER_SECOND // left.analysis.rate)


def test_a_recording_without_silent_ends_is_the_same_value(tmp_path: Path) -> None:
    whole = heard(synthesise(tmp_path / "tone.wav", source="sine=f=500:d=3:r=48000"), tmp_path)
    assert cut(whole, Cutting(longest=1.0)) == (whole, ((0.0, whole.seconds),))
    assert cut(whole, Cutting(trim=False))[0] is whole


@pytest.fixture(scope="module")
def halting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real voice that stops for 4 s, twice, in the hiss of a room."""
    path = tmp_path_factory.mktemp("halting") / "halting.wav"
    graph = (
        "[0:a]aformat=channel_layouts=mono,aresample=48000,asplit=3[a][b][c];[a]atrim=1:7,asetpts=N,apad=pad_dur=4[x];"
        "[b]atrim=9:15,asetpts=N,apad=pad_dur=4[y];[c]atrim=17:24,asetpts=N[z];[x][y][z]concat=n=3:v=0:a=1[v];"
        "anoisesrc=a=0.0003:r=48000:seed=4:d=99[n];[v][n]amix=duration=first:normalize=0"
    )
    command = [FFMPEG.path, "-v", "error", "-i", str(ADA), "-filter_complex", graph, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def test_long_pauses_are_shortened_and_what_is_known_of_the_rest_is_right(halting: Path, tmp_path: Path) -> None:
    whole = heard(halting, tmp_path)
    left, stretches = cut(whole, Cutting(longest=1.5))
    assert len(stretches) == 3
    again = examine(Bench(FFMPEG, tmp_path, silent, "again"), left.programme)
    assert again.analysis.samples == left.analysis.samples
    assert left.loudness.integrated == pytest.approx(again.loudness.integrated, abs=0.01)
    assert np.abs(left.analysis.peaks - again.analysis.peaks).max() < 0.001
    silences = np.diff(np.flatnonzero(loud(left.analysis)))
    assert silences.max() == pytest.approx(151, abs=3)


def test_no_join_is_heard(halting: Path, tmp_path: Path) -> None:
    """Where stretches meet, no sample jumps by more than the room's hiss does, and the hiss is as loud as elsewhere."""
    programme = cut(heard(halting, tmp_path), Cutting(longest=1.5))[0].programme
    with pcm(FFMPEG, programme, tmp_path) as output:
        sound = np.frombuffer(output.read(-1), np.float32)
    stretches = programme.parts[0].kept
    joins = np.cumsum([end - start for start, end in stretches[:-1] if end is not None])
    for join in joins:
        around = sound[join - 960 : join + 960]
        assert np.abs(np.diff(around)).max() < 0.002
        within, beside = sound[join - 240 : join + 240], sound[join - 9600 : join - 960]
        assert 20 * np.log10(within.std() / beside.std()) == pytest.approx(0, abs=1)


def test_a_join_changes_nothing_but_its_own_moment(tmp_path: Path) -> None:
    """Sample for sample: as many as were kept, and 10 ms from each join they are those of the recording."""
    path = synthesise(tmp_path / "noise.wav", source="anoisesrc=a=0.1:r=48000:seed=7:d=6")
    kept_samples = ((4800, 48_000), (96_000, 144_001), (200_000, None))
    with pcm(FFMPEG, Programme((Part(path, kept=kept_samples),), 48_000, 1), tmp_path) as output:
        sound = np.frombuffer(output.read(-1), np.float32)
    whole = samples(path)
    pieces = [whole[first:last] for first, last in kept_samples]
    straight = np.concatenate(pieces)
    assert len(sound) == len(straight)
    joins = np.cumsum([len(piece) for piece in pieces[:-1]])
    differs = np.flatnonzero(np.abs(sound - straight) > 1e-6)
    near = np.abs(differs[:, None] - np.array([240, *joins])).min(axis=1)
    assert near.max() <= 480
    for join, (end, begin) in zip(joins, ((48_000, 96_000), (144_001, 200_000)), strict=True):
        angle = np.arange(960) / 960 * np.pi / 2
        crossed = whole[end - 480 : end + 480] * np.cos(angle) + whole[begin - 480 : begin + 480] * np.sin(angle)
        assert np.abs(sound[join - 480 : join + 480] - crossed).max() < 0.001


def test_parts_of_one_file_are_read_once(tmp_path: Path) -> None:
    """Other sounds stand between them; what is played is what was asked for, sample for sample."""
    noise = synthesise(tmp_path / "noise.wav", source="anoisesrc=a=0.1:r=48000:seed=7:d=6")
    bell = synthesise(tmp_path / "bell.wav", source="sine=f=880:r=48000:d=1")
    stretches = ((0, 50_000), (50_000, 50_480), (120_000, None))
    parts = [Part(noise, start=first, end=last) for first, last in stretches]
    programme = Programme((parts[0], Part(bell), parts[1], Part(bell, gain=-6.0), parts[2]), 48_000, 1)
    assert programme.inputs().count("-i") == 3  # the bell twice: it would have to be turned back
    with pcm(FFMPEG, programme, tmp_path) as output:
        sound = np.frombuffer(output.read(-1), np.float32)
    whole, rung = samples(noise), samples(bell)
    pieces = [whole[first:last] for first, last in stretches]
    wanted = [pieces[0], rung, pieces[1], rung * 10 ** (-6 / 20), pieces[2]]
    assert np.array_equal(sound, np.concatenate(wanted)) or np.abs(sound - np.concatenate(wanted)).max() < 1e-6


def test_a_pause_that_is_spared_stays_and_times_move(halting: Path, tmp_path: Path) -> None:
    shorter = Profile(longest_pause=1.5)
    job = MasterJob(blob(halting), "auto", Stings(), shorter, FFMPEG.version)
    master = finished(job, tmp_path / "both", silent)
    assert_contract(master)
    (first, second), (_, again) = master.timeline.cuts, master.kept[0]
    assert master.timeline.at(second[1]) == pytest.approx(second[1] - (first[1] - first[0]) - (second[1] - second[0]))
    assert again == first[0]
    listed = cuts.listed(sound.read(master))
    moment = timecode.parse(re.findall(r'keep_pauses = \["(.+)"\]$', listed, re.MULTILINE)[1])
    one = finished(dataclasses.replace(job, keep_pauses=(moment,)), tmp_path / "one", silent)
    assert one.timeline.cuts == (first,)


RUNS = st.lists(st.tuples(st.booleans(), st.integers(1, 900)), max_size=12)


@given(RUNS, st.sampled_from([0.0, 2.0]))
def test_each_end_is_cut_as_it_would_be_with_the_other(runs: list[tuple[bool, int]], longest: float) -> None:
    sounds = np.repeat([sound for sound, _ in runs], [count for _, count in runs]).astype(bool)
    both, start, end, none = (kept(sounds, Cutting(trim, longest)) for trim in TRIMS)
    assert (start[0][0], start[-1][1]) == (both[0][0], none[-1][1])
    assert (end[0][0], end[-1][1]) == (none[0][0], both[-1][1])
    assert (none[0][0], none[-1][1]) == (0, len(sounds))


@given(RUNS, st.sampled_from([0.0, 0.2, 0.75, 2.0]))
def test_no_cut_is_made_in_sound_or_near_it(runs: list[tuple[bool, int]], longest: float) -> None:
    sounds = np.repeat([sound for sound, _ in runs], [count for _, count in runs]).astype(bool)
    left = kept(sounds, Cutting(longest=longest))
    stays = np.zeros(len(sounds), bool)
    for first, last in left:
        assert not stays[first:last].any()
        stays[first:last] = True
    assert [*left] == sorted(left)
    near = round(max(0.25, longest / 2) * 100) - 1 if longest else 30
    for at in np.flatnonzero(sounds):
        assert stays[max(0, at - min(near, 30)) : at + min(near, 70) + 1].all()
    if not longest:
        assert len(left) <= 1
