"""The gain curve, the only thing that changes the sound: a static gain, the levels of passages, and a limiter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.levelling import FRAMES, SLOTS
from pipeline.audio.limiting import RELEASE, Limiter, ramped
from pipeline.audio.loudness import factor, integrated
from pipeline.audio.peaks import Samples, cell_length

Values = NDArray[np.float64]

_ROUNDS = 8
_NEAR = 0.005
"""LU to which the static gain is found."""
_RELEASE = RELEASE * 10
"""dB by which the limiter's gain may recover in a slot of 10 ms."""


@dataclass(frozen=True, slots=True)
class GainCurve:
    """``gain`` in dB for the whole; ``levels`` in dB around it, one for the middle of each 100 ms, shape (frames,).

    ``ceiling`` in dBTP is where the limiter begins.
    """

    gain: float
    levels: Values
    ceiling: float

    def at(self, seconds: Values) -> Values:
        """Give the factors at points of time, the limiter's left out."""
        if not self.levels.any():
            return np.full(len(seconds), factor(self.gain))
        frames = (np.arange(len(self.levels)) + 0.5) / FRAMES
        return np.asarray(10 ** ((self.gain + np.interp(seconds, frames, self.levels)) / 20), np.float64)


@dataclass(slots=True)
class Shaped:
    """A stream under a gain curve; ``limited`` are, once it has been heard, the limiter's factors for each cell."""

    curve: GainCurve
    rate: int
    channels: int
    limited: list[NDArray[np.float32]] = field(default_factory=list)

    def blocks(self, sound: Iterable[Samples]) -> Iterator[Samples]:
        """Give the sound times the curve, as long as it was. Blocks must be whole cells but for the last."""
        cell = cell_length(self.rate)
        limiter = Limiter(cell, self.channels, factor(self.curve.ceiling))
        self.limited = limiter.cells
        done = 0
        for block in sound:
            edges = np.arange(-(-len(block) // cell) + 1) * cell + done
            yield limiter.take(ramped(block, self.curve.at(edges / self.rate), cell))
            done += len(block)
        yield limiter.rest()

    @property
    def deepest(self) -> float:
        """Give the limiter's deepest reduction in dB (0 or negative)."""
        least = min((float(part.min()) for part in self.limited if part.size), default=1.0)
        return 20 * float(np.log10(least))


def fitted(
    power: NDArray[np.float32], peaks: NDArray[np.float32], levels: Values, aim: float, ceiling: float
) -> GainCurve:
    """Find the static gain that brings the levelled and limited whole to ``aim`` LUFS, peaks under ``ceiling`` dBTP.

    ``power`` (K-weighted mean squares) and ``peaks`` (factors) of each 10 ms, ``levels`` as in ``GainCurve``. What the
    limiter takes is foreseen from the peaks alone: near enough to begin with; the finished file is measured anyway.
    """
    curve = GainCurve(0.0, levels, ceiling)
    levelled = curve.at((np.arange(len(power)) + 0.5) / (FRAMES * SLOTS))
    gain, loudness = 0.0, integrated(momentary(power * levelled**2))
    for _ in range(_ROUNDS):
        gain += aim - loudness
        factors = levelled * factor(gain)
        loudness = integrated(momentary(power * (factors * _foreseen(peaks * factors, ceiling)) ** 2))
        if abs(aim - loudness) < _NEAR:
            break
    return GainCurve(gain, levels, ceiling)


def momentary(power: Values) -> Values:
    """Give LUFS of 400 ms blocks, one every 100 ms, whole ones only (BS.1770-5 annex 1)."""
    sums = np.concatenate([[0.0], np.cumsum(power)])
    block = 4 * SLOTS
    means = (sums[block::SLOTS] - sums[:-block:SLOTS]) / block
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(means, 1e-14)), np.float64)


def _foreseen(peaks: Values, ceiling: float) -> Values:
    """Give about what the limiter will do to each 10 ms, as factors."""
    needed = np.minimum(0.0, ceiling - 20 * np.log10(np.maximum(peaks, 1e-9)))
    ramp = _RELEASE * np.arange(len(needed))
    return np.asarray(10 ** (np.minimum(0.0, ramp + np.minimum.accumulate(needed - ramp)) / 20), np.float64)
