"""A recording's spectra, summed up for the detectors, in dB against the loud moments of speech."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.spectra import DEEP, Spectra, step

Decibels = NDArray[np.float64]

_FAINTEST = 1e-20
_MAINS, _WIDE = (50, 60), 3
"""Hz at which a hum is in the deepest too, and bins on both sides that belong to it: that is no rumble."""
_STILL = 0.3
"""The quantile of the blocks that a line of ``low`` is taken at: what stands still is in nearly all of them."""
_QUIET = 0.2
"""The same for noise: there are blocks in which nobody pauses."""
_OVER_HUM = 2
"""The first band that holds no line of a hum that counts: from 400 Hz."""
_AROUND = 20
"""Bins on both sides over which a bin's surroundings are judged: 30 Hz."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """``speech`` is the level of the loud moments in dBFS; all else is in dB against it.

    ``low`` are the bins of what stands still, ``step`` Hz wide, and ``height`` how far each is over its surroundings;
    ``deep`` is from 10 to 60 Hz, without a hum; ``quiet`` the bands of the quietest moments, and ``spread`` by how much
    these differ over half of the blocks, from 400 Hz on; ``loud`` and ``sharp`` those of the loudest and sharpest ones.
    """

    rate: int
    blocks: int
    speech: float
    step: float
    low: Decibels
    height: Decibels
    deep: float
    quiet: Decibels
    spread: float
    loud: Decibels
    sharp: Decibels


def sight(spectra: Spectra, rate: int) -> Sight:
    """Sum up. Blocks with digital silence in their quiet moments do not count: a gate or an editor has been there."""
    use = (spectra.quiet.sum(axis=1) > 0) & (spectra.low[:, 1:].min(axis=1, initial=1) > 0)
    blocks = int(np.count_nonzero(use))
    if not blocks:
        none = np.zeros(0)
        return Sight(rate, 0, 0.0, step(rate), none, none, 0.0, none, 0.0, none, none)
    loud = np.median(spectra.loud[use], axis=0)
    speech = float(decibels(loud.sum()))
    still = np.quantile(spectra.low[use], _STILL, axis=0)
    low = decibels(still)
    levels = decibels(spectra.quiet[use][:, _OVER_HUM:].sum(axis=1))
    return Sight(
        rate=rate,
        blocks=blocks,
        speech=speech,
        step=step(rate),
        low=low - speech,
        height=low - _surroundings(low),
        deep=float(decibels(np.median(spectra.deep[use]) - _mains(still, step(rate)))) - speech,
        quiet=decibels(np.quantile(spectra.quiet[use], _QUIET, axis=0)) - speech,
        spread=float(np.quantile(levels, 0.5) - np.quantile(levels, 0.1)),
        loud=decibels(loud) - speech,
        sharp=decibels(np.median(spectra.sharp[use], axis=0)) - speech,
    )


def _mains(still: NDArray[np.floating], wide: float) -> float:
    """Give the power that stands still at the mains' frequency, of what is from 10 to 60 Hz."""
    bins = np.arange(len(still))
    line = np.any([abs(bins - round(mains / wide)) <= _WIDE for mains in _MAINS], axis=0)
    return float(still[line & (bins < round(DEEP / wide))].sum())


def decibels(power: NDArray[np.floating] | float) -> Decibels:
    """Give powers in dB."""
    return np.asarray(10 * np.log10(np.maximum(np.asarray(power, np.float64), _FAINTEST)), np.float64)


def _surroundings(low: Decibels) -> Decibels:
    padded = np.pad(low, _AROUND, mode="reflect")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1), axis=1), np.float64)
