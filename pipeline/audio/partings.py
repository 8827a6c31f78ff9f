"""Where a recording may be parted to put something in: in the pause beside the moment that was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.piece import PER_SECOND, Slots

_REACH = round(1.5 * PER_SECOND)
"""Slots round a moment in which its pause is looked for: times are written down in whole seconds."""
_PAUSE = round(0.08 * PER_SECOND)
"""Slots that are a pause, and no closed consonant."""
_HALF = round(0.25 * PER_SECOND)
"""Slots, at most, that are faded on each side."""
_NEARER = 0.2
"""Seconds by which a pause must be longer for each second that it is farther from the moment."""
_QUIET = round(0.1 * PER_SECOND)
"""Slots whose mean is compared where there is no pause."""


@dataclass(frozen=True, slots=True)
class Parting:
    """A place between two slots of 10 ms, with ``half`` slots on both sides in which nobody speaks, 1 at least."""

    at: int
    half: int


def partings(
    powers: Slots, sounds: NDArray[np.bool_], marks: Sequence[float], most: int = _HALF
) -> tuple[Parting, ...]:
    """Give a parting for each of ``marks`` (seconds, rising), in order, whose halves are ``most`` slots at most.

    No two overlap. It is the middle of a long and near pause within 1.5 s, or where there is none, the quietest moment.
    ``sounds`` says of each slot whether anything is heard in it but noise; there must be more than a second of them.
    """
    slots = [round(mark * PER_SECOND) for mark in marks]
    spans = zip(slots, _spans(slots, len(powers)), strict=True)
    found = (_parting(powers, sounds, slot, span) for slot, span in spans)
    return tuple(Parting(one.at, min(one.half, most)) for one in found)


def _spans(slots: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Give the slots from and up to which each is looked for: not nearer to another one than to its own."""
    limits = [0, *((one + other) // 2 for one, other in pairwise(slots)), count]
    least = 2 * _QUIET
    for slot, (after, before) in zip(slots, pairwise(limits), strict=False):
        first, last = max(slot - _REACH, after), min(slot + _REACH, before)
        first = max(0, min(first, count - least))
        yield first, max(last, first + least)


def _parting(powers: Slots, sounds: NDArray[np.bool_], slot: int, span: tuple[int, int]) -> Parting:
    first, last = span
    edges = np.flatnonzero(np.diff(np.concatenate([[1], sounds[first:last], [1]]).astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    if begins.size and (ends - begins).max() >= _PAUSE:
        far = np.abs((begins + ends) / 2 - (slot - first))
        best = int(np.argmax(np.where(ends - begins >= _PAUSE, ends - begins - _NEARER * far, -np.inf)))
        begin, end = int(begins[best]), int(ends[best])
        return Parting(first + (begin + end) // 2, min((end - begin) // 2, _HALF))
    quietest = int(np.argmin(windows.sliding(powers[first:last], _QUIET)))
    return Parting(first + quietest + _QUIET // 2, 1)
