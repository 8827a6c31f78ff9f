"""Rumble: what is deeper than any voice, from tables, wind, lorries and air conditioning."""

from pipeline.audio.faults.sight import Sight
from pipeline.model.cleaning import CleanStep

CORNER = 70.0
"""Hz where the high-pass takes 3 dB: a deep man's voice begins at 85, where the filter takes 0.8 dB."""

_MOST = -27.0
"""dB against the loud moments of speech, from 10 to 60 Hz, from which there is rumble.

At 50 Hz, 44 dB SPL can just be heard (ISO 226:2003, threshold of hearing), and loud moments of speech have some 71
where it is listened to. Of 12 recordings, ten have -34 to -64 dB; meetings that a microphone on the table heard have
-24, and a reader of LibriVox from -20 to -30.
"""
_REDUCTION = 24.0
"""dB an octave below the corner: the filter has four poles."""


def rumble(seen: Sight) -> CleanStep | None:
    """Give the high-pass that is needed, if one is."""
    if seen.deep < _MOST:
        return None
    return CleanStep("high-pass", round(seen.deep, 1), (CORNER,), _REDUCTION)
