"""How long, and how large, a recording says that it is: to tell a whole file from one that was cut off."""

import struct
from pathlib import Path

import mutagen
from mutagen.aac import AAC
from mutagen.mp3 import BitrateMode, MPEGInfo

from pipeline.tools.chunks import STREAMED, streamed

_OGG_TAIL = 65_536
"""Bytes in which the last page of an Ogg file lies: none is larger (RFC 3533, section 6)."""
_LAST_PAGE = 4
"""The bit of header_type that marks the end of a stream."""
_PAGE_HEADER = 27


def declared_seconds(path: Path) -> float | None:
    """Give the duration in the file's own header, or None if it has none that can be trusted."""
    try:
        media = mutagen.File(path)
    except Exception:  # noqa: BLE001 - mutagen raises all sorts on damaged files; ffmpeg has the last word on them
        return None
    info = getattr(media, "info", None)
    guessed = isinstance(media, AAC) or (isinstance(info, MPEGInfo) and info.bitrate_mode is BitrateMode.UNKNOWN)
    length = getattr(info, "length", None)
    return float(length) if length and not guessed and not streamed(path) else None


def is_cut_off(path: Path) -> bool:
    """Say whether the file is shorter than its own container says, or lacks the container's end."""
    with path.open("rb") as file:
        head = file.read(32)
    size = path.stat().st_size
    if head.startswith(b"OggS"):
        return not _ogg_ends(path, size)
    declared = _declared_size(head)
    return declared is not None and size < declared - 1  # a last, odd byte may lack its padding


def _declared_size(head: bytes) -> int | None:
    """Give the bytes of the whole file by the first 32 of them; None where the container does not tell."""
    if len(head) < 32:  # noqa: PLR2004 - what was read above
        return None
    if head.startswith((b"RF64", b"BW64")):  # EBU Tech 3306: the size stands in the chunk ds64
        return int(struct.unpack_from("<Q", head, 20)[0]) + 8
    if head.startswith(b"riff\x2e\x91\xcf\x11"):  # Sony Wave64
        return int(struct.unpack_from("<Q", head, 16)[0])
    if head.startswith((b"RIFF", b"FORM")):  # WAVE and AIFF
        size = int(struct.unpack_from("<I" if head[:1] == b"R" else ">I", head, 4)[0])
        return size + 8 if 0 < size < STREAMED else None
    return None


def _ogg_ends(path: Path, size: int) -> bool:
    """Say whether the last page is whole and marked as the end of its stream (RFC 3533, section 6)."""
    with path.open("rb") as file:
        file.seek(max(0, size - _OGG_TAIL))
        tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) < _PAGE_HEADER or not page[5] & _LAST_PAGE:
        return False
    segments = page[_PAGE_HEADER : _PAGE_HEADER + page[26]]
    return len(page) >= _PAGE_HEADER + page[26] + sum(segments)
