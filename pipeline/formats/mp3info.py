"""Write the frame ahead of an MP3's sound that tells how long it is: Xing's header with LAME's extension.

Source: "Mp3 Info Tag revision 1 Specifications" by LAME's developers. For a constant bit rate it is called ``Info``.
"""

from dataclasses import dataclass
from struct import pack

from pipeline.formats.crc16 import crc16
from pipeline.formats.mp3frames import HEADER, FrameHeader

DELAY = 576
"""The samples that LAME puts ahead of the sound; a decoder adds 529 of its own and knows it."""
_XING = 120
_LAME = 36
_ENTRIES = 100
_ALL = 0x0F  # frames, bytes, table, quality
_CONSTANT = 1
_MOST_PADDING = 0xFFF
_ATH = 4
"""The threshold of hearing that LAME goes by unless it is told otherwise."""
_STEREO_MODES = (1, 3, 2, 0)
"""LAME's number for each mode of a frame's header: stereo, joint stereo, dual channel, mono."""


@dataclass(frozen=True, slots=True)
class Sound:
    """An encoded stream: the header of one of its frames, its frames and bytes, their CRC-16.

    ``samples`` per channel went into the encoder, which calls itself ``encoder``, nine letters at most, "LAME" first;
    ``level`` is LAME's quality, 0 (best) to 9.
    """

    header: FrameHeader
    frames: int
    size: int
    crc: int
    samples: int
    level: int
    encoder: bytes


def info_size(header: FrameHeader) -> int:
    """Give the bytes of the Info frame ahead of frames like this one."""
    return _frame(header).size


def info_frame(sound: Sound) -> bytes:
    """Give the frame. Decoders skip it; players take the length, the gap and the places to seek to from it.

    Raises:
        ValueError: the frames cannot hold the samples, or hold far more than them.
    """
    frame = _frame(sound.header)
    padding = sound.frames * frame.samples - DELAY - sound.samples
    if not 0 <= padding <= _MOST_PADDING:
        raise ValueError(f"{sound.frames} frames are not what {sound.samples} samples become")
    whole = frame.size + sound.size
    tag = [b"Info", pack(">III", _ALL, sound.frames, whole), _table(frame.size, whole), pack(">I", 60 - sound.level)]
    # version · tag revision 0, constant rate · lowpass unknown · no peak, no gain · no flags, threshold type · rate
    lame = pack(">9sBBIHHBB", sound.encoder.ljust(9), _CONSTANT, 0, 0, 0, 0, _ATH, min(sound.header.kbps, 255))
    mode = _STEREO_MODES[frame.word[3] >> 6] << 2
    source = {44_100: 1, 48_000: 2}.get(frame.rate, 0 if frame.rate < 44_100 else 3) << 6  # noqa: PLR2004 - as listed
    lame += pack(">I", DELAY << 12 | padding)[1:] + pack(">BBHIH", source | mode, 0, 0, whole, sound.crc)
    head = b"".join([frame.word, bytes(frame.side), *tag, lame])
    return (head + pack(">H", crc16(head))).ljust(frame.size, b"\0")


def _frame(header: FrameHeader) -> FrameHeader:
    return header.roomy(HEADER + header.side + _XING + _LAME)


def _table(first: int, whole: int) -> bytes:
    """Give, for each hundredth of the time, where it begins, in 256ths of the bytes with this frame."""
    return bytes((first + (whole - first) * n // _ENTRIES) * 256 // whole for n in range(_ENTRIES))
