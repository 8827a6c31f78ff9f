"""The true peak of a stretch of sound, oversampled only where it can be found."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.peaks import HEADROOM, OVERSAMPLING, PHASES, TAPS

Channels = NDArray[np.float32]
"""Shape (channels, samples), each channel's samples side by side in memory."""

_SIDE = 16
"""Windows in one product: so few that the linear algebra library keeps to the thread it is called from."""

_AT_ONCE = 128
"""Products that are made at one time, so that memory is bounded: 2 MB."""

_COARSE = 10
"""Windows that are looked at together first: most stretches of 10 ms are far from the loudest one."""


def window_length(rate: int) -> int:
    """Give the samples in a window of about 1 ms, a divisor of ``rate`` and longer than the filter."""
    return next(length for length in range(max(rate // 1000, TAPS), rate + 1) if rate % length == 0)


def true_peak(channels: Channels, before: Channels, window: int) -> float:
    """Give the greatest magnitude of all channels, four times oversampled, as a factor.

    ``before`` are the ``TAPS`` samples that precede, so a sound may be cut anywhere: what lies less than half the
    filter before the end is found in the next stretch. Windows whose loudest sample is not within ``HEADROOM`` of the
    loudest of all cannot hold the peak, and are not oversampled. ``channels`` is whole windows long; silence
    is put after it where it is not, which is right at the end of a sound and nowhere else.
    Source: BS.1770-5 annex 2, with the filter of :mod:`pipeline.audio.peaks`.
    """
    count = -(-channels.shape[1] // (window * _COARSE)) * _COARSE
    missing = count * window - channels.shape[1]
    joined = np.concatenate([before, channels, np.zeros((len(channels), missing + window - TAPS), np.float32)], axis=1)
    loudness = np.abs(joined)
    highest = float(loudness.max(initial=0.0))
    for channel, loud in zip(joined, loudness, strict=True):
        hot = _hot(loud, window, np.float32(highest / HEADROOM))
        views = np.lib.stride_tricks.sliding_window_view(channel, window + TAPS)[::window]
        for first in range(0, len(hot), _SIDE * _AT_ONCE):
            highest = max(highest, _between(views[hot[first : first + _SIDE * _AT_ONCE]], window))
    return highest


def _hot(loud: NDArray[np.float32], window: int, threshold: np.float32) -> NDArray[np.int64]:
    """Give the windows of a channel in which a magnitude passes ``threshold``.

    A window begins at each multiple of its length and reaches ``TAPS`` samples, less than another, into the next.
    """
    cells, count = loud.reshape(-1, window), len(loud) // window - 1
    coarse = cells[:count].reshape(-1, _COARSE * window).max(axis=1) > threshold
    above = np.zeros(count + 1, bool)
    above[:count].reshape(-1, _COARSE)[coarse] = (
        cells[:count].reshape(-1, _COARSE, window)[coarse].max(axis=2) > threshold
    )
    above[count] = cells[count].max() > threshold
    return np.flatnonzero(above[:-1] | above[1:])


def _between(windows: NDArray[np.float32], window: int) -> float:
    """Give the greatest magnitude between the samples of windows, shape (windows, window + TAPS)."""
    short = -len(windows) % _SIDE
    even = np.concatenate([windows, np.zeros((short, windows.shape[1]), np.float32)])
    values = even.reshape(-1, _SIDE, windows.shape[1]) @ _interpolation(window)
    return max(float(values.max()), -float(values.min()))


@lru_cache(maxsize=8)
def _interpolation(window: int) -> NDArray[np.float32]:
    """Give the matrix from window + TAPS samples to the three values between each two: the filter, again and again."""
    steps, phases = window + 1, OVERSAMPLING - 1
    matrix = np.zeros((window + TAPS, steps * phases), np.float32)
    for step in range(steps):
        matrix[step : step + TAPS, step * phases : (step + 1) * phases] = PHASES
    return matrix
