"""The encoders: MP3 on all cores, AAC in one piece."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.audio.analysis import Analysis
from pipeline.audio.peaks import Samples
from pipeline.stages.mastering import mp3
from pipeline.stages.mastering.examine import heard
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.prove import prove
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.mp3encoding import Mp3Coding
from pipeline.tools.ffmpeg.passes import Advance, aac, write


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of an encoder: the shape of the programme, at ``kbps`` kb/s, in ``target``."""

    programme: Programme
    kbps: int
    target: Path


@dataclass(frozen=True, slots=True)
class Coding:
    """An encoder with its container: the file's name, how many dB it turns everything down, and the work.

    ``encode`` takes blocks of sound, shape (samples, channels); ``prove`` decodes and measures what came of it. Both
    tell the seconds done.
    """

    name: str
    turned_down: float
    encode: Callable[[Bench, Iterable[Samples], Order, Advance], None]
    prove: Callable[[Bench, Order, Advance], Analysis]


_LEVEL = 5
"""LAME's quality: the noise it leaves is that of its default, 3, within 0.3 dB, in less time (ADR 15)."""


def _mp3(bench: Bench, sound: Iterable[Samples], order: Order, advance: Advance) -> None:
    coding = Mp3Coding(order.programme.rate, order.programme.channels, order.kbps, _LEVEL)
    mp3.encode(sound, coding, order.target, ffmpeg=bench.ffmpeg, lanes=bench.cores, advance=advance)


def _mp3_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    return prove(order.target, lanes=bench.cores, advance=advance)


def _aac(bench: Bench, sound: Iterable[Samples], order: Order, advance: Advance) -> None:
    feed = (block.astype("<f4").tobytes() for block in sound if len(block))
    write(aac(bench.ffmpeg, order.programme, order.kbps), order.target, advance, feed=feed)


def _aac_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    decoded = dataclasses.replace(order.programme, parts=(Part(order.target),))
    return heard(bench, decoded, advance).analysis


MP3 = Coding("master.mp3", 0.4455, _mp3, _mp3_proof)
"""CBR; LAME scales by 0.95 at our bitrates, as measured. No tags are written."""

AAC = Coding("sound.m4a", 0.0, _aac, _aac_proof)
"""AAC-LC. The encoder's delay stands in an edit list (ISO/IEC 14496-12, 8.6.6), which players leave out."""
