"""The passes over a programme: its samples and loudness log, and the encoding under a gain curve."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet, reading

Advance = Callable[[float], None]
"""Takes the seconds that are done."""

_LOG = "loudness.txt"
_OFTEN = 500
"""Frames, about 12 s of sound, between two reports."""
PLAIN = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact")
"""No tags, no dates, no names of programs in the output: the same input gives the same bytes."""
_VALUE = re.compile(r"^lavfi\.r128\.(M|S|LRA|true_peak)=(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LoudnessLog:
    """What the ``ebur128`` filter says every 100 ms: momentary and short-term loudness in LUFS.

    ``range`` in LU and ``true_peak`` (a factor; None if it was not asked for) are those of the whole.
    """

    momentary: tuple[float, ...]
    short_term: tuple[float, ...]
    range: float
    true_peak: float | None


@contextmanager
def pcm(ffmpeg: Ffmpeg, programme: Programme, folder: Path, *, loudness: bool) -> Iterator[process.Output]:
    """Decode to interleaved little-endian float32; with ``loudness`` also write the log to ``folder``."""
    graph, label = programme.filters(), "[programme]"
    if loudness:
        graph += f";[programme]asplit[pcm][meter];[meter]{_meter(peak=False)}[metered]"
        label = "[pcm]"
    outputs = ["-map", label, "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    metered = ["-map", "[metered]", "-f", "null", "-"] if loudness else []
    command = [*quiet(ffmpeg), *programme.inputs(), "-filter_complex", graph, *outputs, *metered]
    with process.running(command, cwd=folder) as output:
        yield output


def measured(ffmpeg: Ffmpeg, path: Path, folder: Path, heard: Callable[[int], None]) -> tuple[LoudnessLog, int]:
    """Decode a finished file as a listener's app would: its loudness log, and its samples per channel.

    ``heard`` is called with the samples so far, often.
    """
    graph = f"[0:a:0]asplit[count][meter];[meter]{_meter(peak=True)}[metered]"
    outputs = ["-map", "[metered]", "-f", "null", "-", "-map", "[count]", "-c:a", "pcm_s16le", "-f", "framecrc", "-"]
    command = [*quiet(ffmpeg), *reading(path), "-filter_complex", graph, *outputs]
    samples = 0
    with process.running(command, cwd=folder) as output:
        for number, line in enumerate(output.lines()):
            samples += 0 if line.startswith("#") else int(line.split(",")[3])
            if number % _OFTEN == 0:
                heard(samples)
    return read_log(folder), samples


def read_log(folder: Path) -> LoudnessLog:
    """Read the log that a pass left in ``folder``."""
    values: dict[str, list[float]] = {"M": [], "S": [], "LRA": [0.0], "true_peak": []}
    for name, value in _VALUE.findall((folder / _LOG).read_text("utf-8")):
        values[name].append(float(value))
    peaks = values["true_peak"]
    return LoudnessLog(tuple(values["M"]), tuple(values["S"]), values["LRA"][-1], peaks[-1] if peaks else None)


@dataclass(frozen=True, slots=True)
class Coding:
    """An encoder with its container: the file's name, how many dB it turns everything down, ffmpeg's arguments."""

    name: str
    turned_down: float
    arguments: tuple[str, ...]

    def at(self, kbps: int) -> list[str]:
        """Give the arguments for a bit rate in kb/s."""
        return ["-b:a", f"{kbps}k", *self.arguments]


MP3 = Coding(
    "master.mp3",
    0.4455,  # LAME scales by 0.95 at our bitrates, as measured
    ("-c:a", "libmp3lame", "-id3v2_version", "0", "-write_xing", "1", "-f", "mp3"),
)
"""CBR. The Info header (LAME's delay and padding, frame count, seek table) is written by ffmpeg; no tags are."""

AAC = Coding("sound.m4a", 0.0, ("-c:a", "aac", "-f", "mp4"))
"""AAC-LC. The encoder's delay stands in an edit list (ISO/IEC 14496-12, 8.6.6), which players leave out."""


def encoding(ffmpeg: Ffmpeg, programme: Programme, curve: Path, coding: Sequence[str]) -> list[str]:
    """Give the command that encodes the programme times the gain curve (a mono float WAV), but for its output."""
    spread = ",pan=stereo|c0=c0|c1=c0" if programme.channels == 2 else ""  # noqa: PLR2004 - left and right
    graph = (
        f"{programme.filters()};[{len(programme.parts)}:a:0]aresample={programme.rate}:osf=fltp{spread}[gain];"
        "[programme][gain]amultiply[out]"
    )
    plain = ["-ar", str(programme.rate), *PLAIN, "-flags:a", "+bitexact"]
    command = [*quiet(ffmpeg), *programme.inputs(), *reading(curve), "-filter_complex", graph, "-map", "[out]"]
    return [*command, *plain, *coding]


def write(
    command: Sequence[str], target: Path, advance: Advance, *, stall: float = process.STALL_SECONDS
) -> tuple[str, ...]:
    """Run a command that lacks only its output file, in that file's folder; gives what ffmpeg complained of.

    ``advance`` is called with the seconds done, often.
    """
    with process.running([*command, "-progress", "pipe:1", f"file:{target}"], cwd=target.parent, stall=stall) as output:
        for line in output.lines():
            if line.startswith("out_time_us=") and line[12:].isdigit():
                advance(int(line[12:]) / 1e6)
    return output.complaints


def _meter(*, peak: bool) -> str:
    return f"ebur128=metadata=1{':peak=true' if peak else ''},ametadata=mode=print:file={_LOG}"


def integers(ffmpeg: Ffmpeg, programme: Programme, folder: Path) -> bytes:
    """Decode a short programme to interleaved 32-bit integers, in memory."""
    graph = ["-filter_complex", programme.filters(), "-map", "[programme]"]
    command = [*quiet(ffmpeg), *programme.inputs(), *graph, "-c:a", "pcm_s32le", "-f", "s32le", "-"]
    with process.running(command, cwd=folder) as output:
        return output.read(-1)
