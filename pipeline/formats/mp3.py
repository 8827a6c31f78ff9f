"""The header that tells players how long an MP3 is and where to seek: Xing's, with LAME's extension.

Source: "Mp3 Info Tag revision 1 Specifications" by LAME's developers.
"""

from dataclasses import dataclass
from pathlib import Path
from struct import unpack, unpack_from

from pipeline.formats.mp3frames import HEADER, FrameHeader, NoFrameError, frame_header

_HEAD = 4096
_FRAMES, _SIZE, _TOC, _QUALITY = 1, 2, 4, 8


class NoXingError(ValueError):
    """The MP3 does not begin with a frame that has a Xing header; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Xing:
    """What the header says: the audio frames and their bytes (the header's own frame counts among the bytes alone).

    ``delay`` and ``padding`` are the samples that the encoder added at the start and the end; ``rate`` is in Hz.
    """

    frames: int
    size: int
    delay: int
    padding: int
    is_cbr: bool
    rate: int
    samples_per_frame: int

    @property
    def samples(self) -> int:
        """The samples per channel that remain when a player has cut off what the encoder added."""
        return self.frames * self.samples_per_frame - self.delay - self.padding


def read_xing(source: Path | bytes) -> Xing:
    """Read the header of an MP3, after its ID3v2 tag if it has one. Raises NoXingError."""
    frame = _first_frame(source)
    header = _frame(frame)
    offset = HEADER + header.side
    mark = frame[offset : offset + 4]
    if mark not in {b"Xing", b"Info"}:
        raise NoXingError("the first frame has no Xing or Info header")
    (flags,) = unpack_from(">I", frame, offset + 4)
    frames, size, after = _counts(frame, offset + 8, flags)
    delay, padding = _lame(frame, after)
    return Xing(frames, size, delay, padding, mark == b"Info", header.rate, header.samples)


def _first_frame(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        start = _tag_size(source[:10])
        return source[start : start + _HEAD]
    with source.open("rb") as file:
        file.seek(_tag_size(file.read(10)))
        return file.read(_HEAD)


def _tag_size(head: bytes) -> int:
    if head[:3] != b"ID3":
        return 0
    a, b, c, d = head[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _frame(frame: bytes) -> FrameHeader:
    if len(frame) < _HEAD // 32:
        raise NoXingError("it does not begin with an MPEG audio frame")
    try:
        return frame_header(frame[:HEADER])
    except NoFrameError as error:
        raise NoXingError(str(error)) from error


def _counts(frame: bytes, position: int, flags: int) -> tuple[int, int, int]:
    if not (flags & _FRAMES and flags & _SIZE):
        raise NoXingError("its Xing header does not say how many frames and bytes there are")
    frames, size = unpack_from(">II", frame, position)
    return frames, size, position + 8 + (100 if flags & _TOC else 0) + (4 if flags & _QUALITY else 0)


def _lame(frame: bytes, position: int) -> tuple[int, int]:
    """Give delay and padding, 12 bits each, 21 bytes into LAME's extension."""
    if frame[position : position + 4] not in {b"LAME", b"Lavf", b"Lavc"}:
        raise NoXingError("its Xing header lacks LAME's extension, which says what the encoder added")
    (packed,) = unpack(">I", b"\0" + frame[position + 21 : position + 24])
    return packed >> 12, packed & 0xFFF
