"""Boxes, of which an MP4 file is made: ISO/IEC 14496-12, section 4.2."""

from collections.abc import Iterator, Sequence
from io import SEEK_CUR
from typing import BinaryIO

_HEADER = 8
_LONG = 1
"""The size of a box whose true size follows in 64 bits."""
_TO_THE_END = 0


class NoBoxError(ValueError):
    """A box is not where it should be; the message says which."""


def number(value: int, size: int = 4) -> bytes:
    """Give a number as the format has it: ``size`` bytes, the highest first."""
    return value.to_bytes(size, "big")


def box(kind: bytes, *parts: bytes) -> bytes:
    """Give a box that holds ``parts``."""
    return b"".join([number(_HEADER + sum(map(len, parts))), kind, *parts])


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Give a box that tells its version and flags."""
    return box(kind, number(version, 1), number(flags, 3), *parts)


def inside(data: memoryview, path: Sequence[bytes]) -> memoryview:
    """Give what the first box at the end of ``path`` holds, from box to box. Raises NoBoxError."""
    for kind in path:
        found = (body for name, body in _boxes(data) if name == kind)
        data = next(found, memoryview(b""))
        if not data:
            raise NoBoxError(f"no {kind.decode('latin-1')} where one should be")
    return data


def read(file: BinaryIO, kind: bytes) -> bytes:
    """Read what the first box of this kind at the top of a file holds. Raises NoBoxError."""
    file.seek(0)
    while len(head := file.read(_HEADER)) == _HEADER and (size := int.from_bytes(head[:4], "big")) != _TO_THE_END:
        body = size - _HEADER if size != _LONG else int.from_bytes(file.read(8), "big") - 2 * _HEADER
        if head[4:] == kind:
            return file.read(body)
        file.seek(body, SEEK_CUR)
    raise NoBoxError(f"no {kind.decode('latin-1')} in the file")


def _boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    while len(data) >= _HEADER:
        size = max(_HEADER, int.from_bytes(data[:4], "big"))
        yield bytes(data[4:_HEADER]), data[_HEADER:size]
        data = data[size:]
