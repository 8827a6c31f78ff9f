"""Passages of speech that are far from the loudness of the others."""

from dataclasses import dataclass
from itertools import groupby

from pipeline.model.soundreport import LevelledPassage, SoundReport, Stretch

APART = 8.0
"""dB from the middle at which a voice is told of; one person who reads differs by up to 7 from page to page."""
LONG, BRIEF = 3.0, 1.0
"""Seconds that must be spoken in all for it to be told of, and in neighbouring passages for them to count."""
MANY = 3
"""Places that are named; of more only the number is told."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Where somebody is ``by`` dB (positive) over or under the middle: the longest places in their order."""

    by: float
    places: tuple[Stretch, ...]
    more: int


def middle(report: SoundReport) -> float:
    """Give the loudness in LUFS that half of what is spoken is under; of two halves, that of the louder."""
    ordered = sorted(report.passages, key=lambda one: one.loudness)
    half, passed = sum(one.spoken for one in ordered) / 2, 0.0
    for one in ordered:
        passed += one.spoken
        if passed > half:
            return one.loudness
    return report.before.integrated


def apart(report: SoundReport, *, above: bool) -> Apart | None:
    """Give what lies above the middle of all speech, or under it, by at least ``APART``; neighbours are joined."""
    most, sign = middle(report), 1 if above else -1
    groups = groupby(report.passages, lambda one: sign * (one.loudness - most) >= APART)
    found = [tuple(group) for is_apart, group in groups if is_apart]
    long = sorted((group for group in found if _spoken(group) >= BRIEF), key=lambda group: -_spoken(group))
    every = [one for group in long for one in group]
    if _spoken(tuple(every)) < LONG:
        return None
    by = sum((one.loudness - most) * one.spoken for one in every) / _spoken(tuple(every))
    places = sorted((group[0].begin, group[-1].end) for group in long[:MANY])
    return Apart(abs(by), tuple(places), max(0, len(long) - MANY))


def _spoken(group: tuple[LevelledPassage, ...]) -> float:
    return sum(one.spoken for one in group)
