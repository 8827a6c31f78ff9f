"""The limiter: no true peak above the ceiling, nothing else touched, and the same whatever the blocks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audio.limiting import RELEASE, Limiter
from pipeline.audio.peaks import TAPS, Samples, cell_length, true_peaks

RATE = 48_000
CELL = cell_length(RATE)


def limited(sound: Samples, ceiling: float, block: int) -> tuple[Samples, Limiter]:
    limiter = Limiter(CELL, sound.shape[1], ceiling)
    parts = [limiter.take(sound[at : at + block]) for at in range(0, len(sound), block)]
    return np.concatenate([*parts, limiter.rest()]), limiter


def noise(seconds: float, seed: int = 1) -> Samples:
    """Bursts of noise, some far above full scale."""
    random = np.random.default_rng(seed)
    envelope = np.repeat(random.uniform(0, 2.5, int(seconds * 20) + 1), RATE // 20)[: int(seconds * RATE)]
    return (random.standard_normal((len(envelope), 2)) * 0.2 * envelope[:, None]).astype(np.float32)


def true_peak(sound: Samples) -> float:
    return float(true_peaks(sound, np.zeros((TAPS, sound.shape[1]), np.float32), CELL, 0.0).max())


def test_no_true_peak_passes_the_ceiling() -> None:
    sound = noise(5)
    out, _ = limited(sound, 0.5, CELL * 1000)
    assert true_peak(sound) > 1.0
    assert true_peak(out) <= 0.5 * 1.035, "0.3 dB: white noise is the worst there is between two samples"
    assert out.shape == sound.shape


def test_what_is_below_the_ceiling_is_not_touched() -> None:
    sound = noise(1) * np.float32(0.1)
    out, limiter = limited(sound, 0.9, CELL * 200)
    assert np.array_equal(out, sound)
    assert limiter.factors.min() == 1.0


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400), st.integers(1, 30_000), st.integers(0, 5))
def test_the_blocks_do_not_matter(cells: int, length: int, seed: int) -> None:
    sound = noise(1, seed)[:length]
    whole, _ = limited(sound, 0.3, len(sound))
    pieces, _ = limited(sound, 0.3, cells * CELL)
    assert whole.shape == sound.shape
    assert np.allclose(pieces, whole, rtol=0, atol=2e-6)


@pytest.mark.parametrize("channels", [1, 2])
def test_a_click_lowers_the_gain_before_it_and_lets_it_rise_slowly(channels: int) -> None:
    sound = np.full((RATE, channels), 0.1, np.float32)
    click = RATE // 2
    sound[click] = 1.0
    out, limiter = limited(sound, 0.25, CELL * 100)
    gain = 20 * np.log10(out[:, 0] / sound[:, 0])
    assert abs(out[click]).max() <= 0.25
    assert gain[click - 20 * CELL] == pytest.approx(0.0, abs=1e-4)
    assert gain[click] < -12.0
    assert np.diff(gain[click + 20 * CELL :: CELL]).max() <= RELEASE * 1.02
    assert gain[-1] == pytest.approx(0.0, abs=0.01)
    factors = limiter.factors
    assert len(factors) == 100
    assert 20 * np.log10(factors.min()) == pytest.approx(gain.min(), abs=0.2)
