"""How large a zip's own list of files is, before anything reads it (PKWARE APPNOTE 6.3.9, 4.3.14 and 4.3.16)."""

import struct
from pathlib import Path

_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 1 << 17
"""Bytes at the end that hold both records: the comment between them and the end is 65 535 bytes at most."""

_UNKNOWN = 0xFFFFFFFF


def directory_size(path: Path) -> int:
    """Give the bytes of the central directory as the zip tells them; 0 if it has no end record."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _TAIL))
        tail = file.read(_TAIL)
    end, end64 = tail.rfind(_END), tail.rfind(_END64)
    small = _number(tail, end, 12, "<I")
    return max(0 if small == _UNKNOWN else small, _number(tail, end64, 40, "<Q"))


def _number(tail: bytes, record: int, offset: int, form: str) -> int:
    if record < 0 or record + offset + struct.calcsize(form) > len(tail):
        return 0
    found: int = struct.unpack_from(form, tail, record + offset)[0]
    return found
