"""What is known of a part of a recording, taken from what is known of the whole."""

import dataclasses

from pipeline.audio.analysis import Analysis
from pipeline.audio.piece import PER_SECOND


def excerpt(analysis: Analysis, first: int, last: int) -> Analysis:
    """Give the analysis of the slots of 10 ms from ``first`` up to ``last``, without another pass.

    True peak, energies and clipping stay those of the whole: what is cut away is silence, which has no part in them.
    At a rate where 10 ms are no whole samples the part would begin between two of them, and is not for this.
    """
    length = analysis.rate // PER_SECOND
    start, samples = first * length, min(last * length, analysis.samples) - first * length
    begin, end = start / analysis.rate, (start + samples) / analysis.rate
    return dataclasses.replace(
        analysis,
        samples=samples,
        powers=analysis.powers[first:last],
        peaks=analysis.peaks[first:last],
        clips=tuple(at - begin for at in analysis.clips if begin <= at < end),
        dropouts=tuple((a - begin, b - begin) for a, b in analysis.dropouts if a >= begin and b <= end),
    )
