"""The index of an M4A, the box ``moov``: ISO/IEC 14496-12, chapter 8, in the order that ffmpeg writes it."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.formats.mp4boxes import box, full, number

_UNITY = number(1 << 16)
MATRIX = b"".join([_UNITY, bytes(12), _UNITY, bytes(12), number(1 << 30)])
"""Neither turned nor scaled (8.3.2), as everything is here."""
_NO_FILE = full(b"url ", flags=1)
"""The sound is in this file."""
_FULL_VOLUME = number(1 << 8, 2)
_NOWHERE = (1 << 32) - 1, (1 << 64) - 1
"""The time of an edit in which nothing is heard, -1, in 32 and in 64 bits."""


@dataclass(frozen=True, slots=True)
class Track:
    """A track, all of its times in samples of ``rate`` Hz.

    From ``late`` on, ``heard`` samples are heard, which begin ``start`` after its first one. ``times`` are (count,
    length) of its samples in the format's sense, ``sizes`` their bytes; ``chunks`` are (samples, position in the file).
    ``named`` is what names it, ``media`` and ``entry`` are boxes that tell of its kind, ``more`` ends its table.
    """

    kind: bytes
    named: bytes
    rate: int
    start: int
    heard: int
    media: bytes
    entry: bytes
    times: tuple[tuple[int, int], ...]
    sizes: "array[int]"
    chunks: tuple[tuple[int, int], ...]
    late: int = 0
    language: str = ""
    more: bytes = b""

    @property
    def end(self) -> int:
        """When it has been heard."""
        return self.late + self.heard


def movie(sound: Track, titles: Track | None, more: bytes) -> bytes:
    """Give the index of a sound, and of its chapters' titles, if there are any; ``more`` goes beside the tags."""
    tracks = [sound] if titles is None else [sound, titles]
    told = box(b"tref", box(b"chap", number(2))) if titles else b""
    end = max(track.end for track in tracks)
    version, size = _sized(end)
    clock = full(
        b"mvhd", bytes(2 * size), number(sound.rate), number(end, size), _UNITY, _FULL_VOLUME, bytes(10), MATRIX,
        bytes(24), number(len(tracks) + 1), version=version,
    )  # fmt: skip
    handler = full(b"hdlr", bytes(4), b"mdirappl", bytes(9))
    tags = box(b"udta", full(b"meta", handler, box(b"ilst")), more)
    return box(b"moov", clock, _track(sound, 1, told), _track(titles, 2, b"") if titles else b"", tags)


def _track(track: Track, name: int, told: bytes) -> bytes:
    version, size = _sized(track.end)
    first = name == 1
    volume = _FULL_VOLUME if first else bytes(2)
    head = full(
        b"tkhd", bytes(2 * size), number(name), bytes(4), number(track.end, size), bytes(10), number(first, 2), volume,
        bytes(2), MATRIX, bytes(8), version=version, flags=3 if first else 2,
    )  # fmt: skip
    return box(b"trak", head, _edits(track), told, _media(track))


def _edits(track: Track) -> bytes:
    version, size = _sized(track.end)
    edits = [(track.late, _NOWHERE[version])] if track.late else []
    rows = [number(length, size) + number(at, size) + _UNITY for length, at in [*edits, (track.heard, track.start)]]
    return box(b"edts", full(b"elst", number(len(rows)), *rows, version=version))


def _media(track: Track) -> bytes:
    version, size = _sized(track.start + track.heard)
    length = number(track.start + track.heard, size)
    clock = full(b"mdhd", bytes(2 * size), number(track.rate), length, _code(track.language), bytes(2), version=version)
    handler = full(b"hdlr", bytes(4), track.kind, bytes(12), track.named, bytes(1))
    place = box(b"dinf", full(b"dref", number(1), _NO_FILE))
    return box(b"mdia", clock, handler, box(b"minf", track.media, place, _table(track)))


def _table(track: Track) -> bytes:
    runs = [(kind, list(same)) for kind, same in groupby(enumerate(track.chunks, 1), key=lambda one: one[1][0])]
    groups = [(same[0][0], count, 1) for count, same in runs]
    return box(
        b"stbl",
        full(b"stsd", number(1), track.entry),
        _rows(b"stts", track.times),
        _rows(b"stsc", groups),
        full(b"stsz", bytes(4), number(len(track.sizes)), swapped(track.sizes).tobytes()),
        _rows(b"stco", [(at,) for _, at in track.chunks]),
        track.more,
    )


def _rows(kind: bytes, rows: Sequence[Iterable[int]]) -> bytes:
    return full(kind, number(len(rows)), *(number(value) for row in rows for value in row))


def _sized(duration: int) -> tuple[int, int]:
    """Give the version of a box that holds this duration, and the bytes that it has for it."""
    return (1, 8) if duration >> 32 else (0, 4)


def _code(language: str) -> bytes:
    """Give three letters in five bits each (8.4.2.3); none is 0."""
    value = 0
    for letter in language:
        value = value << 5 | ord(letter) - 0x60
    return number(value, 2)


def swapped(values: "array[int]") -> "array[int]":
    """Give a copy of numbers in the order of bytes that the format has, or back."""
    copy = values[:]
    if sys.byteorder == "little":
        copy.byteswap()
    return copy
