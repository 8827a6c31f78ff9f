"""The gain curve, the only thing that changes the sound: a static gain, the levels of passages, and a limiter."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.levelling import FRAMES, SLOTS, Passage
from pipeline.audio.limiting import RELEASE, Limiter, ramped
from pipeline.audio.loudness import decibels, factor, integrated
from pipeline.audio.peaks import Samples, cell_length
from pipeline.audio.piece import Slots

Values = NDArray[np.float64]

_ROUNDS = 8
_NEAR = 0.005
"""LU to which the static gain is found."""
_FARTHEST = 40.0
"""dB by which the static gain may pass what loudness alone asks for, to make up for the limiter.

Where only peaks are loud, the limiter takes whatever gain adds, and gain would grow until samples are no numbers.
"""
_AT_ONCE = 60_000
"""Slots that are worked on at a time: ten minutes."""
_RELEASE = RELEASE * 10
"""dB by which the limiter's gain may recover in a slot of 10 ms."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begin`` up to ``end`` seconds of the sound a recording is heard that began ``shift`` seconds into it."""

    begin: float = -math.inf
    end: float = math.inf
    shift: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The levelling of a recording: dB for the middle of each 100 ms, shape (frames,), all 0 where nothing is levelled.

    It is to be levelled only in ``spans`` of the sound, which do not overlap. ``passages`` are those that were found,
    in frames of the recording.
    """

    decibels: Values
    spans: tuple[Span, ...] = (Span(),)
    passages: tuple[Passage, ...] = ()

    def at(self, seconds: Values) -> Values:
        """Give dB at points of time, those at the ends of spans themselves included."""
        found = np.zeros(len(seconds))
        if not self.decibels.any():
            return found
        for span in self.spans:
            inside = (seconds >= span.begin) & (seconds <= span.end)
            if inside.any():
                found[inside] = self._between(seconds[inside] - span.shift)
        return found

    def _between(self, seconds: Values) -> Values:
        """Give dB at points of time of the recording, from the frames around them alone: there may be ten hours."""
        first = min(max(int(seconds.min() * FRAMES) - 1, 0), len(self.decibels) - 1)
        last = max(int(seconds.max() * FRAMES) + 2, first + 1)
        some = self.decibels[first:last]
        return np.asarray(np.interp(seconds, (np.arange(first, first + len(some)) + 0.5) / FRAMES, some), np.float64)


LEVEL = Levels(np.zeros(0))
"""Nothing is levelled."""


@dataclass(frozen=True, slots=True, eq=False)
class GainCurve:
    """``gain`` in dB for the whole, ``levels`` around it, and the ``ceiling`` in dBTP where the limiter begins."""

    gain: float
    levels: Levels
    ceiling: float

    def at(self, seconds: Values) -> Values:
        """Give the factors at points of time, the limiter's left out."""
        return np.asarray(10 ** ((self.gain + self.levels.at(seconds)) / 20), np.float64)


@dataclass(slots=True)
class Shaped:
    """A stream under a gain curve; once heard, ``limited`` are the limiter's least factors in each 10 ms.

    They lie in ``folder``.
    """

    curve: GainCurve
    rate: int
    channels: int
    folder: Path | None = None
    limited: Slots = field(default_factory=lambda: np.zeros(0, np.float32))

    def blocks(self, sound: Iterable[Samples]) -> Iterator[Samples]:
        """Give the sound times the curve, as long as it was. Blocks must be whole cells but for the last."""
        cell = cell_length(self.rate)
        limiter = Limiter(cell, self.channels, factor(self.curve.ceiling), self.folder)
        done = 0
        for block in sound:
            yield limiter.take(self._gained(block, done, cell))
            done += len(block)
        yield limiter.rest()
        self.limited = limiter.factors

    def _gained(self, block: Samples, done: int, cell: int) -> Samples:
        """Multiply by the gain; a cell keeps to its own side of where levelling begins or ends."""
        edges = (np.arange(-(-len(block) // cell) + 1) * cell + done) / self.rate
        inside = 0.01 * cell / self.rate
        return ramped(block, self.curve.at(edges[:-1] + inside), self.curve.at(edges[1:] - inside), cell)

    @property
    def deepest(self) -> float:
        """Give the limiter's deepest reduction in dB (0 or negative)."""
        return decibels(float(self.limited.min(initial=1.0)))


def fitted(powers: Slots, peaks: Slots, levels: Levels, aim: float, ceiling: float) -> GainCurve:
    """Find the static gain that brings the levelled and limited whole to ``aim`` LUFS, peaks under ``ceiling`` dBTP.

    ``powers`` (K-weighted mean squares) and ``peaks`` (factors) of each 10 ms. What the limiter takes is foreseen from
    the peaks alone: near enough to begin with; the finished file is measured anyway.
    """
    gain, loudness = 0.0, loudness_under(powers, levels)
    most = round(aim - loudness + _FARTHEST, 3)
    for _ in range(_ROUNDS):
        # what machines differ in, far behind the point, decides no byte
        gain = min(round(gain + aim - loudness, 3), most)
        loudness = _loudness(powers, peaks, GainCurve(gain, levels, ceiling))
        if abs(aim - loudness) < _NEAR:
            break
    return GainCurve(gain, levels, ceiling)


def loudness_under(powers: Slots, levels: Levels) -> float:
    """Give the integrated loudness in LUFS that slots will have once they are levelled."""
    return _loudness(powers, np.broadcast_to(np.float32(0), powers.shape), GainCurve(0.0, levels, 0.0))


def _loudness(powers: Slots, peaks: Slots, curve: GainCurve) -> float:
    """Foresee the integrated loudness in LUFS (BS.1770-5 annex 1), some minutes at a time: a day would fit."""
    frames, limiter = list[Values](), _Foresight(curve.ceiling)
    whole = len(powers) // SLOTS * SLOTS
    for at in range(0, whole, _AT_ONCE):
        some = slice(at, min(at + _AT_ONCE, whole))
        factors = curve.at((np.arange(some.start, some.stop) + 0.5) / (FRAMES * SLOTS))
        factors *= limiter.factors(peaks[some] * factors)
        frames.append((powers[some] * factors**2).reshape(-1, SLOTS).mean(axis=1))
    blocks = np.lib.stride_tricks.sliding_window_view(np.concatenate([*frames, np.zeros(4)]), 4)[:-4].mean(axis=1)
    return integrated(windows.loudness(blocks).astype(np.float64))


class _Foresight:
    """About what the limiter will do to each 10 ms, stretch after stretch."""

    def __init__(self, ceiling: float) -> None:
        self._ceiling, self._last = ceiling, 0.0

    def factors(self, peaks: Values) -> Values:
        needed = np.minimum(0.0, self._ceiling - 20 * np.log10(np.maximum(peaks, 1e-9)))
        ramp = _RELEASE * np.arange(len(needed) + 1)
        reduced = np.minimum(0.0, ramp + np.minimum.accumulate(np.concatenate([[self._last], needed]) - ramp))[1:]
        self._last = float(reduced[-1])
        return np.asarray(10 ** (reduced / 20), np.float64)
