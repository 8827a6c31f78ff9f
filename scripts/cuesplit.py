"""Cut what is said into captions that can be read: two lines of 39 characters, broken where the language has a joint.

The limits are the stricter ones of ``pipeline/formats/captionrules.py``, those that it warns of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np

from scripts.make_episodes import RATE, Spoken
from scripts.sound import Samples

WIDTH, LINES = 39, 2
"""Characters a line, and lines."""

SHORTEST, LONGEST, GAP, LINGER, SNAP = 1.7, 6.8, 0.09, 0.5, 0.25
"""Seconds: of a caption, between two, how long one stays after the words, how far a cut moves to a silence."""

OPENERS = re.compile(
    "og|men|eller|for|så|som|at|når|hvis|der|fordi|enten|også|fra|til|med|på|i|av|om|etter|uten|ikke|mens|før"
)
"""Words that a new line may well begin with."""

CLINGING = re.compile("en|et|ei|den|det|de|å|ett|én|min|din|sin|vår|hver|alle|mange|flere|to|tre", re.IGNORECASE)
"""Words that belong to the next one."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption of one line or two, shown from ``start`` to ``end`` in seconds."""

    start: float
    end: float
    text: str


def captions(spoken: Sequence[Spoken], sound: Samples) -> tuple[Caption, ...]:
    """Give the captions of all that is said."""
    pieces = [piece for one in _merged(spoken) for piece in _pieces(one, sound)]
    return tuple(_lingering(pieces))


def lines(text: str) -> str:
    """Give ``text`` in one line or two, broken at the best joint."""
    return "\n".join(_parts(tuple(text.split()), -(-len(text) // WIDTH), WIDTH))


def _merged(spoken: Sequence[Spoken]) -> list[Spoken]:
    """Join a sentence too short to be read with the one after it, where both fit in a caption of the same chapter."""
    joined: list[Spoken] = []
    for one in spoken:
        before = joined[-1] if joined else None
        if before and not one.sentence.opens and _short(before, one) and _fits(before, one):
            text = f"{before.sentence.text} {one.sentence.text}"
            joined[-1] = replace(before, sentence=replace(before.sentence, text=text), end=one.end)
        else:
            joined.append(one)
    return joined


def _short(*spoken: Spoken) -> bool:
    return any(one.end - one.start < SHORTEST for one in spoken)


def _fits(before: Spoken, after: Spoken) -> bool:
    text = f"{before.sentence.text} {after.sentence.text}"
    return after.end - before.start <= LONGEST and _room(text)


def _room(text: str) -> bool:
    """Say whether ``text`` can stand in a caption."""
    words = text.split()
    return any(max(len(" ".join(words[:cut])), len(" ".join(words[cut:]))) <= WIDTH for cut in range(len(words)))


def _pieces(one: Spoken, sound: Samples) -> list[Caption]:
    text, seconds = one.sentence.text, one.end - one.start
    count = max(1, -(-len(text) // (WIDTH * LINES)), int(np.ceil(seconds / LONGEST)))
    parts = _parts(tuple(text.split()), count, 0)
    while not all(map(_room, parts)):
        count += 1
        parts = _parts(tuple(text.split()), count, 0)
    ends = np.cumsum([len(part) + 1 for part in parts]) / (len(text) + 1)
    cuts = [one.start, *(_quiet(one.start + share * seconds, sound) for share in ends[:-1]), one.end]
    return [Caption(start, end, lines(part)) for part, (start, end) in zip(parts, pairwise(cuts), strict=True)]


def _quiet(moment: float, sound: Samples) -> float:
    """Give the quietest moment near ``moment``, where words most likely part."""
    step = RATE // 100
    first = int((moment - SNAP) * RATE)
    window = sound[first : first + int(2 * SNAP * RATE)]
    power = np.convolve(window**2, np.ones(4 * step), "valid")[::step]
    distance = np.abs(np.arange(len(power)) - len(power) / 2) / len(power)
    return float((first + step * (int(np.argmin(power / power.max() + distance)) + 2)) / RATE)


def _lingering(pieces: list[Caption]) -> list[Caption]:
    """Let each caption stay a little after its words, but end before the next begins."""
    starts = [piece.start for piece in pieces[1:]] + [float("inf")]
    return [
        replace(piece, end=min(piece.end + LINGER, after - GAP, piece.start + LONGEST))
        for piece, after in zip(pieces, starts, strict=True)
    ]


@cache
def _parts(words: tuple[str, ...], count: int, width: int) -> tuple[str, ...]:
    """Cut ``words`` into ``count`` parts, about equally long and at joints; none longer than ``width``, if given."""
    if count <= 1:
        return (" ".join(words),)
    target = len(" ".join(words)) / count
    choices = [
        (" ".join(words[:cut]), *_parts(words[cut:], count - 1, width)) for cut in range(1, len(words) - count + 2)
    ]
    return min(choices, key=lambda parts: _cost(parts, target, width))


def _cost(parts: tuple[str, ...], target: float, width: int) -> float:
    uneven = sum((len(part) - target) ** 2 for part in parts) / target
    joints = sum(_joint(before, after) for before, after in pairwise(parts))
    over = sum(1000 for part in parts if width and len(part) > width)
    return uneven + joints + over


def _joint(before: str, after: str) -> float:
    """Give how badly two parts come apart; 0 is after a comma or a full stop."""
    last, first = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    if last[-1] in ".?!:,;":
        return 0
    if CLINGING.fullmatch(last) or OPENERS.fullmatch(last):
        return 40
    return 8 if OPENERS.fullmatch(first) else 20
