"""AAC as a bare stream of frames, ADTS: ISO/IEC 14496-3, section 1.A.2."""

from collections.abc import Iterable, Iterator

FRAME = 1024
"""Samples of each channel in a frame of AAC-LC."""
RATES = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000)
"""By the number that stands for them."""
LOW_COMPLEXITY = 2
"""The number of AAC-LC among the kinds of audio objects."""
_HEADER = 7
_SYNC = bytes.fromhex("fff1")
"""Twelve ones, MPEG-4, and no checksum."""


def header(size: int, rate: int, channels: int) -> bytes:
    """Give the header of a frame of AAC-LC that has ``size`` bytes without it."""
    shape = (LOW_COMPLEXITY - 1) << 14 | RATES.index(rate) << 10 | channels << 6
    whole = shape << 24 | (size + _HEADER) << 13 | 0x7FF << 2  # 0x7FF: the bit rate varies
    return _SYNC + whole.to_bytes(5, "big")


def frames(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a stream, in pieces of any size, into its frames, without their headers.

    Raises:
        ValueError: it is no such stream, or breaks off.
    """
    held = b""
    for piece in stream:
        held, at = held + piece, 0
        while len(held) - at >= _HEADER and len(held) - at >= (size := _size(held, at)):
            yield held[at + _HEADER : at + size]
            at += size
        held = held[at:]
    if held:
        raise ValueError("the stream of AAC breaks off in a frame")


def _size(data: bytes, at: int) -> int:
    if data[at : at + 2] != _SYNC:
        raise ValueError("there is no frame of AAC where one should begin")
    return int.from_bytes(data[at + 3 : at + 6], "big") >> 5 & 0x1FFF
