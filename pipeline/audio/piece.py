"""What is measured of one stretch of a recording, and how neighbouring stretches become one.

Stretches lie on a fixed grid and each is measured for itself, so they may be measured anywhere, in any order; joining
them is associative to the last bit. That is how the cores share a recording and the result is always the same.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import spectra
from pipeline.audio.filtering import STEP, cascade
from pipeline.audio.kweighting import k_weighting
from pipeline.audio.peaks import TAPS, Samples
from pipeline.audio.series import Growing
from pipeline.audio.spectra import Spectra
from pipeline.audio.stretches import Clips, Extremes, Stretches, clips, joined_clips, joined_zeros, zeros
from pipeline.audio.truepeak import Channels, true_peak, window_length

Slots = NDArray[np.float32]
"""One value for each slot of 10 ms, shape (slots,)."""

PER_SECOND = 100
"""Slots in a second. Where 10 ms are no whole samples, slots differ by one sample and their edges never drift."""

_DROPOUT = 50
"""A part of a second, 20 ms: the shortest digital silence that is kept."""

_FORGETS = 4
"""A part of a second, 0.25 s, in which the high-pass at 38 Hz falls by 240 dB."""

_TOGETHER = 60
"""Pieces that are joined at a time, 5 minutes."""

_GREATEST = 1e15
"""A factor of 300 dB over full scale: what is no sound, though it may be a number."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How sound is measured: its rate in Hz, and what each channel's power counts towards loudness.

    Source of the weights: BS.1770-5 annex 1, table 3. ``faults``: spectra are gathered too, to look for faults in.
    ``flat``: no frequency counts more than another, there is no K-weighting.
    """

    rate: int
    weights: tuple[float, ...]
    faults: bool = False
    flat: bool = False

    @property
    def ahead(self) -> int:
        """Give how many samples before a stretch must be known: after 0.25 s the K-weighting has forgotten all else."""
        return self.rate // _FORGETS

    def weighted(self, before: NDArray[np.float32], sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the K-weighted copy of a stretch of one channel, after the ``ahead`` samples before it.

        There may be fewer of them where there was silence before.
        """
        if self.flat:
            return sound
        silence = np.zeros(-(len(before) + len(sound)) % STEP, np.float32)
        whole = cascade(k_weighting(self.rate)).over(np.concatenate([silence, before, sound]))
        return whole[len(whole) - len(sound) :]

    @property
    def shortest(self) -> int:
        """Give the samples of the shortest digital silence that is kept."""
        return self.rate // _DROPOUT


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of a recording from sample ``start``, ``samples`` long.

    ``powers`` are K-weighted mean squares, all channels weighted and added (a last, partial slot as if silence
    followed); ``peaks`` the greatest magnitudes. ``sums`` has a row for each stretch that was measured: energy of left,
    of right and of half their difference, then the sum of each channel. ``bad`` samples are no numbers, and are
    taken for 0. The rest is in :mod:`pipeline.audio.stretches`.
    """

    start: int
    samples: int
    powers: Slots
    peaks: Slots
    sums: NDArray[np.float64]
    true_peak: float
    bad: int
    extremes: Extremes
    clips: tuple[Clips, ...]
    zeros: Stretches
    spectra: Spectra


def measure(block: Samples, before: Channels, start: int, meter: Meter) -> Piece:
    """Measure a block, shape (samples, channels).

    ``before`` are the samples that precede, ``meter.ahead`` of them or what there is of the sound, but at least
    ``TAPS``; ``start`` is the number of the block's first sample, which must begin a slot. All blocks but the last must
    be whole slots long.
    """
    plain = np.ascontiguousarray(block.T, np.float32)
    slots = _slots(plain, meter.rate)
    high, low = slots.max(axis=2), slots.min(axis=2)
    peaks = np.maximum(high, -low).max(axis=0)
    if not ((peaks < _GREATEST).all() and (np.abs(before) < _GREATEST).all()):
        return _mended(block, before, start, meter)
    powers = _powers(plain, before, meter)
    extremes = tuple(zip(high.max(axis=1, initial=0.0).tolist(), low.min(axis=1, initial=0.0).tolist(), strict=True))
    silent = not peaks.all() or not plain[:, 0].any() or not plain[:, -1].any()
    return Piece(
        start=start,
        samples=len(block),
        powers=powers,
        peaks=peaks,
        sums=_sums(slots),
        true_peak=true_peak(plain, before[:, -TAPS:], window_length(meter.rate)),
        bad=0,
        extremes=extremes,
        clips=clips(plain, before, extremes, start),
        zeros=zeros(plain, start, meter.shortest) if silent else np.zeros((0, 2), np.int64),
        spectra=spectra.of_block(plain, powers, meter.rate) if meter.faults else spectra.none(meter.rate),
    )


def nothing(meter: Meter) -> Piece:
    """Give the piece that changes nothing when it is put before others."""
    count = len(meter.weights)
    sums, none = np.zeros((0, 3 + count)), np.zeros(0, np.float32)
    return Piece(
        0, 0, none, none, sums, 0.0, 0, ((0.0, 0.0),) * count, (), np.zeros((0, 2), np.int64), spectra.none(meter.rate)
    )


def _mended(block: Samples, before: Channels, start: int, meter: Meter) -> Piece:
    """Measure with 0 for what is no number or too great to be squared."""
    good, known = np.abs(block) < _GREATEST, np.abs(before) < _GREATEST
    silence = np.float32(0)
    piece = measure(np.where(good, block, silence), np.where(known, before, silence), start, meter)
    return dataclasses.replace(piece, bad=int(np.count_nonzero(~good)))


def joined(pieces: Sequence[Piece], meter: Meter) -> Piece:
    """Make one of neighbouring pieces, in order; any grouping gives the same bytes."""
    start, samples = pieces[0].start, sum(piece.samples for piece in pieces)
    sides = [piece.extremes for piece in pieces]
    extremes = tuple((max(h for h, _ in each), min(w for _, w in each)) for each in zip(*sides, strict=True))
    return Piece(
        start=start,
        samples=samples,
        powers=np.concatenate([piece.powers for piece in pieces]),
        peaks=np.concatenate([piece.peaks for piece in pieces]),
        sums=np.concatenate([piece.sums for piece in pieces]),
        true_peak=max(piece.true_peak for piece in pieces),
        bad=sum(piece.bad for piece in pieces),
        extremes=extremes,
        clips=joined_clips((one for piece in pieces for one in piece.clips), extremes),
        zeros=joined_zeros((piece.zeros for piece in pieces), start, start + samples, meter.shortest),
        spectra=spectra.together([piece.spectra for piece in pieces]),
    )


class Gathered:
    """Neighbouring pieces, in order, joined a few minutes at a time: ten hours are not 7200 small things.

    What there is of every slot, and the spectra, lie in files.
    """

    def __init__(self, meter: Meter, folder: Path | None = None) -> None:
        """All must be measured by this meter. ``samples`` are those of what was taken, in each channel."""
        self._meter, self._loose, self._joined = meter, list[Piece](), list[Piece]()
        self._powers, self._peaks, self._spectra = Growing(folder), Growing(folder), Growing(folder)
        self._none, self._no_spectra = np.zeros(0, np.float32), spectra.none(meter.rate)
        self.samples = 0

    def take(self, pieces: Iterable[Piece]) -> None:
        """Add pieces that follow."""
        for piece in pieces:
            self._powers.add(piece.powers)
            self._peaks.add(piece.peaks)
            self._spectra.add(spectra.laid_out(piece.spectra))
            rest = dataclasses.replace(piece, powers=self._none, peaks=self._none, spectra=self._no_spectra)
            self._loose.append(rest)
            self.samples += piece.samples
        if len(self._loose) >= _TOGETHER:
            self._joined.append(joined(self._loose, self._meter))
            self._loose.clear()

    @property
    def whole(self) -> Piece:
        """Give the one piece that they are."""
        rest = joined([nothing(self._meter), *self._joined, *self._loose], self._meter)
        found = spectra.read(self._spectra.whole, self._meter.rate)
        return dataclasses.replace(rest, powers=self._powers.whole, peaks=self._peaks.whole, spectra=found)


def _slots(channels: Channels, rate: int) -> NDArray[np.float32]:
    """Cut into slots, shape (channels, slots, samples of the longest slot), with silence put after shorter ones."""
    many, length = channels.shape
    longest, uneven = -(-rate // PER_SECOND), rate % PER_SECOND
    count = -(-length * PER_SECOND // rate)
    if not uneven:
        padded = np.pad(channels, ((0, 0), (0, count * longest - length))) if count * longest > length else channels
        return padded.reshape(many, count, longest)
    edges = np.arange(count + 1) * rate // PER_SECOND
    padded = np.pad(channels, ((0, 0), (0, max(int(edges[-1]) - length, 0) + 1)))
    at = edges[:-1, None] + np.arange(longest)
    return np.where(at < edges[1:, None], padded[:, at], np.float32(0))


def _powers(plain: Channels, before: Channels, meter: Meter) -> Slots:
    """Give the K-weighted mean square of each slot, a channel after another: what is small stays in the cache."""
    total = np.zeros(-(-plain.shape[1] * PER_SECOND // meter.rate))
    for weight, sound, ahead in zip(meter.weights, plain, before, strict=True):
        if weight:
            (slots,) = _slots(meter.weighted(ahead, sound)[None], meter.rate)
            total += weight * np.einsum("sl,sl->s", slots, slots).astype(np.float64)
    return np.asarray(total / np.diff(np.arange(len(total) + 1) * meter.rate // PER_SECOND), np.float32)


def _sums(plain: NDArray[np.float32]) -> NDArray[np.float64]:
    left, right = plain[0], plain[-1]
    half = (left - right) / 2
    energies = [np.einsum("sl,sl->s", one, one).sum(dtype=np.float64) for one in (left, right, half)]
    return np.array([[*energies, *plain.sum(axis=2).sum(axis=1, dtype=np.float64)]])
