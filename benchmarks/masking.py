"""How far coding noise lies under what masks it: noise-to-mask ratio after ITU-R BS.1387-2, basic version.

Source: BS.1387-2, annex 2: 2.1 (the ear by FFT: 2048 samples at 48 kHz, outer and middle ear, Bark bands of 1/4,
internal noise, spreading that depends on level), 3.4 (mask offset, noise-to-mask ratio, disturbed frames). Left out is
what a comparison of one codec's settings does not need: time smearing, and the net that makes a grade of the figures.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Samples = NDArray[np.float32]

_RATE, _FRAME, _HOP = 48_000, 2048, 1024
_LOUDEST = 92.0
"""dB SPL of a full-scale sine."""
_LOW, _HIGH, _STEP = 80.0, 18_000.0, 0.25
_DISTURBED = 1.5
"""dB by which noise must pass the mask in some band for a frame to be disturbed."""


@dataclass(frozen=True, slots=True)
class Masked:
    """``ratio``: noise over mask in dB, the mean of all bands and frames; ``disturbed``: share of disturbed frames."""

    ratio: float
    disturbed: float


def masked(original: Samples, coded: Samples) -> Masked:
    """Compare two sounds at 48 kHz, shape (samples, channels), the worse channel counting; level is fitted first."""
    length = min(len(original), len(coded))
    found = [_channel(original[:length, n], coded[:length, n]) for n in range(original.shape[1])]
    return Masked(max(one.ratio for one in found), max(one.disturbed for one in found))


def _channel(original: Samples, coded: Samples) -> Masked:
    gain = float(np.dot(original, coded) / np.dot(coded, coded))
    frequencies = np.fft.rfftfreq(_FRAME, 1 / _RATE).astype(np.float64)
    bands, centres = _bands(frequencies)
    weight = _ear(frequencies)
    before, after = _spectra(original), _spectra(coded * np.float32(gain))
    loud = (np.abs(before) ** 2).mean(axis=1) > 1e-9 * (np.abs(before) ** 2).mean()  # no digital silence
    reference = (np.abs(before[loud]) ** 2 * weight) @ bands + _own_noise(centres)
    noise = ((np.abs(before[loud]) - np.abs(after[loud])) ** 2 * weight) @ bands
    ratio = noise / (_spread(reference, centres) / 10 ** (_offset(centres) / 10))
    worst = 10 * np.log10(ratio.max(axis=1) + 1e-12)
    return Masked(float(10 * np.log10(ratio.mean())), float((worst >= _DISTURBED).mean()))


def _spectra(sound: Samples) -> NDArray[np.complex128]:
    frames = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float64), _FRAME)[::_HOP]
    window = np.hanning(_FRAME)
    spectra: NDArray[np.complex128] = np.fft.rfft(frames * window, axis=1) * 10 ** (_LOUDEST / 20) / (window.sum() / 2)
    return spectra


def _ear(frequencies: Values) -> Values:
    """Give the power response of the outer and middle ear."""
    k = np.maximum(frequencies, 1.0) / 1000
    response: Values = -0.6 * 3.64 * k**-0.8 + 6.5 * np.exp(-0.6 * (k - 3.3) ** 2) - 1e-3 * k**3.6
    return 10 ** (response / 10)


def _bands(frequencies: Values) -> tuple[Values, Values]:
    """Give the share of each line in each band, shape (lines, bands), and the bands' centres in Bark."""
    low, high = (7 * np.arcsinh(edge / 650) for edge in (_LOW, _HIGH))
    edges = np.append(np.arange(low, high, _STEP), high)
    hertz, width = 650 * np.sinh(edges / 7), frequencies[1]
    upper = np.minimum(frequencies[:, None] + width / 2, hertz[1:])
    lower = np.maximum(frequencies[:, None] - width / 2, hertz[:-1])
    return np.maximum(upper - lower, 0) / width, (edges[:-1] + edges[1:]) / 2


def _own_noise(centres: Values) -> Values:
    hertz = 650 * np.sinh(centres / 7)
    noise: Values = 10 ** (0.4 * 0.364 * (hertz / 1000) ** -0.8)
    return noise


def _offset(centres: Values) -> Values:
    """Give by how many dB the mask lies under the excitation."""
    above = centres - centres[0]
    return np.where(above <= 12, 3.0, 0.25 * above)  # noqa: PLR2004 - Bark, as the recommendation has it


def _spread(bands: Values, centres: Values) -> Values:
    """Spread each band's power over the others: 27 dB a Bark downwards, upwards less the louder it is."""
    hertz = 650 * np.sinh(centres / 7)
    upwards = np.minimum(-24 - 230 / hertz + 0.2 * 10 * np.log10(bands), -1.0)
    apart = centres[None, :] - centres[:, None]
    spread = np.empty_like(bands)
    for frame, power in enumerate(bands):
        shape = np.where(apart < 0, 27 * apart, upwards[frame][:, None] * apart)
        share = 10 ** (shape / 10)
        share /= share.sum(axis=1, keepdims=True)
        spread[frame] = ((power[:, None] * share) ** 0.4).sum(axis=0) ** 2.5
    return spread / _even(apart, hertz)


def _even(apart: Values, hertz: Values) -> Values:
    """Give what spreading makes of bands that all have a power of 1, by which it is made even."""
    share = 10 ** (np.where(apart < 0, 27 * apart, (-24 - 230 / hertz)[:, None] * apart) / 10)
    share /= share.sum(axis=1, keepdims=True)
    even: Values = (share**0.4).sum(axis=0) ** 2.5
    return even
