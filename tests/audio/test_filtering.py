"""Filters as products of matrices give what the recursion gives, wherever the sound is cut."""

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.audio.filtering import STEP, cascade
from pipeline.audio.kweighting import Biquad, k_weighting
from pipeline.audio.piece import Meter


def recursive(sections: tuple[Biquad, ...], sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """The definition, sample by sample, in double precision."""
    values = sound.astype(np.float64).tolist()
    for b0, b1, b2, a1, a2 in sections:
        first = second = 0.0
        for at, x in enumerate(values):
            y = b0 * x + first
            first, second = b1 * x - a1 * y + second, b2 * x - a2 * y
            values[at] = y
    return np.array(values)


def noise(length: int, offset: float = 0.0) -> NDArray[np.float32]:
    return (np.random.default_rng(1).standard_normal(length) * 0.1 + offset).astype(np.float32)


@pytest.mark.parametrize("rate", [8000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("offset", [0.0, 0.3])
def test_the_products_are_the_recursion_to_single_precision(rate: int, offset: float) -> None:
    sound = noise(rate // 2 // STEP * STEP, offset)
    filtered = cascade(k_weighting(rate)).over(sound)
    assert np.abs(filtered - recursive(k_weighting(rate), sound)).max() < 3e-7


@pytest.mark.parametrize("cut", [12_000, 12_345, 30_001])
def test_a_stretch_needs_no_more_than_what_is_ahead_of_it(cut: int) -> None:
    meter, sound = Meter(48_000, (1.0,)), noise(48_000, 0.3)
    whole = meter.weighted(sound[:0], sound)
    apart = meter.weighted(sound[cut - meter.ahead : cut], sound[cut:])
    assert len(apart) == len(sound) - cut
    assert np.abs(apart - whole[cut:]).max() < 3e-7
    assert meter.weighted(sound, sound[:0]).shape == (0,)
