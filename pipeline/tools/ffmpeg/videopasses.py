"""The passes over pictures: where they stand in time, copied, encoded, decoded as a proof, and one as a still."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.tools import process
from pipeline.tools.ffmpeg.passes import PLAIN, Advance, write
from pipeline.tools.ffmpeg.program import Ffmpeg, quiet, reading

_OFTEN = 500
_PIECE = 1 << 16
_DISCARDED, _KEY = 4, 1
"""Flags of a packet: not to be shown, and one at which decoding can begin."""
_STRICT = ("-max_error_rate", "0.05")
"""Of pictures that cannot be decoded, more than these make the whole fail."""
_PATIENCE = 900.0
"""Seconds in which a large file is put in order at its end, when ffmpeg says nothing."""


@dataclass(frozen=True, slots=True)
class Packets:
    """The coded pictures of a stream: when each is shown, in units of ``base`` seconds, in order.

    ``plain``: every one has its time and is shown; where not, they cannot be copied to another file just so.
    ``apart`` is the longest stretch between two at which decoding can begin, in pictures; ``size`` in bytes.
    """

    base: Fraction
    times: "array[int]"
    last: int
    plain: bool
    apart: int
    size: int

    @property
    def start(self) -> float:
        """Give the seconds at which the first is shown."""
        return float(self.times[0] * self.base)

    @property
    def end(self) -> float:
        """Give the seconds up to which the last is shown."""
        return float((self.times[-1] + self.last) * self.base)


def packets(ffmpeg: Ffmpeg, path: Path, stream: int, advance: Advance) -> tuple[Packets | None, tuple[str, ...]]:
    """Read a video stream without decoding it, in flat memory; None if there are no pictures.

    The lines are what ffmpeg complained of.
    """
    command = [*quiet(ffmpeg), *reading(path), "-map", f"0:{stream}", "-c", "copy", "-f", "framecrc", "-"]
    reader = _Reader()
    with process.running(command) as output:
        for line in output.lines():
            reader.take(line)
            if reader.count % _OFTEN == 0 and reader.times:
                advance(float(reader.times[-1] * reader.base))
    return reader.packets(), output.complaints


class _Reader:
    """Gathers the lines of ``framecrc``: stream, dts, pts, duration, size, checksum, flags if they are not just key."""

    def __init__(self) -> None:
        self.base, self.times, self.lasting = Fraction(1), array("q"), array("q")
        self.count, self.size, self.plain, self.apart, self._since = 0, 0, True, 0, 0

    def take(self, line: str) -> None:
        if line.startswith("#tb 0: "):
            self.base = Fraction(line[7:])
        if line.startswith("#"):
            return
        fields = [field.strip() for field in line.split(",")]
        flags = int(fields[6].removeprefix("F="), 0) if fields[6:] and fields[6].startswith("F=") else _KEY
        self._since = 0 if flags & _KEY else self._since + 1
        self.apart = max(self.apart, self._since + 1)
        self.count, self.size = self.count + 1, self.size + int(fields[4])
        if flags & _DISCARDED or not fields[2].lstrip("-").isdigit():
            self.plain = False
            return
        self.times.append(int(fields[2]))
        self.lasting.append(int(fields[3]))

    def packets(self) -> Packets | None:
        if not self.times:
            return None
        lasting = self.lasting[max(range(len(self.times)), key=self.times.__getitem__)]
        return Packets(self.base, array("q", sorted(self.times)), lasting, self.plain, self.apart, self.size)


@dataclass(frozen=True, slots=True)
class Reel:
    """What becomes a video: a video stream of a file (counted among all), and finished sound, if there is any."""

    source: Path
    stream: int
    sound: Path | None = None


def written(ffmpeg: Ffmpeg, reel: Reel, coding: Sequence[str], target: Path, advance: Advance) -> tuple[str, ...]:
    """Write an MP4 that can be played while it is fetched (faststart); gives what ffmpeg complained of.

    ``coding`` are ffmpeg's arguments for the pictures; passes that belong together leave their log beside ``target``.
    """
    inputs, mapped = reading(reel.source), ["-map", f"0:{reel.stream}"]
    if reel.sound:
        inputs, mapped = [*inputs, *reading(reel.sound)], [*mapped, "-map", "1:a:0", "-c:a", "copy"]
    command = [*quiet(ffmpeg), *_STRICT, *inputs, *mapped, *coding, *PLAIN, "-movflags", "+faststart", "-f", "mp4"]
    return write(command, target, advance, stall=_PATIENCE)


def looked_over(ffmpeg: Ffmpeg, reel: Reel, coding: Sequence[str], folder: Path, advance: Advance) -> None:
    """Make the first of two passes, which only writes a log to ``folder``."""
    mapped = ["-map", f"0:{reel.stream}", *coding, "-f", "null"]
    write([*quiet(ffmpeg), *_STRICT, *reading(reel.source), *mapped], folder / "nothing", advance)


def sampled(ffmpeg: Ffmpeg, reel: Reel, coding: Sequence[str], start: float, length: float) -> int:
    """Encode a stretch of the pictures, in seconds, and give how many bytes that takes; nothing is kept."""
    seek = ["-ss", f"{start:.3f}", *reading(reel.source), "-map", f"0:{reel.stream}", "-t", f"{length:.3f}"]
    size = 0
    with process.running([*quiet(ffmpeg), *_STRICT, *seek, *coding, "-f", "h264", "-"]) as output:
        while piece := output.read(_PIECE):
            size += len(piece)
    return size


def decoded(ffmpeg: Ffmpeg, path: Path, advance: Advance) -> tuple[int, tuple[str, ...]]:
    """Decode all pictures of a finished video: how many there are, and what ffmpeg complained of."""
    command = [*quiet(ffmpeg), *reading(path), "-map", "0:v:0", "-f", "null", "-progress", "pipe:1", "-"]
    count = 0
    with process.running(command) as output:
        for line in output.lines():
            name, _, value = line.partition("=")
            if name == "frame":
                count = int(value)
            if name == "out_time_us" and value.isdigit():
                advance(int(value) / 1e6)
    return count, output.complaints


def still(ffmpeg: Ffmpeg, path: Path, at: float, target: Path) -> bool:
    """Write the picture shown at a time as PNG; says whether there is one."""
    one = ["-map", "0:v:0", "-frames:v", "1", "-c:v", "png", "-update", "1", "-f", "image2", f"file:{target}"]
    process.run([*quiet(ffmpeg), "-ss", f"{at:.3f}", *reading(path), *one])
    return target.is_file()


def thumbnail(ffmpeg: Ffmpeg, path: Path, at: float) -> bytes:
    """Give the picture shown at a time as 32 x 18 bytes of grey; empty if there is none."""
    grey = ["-vf", "scale=32:18:flags=area,format=gray", "-f", "rawvideo", "-"]
    with process.running(
        [*quiet(ffmpeg), "-ss", f"{at:.3f}", *reading(path), "-map", "0:v:0", "-frames:v", "1", *grey]
    ) as output:
        return output.read(-1)
