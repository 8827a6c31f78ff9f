"""Loudness by ITU-R BS.1770-5, from momentary values; a mono file is measured as dual mono."""

import math

import numpy as np
from numpy.typing import NDArray

SILENT = -math.inf

OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
DUAL_MONO = 10 * math.log10(2)
"""Sound from one channel leaves two loudspeakers: 3.01 LU (BS.1770-5, annex 1, note on dual mono)."""


def integrated(momentary: NDArray[np.float64]) -> float:
    """Gate 400 ms blocks (LUFS, one every 100 ms) and give the integrated loudness in LUFS.

    Blocks that overlap the beginning, where less than 400 ms have been heard, are the caller's to drop.
    Gives ``SILENT`` when nothing passes the absolute gate. Source: BS.1770-5 annex 1, equations 2 to 7.
    """
    loud = momentary[momentary > _ABSOLUTE_GATE]
    if not loud.size:
        return SILENT
    power = 10 ** ((loud - OFFSET) / 10)
    threshold = _level(float(power.mean())) + _RELATIVE_GATE
    return _level(float(power[loud > threshold].mean()))


def _level(power: float) -> float:
    return OFFSET + 10 * math.log10(power)


def decibels(factor: float) -> float:
    """Give a linear factor in dB; ``SILENT`` for 0."""
    return 20 * math.log10(factor) if factor > 0 else SILENT


def factor(decibel: float) -> float:
    """Give dB as a linear factor."""
    return float(10 ** (decibel / 20))
