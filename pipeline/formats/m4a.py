"""AAC-LC in an M4A, with chapters: written and read in memory that grows by 4 bytes a frame, 0.7 MB an hour.

Sources: ISO/IEC 14496-12 (boxes), 14496-14 and 14496-1, 7.2.6 (what tells of the codec), 14496-3, 1.6.2.1 (the
decoder's settings). The boxes are those of ffmpeg, which holds some 60 bytes for each frame.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.formats import adts
from pipeline.formats.m4achapters import Titles
from pipeline.formats.m4atracks import Track, movie, swapped
from pipeline.formats.mp4boxes import box, full, inside, number, read

DELAY = adts.FRAME
"""Samples by which ffmpeg's encoder is late: an edit list leaves them out."""
_KIND, _FREE = box(b"ftyp", b"M4A ", number(512), b"M4A ", b"isom", b"iso2"), box(b"free")
_MDAT = 8
"""Bytes of the head of ``mdat``."""
_CHUNK = 1 << 20
"""A chunk has fewer bytes: players read one at a time."""
_GROUP = 1024
"""Frames that are read at a time."""
_ROLL = full(b"sgpd", b"roll", number(2), number(1), number((1 << 16) - 1, 2), version=1)
"""A decoder must begin a frame early (10.1)."""


class InexactError(ValueError):
    """There are not as many frames as the sound takes; the message has both counts."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The bytes of each frame, and the ``samples`` per channel that are heard of them, after ``DELAY``.

    Raises InexactError unless there are as many frames as the samples take.
    """

    rate: int
    channels: int
    samples: int
    sizes: "array[int]"

    def __post_init__(self) -> None:
        """Count."""
        if len(self.sizes) != -(-self.length // adts.FRAME):
            raise InexactError(f"{len(self.sizes)} frames of AAC are not {self.samples} samples")

    @property
    def length(self) -> int:
        """The samples with those that are not heard."""
        return self.samples + DELAY

    @property
    def size(self) -> int:
        """The bytes of all frames."""
        return sum(self.sizes)


def write(frames: Iterable[bytes], file: BinaryIO) -> "array[int]":
    """Write frames as they come; gives their sizes. What is before them and behind them is written by ``finish``."""
    sizes = array("I")
    file.seek(len(_KIND + _FREE) + _MDAT)
    for frame in frames:
        file.write(frame)
        sizes.append(len(frame))
    return sizes


def finish(file: BinaryIO, frames: Frames) -> None:
    """Write the index behind frames that were written, and the heads before them."""
    file.write(_index(frames, len(_KIND + _FREE) + _MDAT))
    file.seek(0)
    file.writelines([_KIND, _FREE, number(_MDAT + frames.size), b"mdat"])


def rewrite(source: Path, target: Path, titles: Titles | None, language: str) -> None:
    """Copy the sound of an M4A that was written here, with chapters and with its index in front.

    ``language`` is ISO 639-2.
    """
    frames, groups = _read(source)
    samples = titles.samples if titles else b""
    begin = len(_KIND + _index(frames, 0, titles, language) + _FREE) + _MDAT + len(samples)
    head = [_KIND, _index(frames, begin, titles, language), _FREE, number(_MDAT + len(samples) + frames.size), b"mdat"]
    with target.open("wb") as file:
        file.writelines([*head, samples])
        file.writelines(frame for group in groups for frame in group)


def stream(path: Path) -> tuple[Frames, Iterator[bytes]]:
    """Give what an M4A that was written here tells of its sound, and its frames as ADTS, some seconds at a time."""
    frames, groups = _read(path)

    def told(group: list[bytes]) -> bytes:
        return b"".join(adts.header(len(frame), frames.rate, frames.channels) + frame for frame in group)

    return frames, map(told, groups)


def digest(path: Path) -> str:
    """Give the digest (hex) of the coded sound of an M4A that was written here: every frame, and what is heard."""
    frames, groups = _read(path)
    found = hashlib.sha256(repr((frames.rate, frames.channels, frames.samples)).encode())
    found.update(frames.sizes)
    for group in groups:
        found.update(b"".join(group))
    return found.hexdigest()


def _index(frames: Frames, offset: int, titles: Titles | None = None, language: str = "und") -> bytes:
    """Give the box ``moov`` for frames that begin at byte ``offset``, the chapters' titles right ahead of them."""
    count = len(frames.sizes)
    last = frames.length - (count - 1) * adts.FRAME
    sound = Track(
        kind=b"soun",
        named=b"SoundHandler",
        rate=frames.rate,
        start=DELAY,
        heard=frames.samples,
        media=full(b"smhd", bytes(4)),
        entry=_entry(frames),
        times=((count, adts.FRAME),) if last == adts.FRAME else ((count - 1, adts.FRAME), (1, last)),
        sizes=frames.sizes,
        chunks=tuple(_chunks(frames.sizes, offset)),
        language=language,
        more=_ROLL + full(b"sbgp", b"roll", number(1), number(count), number(1)),
    )
    if titles is None:
        return movie(sound, None, b"")
    return movie(sound, titles.track(frames.rate, max(0, offset - len(titles.samples))), titles.listed)


def _entry(frames: Frames) -> bytes:
    """Give the box that tells of the codec; beyond the mean, bit rates are not told."""
    kbps = number(frames.size * 8 * frames.rate // frames.length)
    decoder = number(adts.LOW_COMPLEXITY << 11 | adts.RATES.index(frames.rate) << 7 | frames.channels << 3, 2)
    no_more = bytes.fromhex("56e500")  # no band is replicated, as ffmpeg's encoder says
    settings = _described(5, decoder, no_more)
    codec = _described(4, bytes.fromhex("4015 000000"), kbps, kbps, settings)
    told = full(b"esds", _described(3, bytes.fromhex("0001 00"), codec, _described(6, b"\x02")))
    shape = number(frames.channels, 2) + number(16, 2) + bytes(4) + number(frames.rate << 16)
    return box(b"mp4a", bytes(6), number(1, 2), bytes(8), shape, told)


def _described(tag: int, *parts: bytes) -> bytes:
    """Give a descriptor (14496-1, 8.3.3), its size in four bytes of seven bits."""
    return number(tag, 1) + b"\x80\x80\x80" + number(sum(map(len, parts)), 1) + b"".join(parts)


def _chunks(sizes: "array[int]", offset: int) -> Iterator[tuple[int, int]]:
    """Give the frames of each chunk, and where it begins."""
    count = held = 0
    for size in sizes:
        if count and held + size >= _CHUNK:
            yield count, offset
            offset, count, held = offset + held, 0, 0
        count, held = count + 1, held + size
    yield count, offset


def _read(path: Path) -> tuple[Frames, Iterator[list[bytes]]]:
    """Give what is told of the frames, and themselves, some seconds at a time. They follow each other without a gap."""
    with path.open("rb") as file:
        track = inside(memoryview(read(file, b"moov")), [b"trak"])
    table = inside(track, [b"mdia", b"minf", b"stbl"])
    clock, edits = inside(track, [b"mdia", b"mdhd"]), inside(track, [b"edts", b"elst"])
    rate = _number(clock, 20 if clock[0] else 12)
    heard = _number(edits, 8, 8 if edits[0] else 4)
    channels = _number(inside(table, [b"stsd"]), 30) & 0xFF
    sizes = swapped(array("I", inside(table, [b"stsz"])[12:].tobytes()))
    begin = _number(inside(table, [b"stco"]), 8)
    return Frames(rate, channels, heard, sizes), _groups(path, begin, sizes)


def _number(data: memoryview, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _groups(path: Path, begin: int, sizes: "array[int]") -> Iterator[list[bytes]]:
    with path.open("rb") as file:
        file.seek(begin)
        for start in range(0, len(sizes), _GROUP):
            yield [file.read(size) for size in sizes[start : start + _GROUP]]
