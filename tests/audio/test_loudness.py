"""BS.1770 gating and true peak against the signals of EBU Tech 3341."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.loudness import SILENT, decibels, factor, integrated
from pipeline.audio.peaks import TAPS, cell_length, sample_peaks, true_peaks

RATE = 48_000


def blocks(*stretches: tuple[float, float]) -> np.ndarray:
    """Momentary values of a tone: (LUFS, seconds) one after another, ten a second."""
    return np.concatenate([np.full(round(seconds * 10), level) for level, seconds in stretches])


@pytest.mark.parametrize(
    ("momentary", "expected"),
    [
        (blocks((-23, 20)), -23.0),
        (blocks((-33, 20)), -33.0),
        (blocks((-36, 10), (-23, 60), (-36, 10)), -23.0),
        (blocks((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
        (blocks((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
    ],
    ids=["1", "2", "3", "4", "5"],
)
def test_tech_3341_integrated(momentary: np.ndarray, expected: float) -> None:
    assert integrated(momentary) == pytest.approx(expected, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert integrated(blocks((-80, 10))) == SILENT
    assert decibels(0.0) == -math.inf


@pytest.mark.parametrize(
    ("divisor", "phase", "amplitude", "expected"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
    ids=["15", "16", "17", "18", "19"],
)
def test_tech_3341_true_peak(divisor: int, phase: float, amplitude: float, expected: float) -> None:
    at = np.arange(RATE) * 2 * math.pi / divisor + math.radians(phase)
    tone = (amplitude * np.sin(at)).astype(np.float32)[:, None]
    peaks = true_peaks(tone, np.zeros((TAPS, 1), np.float32), 48, threshold=0.01)
    steady = decibels(float(peaks[5:-5].max()))
    assert expected - 0.4 <= steady <= expected + 0.2


def test_true_peak_is_the_same_however_the_sound_is_cut() -> None:
    noise = np.random.default_rng(1).normal(0, 0.2, (4800, 2)).astype(np.float32)
    whole = true_peaks(noise, np.zeros((TAPS, 2), np.float32), 48, 0.0)
    first = true_peaks(noise[:2400], np.zeros((TAPS, 2), np.float32), 48, 0.0)
    second = true_peaks(noise[2400:], noise[2400 - TAPS : 2400], 48, 0.0)
    joined = np.concatenate([first, second])
    inner = np.delete(np.arange(100), [49, 99])  # a cell before a cut cannot see past it; the next one does
    assert np.allclose(whole[inner], joined[inner])
    assert joined[49:51].max() >= whole[49]


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=500), st.integers(1, 60))
def test_cells_keep_the_loudest_sample(values: list[float], cell: int) -> None:
    samples = np.array(values, np.float32)[:, None]
    peaks = sample_peaks(samples, cell)
    assert len(peaks) == math.ceil(len(values) / cell)
    assert peaks.max() == np.abs(samples).max()


@pytest.mark.parametrize(("rate", "cell"), [(48_000, 48), (44_100, 45)])
def test_cells_have_a_whole_rate_of_about_a_thousand(rate: int, cell: int) -> None:
    assert cell_length(rate) == cell
    assert rate % cell == 0


@given(st.floats(-120, 60))
def test_decibels_and_factors_are_inverse(value: float) -> None:
    assert decibels(factor(value)) == pytest.approx(value, abs=1e-9)
