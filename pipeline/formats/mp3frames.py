"""The frames of an MPEG audio stream, layer III: their headers, and where each begins.

Sources: ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3 (header), 2.4.3.1 (length of a frame and its padding);
ISO/IEC 13818-3, 2.4.2.3 (lower sampling frequencies). MPEG 2.5 is no standard, but every player has it.
"""

from array import array
from dataclasses import dataclass
from functools import lru_cache
from os import SEEK_END
from typing import BinaryIO

MPEG_1 = 3
"""The version as the header has it: 3 is MPEG-1, 2 is MPEG-2, 0 is the so-called MPEG 2.5."""
_LAYER_3 = 1
_MONO = 3
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOWER_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
HEADER = 4
"""Bytes of a header."""


class NoFrameError(ValueError):
    """There is no frame of layer III where one should begin; the message says what is there."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What a frame says of itself: ``rate`` in Hz, ``kbps`` in kb/s, ``padded`` by a byte; ``word``, its 4 bytes."""

    word: bytes
    version: int
    kbps: int
    rate: int
    padded: bool
    mono: bool

    @property
    def samples(self) -> int:
        """The samples per channel: two granules of 576 in MPEG-1, else one."""
        return 1152 if self.version == MPEG_1 else 576

    @property
    def size(self) -> int:
        """The bytes of the whole frame: 144 (72) · bit rate / sampling frequency, rounded down, and the padding."""
        return self.samples // 8 * self.kbps * 1000 // self.rate + self.padded

    @property
    def side(self) -> int:
        """The bytes of the side information (2.4.1.7), which follows the header."""
        return (17 if self.mono else 32) if self.version == MPEG_1 else (9 if self.mono else 17)

    def at(self, kbps: int) -> "FrameHeader":
        """Give the header of an unpadded frame of the same kind with another bit rate. Raises ValueError: no such."""
        rates = _KBPS if self.version == MPEG_1 else _LOWER_KBPS
        head = self.word[:2] + bytes([rates.index(kbps) << 4 | self.word[2] & 0x0D]) + self.word[3:]
        return frame_header(head)

    def roomy(self, size: int) -> "FrameHeader":
        """Give the header of an unpadded frame with at least this bit rate that has room for ``size`` bytes."""
        rates = _KBPS if self.version == MPEG_1 else _LOWER_KBPS
        headers = (self.at(kbps) for kbps in rates if kbps >= self.kbps)
        return next(header for header in headers if header.size >= size)


@lru_cache(maxsize=64)
def frame_header(word: bytes) -> FrameHeader:
    """Read a frame's first four bytes.

    Raises:
        NoFrameError: they are no header of a layer III frame, or of one with a free bit rate.
    """
    if len(word) < HEADER or word[0] != 0xFF or word[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the sync word
        raise NoFrameError("it does not begin with an MPEG audio frame")
    version, layer = word[1] >> 3 & 3, word[1] >> 1 & 3
    kbps, rate = word[2] >> 4, word[2] >> 2 & 3
    if version not in _RATES or layer != _LAYER_3 or rate >= len(_RATES[version]) or not 0 < kbps < len(_KBPS):
        raise NoFrameError("its first frame is not of MPEG layer III")
    rates = _KBPS if version == MPEG_1 else _LOWER_KBPS
    return FrameHeader(word, version, rates[kbps], _RATES[version][rate], bool(word[2] & 2), word[3] >> 6 == _MONO)


def frame_starts(stream: bytes) -> list[int]:
    """Give where each frame begins, and last where the stream ends.

    Raises:
        NoFrameError: something else stands between the frames, or the last one is cut off.
    """
    starts, at = [0], 0
    while at < len(stream):
        at += frame_header(stream[at : at + HEADER]).size
        starts.append(at)
    if at > len(stream):
        raise NoFrameError("its last frame is cut off")
    return starts


def frame_starts_of(file: BinaryIO) -> "array[int]":
    """Give where each frame of a whole file begins, and last where it ends, as ``frame_starts``; 8 bytes a frame.

    Raises:
        NoFrameError: something else stands between the frames, or the last one is cut off.
    """
    starts, end, at = array("Q", [0]), file.seek(0, SEEK_END), 0
    while at < end:
        file.seek(at)
        at += frame_header(file.read(HEADER)).size
        starts.append(at)
    if at > end:
        raise NoFrameError("its last frame is cut off")
    return starts
