"""The limiter keeps its promise whatever the peaks are, and the curve reaches the loudness asked for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.audio.curve import LOOK_AHEAD, RELEASE, fitted, limiter
from pipeline.audio.loudness import factor

PEAKS = arrays(np.float64, st.integers(20, 400), elements=st.floats(0, 30))


@given(PEAKS, st.floats(0.1, 1.0))
def test_no_peak_passes_the_ceiling(peaks: np.ndarray, ceiling: float) -> None:
    reduction = limiter(peaks, ceiling)
    assert len(reduction) == len(peaks)
    assert (reduction <= 1 + 1e-9).all()
    for neighbour in (-1, 0, 1):  # between two cells the gain is interpolated
        assert (np.roll(reduction, neighbour)[1:-1] * peaks[1:-1] <= ceiling * (1 + 1e-6)).all()


def test_what_is_quiet_enough_is_left_alone() -> None:
    assert np.allclose(limiter(np.full(100, 0.5), 0.9), 1.0)


def test_gain_falls_before_the_peak_and_recovers_slowly() -> None:
    peaks = np.full(1000, 0.1)
    peaks[300] = 4.0
    reduction = 20 * np.log10(limiter(peaks, 1.0))
    first = int(np.flatnonzero(reduction < -0.01)[0])
    assert 300 - 2 * LOOK_AHEAD - 2 <= first < 300
    assert reduction[300] == pytest.approx(-12.04, abs=0.01)
    assert np.diff(reduction)[320:].max() <= RELEASE * 1.01


@settings(max_examples=30)
@given(st.floats(-40, -10), st.floats(3, 20), st.integers(0, 2**32 - 1))
def test_the_curve_reaches_its_aim(level: float, crest: float, seed: int) -> None:
    """Speech-like: blocks around a level, peaks above it by a crest factor."""
    random = np.random.default_rng(seed)
    momentary = level + random.normal(0, 3, 300)
    peaks = factor(level) * 10 ** (random.normal(crest, 2, 30_000).clip(0, 24) / 20)
    curve = fitted(momentary, peaks, 1000, -16.0, -1.5)
    assert (curve.factors * peaks <= factor(-1.5) * 1.001).all()
    assert curve.limited <= 1e-6
