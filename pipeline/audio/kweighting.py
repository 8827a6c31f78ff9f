"""The K-weighting of ITU-R BS.1770-5 annex 1: how strongly each frequency counts towards loudness."""

import math
from typing import NamedTuple

_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_SHELF_MIDDLE = 0.4996667741545416
"""The exponent that gives the shelf's gain at its middle frequency, as the published coefficients have it."""
_HIGH_PASS_HZ, _HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773


class Biquad(NamedTuple):
    """A second-order section, ``a0`` being 1: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''."""

    b0: float
    b1: float
    b2: float
    a1: float
    a2: float


def k_weighting(rate: int) -> tuple[Biquad, Biquad]:
    """Give the two filters, a shelf for the head and a high-pass, at ``rate`` Hz.

    BS.1770-5 annex 1, tables 1 and 2, has coefficients for 48 kHz alone. Here they come from the analogue filters
    behind those, by the bilinear transform, so that every rate has the same curve; at 48 kHz they are the published
    ones to ten digits. The high-pass is not normalised to 1 in its pass band: the standard's is not.
    """
    return _shelf(rate), _high_pass(rate)


def _shelf(rate: int) -> Biquad:
    warped = math.tan(math.pi * _SHELF_HZ / rate)
    top = 10 ** (_SHELF_DB / 20)
    middle = top**_SHELF_MIDDLE * warped / _SHELF_Q
    square, damping = warped * warped, warped / _SHELF_Q
    whole = 1 + damping + square
    b = (top + middle + square) / whole, 2 * (square - top) / whole, (top - middle + square) / whole
    return Biquad(*b, 2 * (square - 1) / whole, (1 - damping + square) / whole)


def _high_pass(rate: int) -> Biquad:
    warped = math.tan(math.pi * _HIGH_PASS_HZ / rate)
    square, damping = warped * warped, warped / _HIGH_PASS_Q
    whole = 1 + damping + square
    return Biquad(1.0, -2.0, 1.0, 2 * (square - 1) / whole, (1 - damping + square) / whole)
