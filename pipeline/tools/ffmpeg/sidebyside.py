"""Several tracks decoded side by side, by one program: what a mix is made of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.passes import PLAIN
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet

_FRAMES = "asetnsamples=n=16384:p=0"
_ONE_THREAD = ("-filter_complex_threads", "1")
"""Many short chains that wait for each other are no faster on many threads."""
_WIDE = "pan=stereo|c0=c0|c1=c0"
"""Mono on both sides at full strength, which is how the loudness of mono is measured."""


@contextmanager
def side_by_side(
    ffmpeg: Ffmpeg, tracks: Sequence[Programme], channels: Literal[1, 2], samples: int, folder: Path
) -> Iterator[process.Output]:
    """Decode to interleaved little-endian float32: ``channels`` of the first track, then of the second, and so on.

    All tracks have one rate, and silence is put after those that are shorter than ``samples``.
    """
    chains, inputs = [], list[str]()
    for number, track in enumerate(tracks):
        (part,) = track.parts
        steps = [track.chain(part, number), *([_WIDE] if track.channels < channels else [])]
        steps += [f"apad=whole_len={samples}", f"atrim=end_sample={samples}", "asetpts=N", _FRAMES]
        chains.append(f"[{number}:a:{part.stream}]{','.join(steps)}[track{number}]")
        inputs += track.inputs()
    labels = "".join(f"[track{number}]" for number in range(len(tracks)))
    graph = ";".join([*chains, f"{labels}amerge=inputs={len(tracks)}[all]"])
    form = ["-map", "[all]", "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    with process.running(
        [*quiet(ffmpeg), *inputs, *_ONE_THREAD, "-filter_complex", graph, *form], cwd=folder
    ) as output:
        yield output


def w64(ffmpeg: Ffmpeg, rate: int, channels: int) -> list[str]:
    """Give the command that writes samples from its standard input, untouched, to a file that may be of any size."""
    source = ["-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0"]
    return [*quiet(ffmpeg), *source, *PLAIN, "-c:a", "pcm_f32le", "-f", "w64"]
