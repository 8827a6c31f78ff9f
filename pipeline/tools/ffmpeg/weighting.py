"""A programme's samples beside their K-weighted copies, in one pipe: what an analysis reads."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet

Sections = Sequence[tuple[float, float, float, float, float]]
"""Second-order filters in their order: b0, b1, b2, a1, a2 (a0 being 1)."""

_TWICE = {
    1: ("stereo", "FL FR"),
    2: ("quad", "FL FR BL BR"),
    6: ("7.1.4", "FL FR FC LFE BL BR SL SR TFL TFR TBL TBR"),
}
"""For each number of channels a layout with twice as many, by ffmpeg's names in its order."""

_ONE_THREAD = ("-filter_complex_threads", "1")
"""Filters that divide a frame's few channels among threads wait for each other longer than they work."""

_FRAMES = "asetnsamples=n=16384:p=0"
"""Long frames: those of a lossy codec, 1024 samples, take twice as much of the processor in filters and pipe."""


@contextmanager
def weighted(ffmpeg: Ffmpeg, programme: Programme, folder: Path, sections: Sections) -> Iterator[process.Output]:
    """Decode to interleaved little-endian float32: each moment has the plain channels, then their filtered copies.

    A moment of a stereo programme is left, right, left filtered, right filtered: 16 bytes.
    """
    graph = f"{programme.filters()};[programme]{doubled(programme.channels, sections)}[weighted]"
    filtered = [*_ONE_THREAD, "-filter_complex", graph, "-map", "[weighted]"]
    command = [*quiet(ffmpeg), *programme.inputs(), *filtered, "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    with process.running(command, cwd=folder) as output:
        yield output


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Bare frames of an MP3, and the samples of them that count, from ``start`` up to ``end``.

    ``settling``: what is ahead of these is sound too, for the filters to settle on; else they begin with ``start``.
    """

    frames: Iterable[process.Buffer]
    channels: int
    start: int
    end: int
    settling: bool


@contextmanager
def weighted_mp3(ffmpeg: Ffmpeg, excerpt: Excerpt, sections: Sections, halt: process.Halt) -> Iterator[process.Output]:
    """Decode an excerpt as ``weighted`` does a programme; ``halt`` may end it."""
    steps = [doubled(excerpt.channels, sections), f"atrim=start_sample={excerpt.start}:end_sample={excerpt.end}"]
    graph = ",".join(["[0:a]aformat=sample_fmts=fltp", *(steps if excerpt.settling else reversed(steps)), "asetpts=N"])
    graph += "[weighted]"
    filtered = [*_ONE_THREAD, "-filter_complex", graph, "-map", "[weighted]"]
    command = [*quiet(ffmpeg), "-f", "mp3", "-i", "pipe:0", *filtered, "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    with process.running(command, feed=excerpt.frames, halt=halt) as output:
        yield output


def doubled(channels: int, sections: Sections) -> str:
    """Give the filter chain that puts filtered copies behind 1, 2 or 6 channels.

    The filters work in double precision, which costs 0.3 s of processor in an hour. Speech and tones down to -72 dBFS
    would be right to 0.0003 dB in single, but with rumble at 44.1 kHz the rounded high-pass is 0.01 dB off; in double
    nothing differs by 0.0000001 dB.
    """
    layout, listed = _TWICE[channels]
    names = listed.split()
    spread = "|".join(f"{name}=c{number % channels}" for number, name in enumerate(names))
    copies = "+".join(names[channels:])
    filters = (
        f"biquad=b0={b0!r}:b1={b1!r}:b2={b2!r}:a0=1:a1={a1!r}:a2={a2!r}:c={copies}:precision=f64"
        for b0, b1, b2, a1, a2 in sections
    )
    return ",".join([_FRAMES, f"pan={layout}|{spread}", *filters])
