"""The gain of music under speech: full where nobody speaks, turned down before the first word, and faded out."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.piece import PER_SECOND

Values = NDArray[np.float64]

FALL, RISE = 30.0, 12.0
"""dB a second at which the music goes down before speech and comes up after it: what a hand on a fader does."""
FADE, GONE = 15.0, 60.0
"""dB a second at which it fades out at its end, and by how many dB it is down there."""

_HOLD = round(1.5 * PER_SECOND)
"""Slots of silence that the music must have to come up: less is a breath between two sentences."""
_MARGIN = round(0.15 * PER_SECOND)
"""Slots round what is loud in which it is down already: words begin and end more quietly than the gate can tell."""


def ducked(speaks: NDArray[np.bool_], under: float) -> Values:
    """Give dB for each slot of 10 ms, shape as ``speaks``: at most ``-under`` where somebody speaks, else at most 0.

    It changes at ``FALL``, ``RISE`` and ``FADE`` at most; music that lasts less than twice the fade fades faster.
    """
    count = len(speaks)
    left = np.arange(count)[::-1] / PER_SECOND
    fade = max(FADE, GONE / max(count / PER_SECOND / 2, 1 / PER_SECOND))
    wanted = np.minimum(np.where(_widened(speaks), -under, 0.0), fade * left - GONE)
    fall = max(FALL, fade) / PER_SECOND * np.arange(count)
    rise = RISE / PER_SECOND * np.arange(count)
    falling = np.minimum.accumulate((wanted + fall)[::-1])[::-1] - fall
    return np.asarray(np.minimum.accumulate(falling - rise) + rise, np.float64)


def _widened(speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Fill silences that are too short to come up in, and widen by the margin."""
    at = np.flatnonzero(speaks)
    widened = speaks.copy()
    for one, other in pairwise(at):
        if other - one <= _HOLD:
            widened[one:other] = True
    for side in range(1, _MARGIN + 1):
        widened[:-side] |= speaks[side:]
        widened[side:] |= speaks[:-side]
    return widened
