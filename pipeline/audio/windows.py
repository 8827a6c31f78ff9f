"""Loudness in sliding windows, from the powers of 10 ms slots, and its range over the whole."""

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.loudness import OFFSET, SILENT
from pipeline.audio.piece import Slots

MOMENTARY = 40
SHORT_TERM = 300
"""Slots in a momentary (400 ms) and a short-term (3 s) window: EBU Tech 3341, 2.2."""

RANGE_HOP = 100
"""Slots from one short-term value to the next in the loudness range: 1 s, the least overlap that EBU Tech 3342 allows,
two thirds, and what libebur128 takes."""

GATING_HOP = 10
"""Slots from one gating block to the next: 100 ms, a quarter of a block (BS.1770-5 annex 1)."""

_ABSOLUTE_GATE = -70.0
_RANGE_GATE = -20.0
_LOW, _HIGH = 0.10, 0.95
_AT_ONCE = 60_000
"""Slots that are looked at together: ten minutes."""
_FLOOR = 1e-20
"""A power so small, -200 LUFS, that it stands for silence where a logarithm is taken."""


def sliding(powers: Slots, width: int) -> Slots:
    """Give the mean of every ``width`` neighbouring slots, shape (slots - width + 1,).

    Windows twice as long are made of two, and so on, so that nothing is carried from a loud passage into a quiet one
    as in a running sum, and single precision is enough: the error is below 0.00001 dB.
    """
    count = max(len(powers) - width + 1, 0)
    total, run, length, done = np.zeros(count, np.float32), powers, 1, 0
    while count and done < width:
        if width & length:
            total += run[done : done + count]
            done += length
        if done < width:
            run, length = run[: len(run) - length] + run[length:], length * 2
    return total / np.float32(width)


def stepping(powers: Slots, width: int, hop: int) -> Slots:
    """Give every ``hop``-th of what ``sliding`` gives, in a ``hop``-th of the memory; it divides ``width``."""
    steps = powers[: len(powers) // hop * hop].reshape(-1, hop).mean(axis=1, dtype=np.float32)
    return sliding(steps, width // hop)


def above(powers: Slots, gate: float) -> NDArray[np.bool_]:
    """Say which powers are louder than ``gate`` LUFS."""
    return powers > np.float32(10 ** ((gate - OFFSET) / 10))


def loudness(powers: Slots) -> NDArray[np.float32]:
    """Give powers in LUFS; silence is -200."""
    return np.asarray(OFFSET + 10 * np.log10(np.maximum(powers, np.float32(_FLOOR))), np.float32)


def highest(powers: Slots, width: int) -> float:
    """Give the loudest ``width`` neighbouring slots in LUFS, ``SILENT`` where there is nothing, in flat memory."""
    starts = range(0, max(len(powers) - width + 1, 0), _AT_ONCE)
    power = max((float(sliding(powers[at : at + _AT_ONCE + width - 1], width).max()) for at in starts), default=0.0)
    return float(loudness(np.array([power], np.float32))[0]) if power > _FLOOR else SILENT


def loudness_range(short_term: NDArray[np.float32]) -> float:
    """Give the loudness range in LU of short-term values in LUFS; 0 where none passes the gates.

    Source: EBU Tech 3342, 3: an absolute gate at -70 LUFS, one 20 LU below the power mean of what passes it, then the
    distance from the 10th to the 95th percentile.
    """
    loud = short_term[short_term >= _ABSOLUTE_GATE].astype(np.float64)
    if not loud.size:
        return 0.0
    gate = 10 * np.log10(np.mean(10 ** (loud / 10))) + _RANGE_GATE
    low, high = np.quantile(loud[loud >= gate], (_LOW, _HIGH), method="nearest")
    return float(high - low)
