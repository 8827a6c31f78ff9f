"""Rules of captions that people can read in time, held against cues as they are shown.

Sources: Netflix Timed Text Style Guide (general requirements), Subtitle Edit's defaults, MediaLT, Språkrådet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.formats import timecode
from pipeline.model.episode import Cue

LINES = 2
WIDTH, NARROW = 42, 39
"""Characters of a line: more than the first is an error, more than the second a warning; so below."""
FAST, BRISK = 20, 17
"""Characters a second."""
SHORTEST, SHORT = 830, 1600
"""Milliseconds."""
LONGEST = 7000
GAP = 80

_HYPHENS = ("-", "\u2010", "\u2013")
_SHORTEN = "shorten the text, or let it stand longer"
_LONGER = "let it stand longer, or join it to the next one"
_ORDER = "sort the cues by time, and let each end before the next begins"


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a rule: the cue at ``index`` (from 0), which rule, what is wrong, and what to do about it."""

    index: int
    severity: Literal["error", "warning"]
    rule: str
    message: str
    todo: str


def findings(cues: Sequence[Cue]) -> tuple[Finding, ...]:
    """Hold ``cues``, in the order of their file, against every rule; what is found stands in their order."""
    found = [finding for index, cue in enumerate(cues) for finding in (*_lines(index, cue), *_time(index, cue))]
    found += (one for index, pair in enumerate(pairwise(cues), start=1) for one in _neighbours(index, *pair))
    return tuple(sorted(found, key=lambda one: one.index))


def _lines(index: int, cue: Cue) -> Iterator[Finding]:
    lines = cue.text.split("\n")
    if len(lines) > LINES:
        yield Finding(index, "error", "lines", f"has {len(lines)} lines", f"write at most {LINES}")
    width = max(map(len, lines))
    if width > NARROW:
        severity: Literal["error", "warning"] = "error" if width > WIDTH else "warning"
        limit = WIDTH if severity == "error" else NARROW
        yield Finding(index, severity, "width", f"has a line of {width} characters", f"write at most {limit}")
    dialogue = [line.startswith(_HYPHENS) for line in lines]
    if any(dialogue) and not all(dialogue):
        yield Finding(
            index, "warning", "speakers", "has a hyphen before one line only", "put one before each speaker's line"
        )


def _time(index: int, cue: Cue) -> Iterator[Finding]:
    lasts = timecode.milliseconds(cue.end) - timecode.milliseconds(cue.start)
    shown = f"{lasts / 1000:g} s"
    if lasts <= 0:
        yield Finding(index, "error", "order", "does not end after it starts", "correct its times")
        return
    if lasts < SHORTEST:
        yield Finding(index, "error", "duration", f"stands for {shown}, less than {SHORTEST / 1000:g} s", _LONGER)
    elif lasts > LONGEST:
        todo = "divide it into several"
        yield Finding(index, "error", "duration", f"stands for {shown}, more than {LONGEST / 1000:g} s", todo)
    elif lasts < SHORT:
        yield Finding(index, "warning", "duration", f"stands for {shown}, less than {SHORT / 1000:g} s", _LONGER)
    yield from _speed(index, len(cue.text.replace("\n", "")), lasts)


def _speed(index: int, characters: int, lasts: int) -> Iterator[Finding]:
    broken = next((limit for limit in (FAST, BRISK) if characters * 1000 > limit * lasts), None)
    if broken is not None:
        what = f"has {characters * 1000 / lasts:.1f} characters a second, more than {broken}"
        yield Finding(index, "error" if broken == FAST else "warning", "speed", what, _SHORTEN)


def _neighbours(index: int, before: Cue, cue: Cue) -> Iterator[Finding]:
    first, end, start = (timecode.milliseconds(time) for time in (before.start, before.end, cue.start))
    if start < first:
        yield Finding(index, "error", "order", "begins before the one above it", _ORDER)
    elif start < end:
        yield Finding(index, "error", "overlap", "begins before the one above it has ended", _ORDER)
    elif start - end < GAP:
        what = f"begins {start - end} ms after the one above it, less than {GAP} ms"
        yield Finding(index, "warning", "gap", what, "let the one above it end a little earlier")
