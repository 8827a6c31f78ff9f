"""The clean-up, heard in the finished file: the fault is gone, the voice is as it was, and nothing moved."""

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.sound import FFMPEG, decoded, finished, mastered, mastered_under, mixed, synthesise
from mastering.test_contract import assert_contract
from mastering.test_faults import ADA, HISS, HUM, LORRY, STUDIO, sharpened
from pipeline.audio.faults.sight import Sight, sight
from pipeline.audio.spectra import step
from pipeline.events import Event, Started, silent
from pipeline.formats.plain import report_from_json
from pipeline.formats.sound.advice import advice
from pipeline.formats.sound.story import steps
from pipeline.model.audio import Master, Profile
from pipeline.model.cleaning import STEPS, Step, Why
from pipeline.model.show import Stings
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.tools.ffmpeg.cleaning import able
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.files import blob

OFF = Profile(cleanup="off")


def seen(path: Path, folder: Path) -> Sight:
    programme = Programme((Part(path),), 48_000, 1)
    return sight(examine(Bench(FFMPEG, folder, silent, path.stem), programme, faults=True).analysis.spectra, 48_000)


def samples(path: Path) -> NDArray[np.float32]:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


def left(master: Master) -> list[tuple[Step, Why]]:
    return [(one.name, one.why) for one in report_from_json(master.report.path.read_bytes()).untreated]


def octaves(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Levels in dB of the octaves from 160 Hz to 5 kHz: mostly those of the voice."""
    power = np.abs(np.fft.rfft(sound.astype(np.float64))) ** 2
    edges = [round(160 * 2**number * len(sound) / 48_000) for number in range(6)]
    return np.array([10 * np.log10(power[low:high].sum()) for low, high in pairwise(edges)])


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
    on, off = (report_from_json(one.report.path.read_bytes()) for one in (master, left))
    assert on.series.body_before == off.series.body_before  # both are of the recording as it came
    assert on.noise.before == off.noise.before
    assert on.noise.after < off.noise.after


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
    first, other = samples(clean), samples(master.audio.path)
    assert abs(_late(first, other)) < 10  # the high-pass turns the deepest tones of the voice a little
    assert len(other) == len(first)
    assert octaves(other) == pytest.approx(octaves(samples(left.audio.path)), abs=1.0)


def test_at_another_rate_and_in_stereo(tmp_path: Path) -> None:
    """44.1 kHz, where a slot of the clean-up's filters is no whole number of samples; the channels are as one."""
    dirty = mixed(tmp_path / "dirty.wav", STUDIO, HUM.format(60) + ",volume=4", HISS.format(0.012, "pink"))
    other = tmp_path / "other.flac"
    wide = "[0:a]aresample=44100,asplit[a][b];[b]volume=-2dB[c];[a][c]join=inputs=2"
    command = [FFMPEG.path, "-v", "error", "-i", str(dirty), "-filter_complex", wide, str(other)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    master = mastered(other, tmp_path / "on")
    assert_contract(master)
    assert (master.rate, master.channels) == (44_100, 2)
    assert [one.name for one in master.cleaning] == ["hum", "noise"]
    assert master.cleaning[0].hertz[:2] == (60.0, 120.0)
    left = mastered_under(OFF, other, tmp_path / "off")
    assert master.samples == left.samples
    assert _late(samples(left.audio.path)[::2], samples(master.audio.path)[::2]) == 0


def test_a_sharp_s_is_softened_and_the_rest_of_the_voice_is_as_it_was(tmp_path: Path) -> None:
    sharp = sharpened(tmp_path / "sharp.wav", 9)
    master = mastered_under(Profile(cleanup_skip=("hum",)), sharp, tmp_path / "on")
    assert_contract(master)
    assert [one.name for one in master.cleaning] == ["de-ess"]
    left = mastered_under(OFF, sharp, tmp_path / "off")
    before, after = seen(left.audio.path, tmp_path), seen(master.audio.path, tmp_path)
    assert before.sharp[7] - after.sharp[7] > 2.5
    one, other = samples(left.audio.path), samples(master.audio.path)
    assert octaves(other) == pytest.approx(octaves(one), abs=0.7)
    assert _late(one, other) == 0


def test_an_old_ffmpeg_does_what_it_can() -> None:
    assert able("9.0.2") == able("n7.1") == able("N-118000-gabcdef") == STEPS
    assert able("5.1.2-static") == ("offset", "high-pass", "hum", "noise")


def test_where_nothing_is_wrong_no_pass_is_made_and_no_byte_is_changed(tmp_path: Path) -> None:
    told: list[Event] = []
    clean = mixed(tmp_path / "studio.wav", STUDIO, "anullsrc=cl=mono:r=48000", seconds=30)
    job = MasterJob(blob(clean), "auto", Stings(), Profile(), FFMPEG.version)
    master = finished(job, tmp_path / "on", told.append)
    assert master.cleaning == ()
    assert not [one for one in told if isinstance(one, Started) and one.task.endswith(":clean")]
    assert master.audio.sha256 == mastered_under(OFF, clean, tmp_path / "off").audio.sha256


def test_a_step_that_is_skipped_is_not_done_and_told_of(tmp_path: Path) -> None:
    skipping = Profile(cleanup_skip=("hum",))
    master = mastered_under(skipping, ADA, tmp_path / "skip")
    assert master.cleaning == ()
    off = mastered_under(OFF, ADA, tmp_path / "off")
    assert master.audio.sha256 == off.audio.sha256
    assert left(master) == [("hum", "skipped")]
    assert left(off) == [("hum", "off")]
    told = [step.norwegian for step in steps(report_from_json(off.report.path.read_bytes()))]
    assert 'Brum fra strømnettet ble funnet, men ikke dempet. Oppryddingen er slått av (cleanup = "off").' in told


def test_noise_that_is_too_loud_is_left_and_told_of(tmp_path: Path) -> None:
    """The same bytes as without any clean-up, and the producer hears why."""
    loud = mixed(tmp_path / "loud.wav", STUDIO, HISS.format(0.1, "pink"))
    master = mastered(loud, tmp_path / "on")
    assert master.cleaning == ()
    assert master.audio.sha256 == mastered_under(OFF, loud, tmp_path / "off").audio.sha256
    assert left(master) == [("noise", "loud")]
    report = report_from_json(master.report.path.read_bytes())
    assert "steady noise found, but left: too loud to lower without harm to the words" in [
        step.english for step in steps(report)
    ]
    assert {one.rule for one in advice(report)} & {"noisy", "untreated"}


def test_a_short_recording_with_hum_is_treated(tmp_path: Path) -> None:
    dirty = mixed(tmp_path / "short.wav", STUDIO, HUM.format(50) + ",volume=4", seconds=7)
    master = mastered(dirty, tmp_path / "on")
    assert_contract(master)
    assert [one.name for one in master.cleaning] == ["hum"]
    off = mastered_under(OFF, dirty, tmp_path / "off")
    line = round(50 / step(48_000))
    before, after = seen(off.audio.path, tmp_path), seen(master.audio.path, tmp_path)
    assert before.height[line] > 25
    assert after.height[line] < 10


def test_a_filter_that_ffmpeg_is_too_old_for_is_told_of(tmp_path: Path) -> None:
    sharp = sharpened(tmp_path / "sharp.wav", 9)
    bench = Bench(replace(FFMPEG, version="5.1.2-static"), tmp_path, silent, "sharp")
    done = cleaned(bench, examine(bench, Programme((Part(sharp),), 48_000, 1), faults=True), Profile())
    assert [one.name for one in done.steps] == ["hum"]
    assert [(one.name, one.why) for one in done.untreated] == [("de-ess", "ffmpeg")]


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
