"""EBU Tech 3341 (2023), table 1, cases 15 to 23: true peaks that no sample shows, within +0.2 and -0.4 dB.

15 to 19 are tones of an even part of the rate, whose samples miss the tops, with fades of 10 ms. 20 to 23 are a tone of
fs/6 with amplitude 0.5, which for a single period, without a break of phase, is one of fs/4 with amplitude 1. They are
made at four times the rate, then low-passed and decimated, each with another offset.
"""

from pathlib import Path

import numpy as np
import pytest

from audio.signals import RATE, heard
from pipeline.audio.peaks import Samples

FOURFOLD = 4


def faded(wave: np.ndarray, rate: int) -> np.ndarray:
    ramp = np.sin(np.linspace(0, np.pi / 2, rate // 100)) ** 2
    edges = np.ones(len(wave))
    edges[: len(ramp)], edges[-len(ramp) :] = ramp, ramp[::-1]
    return wave * edges


def stereo(wave: np.ndarray) -> Samples:
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def burst(offset: int) -> np.ndarray:
    """The fourfold signal, low-passed by a long windowed sinc just below fs/2, and each fourth sample of it."""
    fast, period = FOURFOLD * RATE, FOURFOLD * 4
    steps = np.full(fast // 5, 2 * np.pi / (FOURFOLD * 6))
    middle = len(steps) // 2 // (FOURFOLD * 6) * FOURFOLD * 6  # where the phase is 0
    steps[middle : middle + period] = 2 * np.pi / period
    amplitude = np.full(len(steps), 0.5)
    amplitude[middle : middle + period] = 1.0
    wave = faded(amplitude * np.sin(np.concatenate([[0.0], np.cumsum(steps)[:-1]])), fast)
    taps = np.arange(-256, 257)
    low_pass = np.sinc(taps * 0.96 / FOURFOLD) * np.kaiser(len(taps), 8)
    return np.convolve(wave, low_pass / low_pass.sum(), mode="same")[offset::FOURFOLD]


@pytest.mark.parametrize(
    ("divisor", "phase", "amplitude"),
    [(4, 0, 0.5), (4, 45, 0.5), (6, 60, 0.5), (8, 67.5, 0.5), (4, 45, 1.41)],
    ids=["15", "16", "17", "18", "19"],
)
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_3341_tones(tmp_path: Path, divisor: int, phase: float, amplitude: float, rate: int) -> None:
    wave = amplitude * np.sin(2 * np.pi * np.arange(rate) / divisor + np.radians(phase))
    found = heard(stereo(faded(wave, rate)), tmp_path, rate)
    expected = 3.0 if amplitude > 1 else -6.0
    assert expected - 0.4 <= found.true_peak <= expected + 0.2
    assert found.true_peak == pytest.approx(20 * np.log10(amplitude), abs=0.06), "what is asked of nobody"


@pytest.mark.parametrize("offset", range(4), ids=["20", "21", "22", "23"])
def test_3341_bursts(tmp_path: Path, offset: int) -> None:
    found = heard(stereo(burst(offset)), tmp_path)
    assert -0.4 <= found.true_peak <= 0.2


@pytest.mark.parametrize("at", [0, 1, 7, 239_990, 239_995, 240_005, 263_998])
def test_a_peak_is_found_wherever_it_is(tmp_path: Path, at: int) -> None:
    """Two samples make a top between them, here at the edges of blocks and of the recording."""
    sound = np.zeros((264_000, 2), np.float32)
    sound[at : at + 2, 1] = 0.5
    assert heard(sound, tmp_path).true_peak == pytest.approx(20 * np.log10(0.6366), abs=0.1)
