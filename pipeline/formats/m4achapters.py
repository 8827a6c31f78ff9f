"""Chapters of an M4A: a track of titles, which Apple's players read, and Nero's list, which others do.

Source of the track: Apple, QuickTime File Format, "Chapter lists" and "Text media". Nero's list is only known by use.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.formats.m4atracks import MATRIX, Track
from pipeline.formats.mp4boxes import box, full, number
from pipeline.formats.text import one_line
from pipeline.formats.timecode import milliseconds
from pipeline.model.episode import Chapter

_UTF_8 = box(b"encd", number(0x100))
_MOST, _LONGEST = 255, 255
"""Chapters and bytes of a title in Nero's list."""
_STYLE = bytes(4) + number(1, 2) + bytes(6)
_ENTRY = box(b"text", bytes(6), number(1, 2), number(1), bytes(14), _STYLE, box(b"ftab", bytes.fromhex("0001 0001 00")))
_MEDIA = box(b"gmhd", full(b"gmin", bytes.fromhex("0040 8000 8000 8000 0000 0000")), box(b"text", MATRIX))


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles from ``edges`` to ``edges``, in milliseconds; the last one is the end of the last chapter."""

    names: tuple[bytes, ...]
    edges: tuple[int, ...]

    @property
    def samples(self) -> bytes:
        """What stands in the file for them."""
        return b"".join(map(_sample, self.names))

    @property
    def listed(self) -> bytes:
        """Nero's list; a time is in units of 100 ns."""
        named = list(zip(self.edges, (_short(name) for name in self.names), strict=False))[:_MOST]
        rows = (number(10_000 * at, 8) + number(len(name), 1) + name for at, name in named)
        return full(b"chpl", bytes(4), number(len(named), 1), *rows, version=1)

    def track(self, rate: int, offset: int) -> Track:
        """Give their track, at ``rate`` Hz as the sound, for titles that begin at byte ``offset``."""
        edges = [(at * rate + 500) // 1000 for at in self.edges]
        return Track(
            kind=b"text",
            named=b"SubtitleHandler",
            rate=rate,
            start=0,
            heard=edges[-1] - edges[0],
            late=edges[0],
            media=_MEDIA,
            entry=_ENTRY,
            times=tuple((1, b - a) for a, b in pairwise(edges)),
            sizes=array("I", [len(_sample(name)) for name in self.names]),
            chunks=((len(self.names), offset),),
        )


def titles(chapters: Sequence[Chapter], seconds: float) -> Titles | None:
    """Give the titles of chapters in order of time, each until the next, the last one until ``seconds``."""
    if not chapters:
        return None
    names = tuple(one_line(chapter.title).encode() for chapter in chapters)
    return Titles(names, tuple(milliseconds(at) for at in (*(chapter.start for chapter in chapters), seconds)))


def _sample(name: bytes) -> bytes:
    return number(len(name), 2) + name + _UTF_8


def _short(name: bytes) -> bytes:
    """Cut a name between two characters."""
    return name[:_LONGEST].decode("utf-8", "ignore").encode()
