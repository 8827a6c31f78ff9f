"""A constant offset, as of a faulty sound card: not heard itself, but it takes the room that peaks need."""

import math

from pipeline.model.cleaning import CleanStep

CORNER = 20.0
"""Hz where the filter takes 3 dB: the lowest that is heard. An offset that wanders is taken as well."""

_MOST = -18.0
"""dB against the loudness of the whole from which an offset is treated.

At -16 LUFS that is 2 % of full scale. Of 18 recordings, five that are read for LibriVox have half of that, and the
others a tenth of it or less.
"""
_REDUCTION = 24.0
"""dB an octave below the corner: the filter has four poles."""


def offset(means: tuple[float, ...], loudness: float) -> CleanStep | None:
    """Give the filter that is needed, if one is, by the mean of each channel and the loudness of the whole in LUFS."""
    most = max(map(abs, means))
    level = 20 * math.log10(most) - loudness if most > 0 and math.isfinite(loudness) else -math.inf
    return CleanStep("offset", round(level, 1), (CORNER,), _REDUCTION) if level > _MOST else None
