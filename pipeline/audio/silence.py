"""Which silence of a recording goes: what is spare at its ends, and in pauses that are too long."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import activity, windows
from pipeline.audio.analysis import Analysis
from pipeline.audio.piece import PER_SECOND
from pipeline.model.audio import Trim

Range = tuple[int, int]
"""Slots of 10 ms from and up to."""

BEFORE, AFTER = 0.3, 0.7
"""Seconds that are left before the first sound, for the breath, and after the last, for the room to fall silent."""

WORTH = 0.5
"""Seconds that a cut must win: less is not heard, and not worth a file of other bytes."""

SHORTEST = 0.5
"""Seconds to which a pause is shortened at the most: what is shorter belongs to the rhythm of speech."""

_NEAR = 1.0
"""Seconds before a pause that are taken to mean it: times are written down in whole seconds."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """What is to be cut: at which ends; pauses to ``longest`` seconds, 0 for none, but not those at ``spared``."""

    trim: Trim = True
    longest: float = 0.0
    spared: tuple[float, ...] = ()


def loud(analysis: Analysis) -> NDArray[np.bool_]:
    """Say of each slot whether anything is heard in it but noise."""
    gate = activity.gate(analysis.powers, analysis.peaks, analysis.integrated)
    return windows.above(analysis.powers, gate)


def kept(sounds: NDArray[np.bool_], cutting: Cutting) -> tuple[Range, ...]:
    """Give what is left, in order, of a recording whose slots hold sound or none."""
    count, sound = len(sounds), np.flatnonzero(np.diff(sounds, prepend=False, append=False))
    if not sound.size:
        return ((0, count),)
    gone = _ends(int(sound[0]), count - int(sound[-1]), count, cutting.trim)
    gone += _pauses(sound, cutting) if cutting.longest else []
    edges = sorted([0, count, *(edge for each in gone for edge in each)])
    return tuple((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last)


def _ends(head: int, tail: int, count: int, trim: Trim) -> list[Range]:
    """Give what goes of ``head`` and ``tail`` silent slots at the ends."""
    first, last, worth = head - round(BEFORE * PER_SECOND), tail - round(AFTER * PER_SECOND), WORTH * PER_SECOND
    start = [(0, first)] if trim in {True, "start"} and first >= worth else []
    return [*start, (count - last, count)] if trim in {True, "end"} and last >= worth else start


def _pauses(sound: NDArray[np.int_], cutting: Cutting) -> list[Range]:
    """Give what goes from the middle of each pause in sound that begins and ends, by turns, at those slots."""
    longest = max(cutting.longest, SHORTEST)
    left = round(longest * PER_SECOND)
    pauses = [
        (first, last)
        for first, last in zip(sound[1:-1:2].tolist(), sound[2::2].tolist(), strict=True)
        if last - first >= left + WORTH * PER_SECOND
    ]
    return [
        (first + left // 2, last - (left - left // 2)) for first, last in pauses if not _spared(first, last, cutting)
    ]


def _spared(first: int, last: int, cutting: Cutting) -> bool:
    return any(first / PER_SECOND - _NEAR <= moment <= last / PER_SECOND for moment in cutting.spared)
