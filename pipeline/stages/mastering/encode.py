"""The encoders: MP3 on all cores, AAC and Opus in one piece."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from pipeline.audio.analysis import Analysis
from pipeline.audio.peaks import Samples
from pipeline.model.audio import Codec, Encoding, Profile
from pipeline.stages.mastering import aac, mp3
from pipeline.stages.mastering.examine import heard
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.prove import prove
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import Advance, aac_mp4, opus, write
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.lame import Mp3Coding

Command = Callable[[Ffmpeg, Programme, int], list[str]]
"""Gives the command that encodes samples from its standard input at so many kb/s, but for its output."""


LEVELS: Mapping[Encoding, int] = MappingProxyType({"fine": 5, "fast": 7})
"""LAME's quality. The noise that 5 leaves is that of its default, 3, within 0.3 dB, in less time; 7 takes half of that,
and leaves up to 3 dB more (ADR 15)."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of an encoder: the shape of the programme, at ``kbps`` kb/s, in ``target``.

    ``level`` is LAME's quality.
    """

    programme: Programme
    kbps: int
    target: Path
    level: int = LEVELS["fine"]


@dataclass(frozen=True, slots=True)
class Coding:
    """An encoder with its container: the file's name, how many dB it turns everything down, and the work.

    ``encode`` takes blocks of sound, shape (samples, channels); ``prove`` decodes and measures what came of it. Both
    tell the seconds done. ``rates`` are the kb/s of mono and stereo, where they are not the profile's.
    """

    name: str
    turned_down: float
    encode: Callable[[Bench, Iterable[Samples], Order, Advance], None]
    prove: Callable[[Bench, Order, Advance], Analysis]
    rates: tuple[int, int] | None = None

    def kbps(self, profile: Profile, channels: int) -> int:
        """Give the kb/s that so many channels are encoded at."""
        mono, stereo = self.rates or (profile.mono_kbps, profile.stereo_kbps)
        return mono if channels == 1 else stereo


def _mp3(bench: Bench, sound: Iterable[Samples], order: Order, advance: Advance) -> None:
    coding = Mp3Coding(order.programme.rate, order.programme.channels, order.kbps, order.level)
    mp3.encode(sound, coding, order.target, ffmpeg=bench.ffmpeg, lanes=bench.cores, advance=advance)


def _mp3_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    return prove(order.target, lanes=bench.cores, advance=advance)


def _m4a(bench: Bench, sound: Iterable[Samples], order: Order, advance: Advance) -> None:
    shape, kbps, target = order.programme, order.kbps, order.target
    aac.encode(sound, bench=bench, programme=shape, kbps=kbps, target=target, advance=advance)


def _m4a_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    return aac.prove(bench, order.target, order.programme, advance)


def _whole(command: Command) -> Callable[[Bench, Iterable[Samples], Order, Advance], None]:
    """Give the work of an encoder that takes all of the sound in one piece."""

    def encode(bench: Bench, sound: Iterable[Samples], order: Order, advance: Advance) -> None:
        feed = (np.ascontiguousarray(block, "<f4").data.cast("B") for block in sound if len(block))
        write(command(bench.ffmpeg, order.programme, order.kbps), order.target, advance, feed=feed)

    return encode


def _whole_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    decoded = dataclasses.replace(order.programme, parts=(Part(order.target),))
    return heard(bench, decoded, advance).analysis


def _opus_proof(bench: Bench, order: Order, advance: Advance) -> Analysis:
    return _whole_proof(bench, dataclasses.replace(order, programme=_opus_heard(order.programme)), advance)


def _opus_heard(programme: Programme) -> Programme:
    """Opus is decoded at 48 kHz, whatever was encoded (RFC 7845, section 5.1)."""
    return dataclasses.replace(programme, rate=48_000)


MP3 = Coding("master.mp3", 0.4455, _mp3, _mp3_proof)
"""CBR; LAME scales by 0.95 at our bitrates, as measured. No tags are written."""

AAC = Coding("sound.m4a", 0.0, _whole(aac_mp4), _whole_proof)
"""AAC-LC, for videos. The encoder's delay stands in an edit list (ISO/IEC 14496-12, 8.6.6), which players leave out."""

ALTERNATES: Mapping[Codec, Coding] = MappingProxyType(
    {
        "aac": Coding("alternate.m4a", 0.05, _m4a, _m4a_proof, (96, 128)),
        "opus": Coding("alternate.opus", 0.0, _whole(opus), _opus_proof, (64, 96)),
    }
)
"""What may be made besides MP3. What these encoders take from the loudness of speech was measured: it is in what is
hard to encode, so it differs (AAC 0.03 to 0.13 LU, Opus 0 to 0.12); Opus, which moves peaks more, is given no more. See
ADR 18."""
