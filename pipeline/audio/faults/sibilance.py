"""Sibilance: an s that is sharper than the voice it belongs to, from a bright microphone or one that is too near."""

import numpy as np

from pipeline.audio.faults.sight import Sight
from pipeline.model.cleaning import CleanStep

MIDDLE = 6700.0
"""Hz: the middle of the octave from 5 to 9 kHz, where an s is strongest."""

_SHARP = 2.0
"""dB by which the sharpest moments of half of the blocks are stronger there than the loud moments are from 1 to 4 kHz.

Of 13 recordings, natural voices have -1.7 and less; with 8 dB more treble they have from 3 to 5.
"""
_MOMENTS = 15.0
"""dB by which they are over the quiet moments there: else it is noise."""
_LEAST, _MOST = 4.0, 12.0
"""dB of the filter's range: it takes about half of that from a whole s, which comes and goes."""
_BELOW = 8.0
"""dB below an s at which it begins, far above what a vowel has there."""


def sibilance(seen: Sight) -> CleanStep | None:
    """Give the de-essing that is needed, if it is; its floor is where it begins, in dBFS."""
    voice = 10 * np.log10(np.sum(10 ** (seen.loud[4:6] / 10)))
    sharp = float(seen.sharp[7])
    excess = sharp - float(voice)
    if excess < _SHARP or sharp < seen.quiet[7] + _MOMENTS:
        return None
    reduction = min(max(2 * excess, _LEAST), _MOST)
    return CleanStep(
        "de-ess", round(sharp, 1), (MIDDLE,), round(reduction, 1), (round(sharp + seen.speech - _BELOW, 1),)
    )
