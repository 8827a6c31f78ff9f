"""One pass over a programme: peaks, channels and loudness."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.facts import Facts
from pipeline.audio.loudness import DUAL_MONO, SILENT, decibels, integrated
from pipeline.audio.peaks import TAPS, Samples, cell_length, true_peaks
from pipeline.events import Advanced, Finished, Started
from pipeline.model.audio import Loudness
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.passes import LoudnessLog, pcm, read_log
from pipeline.tools.process import Output

_QUIETER = 12.0
"""LU below the integrated loudness at which nobody is taken to speak."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A programme with its facts, its loudness log, and what ffmpeg complained of while decoding it."""

    programme: Programme
    facts: Facts
    log: LoudnessLog
    complaints: tuple[str, ...] = ()

    @property
    def momentary(self) -> NDArray[np.float64]:
        """Give LUFS every 100 ms, a mono programme as dual mono."""
        return np.array(self.log.momentary) + dual(self.programme.channels)

    @property
    def loudness(self) -> Loudness:
        """Give the figures of the whole."""
        return figures(self.log, self.programme.channels, self.facts.true_peak)

    @property
    def seconds(self) -> float:
        """Give the duration."""
        return self.facts.samples / self.programme.rate


def examine(bench: Bench, programme: Programme, expected: float | None = None) -> Examined:
    """Decode the whole programme once, in flat memory. ``expected`` seconds are for the progress only."""
    task = f"{bench.task}:analyse"
    bench.tell(Started(task, f"{bench.task}: analyse", expected))
    facts = Facts(cell_length(programme.rate))
    with pcm(bench.ffmpeg, programme, bench.folder, loudness=True) as output:
        for block in blocks(output, programme):
            facts.take(block)
            bench.tell(Advanced(task, facts.samples / programme.rate))
    examined = Examined(programme, facts, read_log(bench.folder), output.complaints)
    bench.tell(Finished(task))
    return examined


def joined(examined: Examined, mono: Programme) -> Examined:
    """Give what a pass over the half sum of two identical channels would find, without making it."""
    log = examined.log
    one = tuple(value - DUAL_MONO for value in log.momentary), tuple(value - DUAL_MONO for value in log.short_term)
    return Examined(mono, examined.facts, LoudnessLog(*one, log.range, log.true_peak), examined.complaints)


def blocks(output: Output, programme: Programme) -> Iterator[Samples]:
    """Give the samples a second at a time, shape (samples, channels)."""
    size = programme.rate * programme.channels * 4
    while data := output.read(size):
        whole = len(data) - len(data) % (4 * programme.channels)
        yield np.frombuffer(data[:whole], np.float32).reshape(-1, programme.channels)


def exact_peaks(
    bench: Bench, examined: Examined, threshold: float, advance: Callable[[float], None]
) -> NDArray[np.float64]:
    """Give each cell's peak, oversampled wherever it may pass ``threshold`` (a factor); a block is a second."""
    programme, cell = examined.programme, examined.facts.cell
    before, cells = np.zeros((TAPS, programme.channels), np.float32), []
    with pcm(bench.ffmpeg, programme, bench.folder, loudness=False) as output:
        for block in blocks(output, programme):
            cells.append(true_peaks(block, before, cell, threshold))
            advance(float(len(cells)))
            before = np.concatenate([before, block])[-TAPS:]
    return np.concatenate(cells).astype(np.float64)


def figures(log: LoudnessLog, channels: int, true_peak: float) -> Loudness:
    """Sum a log up. ``true_peak`` is a factor."""
    more = dual(channels)
    whole = integrated(np.array(log.momentary) + more)
    momentary_max = max(log.momentary, default=SILENT) + more
    return Loudness(whole, decibels(true_peak), log.range, momentary_max, max(log.short_term, default=SILENT) + more)


def activity(examined: Examined, shift: float) -> tuple[tuple[float, float], ...]:
    """Give the (start, end) seconds in which somebody speaks, moved by ``shift``.

    A block of 400 ms speaks for the 100 ms in its middle.
    """
    speaks = examined.momentary > examined.loudness.integrated - _QUIETER
    edges = np.flatnonzero(np.diff(np.concatenate([[0], speaks.astype(int), [0]])))
    begins, ends = edges[::2] * 0.1 - 0.25, edges[1::2] * 0.1 - 0.15
    pairs = zip(np.maximum(begins, 0.0), np.minimum(ends, examined.seconds), strict=True)
    return tuple((round(float(a) + shift, 3), round(float(b) + shift, 3)) for a, b in pairs if b > a)


def dual(channels: int) -> float:
    """Give the LU that a single channel gains when it is heard from two loudspeakers."""
    return DUAL_MONO if channels == 1 else 0.0
