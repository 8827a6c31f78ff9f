"""The clean-up, heard in the finished file: the fault is gone, the voice is as it was, and nothing moved."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.sound import FFMPEG, decoded, finished, mastered, mastered_under, mixed, synthesise
from mastering.test_contract import assert_contract
from mastering.test_faults import ADA, HISS, HUM, LORRY, STUDIO
from pipeline.audio.faults.sight import Sight, sight
from pipeline.audio.spectra import step
from pipeline.events import Event, Started, silent
from pipeline.model.audio import Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.files import blob

OFF = Profile(cleanup="off")


def seen(path: Path, folder: Path) -> Sight:
    programme = Programme((Part(path),), 48_000, 1)
    return sight(examine(Bench(FFMPEG, folder, silent, path.stem), programme, faults=True).analysis.spectra, 48_000)


def samples(path: Path) -> NDArray[np.float32]:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


def test_the_hum_of_a_real_recording_is_gone(tmp_path: Path) -> None:
    master = mastered(ADA, tmp_path / "on")
    assert_contract(master)
    assert [one.name for one in master.cleaning] == ["hum"]
    left = mastered_under(OFF, ADA, tmp_path / "off")
    assert left.cleaning == ()
    line = round(120 / step(48_000))
    assert seen(left.audio.path, tmp_path).height[line] > 25
    assert seen(master.audio.path, tmp_path).height[line] < 7
    assert master.samples == left.samples
    assert master.before == left.before


def test_all_at_once_and_the_words_stay_where_they_are(tmp_path: Path) -> None:
    clean = mixed(tmp_path / "clean.wav", STUDIO, "anullsrc=cl=mono:r=48000")
    dirty = mixed(tmp_path / "dirty.wav", STUDIO, HUM.format(50) + ",volume=4", LORRY, HISS.format(0.012, "pink"))
    master = mastered(dirty, tmp_path / "on")
    assert_contract(master)
    assert [one.name for one in master.cleaning] == ["high-pass", "hum", "noise"]
    left = mastered_under(OFF, dirty, tmp_path / "off")
    before, after = seen(left.audio.path, tmp_path), seen(master.audio.path, tmp_path)
    assert after.deep < before.deep - 12
    assert after.height[round(50 / step(48_000))] < 7
    assert _sum(before.quiet) - _sum(after.quiet) > master.cleaning[2].reduction - 4
    assert after.loud[1:7] == pytest.approx(before.loud[1:7], abs=1.0)
    first, other = samples(clean), samples(master.audio.path)
    assert abs(_late(first, other)) < 10  # the high-pass turns the deepest tones of the voice a little
    assert len(other) == len(first)


def test_where_nothing_is_wrong_no_pass_is_made_and_no_byte_is_changed(tmp_path: Path) -> None:
    told: list[Event] = []
    clean = mixed(tmp_path / "studio.wav", STUDIO, "anullsrc=cl=mono:r=48000", seconds=30)
    job = MasterJob(blob(clean), "auto", Stings(), Profile(), FFMPEG.version)
    master = finished(job, tmp_path / "on", told.append)
    assert master.cleaning == ()
    assert not [one for one in told if isinstance(one, Started) and one.task.endswith(":clean")]
    assert master.audio.sha256 == mastered_under(OFF, clean, tmp_path / "off").audio.sha256


def test_a_step_that_is_skipped_is_not_done(tmp_path: Path) -> None:
    skipping = Profile(cleanup_skip=("hum",))
    master = mastered_under(skipping, ADA, tmp_path / "skip")
    assert master.cleaning == ()
    assert master.audio.sha256 == mastered_under(OFF, ADA, tmp_path / "off").audio.sha256


def test_a_cleaned_voice_with_stings_and_silent_ends(tmp_path: Path) -> None:
    """The windows under the stings are cleaned as the rest is, and the cut is made in the cleaned sound."""
    dirty = mixed(tmp_path / "dirty.wav", STUDIO, "anullsrc=cl=mono:r=48000:d=45", seconds=30)
    noisy = mixed(tmp_path / "noisy.wav", dirty, HISS.format(0.01, "white"), seconds=36)
    intro = synthesise(tmp_path / "intro.wav", source="sine=f=500:d=3:r=48000")
    master = mastered(noisy, tmp_path / "work", stings=Stings(intro=blob(intro), overlap=1.0))
    assert_contract(master)
    assert [one.name for one in master.cleaning] == ["noise"]
    ((begin, end),) = master.kept
    assert end < 32
    assert master.seconds == pytest.approx(2.0 + end - begin, abs=0.02)


def _sum(bands: NDArray[np.float64]) -> float:
    return float(10 * np.log10(np.sum(10 ** (bands / 10))))


def _late(first: NDArray[np.float32], other: NDArray[np.float32]) -> int:
    """By how many samples ``other`` is late."""
    size = 1 << (len(first) + len(other)).bit_length()
    both = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(first, size)), size)
    at = int(np.argmax(both))
    return at if at < size // 2 else at - size
