"""Music that lasts, found in the envelope alone: what levelling leaves as it is.

Two kinds are known. Music that is carried by held or ringing tones does not fall and rise as often and as deep as
speech does between syllables. Music that is carried by drums does, but repeats itself: what begins in it begins again
after the same time, for seconds on end, and nobody speaks so.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.activity import FRAME, lively, stretches
from pipeline.audio.piece import Slots

Flags = NDArray[np.bool_]
Values = NDArray[np.float64]

_HELD = 18
"""Frames, 1.8 s, for which sound must go on as tones do. In an hour of speech applause lasts longest: 1.4 s."""
_AROUND = 101
"""Slots, 1 s, over which it is judged whether sound moves at the rate of syllables."""
_STEADY = 0.3
"""The part of held sound that does not: a voice over music that is only 6 dB weaker does so all the time."""
_REACH = 4
"""Frames by which what is beside music makes its edges look like speech."""
_BREAK = 20
"""Frames, 2 s, between two stretches of music that are a break in it."""

_WINDOW, _HOP = 800, 100
"""Slots in which rhythm is looked for, 8 s, and from one look to the next."""
_FASTEST, _SLOWEST = 25, 200
"""Slots from one beat to the next: 240 down to 30 a minute."""
_RHYTHM, _STILL_RHYTHM = 0.48, 0.40
"""How like itself the sound is a beat later, in some window and in all beside it. Speech reaches 0.44.

It is the autocorrelation of the rises of level: E. Scheirer, "Tempo and beat analysis of acoustic musical signals",
JASA 103 (1998).
"""
_RISE, _QUIETEST = 20.0, -70.0
_SMOOTH = np.hanning(7)[1:-1] / np.hanning(7).sum()
_AT_ONCE = 120
"""Windows that are looked at together: two minutes."""
_NEAR, _FAR = 8, 40
"""Frames on both sides of where held sound and rhythm are found, in which the music may begin or end."""
_FALLING, _BEATING = 10.0, 20.0
"""dB of loudness for which it counts, where a beginning or an end is looked for, that sound moves as syllables do, and
that it is just what it was a beat before."""


def lasting(powers: Slots, loudness: Values, moves: Flags, sounds: Flags) -> Flags:
    """Say of each frame of 100 ms whether it belongs to music that lasts about 2 s, with drums alone 8 s.

    ``loudness`` in LUFS and ``moves`` (whether levels differ as syllables make them) are as levelling sees them;
    ``sounds`` is set but in pauses. That is no ear: long applause passes for music; a voice that sings alone, and drums
    that play freely, for speech.
    """
    found, sound = np.zeros(len(sounds), bool), _Sound(powers, loudness, moves, sounds)
    for start, end in stretches(_held(sounds, moves, lively(powers, _AROUND))):
        alone = not sounds[max(start - _NEAR, 0) : start].all(), not sounds[end : end + _NEAR].all()
        first = start - _REACH if alone[0] else sound.edge(start, _NEAR)
        found[max(first, 0) : end + _REACH if alone[1] else sound.edge(end, _NEAR)] = True
    for start, end in stretches(_rhythmic(powers, len(sounds))):
        found[sound.beat(start, 1) : sound.beat(end, -1)] = True
    found &= sounds
    for start, end in stretches(~found):
        found[start:end] |= start > 0 and end < len(found) and end - start <= _BREAK
    return found


def _held(sounds: Flags, moves: Flags, syllables: Flags) -> Flags:
    """Say of each frame whether it belongs to sound that goes on as tones do."""
    found = np.zeros(len(sounds), bool)
    for start, end in stretches(sounds & ~(moves & syllables)):
        found[start:end] = end - start >= _HELD and np.mean(~syllables[start:end]) >= _STEADY
    return found


def _rhythmic(powers: Slots, count: int) -> Flags:
    """Say of each frame whether there is rhythm in the 8 s around it."""
    found = _rhythm(powers)
    going_on, rhythmic = found >= _STILL_RHYTHM, np.zeros(len(found), bool)
    for start, end in stretches(going_on):
        rhythmic[start:end] = found[start:end].max() >= _RHYTHM
    if not rhythmic.any():
        return np.zeros(count, bool)
    middles = (np.arange(count) * FRAME - _WINDOW // 2 + _HOP // 2) // _HOP
    return rhythmic[np.clip(middles, 0, len(found) - 1)]


def _rhythm(powers: Slots) -> Values:
    """Give how like itself the sound is a beat later, from 0 to 1, for windows a second apart, in flat memory."""
    found, count = [np.zeros(0)], max(len(powers) - _WINDOW + _HOP, 0) // _HOP
    for at in range(0, count, _AT_ONCE):
        first, last = at * _HOP, (min(at + _AT_ONCE, count) - 1) * _HOP + _WINDOW
        around = np.lib.stride_tricks.sliding_window_view(_rises(powers[first:last]), _WINDOW)[::_HOP]
        found.append(_later(around).max(axis=1))
    return np.concatenate(found)


def _rises(powers: Slots) -> Values:
    """Give by how much the level of each slot rises, in dB."""
    levels = np.maximum(windows.loudness(powers).astype(np.float64), _QUIETEST)
    return np.convolve(np.clip(np.diff(levels, prepend=levels[:1]), 0, _RISE), _SMOOTH, "same")


def _later(rises: Values) -> Values:
    """Give how like itself each row is from ``_FASTEST`` to ``_SLOWEST`` slots later."""
    spectrum = np.fft.rfft(rises - rises.mean(axis=1, keepdims=True), 2 * rises.shape[1], axis=1)
    alike = np.fft.irfft(spectrum.real**2 + spectrum.imag**2, axis=1)
    return np.asarray(alike[:, _FASTEST : _SLOWEST + 1] / np.maximum(alike[:, :1], 1e-9), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Sound:
    """What is known of each slot and of each frame."""

    powers: Slots
    loudness: Values
    moves: Flags
    sounds: Flags

    def edge(self, near: int, reach: int, beat: Values | None = None) -> int:
        """Give the frame near one at which what sounds before and what sounds after differ most (least squares).

        ``beat`` says of each frame within reach how much it is what it was a beat before.
        """
        if near in (0, len(self.sounds)):
            return near
        some = slice(max(near - reach, 0), min(near + reach, len(self.sounds)))
        weights = self.sounds[some].astype(np.float64)
        before = np.cumsum(weights)[:-1]
        after = weights.sum() - before
        gain = np.zeros(len(before))
        known = [np.maximum(self.loudness[some], _QUIETEST), _FALLING * self.moves[some]]
        for series in known if beat is None else [*known, _BEATING * beat]:
            sums = np.cumsum(weights * series)
            apart = sums[:-1] / np.maximum(before, 1) - (sums[-1] - sums[:-1]) / np.maximum(after, 1)
            gain += before * after * apart**2
        return some.start + 1 + int(gain.argmax())

    def beat(self, near: int, inside: int) -> int:
        """Give the frame where rhythm begins (``inside`` 1) or ends (-1): outside, nothing is heard again in time."""
        if near in (0, len(self.sounds)):
            return near
        first = max(near - _FAR, 0) * FRAME - 2 * _WINDOW
        padding = max(-first, 0), _WINDOW
        rises = np.pad(_rises(self.powers[max(first, 0) : (near + _FAR) * FRAME + 2 * _WINDOW]), padding)
        middle = near * FRAME - first
        row = rises[middle : middle + _WINDOW] if inside > 0 else rises[middle - _WINDOW : middle]
        lag = _FASTEST + int(_later(row[None])[0].argmax())
        again = _alike(rises - rises.mean(), np.roll(rises - rises.mean(), -inside * lag))
        some = slice(max(near - _FAR, 0), min(near + _FAR, len(self.sounds)))
        places = np.arange(some.start, some.stop) * FRAME + FRAME // 2 - first
        return self.edge(near, _FAR, again[places])


def _alike(one: Values, other: Values) -> Values:
    """Give how alike two series are in the second around each slot, from -1 to 1."""
    both, first, second = (
        np.convolve(a * b, np.ones(_AROUND), "same") for a, b in ((one, other), (one, one), (other, other))
    )
    return np.asarray(both / np.maximum(np.sqrt(first * second), 1e-9), np.float64)
