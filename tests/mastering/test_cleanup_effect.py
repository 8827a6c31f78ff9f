"""What the clean-up does to real speech, before anything else changes its level: the fault goes, the words stay."""

import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.sound import FFMPEG, mixed
from mastering.test_faults import ADA, HISS, STUDIO, sharpened
from pipeline.events import silent
from pipeline.model.audio import Profile
from pipeline.model.cleaning import CleanStep
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from samples import SHARED

RATE = 48_000
FRAME = 1024
"""Samples: 21 ms, shorter than an s."""

Levels = NDArray[np.float64]
"""dB of each frame in some band."""

ROOM = SHARED / "ami_meetings_en_390s.flac", 30.0
"""A real room that hisses, heard by a microphone on the table."""
READER = SHARED / "librivox_fr_fleursdumal_36min.mp3", 400.0
"""A reader whose s is sharp."""


def piece(path: Path, start: float, target: Path) -> Path:
    command = [FFMPEG.path, "-v", "error", "-y", "-ss", str(start), "-i", str(path), "-t", "30", "-ac", "1"]
    subprocess.run([*command, str(target)], check=True, stdin=subprocess.DEVNULL)
    return target


def noisy(kind: str, folder: Path) -> Path:
    if kind == "room":
        return piece(*ROOM, folder / "room.wav")
    return mixed(folder / "hiss.wav", {"studio": STUDIO, "hall": ADA}[kind], HISS.format(0.012, "pink"))


def both(path: Path, folder: Path) -> tuple[Levels, Levels, tuple[CleanStep, ...]]:
    """The spectra of all frames as they were and cleaned, in the same places, and what was done."""
    bench = Bench(FFMPEG, folder, silent, path.stem)
    raw = examine(bench, Programme((Part(path),), RATE, 1), faults=True)
    done = cleaned(bench, raw, Profile())
    spectra = []
    for programme in (raw.programme, done.sound.programme):
        with pcm(FFMPEG, programme, folder) as output:
            sound = np.frombuffer(output.read(-1), np.float32)
        frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME) * np.hanning(FRAME)
        spectra.append(np.abs(np.fft.rfft(frames)) ** 2)
    return spectra[0], spectra[1], done.steps


def band(spectra: Levels, low: float, high: float) -> Levels:
    power = spectra[:, round(low * FRAME / RATE) : round(high * FRAME / RATE)].sum(axis=1)
    return np.asarray(10 * np.log10(power + 1e-12), np.float64)


def mean(levels: Levels) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels / 10))))


@pytest.mark.parametrize("kind", ["studio", "hall", *(["room"] if ROOM[0].exists() else [])])
def test_noise_is_lower_in_pauses_and_speech_is_as_loud_as_it_was(kind: str, tmp_path: Path) -> None:
    before, after, steps = both(noisy(kind, tmp_path), tmp_path)
    reduction = next(step.reduction for step in steps if step.name == "noise")
    level = band(before, 200, 8000)
    pauses, speech = level <= np.quantile(level, 0.02), level >= np.quantile(level, 0.7)
    lower = mean(level[pauses]) - mean(band(after, 200, 8000)[pauses])
    assert lower == pytest.approx(reduction, abs=3.5)
    for low, high in pairwise((200, 400, 800, 1600, 3200)):
        change = mean(band(after, low, high)[speech]) - mean(band(before, low, high)[speech])
        assert change == pytest.approx(0, abs=0.5), f"{low} Hz"


@pytest.mark.parametrize("kind", ["sharpened", *(["reader"] if READER[0].exists() else [])])
def test_sibilants_are_softer_and_nothing_else_is(kind: str, tmp_path: Path) -> None:
    path = piece(*READER, tmp_path / "reader.wav") if kind == "reader" else sharpened(tmp_path / "sharp.wav", 9)
    before, after, steps = both(path, tmp_path)
    assert "de-ess" in [step.name for step in steps]
    high, voice = band(before, 5000, 9000), band(before, 200, 3200)
    change, top = band(after, 5000, 9000) - high, np.quantile(high, 0.97)
    beside = np.convolve(high >= top - 8, np.ones(5), "same") > 0
    voiced = (high < top - 15) & (voice > np.median(voice)) & ~beside
    assert mean(high[high >= top]) - mean((high + change)[high >= top]) > 2
    assert np.count_nonzero(voiced) > 100
    assert abs(float(np.mean(change[voiced]))) < 0.5
    for low, limit in pairwise((200, 400, 800, 1600, 3200)):
        spoken = mean(band(after, low, limit)[voiced]) - mean(band(before, low, limit)[voiced])
        assert spoken == pytest.approx(0, abs=0.5), f"{low} Hz"
