"""An M4A of our own is the one that ffmpeg makes of the same frames, and takes hardly any memory."""

import subprocess
import tracemalloc
from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from mutagen.mp4 import MP4

from formats.test_alternate_tags import chapters as listed
from mastering.sound import FFMPEG
from pipeline.formats import adts, m4a
from pipeline.formats.m4achapters import Titles, titles
from pipeline.formats.timecode import milliseconds
from pipeline.model.episode import Chapter
from pipeline.tools.ffmpeg.probe import packets
from samples import ROOT

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
CODER = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "aac", "-aac_coder", "fast")
SHAPES = pytest.mark.parametrize(("rate", "channels", "seconds"), [(48_000, 2, 90.0131), (44_100, 1, 7.777)])
TEN_HOURS = 10 * 3600 * 48_000


def run(*arguments: str) -> bytes:
    command = [FFMPEG.path, "-v", "error", "-y", *arguments]
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout


def decoded(path: Path) -> bytes:
    return run("-i", str(path), "-map", "0:a", "-f", "f32le", "-")


def ours(frames: Sequence[bytes], path: Path, rate: int, channels: int, samples: int) -> Path:
    with path.open("wb") as file:
        sizes = m4a.write(frames, file)
        m4a.finish(file, m4a.Frames(rate, channels, samples, sizes))
    return path


def spoken(folder: Path, rate: int, channels: int, seconds: float) -> tuple[Path, Path, int]:
    """Give a voice as ffmpeg's M4A, as ours, and its samples."""
    raw, theirs, bare = (folder / name for name in ("raw", "theirs.m4a", "bare.aac"))
    form = ("-f", "f32le", "-ar", f"{rate}", "-ac", f"{channels}")
    run("-i", str(ADA), "-t", f"{seconds}", *form, str(raw))
    for kind, path in (("ipod", theirs), ("adts", bare)):
        run(*form, "-i", str(raw), *CODER, "-b:a", "128k", "-f", kind, str(path))
    samples = raw.stat().st_size // 4 // channels
    frames = list(adts.frames([bare.read_bytes()]))
    return theirs, ours(frames, folder / "ours.m4a", rate, channels, samples), samples


@SHAPES
def test_it_is_the_file_that_ffmpeg_makes(rate: int, channels: int, seconds: float, tmp_path: Path) -> None:
    theirs, own, samples = spoken(tmp_path, rate, channels, seconds)
    assert packets(FFMPEG, own) == packets(FFMPEG, theirs)
    assert decoded(own) == decoded(theirs)
    assert len(decoded(own)) == samples * channels * 4
    one, other = (MP4(path).info for path in (own, theirs))  # type: ignore[no-untyped-call]
    told = ("length", "bitrate", "channels", "sample_rate", "codec")
    assert [getattr(one, name) for name in told] == [getattr(other, name) for name in told]


@SHAPES
def test_the_sound_stays_where_chapters_come(rate: int, channels: int, seconds: float, tmp_path: Path) -> None:
    _, own, _ = spoken(tmp_path, rate, channels, seconds)
    chapters = (Chapter(2.0, "Først \\ # = ; æøå"), Chapter(3.5, "😀" * 100), Chapter(5.0, ""))
    target = tmp_path / "chaptered.m4a"
    m4a.rewrite(own, target, titles(chapters, seconds), "nob")
    assert (packets(FFMPEG, target), decoded(target)) == (packets(FFMPEG, own), decoded(own))
    assert m4a.digest(target) == m4a.digest(own)
    found = listed(target)
    assert [start for start, _, _ in found] == pytest.approx([2.0, 3.5, 5.0], abs=0.001)
    assert [title for _, _, title in found][1:] == ["😀" * 100, ""]
    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_its_frames_come_out_as_they_went_in(tmp_path: Path) -> None:
    _, own, samples = spoken(tmp_path, 48_000, 2, 30.0)
    frames, stream = m4a.stream(own)
    assert (frames.rate, frames.channels, frames.samples) == (48_000, 2, samples)
    whole = b"".join(stream)
    bare = (tmp_path / "bare.aac").read_bytes()
    assert list(adts.frames([whole])) == list(adts.frames(bare[at : at + 1000] for at in range(0, len(bare), 1000)))
    assert whole[:4] == bare[:4]


def test_another_sound_has_another_digest(tmp_path: Path) -> None:
    frames = [b"\x01\x18\x20\x07"] * 5
    one = ours(frames, tmp_path / "a", 48_000, 1, 4 * 1024)
    others = [
        ours([*frames[:-1], b"\x01\x18\x20\x08"], tmp_path / "b", 48_000, 1, 4 * 1024),
        ours(frames, tmp_path / "c", 48_000, 1, 4 * 1024 - 1),
        ours(frames, tmp_path / "d", 44_100, 1, 4 * 1024),
    ]
    assert len({m4a.digest(path) for path in (one, *others)}) == 4


@pytest.mark.parametrize("samples", [3 * 1024, 4 * 1024 + 1])
def test_too_few_or_too_many_frames_are_refused(samples: int) -> None:
    with pytest.raises(m4a.InexactError, match=rf"5 frames of AAC are not {samples} samples"):
        m4a.Frames(48_000, 1, samples, array("I", [4] * 5))


@pytest.mark.parametrize(
    ("data", "why"), [(b"ID3" + bytes(20), "no frame of AAC"), (adts.header(9, 48_000, 1), "breaks off")]
)
def test_what_is_no_stream_of_frames_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        list(adts.frames([data]))


def test_ten_hours_take_little_memory_and_are_read_to_their_end(tmp_path: Path) -> None:
    """A frame of silence has 6 bytes, one of speech about 340: only their number counts."""
    count = -(-(TEN_HOURS + 1024) // 1024)
    tracemalloc.start()
    frames = (b"\x21\x10\x04\x60\x8c\x1c" for _ in range(count))
    with (tmp_path / "a.m4a").open("wb") as file:
        m4a.finish(file, m4a.Frames(48_000, 2, TEN_HOURS, m4a.write(frames, file)))
    m4a.rewrite(tmp_path / "a.m4a", tmp_path / "b.m4a", Titles((b"One",), (0, milliseconds(36_000))), "nob")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50e6
    assert MP4(tmp_path / "b.m4a").info.length == pytest.approx(36_000, abs=0.05)  # type: ignore[no-untyped-call,attr-defined]
    end = run("-ss", "35999", "-i", str(tmp_path / "b.m4a"), "-f", "f32le", "-")
    assert len(end) == pytest.approx(48_000 * 2 * 4, abs=1024 * 2 * 4)
