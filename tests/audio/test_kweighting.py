"""The filters are those that ITU-R BS.1770-5 annex 1 publishes, and the same to the ear at every rate."""

import numpy as np
import pytest

from pipeline.audio.kweighting import Biquad, k_weighting

PUBLISHED = (
    Biquad(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585),
    Biquad(1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""Tables 1 and 2, for 48 kHz."""


def response(rate: int, hertz: np.ndarray) -> np.ndarray:
    """Give the dB of both filters."""
    z = np.exp(-2j * np.pi * hertz / rate)
    sections = ((b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z) for b0, b1, b2, a1, a2 in k_weighting(rate))
    return np.asarray(20 * np.log10(np.abs(np.prod(list(sections), axis=0))))


def test_the_coefficients_are_the_published_ones() -> None:
    for ours, published in zip(k_weighting(48_000), PUBLISHED, strict=True):
        assert ours == pytest.approx(published, abs=1e-10)


@pytest.mark.parametrize("rate", [44_100, 96_000])
def test_another_rate_has_the_same_curve(rate: int) -> None:
    hertz = np.geomspace(20, 8000, 50)
    assert response(rate, hertz) == pytest.approx(response(48_000, hertz), abs=0.06)


def test_a_tone_of_997_hz_is_as_loud_as_it_is_strong() -> None:
    assert response(48_000, np.array([997.0])) == pytest.approx(0.691, abs=0.001)
