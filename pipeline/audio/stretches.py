"""Stretches of samples that tell of damage: clipped tops, and exact digital silence."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.truepeak import Channels

FULL = (1.0, -1.0, 32_767 / 32_768)
"""Where full scale is; the last is the highest value of 16 bits."""

LEAD = 3
"""Samples before a stretch that must be known, to tell whether a run began in it."""

_TOLD = 5
"""Moments of clipping that are kept of each channel and value."""

_FLAT = 3
"""Equal samples that make a run; also the runs at a ceiling of its own that make a recording clipped."""

Stretches = NDArray[np.int64]
"""Samples from where, and up to where, a stretch lasts: shape (stretches, 2)."""


@dataclass(frozen=True, slots=True)
class Clips:
    """Runs of three or more equal samples of ``value`` in a channel: how many, and at which samples the first began."""

    channel: int
    value: float
    count: int
    first: tuple[int, ...]


Extremes = tuple[tuple[float, float], ...]
"""The highest and the lowest sample of each channel."""


def clips(channels: Channels, before: Channels, extremes: Extremes, start: int) -> tuple[Clips, ...]:
    """Find the runs at each channel's extremes and at full scale whose third sample is in ``channels``.

    ``before`` are at least ``LEAD`` samples that precede, ``start`` is the number of the first sample.
    """
    found = []
    for number, (high, low) in enumerate(extremes):
        joined = np.concatenate([before[number, -LEAD:], channels[number]])
        for value in sorted({high, low, *(full for full in FULL if low < full < high)} - {0.0}):
            runs = _runs(joined, value) + (start - LEAD)
            if runs.size:
                found.append(Clips(number, value, len(runs), tuple(runs[:_TOLD].tolist())))
    return tuple(found)


def _runs(joined: NDArray[np.float32], value: float) -> NDArray[np.int64]:
    """Give where runs of ``value`` begin, if their third sample is not among the first ``LEAD``."""
    at = np.flatnonzero(joined == np.float32(value))
    first = at[: len(at) - 2][at[2:] - at[: len(at) - 2] == 2]  # noqa: PLR2004 - two steps on, still the same
    begins = np.diff(first, prepend=-2) > 1
    return np.asarray(first[begins & (first + 2 >= LEAD)], np.int64)


def joined_clips(all_clips: Iterable[Clips], extremes: Extremes) -> tuple[Clips, ...]:
    """Add up, in order, what was found in neighbouring stretches, whose extremes together are ``extremes``.

    A ceiling below full scale that a later stretch passes was none, and is forgotten.
    """
    sums: dict[tuple[int, float], Clips] = {}
    for one in all_clips:
        if one.value in FULL or one.value in extremes[one.channel]:
            old = sums.get((one.channel, one.value), Clips(one.channel, one.value, 0, ()))
            first = (*old.first, *one.first)[:_TOLD]
            sums[one.channel, one.value] = Clips(one.channel, one.value, old.count + one.count, first)
    return tuple(sums[key] for key in sorted(sums))


def clipped(found: Iterable[Clips]) -> tuple[int, tuple[int, ...]]:
    """Give the number of clipped runs in all channels, and the samples at which the first few began.

    Full scale counts at once; a ceiling below it counts from three runs on, because even an honest wave can be flat
    for three samples at its very top. A pure tone below some 50 Hz in 16 bits is flat at every top, and passes for
    clipped.
    """
    counting = [one for one in found if one.value in FULL or one.count >= _FLAT]
    return sum(one.count for one in counting), tuple(sorted({at for one in counting for at in one.first})[:_TOLD])


def zeros(channels: Channels, start: int, shortest: int) -> Stretches:
    """Give where every channel is exactly 0 for at least ``shortest`` samples, or to an edge of the stretch."""
    length = channels.shape[1]
    sounding = np.flatnonzero(channels.any(axis=0))
    edges = np.concatenate([[-1], sounding, [length]])
    pairs = np.stack([edges[:-1] + 1, edges[1:]], axis=1).astype(np.int64)
    return _kept(pairs + start, start, start + length, shortest)


def joined_zeros(parts: Iterable[Stretches], start: int, end: int, shortest: int) -> Stretches:
    """Join, in order, the stretches of neighbours that together go from ``start`` up to ``end``."""
    every = np.concatenate([np.zeros((0, 2), np.int64), *parts])
    cut = np.flatnonzero(every[1:, 0] != every[:-1, 1]) + 1
    if len(every):
        every = np.stack([every[np.r_[0, cut], 0], every[np.r_[cut - 1, len(every) - 1], 1]], axis=1)
    return _kept(every, start, end, shortest)


def _kept(pairs: Stretches, start: int, end: int, shortest: int) -> Stretches:
    lengths = pairs[:, 1] - pairs[:, 0]
    edge = (pairs[:, 0] == start) | (pairs[:, 1] == end)
    return np.asarray(pairs[(lengths >= shortest) | (edge & (lengths > 0))], np.int64)
