"""The limiter: true peak, looking ahead, in flat memory, and exact whatever the size of the blocks it is given."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.peaks import TAPS, Samples, true_peaks
from pipeline.audio.series import Growing

Values = NDArray[np.float64]

AHEAD = 6
"""Cells (ms) over which gain falls before a peak."""
RELEASE = 0.06
"""dB by which gain may recover in each cell: 60 dB/s, slow enough not to be heard as distortion."""

_TEN = 10
_REACH = AHEAD + 1
_WINDOW = np.hanning(2 * AHEAD + 3)[1:-1] / np.hanning(2 * AHEAD + 3)[1:-1].sum()
DELAY = _REACH + AHEAD + 1
"""Cells that must have been heard after a cell before its gain is known."""


class Reduction:
    """Turns the dB that each cell needs to lose into factors, ``DELAY`` - 1 cells late.

    Held over the reach on both sides, then recovering in a straight line in dB, then smoothed by a Hann window that is
    one cell shorter on each side: so neither a cell's factor nor the next one's is above what the cell needs.
    """

    def __init__(self) -> None:
        self._needed = np.zeros(2 * _REACH)
        self._recovering = np.zeros(2 * AHEAD)

    def factors(self, needed: Values) -> Values:
        """Give as many factors (≤ 1) as values (dB, ≤ 0) are given: those of the cells ``DELAY`` - 1 before."""
        joined = np.concatenate([self._needed, needed])
        if not joined.any() and not self._recovering.any():
            return np.ones(len(needed))
        held = np.lib.stride_tricks.sliding_window_view(joined, 2 * _REACH + 1).min(axis=1)
        ramp = RELEASE * np.arange(len(held) + 1)
        from_last = np.concatenate([self._recovering[-1:], held]) - ramp
        recovering = np.concatenate([self._recovering, (ramp + np.minimum.accumulate(from_last))[1:]])
        np.minimum(recovering, 0.0, out=recovering)
        self._needed, self._recovering = joined[-2 * _REACH :], recovering[-2 * AHEAD :]
        return np.convolve(10 ** (recovering / 20), _WINDOW, mode="valid")


class Least:
    """The least of every ten values of a stream."""

    def __init__(self, folder: Path | None = None) -> None:
        """What is found lies in ``folder``."""
        self._rest, self._found = np.zeros(0), Growing(folder)

    def take(self, values: Values) -> None:
        """Add values."""
        joined = np.concatenate([self._rest, values])
        whole = len(joined) // _TEN * _TEN
        self._found.add(joined[:whole].reshape(-1, _TEN).min(axis=1).astype(np.float32))
        self._rest = joined[whole:]

    def found(self) -> NDArray[np.float32]:
        """Give the least values, the last one of what is left over: that is the end."""
        if self._rest.size:
            self._found.add(np.array([self._rest.min()], np.float32))
            self._rest = self._rest[:0]
        return self._found.whole


class Limiter:
    """Keeps blocks of sound under a ceiling. Every block but the last must be whole cells long."""

    def __init__(self, cell: int, channels: int, ceiling: float, folder: Path | None = None) -> None:
        """``ceiling`` is a factor, of true peak; a cell is about a millisecond, see ``peaks.cell_length``.

        The ``factors`` lie in ``folder``.
        """
        self._cell, self._ceiling = cell, ceiling
        self._reduction = Reduction()
        self._before = np.zeros((TAPS, channels), np.float32)
        self._waiting = np.zeros((0, channels), np.float32)
        self._factors = np.zeros(0)
        self._ahead = DELAY
        self._least = Least(folder)

    def take(self, block: Samples) -> Samples:
        """Give what is ready of the sound: as much as was taken, but ``DELAY`` cells late."""
        peaks = true_peaks(block, self._before, self._cell, self._ceiling)
        self._before = np.concatenate([self._before, block])[-TAPS:]
        return self._given(block, peaks)

    def rest(self) -> Samples:
        """Give what is left at the end."""
        silence = np.zeros((0, self._waiting.shape[1]), np.float32)
        return self._given(silence, np.zeros(DELAY + 1, np.float32), last=True)

    @property
    def factors(self) -> NDArray[np.float32]:
        """Give, at the end, the least factor in every ten cells (10 ms)."""
        return self._least.found()

    def _given(self, block: Samples, peaks: NDArray[np.float32], *, last: bool = False) -> Samples:
        needed = np.minimum(0.0, 20 * np.log10(self._ceiling / np.maximum(peaks.astype(np.float64), 1e-9)))
        new = self._reduction.factors(needed)
        skipped = min(self._ahead - 1, len(new)) if self._ahead > 1 else 0  # the first ones are before the first cell
        self._ahead -= skipped
        self._factors = np.concatenate([self._factors, new[skipped:]])
        self._waiting = np.concatenate([self._waiting, block])
        cells = len(self._factors) - 1
        ready = len(self._waiting) if last else min(cells * self._cell, len(self._waiting))
        count = -(-ready // self._cell)
        if count <= 0:
            return self._waiting[:0]
        given = ramped(self._waiting[:ready], self._factors[:count], self._factors[1 : count + 1], self._cell)
        self._least.take(self._factors[:count])
        self._waiting, self._factors = self._waiting[ready:], self._factors[count:]
        return given


def ramped(samples: Samples, starts: Values, ends: Values, cell: int) -> Samples:
    """Multiply each cell by factors that go in a straight line from its start to its end, both of shape (cells,).

    Most cells have one factor from start to end: only where it moves are there as many factors as samples.
    """
    start, end = starts.astype(np.float32)[:, None], ends.astype(np.float32)[:, None]
    moving = np.flatnonzero(starts != ends)
    if not moving.size and (start == 1).all():
        return samples
    missing = len(starts) * cell - len(samples)
    whole = np.pad(samples, ((0, missing), (0, 0))) if missing else np.ascontiguousarray(samples)
    rows = whole.reshape(len(starts), cell * samples.shape[1])
    found = rows * start
    inside = np.repeat(np.arange(cell, dtype=np.float32) / np.float32(cell), samples.shape[1])
    found[moving] = rows[moving] * (start[moving] + (end - start)[moving] * inside)
    return found.reshape(whole.shape)[: len(samples)]
