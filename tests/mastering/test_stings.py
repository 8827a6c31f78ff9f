"""The show's stings: where the speech begins afterwards, and that nothing of it is lost or clipped."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import decoded, mastered, synthesise
from mastering.test_contract import assert_contract
from pipeline.errors import StingError
from pipeline.model.show import Bed, Stings
from pipeline.tools.files import blob


def tone(path: Path, *, seconds: float, frequency: int, arguments: str = "") -> Path:
    return synthesise(path, source=f"sine=f={frequency}:d={seconds}:r=48000", arguments=arguments)


def strength(samples: np.ndarray, frequency: int) -> np.ndarray:
    """How much of a frequency is heard in each tenth of a second."""
    at = np.exp(-2j * math.pi * frequency * np.arange(4800) / 48_000)
    return np.asarray(np.abs(samples[: len(samples) // 4800 * 4800].reshape(-1, 4800) @ at) / 2400)


@pytest.fixture
def stings(tmp_path: Path) -> Stings:
    intro = tone(tmp_path / "intro.wav", seconds=3, frequency=500, arguments="-af volume=-20dB")
    outro = tone(tmp_path / "outro.flac", seconds=2, frequency=700)
    return Stings(blob(intro), blob(outro), overlap=1.0)


def heard(path: Path) -> np.ndarray:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


def test_speech_begins_where_the_shift_says(stings: Stings, tmp_path: Path) -> None:
    speech = tone(tmp_path / "speech.wav", seconds=10, frequency=2000)
    master = mastered(speech, tmp_path / "work", stings=stings)
    assert_contract(master)
    assert master.shift == pytest.approx(2.0)
    assert master.seconds == pytest.approx(10 + 2 + 1, abs=0.001)
    samples = heard(master.audio.path)
    spoken = np.flatnonzero(strength(samples, 2000) > 0.05)
    assert (spoken[0], spoken[-1]) == (20, 119)
    assert np.diff(spoken).max() == 1  # no gap where the windows meet the stream
    assert np.flatnonzero(strength(samples, 500) > 0.02)[-1] < 30
    assert np.flatnonzero(strength(samples, 700) > 0.02)[0] >= 110


def test_the_sting_is_as_loud_as_the_speech(stings: Stings, tmp_path: Path) -> None:
    """It was 20 dB quieter in its file."""
    speech = tone(tmp_path / "speech.wav", seconds=10, frequency=2000)
    samples = heard(mastered(speech, tmp_path / "work", stings=stings).audio.path)
    intro, spoken = strength(samples, 500)[5:15].mean(), strength(samples, 2000)[40:100].mean()
    assert 20 * math.log10(intro / spoken) == pytest.approx(0, abs=4)  # K-weighting hears 2 kHz louder


def test_no_word_is_lost_under_the_stings(stings: Stings, tmp_path: Path) -> None:
    """The speech that is heard is the speech that was recorded, sample for sample but for coding."""
    sweep = "aevalsrc=exprs='0.3*sin(700*t+400*t*t)':s=48000:d=8"  # noise would be changed by coding alone
    speech = synthesise(tmp_path / "speech.wav", source=sweep)
    plain = heard(mastered(speech, tmp_path / "a").audio.path)
    dressed = heard(mastered(speech, tmp_path / "b", stings=stings).audio.path)[96_000:]
    inner = slice(60_000, 300_000)
    one, other = plain[inner], dressed[inner]
    assert np.corrcoef(one, other)[0, 1] > 0.98


@pytest.mark.parametrize("which", ["intro", "outro"])
def test_one_sting_alone(which: str, stings: Stings, tmp_path: Path) -> None:
    only = Stings(intro=stings.intro, overlap=0.5) if which == "intro" else Stings(outro=stings.outro, overlap=0.5)
    master = mastered(tone(tmp_path / "speech.wav", seconds=5, frequency=2000), tmp_path / "work", stings=only)
    assert master.shift == pytest.approx(2.5 if which == "intro" else 0)
    assert master.seconds == pytest.approx(7.5 if which == "intro" else 6.5, abs=0.001)


def test_a_recording_shorter_than_the_overlap(stings: Stings, tmp_path: Path) -> None:
    master = mastered(tone(tmp_path / "speech.wav", seconds=1.2, frequency=2000), tmp_path / "work", stings=stings)
    assert master.seconds == pytest.approx(1.2 + 3 + 2 - 0.8, abs=0.01)


def test_stings_that_do_not_overlap_the_speech(stings: Stings, tmp_path: Path) -> None:
    speech = tone(tmp_path / "speech.wav", seconds=5, frequency=2000)
    master = mastered(speech, tmp_path / "work", stings=dataclasses.replace(stings, overlap=0.0))
    assert_contract(master)
    assert (master.shift, master.seconds) == (3.0, 10.0)


def test_stereo_speech_with_mono_stings(stings: Stings, tmp_path: Path) -> None:
    master = mastered(synthesise(tmp_path / "wide.wav", seconds=8), tmp_path / "work", stings=stings)
    assert master.channels == 2
    assert_contract(master)


@pytest.mark.parametrize("source", ["anullsrc=d=2", "sine=d=0.2"])
def test_a_sting_without_loudness_is_refused(source: str, tmp_path: Path) -> None:
    """Its gain would have no bound, and the result would be a blast."""
    sting = synthesise(tmp_path / "intro.wav", source=source)
    speech = tone(tmp_path / "speech.wav", seconds=5, frequency=2000)
    with pytest.raises(StingError, match=r"show.toml: stings.intro"):
        mastered(speech, tmp_path / "work", stings=Stings(intro=blob(sting)))


def test_a_sting_that_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outro.wav").write_bytes(b"hei" * 99)
    speech = tone(tmp_path / "speech.wav", seconds=5, frequency=2000)
    with pytest.raises(StingError, match=r"show.toml: stings.outro"):
        mastered(speech, tmp_path / "work", stings=Stings(outro=blob(tmp_path / "outro.wav")))


@pytest.mark.parametrize("key", ["stings.intro", "stings.outro", "stings.between", "bed.sound"])
def test_a_sound_that_was_cut_off_is_refused(key: str, tmp_path: Path) -> None:
    """A file that was not copied to its end: half an intro would be heard in every episode."""
    half = tone(tmp_path / "half.wav", seconds=4, frequency=500)
    half.write_bytes(half.read_bytes()[: half.stat().st_size // 2])
    sounds, speech = {key.partition(".")[2]: blob(half)}, tone(tmp_path / "speech.wav", seconds=10, frequency=2000)
    stings = Stings(bed=Bed(blob(half))) if key == "bed.sound" else Stings(**sounds)  # type: ignore[arg-type]
    with pytest.raises(StingError, match=f"show.toml: {key}: it is cut off"):
        mastered(speech, tmp_path / "work", stings=stings)


@pytest.mark.parametrize("ending", ["flac", "mp3", "m4a", "opus"])
def test_so_is_one_of_another_kind(ending: str, tmp_path: Path) -> None:
    arguments = "-movflags +faststart" if ending == "m4a" else ""
    whole = tone(tmp_path / f"intro.{ending}", seconds=8, frequency=500, arguments=arguments)
    speech = tone(tmp_path / "speech.wav", seconds=10, frequency=2000)
    assert mastered(speech, tmp_path / "whole", stings=Stings(intro=blob(whole))).shift == pytest.approx(7, abs=0.1)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    with pytest.raises(StingError, match=r"show.toml: stings.intro: it is cut off"):
        mastered(speech, tmp_path / "half", stings=Stings(intro=blob(whole)))


def test_odd_lengths_lose_no_sample(tmp_path: Path) -> None:
    """Windows are whole hundredths of a second, whatever the lengths are."""
    intro = tone(tmp_path / "intro.wav", seconds=1.3441, frequency=500)
    speech = synthesise(tmp_path / "speech.wav", source="sine=f=2000:d=5:r=44100")
    master = mastered(speech, tmp_path / "work", stings=Stings(intro=blob(intro), overlap=0.3628))
    assert master.samples == 5 * 44_100 + round((1.34 - 0.36) * 44_100)
