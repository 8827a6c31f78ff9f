"""The passes over a programme: its samples, and what is encoded of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet

Advance = Callable[[float], None]
"""Takes the seconds that are done."""

PLAIN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
"""No tags, no dates, no names of programs in the output: the same input gives the same bytes."""

_ONE_THREAD = ("-filter_complex_threads", "1")
"""Filters that divide a frame's few channels among threads wait for each other longer than they work."""

_FRAMES = "asetnsamples=n=16384:p=0"
"""Long frames: those of a lossy codec, 1024 samples, take twice as much of the processor in the pipe."""


@contextmanager
def pcm(
    ffmpeg: Ffmpeg, programme: Programme, folder: Path, feed: Iterable[process.Buffer] | None = None
) -> Iterator[process.Output]:
    """Decode to interleaved little-endian float32. ``feed`` is bare AAC to be read instead of the programme's file."""
    source = programme.inputs() if feed is None else ["-protocol_whitelist", "pipe", "-f", "aac", "-i", "pipe:0"]
    graph = [*_ONE_THREAD, "-filter_complex", f"{programme.filters()};[programme]{_FRAMES}[whole]", "-map", "[whole]"]
    command = [*quiet(ffmpeg), *source, *graph, "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    with process.running(command, cwd=folder, feed=feed) as output:
        yield output


def aac_mp4(ffmpeg: Ffmpeg, programme: Programme, kbps: int) -> list[str]:
    """Give the command that encodes samples from its standard input to AAC in MP4, but for its output."""
    return [*_fed(ffmpeg, programme), "-c:a", "aac", "-b:a", f"{kbps}k", "-f", "mp4"]


def aac(ffmpeg: Ffmpeg, programme: Programme, kbps: int) -> list[str]:
    """Give the command that encodes samples from its standard input to bare AAC, to be heard alone, but for its output.

    The coder that ffmpeg calls fast is as far from what masks its noise as the usual one, and keeps to the peaks.
    """
    return [*_fed(ffmpeg, programme), "-c:a", "aac", "-aac_coder", "fast", "-b:a", f"{kbps}k", "-f", "adts"]


def opus(ffmpeg: Ffmpeg, programme: Programme, kbps: int) -> list[str]:
    """Give the command that encodes samples from its standard input to Ogg Opus, but for its output.

    ``+bitexact`` numbers the stream 0 (Ogg wants a random number) and leaves out the encoder's version.
    """
    return [*_fed(ffmpeg, programme), "-c:a", "libopus", "-b:a", f"{kbps}k", "-f", "opus"]


def _fed(ffmpeg: Ffmpeg, programme: Programme) -> list[str]:
    source = ["-f", "f32le", "-ar", str(programme.rate), "-ac", str(programme.channels), "-i", "pipe:0"]
    return [*quiet(ffmpeg), *source, *PLAIN, "-flags:a", "+bitexact"]


@contextmanager
def coded(command: Sequence[str], folder: Path, feed: Iterable[process.Buffer]) -> Iterator[process.Output]:
    """Run a command that lacks only its output, which is given; ``feed`` is what it reads from its standard input."""
    with process.running([*command, "pipe:1"], cwd=folder, feed=feed) as output:
        yield output


def write(
    command: Sequence[str],
    target: Path,
    advance: Advance,
    *,
    stall: float = process.STALL_SECONDS,
    feed: Iterable[process.Buffer] | None = None,
) -> tuple[str, ...]:
    """Run a command that lacks only its output file, in that file's folder; gives what ffmpeg complained of.

    ``advance`` is called with the seconds done, often; ``feed`` is what the command reads from its standard input.
    """
    whole = [*command, "-progress", "pipe:1", f"file:{target}"]
    with process.running(whole, cwd=target.parent, stall=stall, feed=feed) as output:
        for line in output.lines():
            if line.startswith("out_time_us=") and line[12:].isdigit():
                advance(int(line[12:]) / 1e6)
    return output.complaints


def integers(ffmpeg: Ffmpeg, programme: Programme, folder: Path) -> bytes:
    """Decode a short programme to interleaved 32-bit integers, in memory."""
    graph = ["-filter_complex", programme.filters(), "-map", "[programme]"]
    command = [*quiet(ffmpeg), *programme.inputs(), *graph, "-c:a", "pcm_s32le", "-f", "s32le", "-"]
    with process.running(command, cwd=folder) as output:
        return output.read(-1)
