"""Series as paths of SVG. A path is drawn in a box ``columns`` wide and 100 high, which the page stretches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isfinite

TALL = 100.0
"""Units from top to bottom."""

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low``, at the bottom, to ``high``, at the top; what is beyond is drawn at the edge."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Give how far from the top a value is, to a tenth of a unit."""
        share = (self.high - min(max(value, self.low), self.high)) / (self.high - self.low)
        return round(share * TALL, 1)


def area(values: Sequence[float], scale: Scale, base: float) -> str:
    """Give the area between ``base`` and the values, in steps."""
    start = f"{scale.at(base):g}"
    return f"M0 {start}{_stepping(scale.at(value) for value in values)}V{start}z"


def stairs(values: Sequence[float], scale: Scale) -> str:
    """Give a line in steps, broken where there is no value."""
    parts, at = list[str](), 0
    for there, run in groupby(values, isfinite):
        points = list(run)
        if there:
            parts.append(f"M{at}{_stepping([scale.at(value) for value in points])}".replace("V", " ", 1))
        at += len(points)
    return "".join(parts)


def band(tops: Sequence[float], bottoms: Sequence[float], scale: Scale) -> str:
    """Give the area between two series, in steps; none where they meet, or where there is no value."""
    parts, at = list[str](), 0
    upper, lower = ([scale.at(one) if isfinite(one) else 0.0 for one in values] for values in (tops, bottoms))
    for apart, run in groupby(zip(upper, lower, strict=True), lambda pair: pair[0] != pair[1]):
        pairs = list(run)
        if apart:
            there, back = _stepping([top for top, _ in pairs]), _stepping([low for _, low in reversed(pairs)], "-")
            parts.append(f"M{at}{there}{back}z".replace("V", " ", 1))
        at += len(pairs)
    return "".join(parts)


def _stepping(heights: Iterable[float], sign: str = "") -> str:
    """Give a way over steps of so many columns; to the left with a minus."""
    return "".join(f"V{y:g}h{sign}{len(list(run))}" for y, run in groupby(heights))


def line(values: Sequence[float], scale: Scale) -> str:
    """Give a line through the middles of columns, broken where there is no value."""
    parts, at = list[str](), 0
    for there, run in groupby(values, isfinite):
        points = list(run)
        if there:
            drawn = (f"{at + n + 0.5:g} {scale.at(value):g}" for n, value in enumerate(points))
            parts.append("M" + "L".join(drawn))
        at += len(points)
    return "".join(parts)


def runs(kinds: Sequence[int], wanted: int) -> str:
    """Give a box, from top to bottom, for each run of columns of one kind."""
    parts, at = list[str](), 0
    for kind, run in groupby(kinds):
        width = len(list(run))
        if kind == wanted:
            parts.append(f"M{at} 0h{width}V100h-{width}z")
        at += width
    return "".join(parts)


def marks(seconds: Sequence[float], whole: float, columns: int) -> str:
    """Give an upright stroke for each moment."""
    return "".join(f"M{at / whole * columns:.1f} 0V100" for at in seconds)


def times(seconds: float) -> tuple[float, ...]:
    """Give the moments to write below: round ones, at most seven of them from 0 on."""
    step = next((one for one in _STEPS if seconds / one <= _TICKS), _STEPS[-1])
    while seconds / step > _TICKS:
        step *= 2
    return tuple(float(at) for at in range(0, int(seconds) + 1, step))
