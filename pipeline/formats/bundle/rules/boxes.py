"""The boxes of an MP4 as it streams by, to see whether it can start before all of it has come (ISO/IEC 14496-12)."""

import struct

_HEADER, _LARGE = 8, 16
_MOST = 200


class Boxes:
    """Takes a file piece by piece and keeps the order of its outermost boxes."""

    def __init__(self) -> None:
        """Begin at the start of the file."""
        self.kinds: list[str] = []
        self._skip = 0
        self._held = b""
        self._last = False

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        while piece and not self._last and len(self.kinds) < _MOST:
            if self._skip:
                taken = min(self._skip, len(piece))
                self._skip, piece = self._skip - taken, piece[taken:]
                continue
            piece = self._header(piece)

    @property
    def starts_late(self) -> bool:
        """Whether the index comes after the pictures: a browser must then fetch all of it first."""
        order = [kind for kind in self.kinds if kind in {"moov", "mdat"}]
        return order[:1] == ["mdat"]

    @property
    def is_mp4(self) -> bool:
        """Whether it begins as an MP4 does."""
        return self.kinds[:1] == ["ftyp"]

    def _header(self, piece: bytes) -> bytes:
        """Read a header, once all of it is there; gives what follows it in ``piece``."""
        needed = self._needed()
        self._held, piece = self._held + piece[: needed - len(self._held)], piece[needed - len(self._held) :]
        if len(self._held) < self._needed():
            return piece
        size, kind = struct.unpack(">I4s", self._held[:_HEADER])
        length = struct.unpack(">Q", self._held[_HEADER:])[0] if size == 1 else size
        self.kinds.append(kind.decode("latin-1"))
        self._last = size == 0 or length < len(self._held)
        self._skip, self._held = length - len(self._held), b""
        return piece

    def _needed(self) -> int:
        large = len(self._held) >= _HEADER and self._held[:4] == b"\0\0\0\1"
        return _LARGE if large else _HEADER
