"""AAC in an M4A, in memory that does not grow with its length: ffmpeg encodes and decodes, the file is ours."""

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from pipeline.audio.analysis import Analysis
from pipeline.audio.peaks import Samples
from pipeline.errors import ToolError
from pipeline.formats import adts, m4a
from pipeline.stages.mastering.examine import heard
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import Advance, aac, coded
from pipeline.tools.process import Output

_READ = 1 << 14
"""Bytes that are read at a time: 1 s of stereo."""


def encode(  # noqa: PLR0913 - by name
    sound: Iterable[Samples], *, bench: Bench, programme: Programme, kbps: int, target: Path, advance: Advance
) -> None:
    """Encode blocks of the programme's shape to a file; ``advance`` is called with the seconds done, often.

    Raises:
        ToolError: ffmpeg failed, or does not make the frames that the sound takes.
    """
    samples = 0

    def feed() -> Iterator[memoryview]:
        nonlocal samples
        for block in sound:
            if len(block):
                samples += len(block)
                yield np.ascontiguousarray(block, "<f4").data.cast("B")

    with target.open("wb") as file:
        with coded(aac(bench.ffmpeg, programme, kbps), target.parent, feed()) as output:
            sizes = m4a.write(_frames(output, programme.rate, advance), file)
        try:
            m4a.finish(file, m4a.Frames(programme.rate, programme.channels, samples, sizes))
        except m4a.InexactError as error:
            raise ToolError(
                f"this ffmpeg does not encode all of the sound: {error}",
                "use the ffmpeg that is shipped: remove `ffmpeg` from config/publish.toml",
            ) from error


def _frames(output: Output, rate: int, advance: Advance) -> Iterator[bytes]:
    stream = iter(lambda: output.read(_READ), b"")
    for number, frame in enumerate(adts.frames(stream)):
        yield frame
        if number % (rate // adts.FRAME) == 0:
            advance(number * adts.FRAME / rate)


def prove(bench: Bench, path: Path, programme: Programme, advance: Advance) -> Analysis:
    """Decode the sound of a file that was written here, and measure what is heard of it.

    ffmpeg gets the frames alone: of the file itself it would hold 13 MB of index for each hour.
    """
    frames, stream = m4a.stream(path)
    part = Part(path, start=m4a.DELAY, end=m4a.DELAY + frames.samples)
    return heard(bench, dataclasses.replace(programme, parts=(part,)), advance, feed=stream).analysis
