"""Hum: lines at the multiples of the mains' frequency, 50 Hz in most of the world and 60 Hz in America."""

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.faults.sight import Sight
from pipeline.model.cleaning import CleanStep

_MAINS = (50, 60)

_SURE, _LIKELY = 15.0, 9.0
"""dB by which a line stands over its surroundings: one makes a hum of that much, and then its others count from less.

Speech without hum has 10 dB at most, noise 6; a hum that can be heard has more than 20.
"""
_SURE_OF_FEW, _FEW = 20.0, 3
"""The same in fewer blocks than so many, where a voice may hold a tone: in one or two of clean speech, 17 at most."""
_FAINT = -65.0
"""dB against the loud moments of speech under which a line is not heard, and left alone."""
_TONES = 0.03
"""The part of all bins that may stand out elsewhere: more are tones of music, which is left alone."""
_STANDS_OUT, _NOTHING = 7.0, -85.0
"""dB over its surroundings, and against the loud moments of speech, from which a bin counts for that."""
_OFF = 0.6
"""Hz by which a line may be off. The note G is at 49 and 98 Hz, B at 61.7 and 123.5."""
_NOMINAL = 0.003
"""The part by which the mains are off at most, where they are not a tape's or a generator's."""
_BESIDE = 3
"""Bins on both sides that belong to a line: the window makes it that wide …"""
_LEAKS = 6.0
"""… and wider by one for so many dB of its height."""


def hum(seen: Sight) -> CleanStep | None:
    """Give the lines to be notched out, if there is a hum."""
    candidates = (_lines(seen, mains) for mains in _MAINS)
    sure = _SURE if seen.blocks >= _FEW else _SURE_OF_FEW
    lines = {line: height for one in candidates if max(one.values(), default=0) >= sure for line, height in one.items()}
    if not lines or _tones(seen, lines) > _TONES:
        return None
    level = max(seen.low[_bin(seen, line)] for line in lines)
    return CleanStep("hum", round(float(level), 1), tuple(sorted(lines)), round(max(lines.values()), 1))


def other_tones(seen: Sight) -> float:
    """Give the part of the low bins that stand out and are no hum: what music has many of."""
    return _tones(seen, {line: height for mains in _MAINS for line, height in _lines(seen, mains).items()})


def _lines(seen: Sight, mains: int) -> dict[float, float]:
    """Give the multiples of ``mains`` that stand out and can be heard, by Hz, with their heights in dB.

    The mains' frequency is the one that fits all of them best, unless that is its nominal one but for what can be told.
    """
    top = (len(seen.low) - 1 - _BESIDE) * seen.step
    heights, exact = {}, {}
    for number in range(1, int(top / mains) + 1):
        near = _bin(seen, number * mains) + np.arange(-1, 2)
        at = int(near[np.argmax(seen.low[near])])
        hertz = _exact(seen.low, at) * seen.step
        if seen.height[at] >= _LIKELY and seen.low[at] >= _FAINT and abs(hertz - number * mains) <= _OFF:
            heights[number], exact[number] = float(seen.height[at]), hertz
    if not heights:
        return {}
    fitted = sum(number * hertz for number, hertz in exact.items()) / sum(number**2 for number in exact)
    exactly = mains if abs(fitted - mains) < _NOMINAL * mains else fitted
    return {round(float(number * exactly), 1): height for number, height in heights.items()}


def _exact(low: NDArray[np.float64], at: int) -> float:
    """Give where the top of a peak is between bins: that of a parabola through three of them."""
    before, top, after = low[at - 1 : at + 2]
    bend = before - 2 * top + after
    return at + (float((before - after) / (2 * bend)) if bend < 0 else 0.0)


def _tones(seen: Sight, lines: dict[float, float]) -> float:
    """Give the part of the bins from 70 Hz on that stand out though they are none of ``lines``."""
    out = (seen.height > _STANDS_OUT) & (seen.low > _NOTHING)
    out[: int(70 / seen.step)] = False
    for line, height in lines.items():
        at, wide = _bin(seen, line), _BESIDE + int(height / _LEAKS)
        out[max(0, at - wide) : at + wide + 1] = False
    return float(out.mean())


def _bin(seen: Sight, hertz: float) -> int:
    return round(hertz / seen.step)
