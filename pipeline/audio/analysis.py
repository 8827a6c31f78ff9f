"""Everything that is known of a recording after one pass over it."""

import math
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import activity, windows
from pipeline.audio.loudness import decibels, integrated
from pipeline.audio.peaks import TAPS, Samples
from pipeline.audio.piece import PER_SECOND, Gathered, Meter, Piece, Slots, measure
from pipeline.audio.series import rest
from pipeline.audio.spectra import Spectra
from pipeline.audio.stretches import clipped
from pipeline.audio.truepeak import Channels, true_peak, window_length

WEIGHTS: dict[int, tuple[float, ...]] = {1: (2.0,), 2: (1.0, 1.0), 6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41)}
"""What each channel counts: BS.1770-5 annex 1, table 3. One channel is measured as dual mono, heard from two
loudspeakers; 5.1 is left, right, centre, low frequencies, left and right surround."""

BLOCK = 5
"""Seconds that are measured in one go: whole slots at any rate."""

_ALIKE = 10**-4.5
_DEAD = 10**-4.5
_INVERTED = 0.1

Stretch = tuple[float, float]
"""Seconds from and up to."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A recording, measured: ``rate`` in Hz, ``channels``, ``samples`` in each, and the facts.

    ``powers`` are K-weighted mean squares and ``peaks`` the greatest magnitudes in slots of 10 ms, shape (slots,);
    ``true_peak`` is in dBTP. ``energies`` are those of left, right and half their difference, ``offset`` the mean of
    each channel (full scale being 1). ``clipped`` counts runs of samples at a ceiling, ``clips`` are the seconds of the
    first few, and ``dropouts`` stretches of at least 20 ms of exact digital silence between sound, be they damage or a
    noise gate's work. ``bad`` samples are no numbers; where there are any, nothing after the first can be believed.
    ``spectra`` have no rows unless they were asked for.
    """

    rate: int
    channels: int
    samples: int
    powers: Slots
    peaks: Slots
    true_peak: float
    energies: tuple[float, float, float]
    offset: tuple[float, ...]
    clipped: int
    clips: tuple[float, ...]
    dropouts: tuple[Stretch, ...]
    bad: int
    spectra: Spectra

    @property
    def seconds(self) -> float:
        """Give the duration."""
        return self.samples / self.rate

    @property
    def _whole(self) -> Slots:
        """Give the powers of the slots that are full: a window that is not has no loudness."""
        return self.powers[: self.samples * PER_SECOND // self.rate]

    @property
    def momentary(self) -> NDArray[np.float32]:
        """Give LUFS of 400 ms every 10 ms; number n begins at slot n (EBU Tech 3341, 2.2)."""
        return windows.loudness(windows.sliding(self._whole, windows.MOMENTARY))

    @property
    def short_term(self) -> NDArray[np.float32]:
        """Give LUFS of 3 s every 10 ms; number n begins at slot n (EBU Tech 3341, 2.2)."""
        return windows.loudness(windows.sliding(self._whole, windows.SHORT_TERM))

    @property
    def integrated(self) -> float:
        """Give the gated loudness of the whole in LUFS (BS.1770-5 annex 1)."""
        blocks = windows.stepping(self._whole, windows.MOMENTARY, windows.GATING_HOP)
        return integrated(windows.loudness(blocks).astype(np.float64))

    @property
    def range(self) -> float:
        """Give the loudness range in LU (EBU Tech 3342)."""
        return windows.loudness_range(
            windows.loudness(windows.stepping(self._whole, windows.SHORT_TERM, windows.RANGE_HOP))
        )

    @property
    def momentary_max(self) -> float:
        """Give the greatest momentary loudness in LUFS."""
        return windows.highest(self._whole, windows.MOMENTARY)

    @property
    def short_term_max(self) -> float:
        """Give the greatest short-term loudness in LUFS."""
        return windows.highest(self._whole, windows.SHORT_TERM)

    @property
    def sample_peak(self) -> float:
        """Give the greatest magnitude of a sample in dBFS."""
        return decibels(float(self.peaks.max(initial=0.0)))

    @property
    def identical(self) -> bool:
        """Say whether left and right carry the same sound, but for what lossy coding leaves."""
        return self.energies[2] <= self._middle * _ALIKE

    @property
    def dead(self) -> int | None:
        """Give the channel that is silent while the other is not: 0 left, 1 right."""
        left, right, _ = self.energies
        if left <= right * _DEAD:
            return 0
        return 1 if right <= left * _DEAD else None

    @property
    def inverted(self) -> bool:
        """Say whether one channel is the other upside down, so that they cancel on a single loudspeaker."""
        return self.dead is None and self._middle < self.energies[2] * _INVERTED

    @property
    def difference(self) -> float:
        """Give by how many dB left is stronger than right; infinite if one is digitally silent, 0 if both are."""
        left, right, _ = self.energies
        if left == right:
            return 0.0
        return (decibels(left) - decibels(right)) / 2

    @property
    def _middle(self) -> float:
        """Give the energy of half the sum of left and right."""
        left, right, half = self.energies
        return max((left + right) / 2 - half, 0.0)

    @property
    def noise_floor(self) -> float:
        """Give the loudness in LUFS of the quietest moments, digital silence apart."""
        return activity.noise_floor(self.powers, self.peaks)

    @property
    def activity(self) -> NDArray[np.uint8]:
        """Give what is heard in each 100 ms: the numbers of :class:`pipeline.audio.activity.Heard`."""
        return activity.heard(self.powers, self.peaks, self.integrated)

    @property
    def leading_silence(self) -> float:
        """Give the seconds before anything is heard but noise; the whole where nothing is."""
        return self._silence(self.powers)

    @property
    def trailing_silence(self) -> float:
        """Give the seconds after all that is heard but noise; the whole where nothing is."""
        return self._silence(self.powers[::-1])

    def rest(self) -> None:
        """Let go of the memory that looking at slots and spectra has taken; they are read again when looked at."""
        rest(self.powers, self.peaks, self.spectra.low)

    def _silence(self, powers: Slots) -> float:
        gate = activity.gate(self.powers, self.peaks, self.integrated)
        loud = windows.above(powers, gate)
        return min(int(loud.argmax()) / PER_SECOND, self.seconds) if loud.any() else self.seconds


def analysed(
    read: Callable[[int], bytes],
    meter: Meter,
    *,
    threads: int,
    heard: Callable[[float], None] = lambda _: None,
    folder: Path | None = None,
) -> Analysis:
    """Measure a stream of interleaved float32 samples on ``threads`` cores.

    ``read`` gives as many bytes as it is asked for, fewer only at the end; ``heard`` is told the seconds so far.
    No more than ``threads`` + 1 blocks of 5 s are in memory; what there is of every slot lies in ``folder``. The result
    is the same bytes on any number of threads.
    """
    count, waiting, gathered = len(meter.weights), deque[Future[Piece]](), Gathered(meter, folder)
    before, start = np.zeros((count, TAPS), np.float32), 0
    with ThreadPoolExecutor(threads, "analysis") as pool:
        while len(block := _block(read(BLOCK * meter.rate * count * 4), count)):
            if len(waiting) == threads:
                gathered.take([waiting.popleft().result()])
            waiting.append(pool.submit(measure, block, before, start, meter))
            before, start = _ahead(before, block, meter), start + len(block)
            heard(start / meter.rate)
        gathered.take(each.result() for each in waiting)
    return summed(gathered.whole, before[:, -TAPS:], meter)


def stretch(sound: Samples, meter: Meter, start: int) -> tuple[list[Piece], Channels]:
    """Measure a stretch of a longer sound, shape (samples, channels), on the thread it is called from.

    It begins at sample ``start``, which must be whole blocks of 5 s from the beginning; unless that is 0, ``sound``
    has the ``meter.ahead`` samples before it as well. Gives what ``summed`` needs.
    """
    count, pieces = len(meter.weights), []
    first = meter.ahead if start else 0
    before = sound[:first].T if start else np.zeros((count, TAPS), np.float32)
    for at in range(first, len(sound), BLOCK * meter.rate):
        block = sound[at : at + BLOCK * meter.rate]
        pieces.append(measure(block, before, start, meter))
        before, start = _ahead(before, block, meter), start + len(block)
    return pieces, before[:, -TAPS:]


def _ahead(before: Channels, block: Samples, meter: Meter) -> Channels:
    """Give what the block after this one needs of the sound before it."""
    return np.concatenate([before, block[-meter.ahead :].T], axis=1)[:, -meter.ahead :]


def _block(data: bytes, count: int) -> Samples:
    whole = len(data) - len(data) % (4 * count)
    return np.frombuffer(data[:whole], "<f4").reshape(-1, count)


def summed(whole: Piece, before: Channels, meter: Meter) -> Analysis:
    """Sum up the piece that is a whole recording; ``before`` are its last ``TAPS`` samples."""
    count, window = len(meter.weights), window_length(meter.rate)
    ringing = true_peak(np.zeros((count, window), np.float32), np.nan_to_num(before), window)
    energies, offsets = np.split(np.array([math.fsum(column) for column in whole.sums.T]), [3])
    clips, first = clipped(whole.clips)
    inner = whole.zeros[(whole.zeros[:, 0] > 0) & (whole.zeros[:, 1] < whole.samples)]
    left, right, half = energies.tolist()
    return Analysis(
        rate=meter.rate,
        channels=count,
        samples=whole.samples,
        powers=whole.powers,
        peaks=whole.peaks,
        true_peak=decibels(max(whole.true_peak, ringing)),
        energies=(left, right, half),
        offset=tuple((offsets / max(whole.samples, 1)).tolist()),
        clipped=clips,
        clips=tuple(at / meter.rate for at in first),
        dropouts=tuple((begin / meter.rate, end / meter.rate) for begin, end in inner.tolist()),
        bad=whole.bad,
        spectra=whole.spectra,
    )
