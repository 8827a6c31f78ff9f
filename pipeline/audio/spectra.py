"""What a recording's spectrum is like, from a few chosen moments of each block: what detectors of faults look at.

Speech moves and faults stand still. So a line of the mains is looked for in the least that each narrow bin has over
several long frames, in which no voice holds a tone; noise in the quietest moments, which any speech has between its
syllables; sibilants in the moments where the most is high. Few moments are transformed, so it costs little.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
"""One row for each block: shape (blocks, columns); mean squares, full scale being 1."""

BANDS = (100, 200, 400, 800, 1000, 2000, 4000, 5000, 9000, 12_000, 16_000)
"""Hz at the edges of the bands."""

HIGHEST = 450
"""Hz up to which the lines of the mains are looked for."""

DEEP = 60
"""Hz up to which sound is deeper than any voice."""

_LOWEST = 10
"""Hz under which power is taken for a constant offset, which is no rumble."""

_FRAME = 2048
"""Samples in every frame: 43 ms at 48 kHz, a pause between two syllables; 0.7 s of the sound that was thinned out."""

_THINNED = 3000
"""Hz, about, to which sound is thinned out for the lowest frequencies: bins are then 1.5 Hz wide."""

_MOMENTS = 4
"""Frames of each kind that are taken from a block."""

_PER_SECOND = 100

_WINDOW = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
_SCALE = np.float32(2 / (_FRAME * float(np.sum(_WINDOW.astype(np.float64) ** 2))))


@dataclass(frozen=True, slots=True, eq=False)
class Spectra:
    """Rows for blocks of a recording. ``low`` is the least that each bin holds, ``step(rate)`` Hz wide, from 0 on.

    ``deep`` is the power from 10 to 60 Hz, shape (blocks, 1). The others are powers in ``BANDS``: ``quiet`` of the
    quietest moments (K-weighted), ``loud`` of the loudest, ``sharp`` of those with the most between 4 kHz and the top.
    """

    low: Rows
    deep: Rows
    quiet: Rows
    loud: Rows
    sharp: Rows


def step(rate: int) -> float:
    """Give the width in Hz of a bin of ``Spectra.low``."""
    return rate / _thin(rate) / _FRAME


def none(rate: int) -> Spectra:
    """Give the spectra of no blocks."""
    empty = np.zeros((0, len(BANDS) - 1), np.float32)
    return Spectra(np.zeros((0, _bins(rate)), np.float32), np.zeros((0, 1), np.float32), empty, empty, empty)


def together(parts: Sequence[Spectra]) -> Spectra:
    """Put the rows of neighbours one after another."""
    return Spectra(
        np.concatenate([one.low for one in parts]),
        np.concatenate([one.deep for one in parts]),
        np.concatenate([one.quiet for one in parts]),
        np.concatenate([one.loud for one in parts]),
        np.concatenate([one.sharp for one in parts]),
    )


def laid_out(spectra: Spectra) -> Rows:
    """Give all columns side by side, as they lie in a file: shape (blocks, columns)."""
    return np.concatenate([getattr(spectra, each.name) for each in fields(spectra)], axis=1)


def read(values: NDArray[np.float32], rate: int) -> Spectra:
    """Give the spectra whose rows were laid out one after another; the columns are no copies."""
    each = [getattr(none(rate), column.name).shape[1] for column in fields(Spectra)]
    return Spectra(*np.split(values.reshape(-1, sum(each)), np.cumsum(each)[:-1], axis=1))


def first(spectra: Spectra, rows: int) -> Spectra:
    """Give the first rows."""
    return Spectra(*(getattr(spectra, each.name)[:rows] for each in fields(spectra)))


def of_block(channels: NDArray[np.float32], powers: NDArray[np.float32], rate: int) -> Spectra:
    """Look at a block, shape (channels, samples), whose slots of 10 ms have the K-weighted ``powers``.

    Channels are heard together, as on one loudspeaker. A block shorter than a long frame has no row.
    """
    thin = _thin(rate)
    if channels.shape[1] < _FRAME * thin:
        return none(rate)
    sound = channels[0] if len(channels) == 1 else channels.mean(axis=0, dtype=np.float32)
    few = sound[: len(sound) // thin * thin].reshape(-1, thin).mean(axis=1, dtype=np.float32)
    frames = _spectrum(few[: len(few) // _FRAME * _FRAME].reshape(-1, _FRAME))
    deep = frames[:, round(_LOWEST / step(rate)) : round(DEEP / step(rate))].sum(axis=1).mean(keepdims=True)
    wide = _sums(powers)
    high = _sums(_highness(sound, rate))
    return Spectra(
        low=frames[:, : _bins(rate)].min(axis=0)[None],
        deep=deep[None],
        quiet=_bands(sound, _least(wide), rate),
        loud=_bands(sound, _least(-wide), rate),
        sharp=_bands(sound, _least(-high), rate),
    )


def _thin(rate: int) -> int:
    return rate // _THINNED


def _bins(rate: int) -> int:
    return int(HIGHEST / step(rate)) + 1


def _spectrum(frames: NDArray[np.float32]) -> Rows:
    """Give the power in each bin; all bins of a frame together are its mean square."""
    found = np.fft.rfft(frames * _WINDOW)
    return np.asarray((found.real**2 + found.imag**2) * _SCALE, np.float32)


def _sums(slots: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give what the slots of a frame hold together, for a frame that begins at each slot."""
    width = -(-_FRAME * _PER_SECOND // 44_100)
    total = np.concatenate([[0.0], np.cumsum(slots, dtype=np.float64)])
    return np.asarray(total[width:] - total[:-width], np.float64)


def _highness(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Give the power of each slot, what is high counting far more: of the second difference of the samples."""
    length = rate // _PER_SECOND
    twice = np.diff(sound, 2, prepend=sound[:2])
    rows = twice[: len(twice) // length * length].reshape(-1, length)
    return np.asarray(np.einsum("sl,sl->s", rows, rows), np.float32)


def _least(values: NDArray[np.float64]) -> list[int]:
    """Give the slots where the frames with the least begin, none of which overlap."""
    left, width, found = values.copy(), -(-_FRAME * _PER_SECOND // 44_100), []
    for _ in range(_MOMENTS):
        at = int(np.argmin(left))
        found.append(at)
        left[max(0, at - width + 1) : at + width] = np.inf
    return found


def _bands(sound: NDArray[np.float32], slots: list[int], rate: int) -> Rows:
    """Give the mean power in each band of the frames that begin at ``slots``, as one row."""
    starts = [min(slot * rate // _PER_SECOND, len(sound) - _FRAME) for slot in slots]
    mean = _spectrum(np.stack([sound[at : at + _FRAME] for at in starts])).mean(axis=0, dtype=np.float32)
    edges = [round(edge * _FRAME / rate) for edge in BANDS]
    return np.array([[mean[a:b].sum() for a, b in pairwise(edges)]], np.float32)
