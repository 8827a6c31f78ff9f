"""The curves behind a report as a table for spreadsheets: semicolons and decimal commas, as Norwegian ones read them.

UTF-8 with a byte order mark, by which Excel knows it; quoted as in RFC 4180. A value that is not there is empty.
"""

import csv
import io
from collections.abc import Iterable, Sequence

Column = Sequence[float]
"""Its values; what is not there is no number (NaN)."""

_FIXED = (
    "Sekund",
    "Opptak øyeblikk (LUFS)",
    "Opptak 3 s (LUFS)",
    "Opptak topp (dBFS)",
    "Ferdig øyeblikk (LUFS)",
    "Ferdig 3 s (LUFS)",
    "Ferdig topp (dBFS)",
    "Likt for alt (dB)",
    "Utjevning (dB)",
    "Toppbegrenser (dB)",
)
_LOUDNESS = 7
"""Columns with one decimal; gains have two."""
KINDS = ("pause", "tale", "musikk", "")
"""What is heard, by its number; the last stands for no recording."""


def header(speakers: Iterable[str]) -> bytes:
    """Give the first line; ``speakers`` are those of tracks."""
    names = [f"{what} {speaker} (dB)" for speaker in speakers for what in ("Fader", "Port")]
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\n").writerow([*_FIXED, *names, "Hørt"])
    return line.getvalue().encode("utf-8-sig")


def lines(columns: Sequence[Column], kinds: Sequence[int]) -> bytes:
    """Give lines of the numbers in columns, as ``header`` names them, and of the kinds of sound after them."""
    form = ";".join([*["%.1f"] * _LOUDNESS, *["%.2f"] * (len(columns) - _LOUDNESS), "%s\n"])
    words = [KINDS[kind] for kind in kinds]
    text = "".join(form % row for row in zip(*columns, words, strict=True))
    return text.replace("nan", "").replace(".", ",").encode()
