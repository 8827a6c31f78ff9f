"""Levelling: each passage of speech gets one gain, so that all are equally loud; nothing is ridden inside a passage.

What makes a passage is decided on the loudness of speech alone. Pauses, breath and noise are heard with the gain of
the quieter-made neighbour and never decide anything, so they are not raised against the speech around them; and since
a gain stands still for as long as somebody speaks at one level, there is nothing that could pump.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.changepoints import segments
from pipeline.audio.piece import Slots

Values = NDArray[np.float64]

FRAMES = 10
"""Frames a second, in which everything here is counted."""
SLOTS = 10
"""Slots of 10 ms in a frame."""

SLOPE = 40.0
"""dB a second at which gain may change. It changes beside the passage whose gain is the higher one: in the pause before
or after it, and inside it only as far as there is no pause."""

_QUIETEST = -60.0
_PENALTY = 250.0
"""dB² by which a cut must pay: two voices 5 dB apart are told apart after 4 s, 10 dB apart after 1 s."""
_SHORTEST = 5
_TOP, _BELOW_TOP = 15, 10.0
"""Speech is within so many dB of what is loudest within ±1.5 s …"""
_MODULATION = 12.0
"""… and syllables make its 10 ms levels differ by so many dB within ±0.5 s, where noise and held tones stand still."""
_EVEN, _UNEVEN = 1.5, 3.0
"""LU (standard deviation) by which passages may differ and be left alone, and from which on levelling is whole."""
_BRIEF, _ASIDE = 20, 6.0
"""What lasts less than 2 s and is this much quieter than both neighbours is a noise, not a speaker."""
_MOST = 30.0
_STRONGEST = 0.1
"""The part of all speech that the strongest voice must have at least: a shout is none."""
_NEAR = 5 * SLOTS
"""Slots on both sides of a frame's middle that tell how levels differ."""
_AT_ONCE = 4096
"""Frames that are looked at together: seven minutes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Speech at one level: frames ``start`` up to ``end``, ``spoken`` of them speech; ``loudness`` in LUFS of these.

    ``gain`` in dB is what brings it to the level of all.
    """

    start: int
    end: int
    spoken: int
    loudness: float
    gain: float = 0.0


def momentary(powers: Slots) -> Values:
    """Give LUFS of the 400 ms around the middle of each frame, from the powers of slots of 10 ms."""
    before, after = windows.MOMENTARY // 2 - SLOTS // 2, windows.MOMENTARY // 2 + SLOTS // 2 - 1
    if len(powers) < SLOTS:
        return np.zeros(0)
    around = windows.stepping(np.pad(powers, (before, after), mode="edge"), windows.MOMENTARY, SLOTS)
    return windows.loudness(around[: len(powers) // SLOTS]).astype(np.float64)


def moving(powers: Slots) -> NDArray[np.bool_]:
    """Say of each frame whether levels differ around it as syllables make them; noise and held tones do not."""
    return _spread(powers)[: len(powers) // SLOTS] > _MODULATION


def speech(loudness: Values, moves: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say of each frame whether somebody speaks in it, from the envelope alone: where it is loud, and moves."""
    top = _around(loudness, _TOP, 90)
    return (loudness > top - _BELOW_TOP) & (loudness > _QUIETEST) & moves


def passages(loudness: Values, spoken: NDArray[np.bool_], strength: float = 1.0) -> tuple[Passage, ...]:
    """Find the passages and their gains; ``strength`` from 0 (all gains 0) to 1 (all equally loud).

    The gains keep the loudness of all speech together: what raises some lowers others.
    """
    where = np.flatnonzero(spoken)
    found = [_passage(loudness, where[a:b]) for a, b in segments(loudness[where], _PENALTY, _SHORTEST)]
    kept = _without_asides(found)
    if not kept:
        return ()
    weights, levels = np.array([p.spoken for p in kept], float), np.array([p.loudness for p in kept])
    middle = float(np.average(levels, weights=weights))
    spread = float(np.sqrt(np.average((levels - middle) ** 2, weights=weights)))
    wanted = strength * min(1.0, max(0.0, (spread - _EVEN) / (_UNEVEN - _EVEN)))
    gains = np.clip(wanted * (middle - levels), -_MOST, _MOST)
    return tuple(
        Passage(p.start, p.end, p.spoken, p.loudness, round(float(gain), 3))
        for p, gain in zip(kept, gains, strict=True)
    )


def beside_the_strongest(found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Give the passages gains that leave the strongest voice as it is, so that music keeps its place beside that.

    All gains are lower or higher by the same; the static gain makes up for it.
    """
    spoken, enough = 0, _STRONGEST * sum(one.spoken for one in found)
    for strongest in sorted(found, key=lambda one: -one.loudness):
        spoken += strongest.spoken
        if spoken >= enough:
            return tuple(replace(one, gain=round(one.gain - strongest.gain, 3)) for one in found)
    return found


def curve(found: tuple[Passage, ...], frames: int, music: NDArray[np.bool_] | None = None) -> Values:
    """Give the gain in dB at each frame's middle: the passages' own, the lower one between two, within ``SLOPE``.

    Where there is ``music``, the gain is 0.
    """
    if not found:
        return np.zeros(frames)
    gains = np.full(frames, np.nan)
    for one in found:
        gains[one.start : one.end] = one.gain
    if music is not None:
        gains[music] = 0.0
    gains = _filled(gains)
    ramp = SLOPE / FRAMES * np.arange(frames)
    forward = np.minimum.accumulate(gains - ramp) + ramp
    backward = np.minimum.accumulate((forward + ramp)[::-1])[::-1] - ramp
    return np.asarray(backward, np.float64)


def steepest(decibels: Values) -> float:
    """Give the most by which a curve changes in a second, in dB."""
    return float(np.abs(np.diff(decibels)).max(initial=0.0)) * FRAMES


def _passage(loudness: Values, where: NDArray[np.int_]) -> Passage:
    power = np.mean(10 ** (loudness[where] / 10))
    return Passage(int(where[0]), int(where[-1]) + 1, len(where), float(10 * np.log10(power)))


def _filled(gains: Values) -> Values:
    """Give what lies between two passages the lower of their gains, and the ends what is next to them.

    Beside the higher gain it goes down from that at the slope, so that the first and the last word have it whole.
    """
    known, at = np.flatnonzero(np.isfinite(gains)), np.arange(len(gains))
    place = np.searchsorted(known, at)
    after, before = known[np.minimum(place, len(known) - 1)], known[np.maximum(place - 1, 0)]
    lower = np.minimum(gains[before], gains[after])
    sinking = gains[before] - SLOPE / FRAMES * np.abs(at - before)
    rising = gains[after] - SLOPE / FRAMES * np.abs(after - at)
    return np.where(np.isfinite(gains), gains, np.maximum(lower, np.maximum(sinking, rising)))


def _without_asides(found: list[Passage]) -> list[Passage]:
    """Drop what is brief and far below both what stands before it and what stands after."""

    def aside(at: int) -> bool:
        beside = [one.loudness for one in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])]
        return found[at].spoken < _BRIEF and bool(beside) and found[at].loudness < min(beside) - _ASIDE

    return [one for at, one in enumerate(found) if not aside(at)]


def _around(series: Values, reach: int, percent: float) -> Values:
    """Give the percentile of the ``2 * reach + 1`` values around each, in flat memory."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(series, reach, mode="edge"), 2 * reach + 1)
    chunks = [np.percentile(around[at : at + _AT_ONCE], percent, axis=1) for at in range(0, len(around), _AT_ONCE)]
    return np.concatenate(chunks) if chunks else np.zeros(0)


def _spread(powers: Slots) -> Values:
    """Give by how many dB the levels of slots differ within ±0.5 s of each frame, in flat memory."""
    found, count = [np.zeros(0)], len(powers)
    for at in range(0, count, _AT_ONCE * SLOTS):
        first, last = at - _NEAR, at + _AT_ONCE * SLOTS + _NEAR
        levels = windows.loudness(powers[max(first, 0) : last])
        padded = np.pad(levels, (max(-first, 0), min(max(last - count, 0), _NEAR)), mode="edge")
        around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEAR + 1)[SLOTS // 2 :: SLOTS]
        found.append(np.percentile(around, 95, axis=1) - np.percentile(around, 10, axis=1))
    return np.concatenate(found)
