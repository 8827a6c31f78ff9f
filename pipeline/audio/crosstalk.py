"""Who of several speakers speaks, each having a microphone that hears the others too.

Microphones are compared, never held against a level of their own: how much of one speaker the others' microphones hear
is learned from the moments in which that speaker is loudest, whatever the gains. What a microphone hears beyond that
is its own speaker. So a weak microphone is heard as well as a strong one, and two who speak at once are both found.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.levelling import FRAMES, Values

Flags = NDArray[np.bool_]

DEPTH = -24.0
"""dB by which a microphone is turned down: what it hears of others is then 40 dB and more under them, and the room does
not go dead."""
SLOPE = 100.0
"""dB a second at which it is turned up and down, outside of what it is open for."""
_BEFORE, _AFTER = 3, 6
"""Frames for which a microphone is open before and after its speaker is found: for soft consonants, and breath."""

_TOP = 10
"""Frames, 1 s in all, that are louder than what counts as a speaker's usual top: who says less is not known by it."""
_NEAR = 8.0
"""dB under that top within which a speaker counts as loud."""
_HEARD = 25
"""The percentage of those moments in which another microphone hears less of it: speakers interrupt each other."""
_SAME = -6.0
"""dB: what two microphones lose of each other's speakers, together. With less loss they hear the same."""
_BEYOND, _BEYOND_SAME = 6.0, 10.0
"""dB over what is explained by others from which on it is a microphone's own speaker; with one that hears the same as
another there is more doubt."""
_RINGING = 6.0
"""dB a frame by which a room falls silent, at least: what rings on is nobody's speech."""
_SHORTEST = 3
"""Frames: what is shorter is no word, since loudness is that of 400 ms."""


@dataclass(frozen=True, slots=True, eq=False)
class Microphone:
    """A track: ``loudness`` in LUFS of the 400 ms around each frame, and the ``gate`` under which is its noise alone.

    ``floor`` is the loudness of that noise.
    """

    loudness: NDArray[np.float32]
    gate: float
    floor: float


def speaking(microphones: list[Microphone]) -> Flags:
    """Say of each frame whether a microphone's own speaker is heard in it, shape (microphones, frames)."""
    levels = np.stack([one.loudness for one in microphones])
    tops = [_top(row) for row in levels]
    bleeding = _bleeding(levels, tops)
    same = _same(bleeding, [top - one.floor for top, one in zip(tops, microphones, strict=True)])
    found = np.zeros(levels.shape, bool)
    for own, one in enumerate(microphones):
        explained = np.full(levels.shape[1], -np.inf, np.float32)
        for other in range(len(microphones)):
            if other != own and not same[other]:
                most = _BEYOND_SAME if same[own] else min(_BEYOND, -_lost(bleeding, own, other) / 2)
                np.maximum(explained, levels[other] + np.float32(bleeding[own, other] + most), out=explained)
        heard = (levels[own] > one.gate) & (levels[own] > _ringing(explained))
        found[own] = _widened(_narrowed(heard, _SHORTEST), _SHORTEST - 1, 0)
    return found


def opened(spoken: Flags) -> Flags:
    """Say when each microphone is open: for its speaker, and after that until somebody else speaks.

    So one is always open, and nobody hears the room come and go. Where nobody ever speaks, all are.
    """
    wide = np.stack([_widened(row, _BEFORE, _AFTER) for row in spoken])
    anyone = np.flatnonzero(wide.any(axis=0))
    if not anyone.size:
        return np.ones_like(spoken)
    latest = np.maximum(np.searchsorted(anyone, np.arange(wide.shape[1]), "right") - 1, 0)
    return np.asarray(wide[:, anyone[latest]])


def gate(is_open: Flags) -> Values:
    """Give the gain in dB at each frame's middle, of one microphone: 0 while it is open, ``DEPTH`` at the least."""
    ramp = SLOPE / FRAMES * np.arange(len(is_open))
    gains = np.where(is_open, 0.0, DEPTH)
    forward = np.maximum.accumulate(gains + ramp) - ramp
    return np.asarray(np.maximum.accumulate((forward + ramp[::-1])[::-1])[::-1] - ramp[::-1], np.float64)


def _top(loudness: NDArray[np.float32]) -> float:
    """Give the level that some frames pass."""
    few = min(_TOP, len(loudness))
    return float(np.partition(loudness, -few)[-few])


def _bleeding(levels: NDArray[np.float32], tops: list[float]) -> Values:
    """Give by how many dB each microphone (row) hears less of each speaker (column) than that one's own does."""
    bleeding = np.zeros((len(tops), len(tops)))
    for speaker, top in enumerate(tops):
        loud = levels[:, levels[speaker] > top - _NEAR]
        bleeding[:, speaker] = np.percentile(loud - loud[speaker], _HEARD, axis=1)
    return bleeding


def _lost(bleeding: Values, one: int, other: int) -> float:
    """Give what two microphones lose of each other's speakers, in dB: their gains have no part in it."""
    return float(min(bleeding[one, other] + bleeding[other, one], 0.0))


def _same(bleeding: Values, clearness: list[float]) -> list[bool]:
    """Say which microphones hear the same as another that hears it more clearly, over its own noise."""
    order = sorted(range(len(clearness)), key=lambda number: -clearness[number])
    same = [False] * len(clearness)
    for place, number in enumerate(order):
        same[number] = any(not same[one] and _lost(bleeding, number, one) > _SAME for one in order[:place])
    return same


def _ringing(explained: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give levels that fall no faster than a room does."""
    ramp = (_RINGING * np.arange(len(explained))).astype(np.float64)
    return np.asarray(np.maximum.accumulate(explained + ramp) - ramp, np.float32)


def _widened(flags: Flags, before: int, after: int) -> Flags:
    """Give runs that begin and end so many frames earlier and later."""
    joined = np.pad(flags, (after, before))
    return np.asarray(np.lib.stride_tricks.sliding_window_view(joined, before + after + 1).any(axis=1))


def _narrowed(flags: Flags, width: int) -> Flags:
    """Give the last frames of all stretches of ``width`` frames: runs that are too short are gone."""
    joined = np.pad(flags, (width - 1, 0))
    return np.asarray(np.lib.stride_tricks.sliding_window_view(joined, width).all(axis=1))
