"""Long series in a few columns, for drawing."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.loudness import SILENT
from pipeline.audio.piece import Slots

MOST = 1000
"""Columns that are kept: about as many as a screen has room for."""

_AROUND = windows.SHORT_TERM // 2, windows.SHORT_TERM - windows.SHORT_TERM // 2 - 1
"""Slots before and after the one in their middle, of 3 s."""

_AT_ONCE = 60_000
"""Slots that are worked on at a time: ten minutes."""

_NOTHING = -70.0
"""LUFS under which nothing is heard: the absolute gate of BS.1770-5."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Equal columns over ``seconds``."""

    seconds: float
    count: int

    @classmethod
    def over(cls, seconds: float) -> "Columns":
        """Give columns of at least 40 ms."""
        return cls(seconds, max(1, min(MOST, int(seconds * 25))))

    def of(
        self,
        series: NDArray[Any],
        rate: float,
        reduce: Callable[[NDArray[Any]], float],
        *,
        shift: float = 0.0,
        digits: int = 2,
    ) -> tuple[float, ...]:
        """Reduce what lies in each column to one number; minus infinity where there is nothing.

        ``series`` has ``rate`` values a second and begins ``shift`` seconds into the whole.
        """
        edges = (np.arange(self.count + 1) * (self.seconds / self.count) - shift) * rate
        starts, ends = np.floor(edges[:-1] + 1e-6).astype(int), np.ceil(edges[1:] - 1e-6).astype(int)
        pieces = (series[max(a, 0) : max(b, 0)] for a, b in zip(starts, ends, strict=True))
        return tuple(round(float(reduce(piece)), digits) + 0.0 if len(piece) else SILENT for piece in pieces)


def parted(series: NDArray[Any], rate: float, gaps: Iterable[tuple[float, float]], fill: float) -> NDArray[Any]:
    """Give a series of ``rate`` values a second with ``fill`` put in at each (second, seconds) of ``gaps``, in order.

    Lengths are rounded so that what comes after is where the sum of the gaps puts it.
    """
    places, counts, wide = list[int](), list[int](), 0.0
    for at, seconds in gaps:
        places.append(min(round(at * rate), len(series)))
        counts.append(round((wide + seconds) * rate) - round(wide * rate))
        wide += seconds
    return np.insert(series, np.repeat(np.asarray(places, int), counts), fill) if places else series


def during(series: NDArray[Any], rate: float, kept: Sequence[tuple[float, float]]) -> NDArray[Any]:
    """Give what a series of ``rate`` values a second has in the ``kept`` seconds, played one after another."""
    count = round(sum(end - begin for begin, end in kept) * rate)
    return series[np.minimum(recorded(np.arange(count), rate, kept), len(series) - 1)]


def recorded(places: NDArray[np.int64], rate: float, kept: Sequence[tuple[float, float]]) -> NDArray[np.int64]:
    """Give where in a series of ``rate`` values a second is what is heard at places of the ``kept`` seconds."""
    lengths, at = np.cumsum([end - begin for begin, end in kept]), (places + 0.5) / rate
    which = np.minimum(np.searchsorted(lengths, at, "right"), len(kept) - 1)
    moved = np.array([begin for begin, _ in kept]) - np.concatenate([[0.0], lengths[:-1]])
    return np.asarray((at + moved[which]) * rate).astype(np.int64)


def short_term(powers: Slots) -> Slots:
    """Give the mean power of the 3 s around each slot, the edges going on as they are, some minutes at a time."""
    found, (before, after) = np.empty(len(powers), np.float32), _AROUND
    for at in range(0, len(powers), _AT_ONCE):
        first, end = at - before, min(at + _AT_ONCE, len(powers)) + after
        some = np.pad(powers[max(first, 0) : end], (max(-first, 0), max(end - len(powers), 0)), mode="edge")
        found[at : end - after] = windows.sliding(some, windows.SHORT_TERM)
    return found


def mean_loudness(powers: NDArray[Any]) -> float:
    """Give the loudness in LUFS of the mean of powers; minus infinity under -70, where nothing is heard."""
    found = float(windows.loudness(np.array([np.mean(powers)], np.float32))[0])
    return found if found > _NOTHING else SILENT


def root_mean(powers: NDArray[Any]) -> float:
    """Give the root of the mean of powers, a factor."""
    return math.sqrt(float(np.mean(powers)))


def most_common(kinds: NDArray[Any]) -> float:
    """Give the number that is there most often."""
    return float(np.bincount(kinds.astype(np.int64)).argmax())
