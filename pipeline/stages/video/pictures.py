"""Pictures and finished sound become one MP4, and the proof of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError, ToolError
from pipeline.events import Warned
from pipeline.stages.mastering.job import Bench, progress
from pipeline.stages.mastering.refuse import CUT
from pipeline.stages.video import plan
from pipeline.stages.video.plan import Source
from pipeline.stages.video.sound import AGAIN
from pipeline.tools.ffmpeg.videopasses import Packets, Reel, decoded, packets, written
from pipeline.tools.ffmpeg.videoprobe import PictureStream, footage

THREADS = 2
"""Fixed, since x264's bytes depend on it: one lesson uses two cores, and two at once take no longer than in a row."""
_LOST = 0.01
"""Share of the pictures that may be beyond decoding."""
PRESET = "medium"
"""As measured on lectures and slides, ``slow`` takes half as long again for pictures no smaller and no better."""
QUALITY = ("-crf", "23", "-preset", PRESET)


@dataclass(frozen=True, slots=True)
class Footage:
    """A finished MP4 as it was read back."""

    path: Path
    seconds: float
    width: int
    height: int
    copied: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """What a video is made from: pictures of a file as they came, and finished sound."""

    reel: Reel
    source: Source


def inspect(bench: Bench, path: Path, pictures: PictureStream, expected: float | None) -> Packets:
    """Find where the pictures stand in time, without decoding them.

    Raises:
        ContentError: there are none, or the file is cut off.
    """
    with progress(bench, "read", expected) as advance, blamed_on_content():
        found, complaints = packets(bench.ffmpeg, path, pictures.stream, advance)
    if any(mark in line for line in complaints for mark in CUT):
        raise ContentError("it is cut off: the file ends too early", AGAIN)
    if found is None:
        raise ContentError("it holds no pictures that can be read", AGAIN)
    return found


def copy(bench: Bench, cut: Cut) -> Path:
    """Put the pictures as they are beside the sound."""
    return _write(bench, "copy", cut, ["-c:v", "copy"])


def transcode(bench: Bench, cut: Cut, height: int, control: Sequence[str]) -> Path:
    """Encode the pictures; ``control`` are the arguments that decide their quality or bit rate."""
    return _write(bench, "pictures", cut, coding(cut.source, height, control))


def coding(source: Source, height: int, control: Sequence[str]) -> list[str]:
    """Give ffmpeg's arguments: H.264 High, closed groups of two seconds."""
    rate = plan.rate(source)
    shape = ["-vf", plan.filters(source, source.size(height), rate), "-c:v", "libx264", "-profile:v", "high"]
    groups = ["-g", str(round(2 * rate)), "-flags:v", "+cgop+bitexact", "-threads", str(THREADS)]
    return [*shape, *groups, *control]


def prove(bench: Bench, path: Path, *, copied: bool) -> Footage:
    """Read the finished file back; pictures that were only copied are decoded, since nothing has yet done that.

    Raises:
        ContentError: too many of the copied pictures are damaged.
    """
    (one,) = footage(bench.ffmpeg, path).pictures
    found, _ = packets(bench.ffmpeg, path, one.stream, lambda _: None)
    if found is None or one.codec != "h264" or one.pixels != "yuv420p" or one.sar != 1 or one.turned:
        raise ToolError(f"ffmpeg made {one} of it", "report this: it should have been H.264 that every browser plays")
    if copied:
        with progress(bench, "look", found.end) as advance, blamed_on_content():
            shown, complaints = decoded(bench.ffmpeg, path, advance)
        _judge(bench, complaints, len(found.times) - shown, len(found.times))
    return Footage(path, found.end, one.width, one.height, copied)


def _write(bench: Bench, work: str, cut: Cut, arguments: Sequence[str]) -> Path:
    target = bench.folder / "video.mp4"
    with progress(bench, work, cut.source.seconds()) as advance, blamed_on_content():
        complaints = written(bench.ffmpeg, cut.reel, arguments, target, advance)
    if work != "copy":
        _judge(bench, complaints, 0, 1)
    return target


def _judge(bench: Bench, complaints: Sequence[str], lost: int, of: int) -> None:
    if lost > of * _LOST + 1:
        raise ContentError(f"{lost} of its {of} pictures cannot be decoded", AGAIN)
    if complaints:
        words = complaints[-1]
        bench.tell(Warned(f"{bench.task}: parts of the pictures are damaged: look at the result ({words})"))


@contextmanager
def blamed_on_content() -> Iterator[None]:
    """Turn a failure of ffmpeg's into one of the file that it read, unless the disk is full."""
    try:
        yield
    except ToolError as error:
        said = error.message.splitlines()[-1].strip()
        if "No space left" in error.message:
            raise
        raise ContentError(f"its pictures cannot be decoded ({said})", AGAIN) from error
