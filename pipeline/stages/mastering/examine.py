"""One pass over a programme: what it is, and how loud."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.audio.activity import FRAME, Heard, stretches
from pipeline.audio.analysis import WEIGHTS, Analysis, analysed
from pipeline.audio.peaks import Samples
from pipeline.audio.piece import PER_SECOND, Meter
from pipeline.model.audio import Loudness
from pipeline.model.timeline import Stretch, Timeline
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.process import Buffer, Output

_BLOCK = 1
"""Seconds of sound that are worked on at a time: what is made of more on the way takes memory, and saves no time."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A programme with its analysis, and what ffmpeg complained of while decoding it."""

    programme: Programme
    analysis: Analysis
    complaints: tuple[str, ...] = ()

    @property
    def loudness(self) -> Loudness:
        """Give the figures of the whole."""
        return figures(self.analysis)

    @property
    def seconds(self) -> float:
        """Give the duration."""
        return self.analysis.seconds


def examine(bench: Bench, programme: Programme, expected: float | None = None, *, faults: bool = False) -> Examined:
    """Decode the whole programme once, in flat memory. ``expected`` seconds are for the progress only.

    ``faults``: the analysis gets the spectra in which faults are looked for.
    """
    with progress(bench, "analyse", expected) as advance:
        return heard(bench, programme, advance, faults=faults)


def heard(
    bench: Bench,
    programme: Programme,
    advance: Callable[[float], None],
    *,
    faults: bool = False,
    feed: Iterable[Buffer] | None = None,
) -> Examined:
    """Decode the whole programme once; ``advance`` is told the seconds done. ``feed`` is read instead of its file."""
    meter = Meter(programme.rate, WEIGHTS[programme.channels], faults)
    with pcm(bench.ffmpeg, programme, bench.folder, feed) as output:
        analysis = analysed(output.read, meter, threads=bench.cores, heard=advance, folder=bench.folder)
    return Examined(programme, analysis, output.complaints)


def figures(analysis: Analysis) -> Loudness:
    """Give the figures of the whole, whose slots have been looked at for a while then."""
    most = analysis.momentary_max, analysis.short_term_max
    found = Loudness(analysis.integrated, analysis.true_peak, analysis.range, *most)
    analysis.rest()
    return found


def joined(examined: Examined, mono: Programme) -> Examined:
    """Give what a pass over the half sum of two identical channels would find, without making it."""
    alone = dataclasses.replace(examined.analysis, channels=1, offset=examined.analysis.offset[:1])
    return Examined(mono, alone, examined.complaints)


def blocks(output: Output, programme: Programme) -> Iterator[Samples]:
    """Give the samples a second at a time, shape (samples, channels)."""
    size = _BLOCK * programme.rate * programme.channels * 4
    while data := output.read(size):
        whole = len(data) - len(data) % (4 * programme.channels)
        yield np.frombuffer(data[:whole], np.float32).reshape(-1, programme.channels)


def activity(examined: Examined, heard_at: Timeline) -> tuple[Stretch, ...]:
    """Give the (start, end) seconds in which somebody speaks, on the time line of the finished sound."""
    speaks = examined.analysis.activity == Heard.SPEECH
    pairs = ((a * FRAME / PER_SECOND, b * FRAME / PER_SECOND) for a, b in stretches(speaks))
    return tuple((round(heard_at.at(a), 3), round(heard_at.until(b), 3)) for a, b in pairs)
