"""The chunks of a WAV, RF64 or Wave64 file: whether its header counts all the sound that is in it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import ContentError

STREAMED = 0xFFFF_F000
"""What was written to a pipe has no length: its header says about 4 GiB, or nothing."""

_GUID = b"\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a"
"""The end of the names of Wave64's chunks, but for its first."""
_PLAIN, _WIDE = 8, 24
"""Bytes of a chunk's name and size, in WAV and in Wave64."""
_FORMAT = 12
"""Bytes of the format that matter: those of a second stand at 8."""
_LOOKED_AT = 1 << 20
_SLACK = 0.5
_MEND = "let an audio editor save all of it as FLAC (Audacity: import raw data); over 4 GB, record as RF64 or FLAC"


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    start: int
    size: int


def streamed(path: Path) -> bool:
    """Say whether a WAV was written without knowing its length, so that its sound goes on to the end of the file."""
    with path.open("rb") as file:
        if file.read(4) != b"RIFF":
            return False
        return any(one.name == b"data" and not 0 < one.size < STREAMED for one in _chunks(file, path.stat().st_size))


def refuse_uncounted(path: Path) -> None:
    """Refuse a file with sound behind the end that its header tells of, which programs leave out without a word.

    A WAV of more than 4 GiB has such a header, and so has one whose recorder was switched off.

    Raises:
        ContentError: more than half a second is not counted.
    """
    size, rate, data, end = path.stat().st_size, 0, 0, 0
    with path.open("rb") as file:
        for one in _chunks(file, size):
            if end and one.start + one.size > size:
                break  # sound whose first bytes read like a name
            if one.name == b"fmt ":
                rate = _bytes_a_second(file, one)
            data = one.size if one.name == b"data" else data
            if one.name == b"data" or end:
                end = one.start + one.size
        empty = not any(_ends(file, end, size))  # room that a recorder set aside
    if end and not empty and size - end > rate * _SLACK > 0 and not streamed(path):
        told = f"its header tells of {data / rate:.1f} s, but {(size - end) / rate:.1f} s more are in the file"
        raise ContentError(told, _MEND)


def _ends(file: IO[bytes], start: int, end: int) -> bytes:
    """Give the first and the last of some bytes."""
    file.seek(start)
    first = file.read(_LOOKED_AT)
    file.seek(max(start, end - _LOOKED_AT))
    return first + file.read(_LOOKED_AT)


def _bytes_a_second(file: IO[bytes], chunk: _Chunk) -> int:
    file.seek(chunk.start)
    return int(struct.unpack_from("<I", file.read(_FORMAT), 8)[0]) if chunk.size >= _FORMAT else 0


def _chunks(file: IO[bytes], size: int) -> Iterator[_Chunk]:
    """Give the chunks, as far as what is read looks like one. The generator moves in the file; so may its reader."""
    file.seek(0)
    head, whole = file.read(40), 0
    wide = head.startswith(b"riff")
    if not (wide or head[8:12] == b"WAVE"):
        return
    at, step, even = (40, _WIDE, 8) if wide else (12, _PLAIN, 2)
    while at + step <= size:
        file.seek(at)
        name, length = _wide(file.read(step)) if wide else _plain(file.read(step))
        if not name.isascii() or not name.replace(b" ", b"").isalnum() or length < 0:
            return
        if name == b"ds64":
            whole = int(struct.unpack("<8xQ", file.read(16).ljust(16, b"\0"))[0])
        if name == b"data" and head[:4] in {b"RF64", b"BW64"}:
            length = whole if length == 0xFFFF_FFFF else length  # noqa: PLR2004 - EBU Tech 3306: see ds64
        yield _Chunk(name, at + step, length)
        at += step + length + -length % even


def _plain(head: bytes) -> tuple[bytes, int]:
    return head[:4], int(struct.unpack_from("<I", head, 4)[0])


def _wide(head: bytes) -> tuple[bytes, int]:
    """Read a chunk of Wave64, whose size counts its name and itself."""
    name = head[:4] if head[4:16] == _GUID else b"\xff"
    return name, int(struct.unpack_from("<q", head, 16)[0]) - _WIDE
