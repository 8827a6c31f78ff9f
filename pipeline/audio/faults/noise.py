"""Noise: a steady hiss or roar under everything, as of a preamplifier, a fan or a room."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.faults.hum import other_tones
from pipeline.audio.faults.sight import Sight
from pipeline.audio.spectra import BANDS
from pipeline.model.cleaning import CleanStep, Untreated

Bands = NDArray[np.float64]
"""dB of each band of :data:`pipeline.audio.spectra.BANDS`."""

_CLEAN = 45.0
"""dB from noise to the loud moments of speech from which a recording is clean. Studios and good rooms have 48 to 85."""
_DROWNED = 26.0
"""dB under which noise is left, and told of: there a recogniser understands less after any reduction (ADR 16)."""
_HARDLY = 10.0
"""dB under which nobody can tell noise from a voice that hardly pauses."""
_AIM, _LEAST, _MOST = 48.0, 3.0, 12.0
"""dB that would be well, and the least and the most that are taken off: with more than 12, voices begin to gurgle."""
_STEADY = 8.0
"""dB by which the quiet moments of half of the blocks may differ: else nobody pauses, or noise comes and goes."""
_TONES = 0.03
"""The part of low bins that may stand out: music under speech has more."""
_FALL = 25.0
"""dB by which noise may be weaker from 1 to 4 kHz than in the octave from 200 Hz: what is left of music falls more."""
_BIAS = 2.0
"""dB by which the quietest moments are quieter than the noise is on average."""

_STEEPEST = 6.0
"""dB by which noise gets denser in an octave downwards; what is more, under 400 Hz, is hum, and not for this."""


def noise(seen: Sight) -> CleanStep | Untreated | None:
    """Give the noise to be lowered, with its spectrum, if there is some that can be heard; or that it is too loud."""
    quiet = _without_hum(seen.quiet)
    distance = -_sum(quiet)
    broad = min(quiet[4], quiet[5]) > quiet[1] - _FALL
    if not _HARDLY < distance < _CLEAN or seen.spread > _STEADY or not broad or other_tones(seen) > _TONES:
        return None
    if distance <= _DROWNED:
        return Untreated("noise", round(-distance, 1), "loud")
    reduction = float(np.clip(_AIM - distance, _LEAST, _MOST))
    middles = tuple(round(float(np.sqrt(a * b)), 1) for a, b in pairwise(BANDS))
    floors = quiet + seen.speech + _whole(seen.rate) + _BIAS
    return CleanStep("noise", round(-distance, 1), middles, round(reduction, 1), tuple(floors.round(1).tolist()))


def _without_hum(quiet: Bands) -> Bands:
    """Give the bands, the lowest two no denser than noise can be that is as dense as the one above them."""
    left, widths = quiet.copy(), 10 * np.log10(np.diff(BANDS))
    for band in (1, 0):
        left[band] = min(left[band], left[band + 1] + widths[band] - widths[band + 1] + _STEEPEST)
    return left


def _whole(rate: int) -> Bands:
    """Give by how many dB white noise as a whole is louder than each of its bands."""
    return np.asarray(10 * np.log10(rate / 2 / np.diff(BANDS)), np.float64)


def _sum(bands: Bands) -> float:
    return float(10 * np.log10(np.sum(10 ** (bands / 10))))
