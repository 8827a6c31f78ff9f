"""Silence at the ends of real recordings: it goes, no word does, and chapters and captions go with the sound."""

import dataclasses
import subprocess
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, decoded, mastered, mastered_under, synthesise
from mastering.test_contract import assert_contract
from pipeline.audio.piece import PER_SECOND
from pipeline.events import silent
from pipeline.model.audio import Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.trim import AFTER, BEFORE, WORTH, trimmed
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.files import blob
from samples import ROOT, recordings

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
HEAD, TAIL = 3.0, 5.0


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


def test_what_is_known_of_the_rest_is_what_a_pass_over_it_finds(still: Path, tmp_path: Path) -> None:
    whole = heard(still, tmp_path)
    left, _ = trimmed(whole)
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
    left, (begin, end) = trimmed(whole)
    loud = np.flatnonzero(whole.analysis.activity) / 10
    assert begin <= loud[0]
    assert end >= min(loud[-1] + 0.1, whole.seconds)
    assert begin == 0 or begin >= WORTH
    assert left.loudness.integrated == pytest.approx(whole.loudness.integrated, abs=0.01)
    assert len(left.analysis.powers) == -(-left.analysis.samples * PER_SECOND // left.analysis.rate)


def test_a_recording_without_silent_ends_is_the_same_value(tmp_path: Path) -> None:
    whole = heard(synthesise(tmp_path / "tone.wav", source="sine=f=500:d=3:r=48000"), tmp_path)
    assert trimmed(whole) == (whole, (0.0, whole.seconds))
    assert trimmed(dataclasses.replace(whole), wanted=False)[1] == (0.0, whole.seconds)
