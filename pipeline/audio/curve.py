"""The gain curve: one factor for each cell of about 1 ms, the only thing that changes the sound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.loudness import decibels, factor, integrated

Cells = NDArray[np.float64]
"""One value for each cell, shape (cells,)."""

LOOK_AHEAD = 6
"""Cells (ms) over which gain falls before a peak."""

RELEASE = 0.06
"""dB by which gain may recover in each cell: 60 dB/s, slow enough not to be heard as distortion."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class GainCurve:
    """``gain`` in dB for the whole, and ``factors`` for each cell, limiting included."""

    gain: float
    factors: Cells

    @property
    def limited(self) -> float:
        """Give the deepest reduction by the limiter, in dB (0 or negative)."""
        return decibels(float(self.factors.min())) - self.gain


def limiter(peaks: Cells, ceiling: float) -> Cells:
    """Give the reduction (factors ≤ 1) that keeps ``peaks`` under ``ceiling`` (a factor), looking ahead.

    Held over the look-ahead on both sides, then recovering in a straight line in dB, then smoothed by a
    Hann window no longer than what was held: so no smoothed value is above what any peak near it needs.
    """
    needed = np.minimum(0.0, 20 * np.log10(ceiling / np.maximum(peaks, 1e-9)))
    reach = 2 * LOOK_AHEAD + 3
    held = np.lib.stride_tricks.sliding_window_view(np.pad(needed, reach // 2, mode="edge"), reach).min(axis=1)
    ramp = RELEASE * np.arange(len(held))
    recovering = ramp + np.minimum.accumulate(held - ramp)
    window = np.hanning(2 * LOOK_AHEAD + 3)[1:-1]
    padded = np.pad(10 ** (recovering / 20), LOOK_AHEAD, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="valid")


def predicted(momentary: Cells, peaks: Cells, factors: Cells, cells_per_second: float) -> float:
    """Give the integrated loudness (LUFS) that momentary values will have under the curve.

    Each 400 ms block is scaled by the mean of the squared factors in it, weighted by the squared peaks:
    near enough to choose a gain by; the finished file is measured in any case.
    """
    weights = peaks**2 + 1e-12
    sums = np.concatenate([[0.0], np.cumsum(weights * factors**2)]), np.concatenate([[0.0], np.cumsum(weights)])
    ends = np.minimum(((np.arange(len(momentary)) + 1) * 0.1 * cells_per_second).astype(int), len(peaks))
    starts = np.maximum(ends - int(0.4 * cells_per_second), 0)
    ratio = (sums[0][ends] - sums[0][starts]) / np.maximum(sums[1][ends] - sums[1][starts], 1e-12)
    return integrated(momentary + 10 * np.log10(np.maximum(ratio, 1e-12)))


def fitted(momentary: Cells, peaks: Cells, rate: float, aim: float, ceiling: float) -> GainCurve:
    """Find the curve whose predicted loudness is ``aim`` (LUFS) with peaks under ``ceiling`` (dBTP).

    ``momentary`` in LUFS every 100 ms, ``peaks`` as factors, ``rate`` cells a second.
    """
    gain = aim - integrated(momentary)
    factors = np.ones_like(peaks)
    for _ in range(_ROUNDS):
        factors = factor(gain) * limiter(peaks * factor(gain), factor(ceiling))
        missing = aim - predicted(momentary, peaks, factors, rate)
        if abs(missing) < 0.01:  # noqa: PLR2004 - a hundredth of a LU
            break
        gain += missing
    return GainCurve(gain, factors)
