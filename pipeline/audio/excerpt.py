"""What is known of parts of a recording, taken from what is known of the whole."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from pipeline.audio.analysis import Analysis
from pipeline.audio.piece import PER_SECOND, Slots
from pipeline.audio.series import Growing
from pipeline.model.timeline import Stretch, Timeline

Range = tuple[int, int]
"""Slots from and up to."""


def excerpt(analysis: Analysis, ranges: Sequence[Range], folder: Path | None = None) -> Analysis:
    """Give the analysis of ranges of slots of 10 ms that are played one after another, without another pass.

    True peak, energies and clipping stay those of the whole: what is cut away is silence, which has no part in them.
    At a rate where 10 ms are no whole samples a part would begin between two of them, and is not for this. What there
    is of every slot lies in ``folder`` where it is of several ranges.
    """
    length = analysis.rate // PER_SECOND
    spans = [(first * length, min(last * length, analysis.samples)) for first, last in ranges]
    timeline = Timeline(tuple((first / analysis.rate, last / analysis.rate) for first, last in spans))
    return dataclasses.replace(
        analysis,
        samples=sum(last - first for first, last in spans),
        powers=_joined(analysis.powers, ranges, folder),
        peaks=_joined(analysis.peaks, ranges, folder),
        clips=tuple(timeline.at(at) for at in analysis.clips if _inside(timeline, (at, at))),
        dropouts=tuple((timeline.at(a), timeline.at(b)) for a, b in analysis.dropouts if _inside(timeline, (a, b))),
    )


def _joined(slots: Slots, ranges: Sequence[Range], folder: Path | None) -> Slots:
    """Give the ranges one after another; a single one is no copy."""
    if len(ranges) == 1:
        return slots[slice(*ranges[0])]
    found = Growing(folder)
    for first, last in ranges:
        found.add(slots[first:last])
    return found.whole


def _inside(timeline: Timeline, stretch: Stretch) -> bool:
    return any(begin <= stretch[0] and stretch[1] <= end for begin, end in timeline.kept)
