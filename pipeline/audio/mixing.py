"""Several microphones become one sound: a gain curve for each, and the sum."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import crosstalk, levelling
from pipeline.audio.crosstalk import Flags, Microphone
from pipeline.audio.levelling import FRAMES, Values
from pipeline.audio.limiting import ramped
from pipeline.audio.peaks import Samples, cell_length

_LEAST = 10
"""Frames of speech, 1 s, from which somebody's level is known."""
_MOST = 30.0
"""dB that a track may be raised or lowered by as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A track as it was measured: its microphone, and the frames in which the envelope is that of speech."""

    microphone: Microphone
    lively: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Fader:
    """What is done to a track: the ``gain`` in dB that makes its speaker as loud as the others, and the whole curve.

    ``curve`` is in dB at each frame's middle, levelling and gate in it; ``is_open`` says when the gate takes
    nothing. The speaker speaks for ``spoken`` frames at ``loudness`` LUFS; None where that is too little to tell.
    """

    gain: float
    curve: NDArray[np.float32]
    is_open: Flags
    spoken: int
    loudness: float | None


def faders(tracks: list[Heard], strength: float, *, gated: bool) -> list[Fader]:
    """Find what to do to each track, all equally long; ``strength`` of the levelling is from 0 to 1."""
    spoken = crosstalk.speaking([one.microphone for one in tracks])
    is_open = crosstalk.opened(spoken) if gated else np.ones_like(spoken)
    own = spoken & np.stack([one.lively for one in tracks])
    levels = [_level(one.microphone.loudness, row) for one, row in zip(tracks, own, strict=True)]
    weights = own.sum(axis=1)
    known = [number for number, level in enumerate(levels) if level is not None]
    middle = sum(float(levels[n] or 0.0) * int(weights[n]) for n in known) / max(sum(int(weights[n]) for n in known), 1)
    found = []
    for one, row, level, gates, heard in zip(tracks, own, levels, is_open, spoken, strict=True):
        gain = 0.0 if level is None else strength * float(np.clip(middle - level, -_MOST, _MOST))
        passages = levelling.passages(one.microphone.loudness.astype(np.float64), row, strength)
        curve = gain + levelling.curve(passages, len(row)) + crosstalk.gate(gates)
        found.append(Fader(round(gain, 2), curve.astype(np.float32), gates, int(heard.sum()), level))
    return found


def _level(loudness: NDArray[np.float32], spoken: Flags) -> float | None:
    """Give the mean loudness of what is spoken."""
    if np.count_nonzero(spoken) < _LEAST:
        return None
    return float(10 * np.log10(np.mean(10 ** (loudness[spoken].astype(np.float64) / 10))))


def mixed(
    sound: Iterable[Samples], curves: Sequence[NDArray[np.float32]], rate: int, channels: int
) -> Iterator[Samples]:
    """Give the sum of tracks under their curves, shape (samples, channels).

    Blocks have the channels of all tracks side by side, and are whole cells long but for the last.
    """
    cell, done = cell_length(rate), 0
    for block in sound:
        edges = (np.arange(-(-len(block) // cell) + 1) * cell + done) / rate
        total = np.zeros((len(block), channels), np.float32)
        for number, curve in enumerate(curves):
            factors = 10 ** (_at(curve, edges) / 20)
            some = block[:, number * channels : (number + 1) * channels]
            total += ramped(some, factors[:-1], factors[1:], cell)
        yield total
        done += len(block)


def _at(curve: NDArray[np.float32], seconds: Values) -> Values:
    """Give dB at points of time, in order, with no look at the rest of a long curve."""
    first = min(max(int(seconds[0] * FRAMES) - 1, 0), len(curve) - 1)
    last = max(int(seconds[-1] * FRAMES) + 2, first + 1)
    some = curve[first:last].astype(np.float64)
    return np.interp(seconds, (np.arange(first, first + len(some)) + 0.5) / FRAMES, some)
