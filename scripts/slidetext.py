"""Read a lesson's manuscript: for each slide a title, what is shown, and what is said.

``# Title`` opens a slide. ``- point``, ``1. step``, ``> statement`` and ``| heading | text`` are shown;
every other line is narration, one sentence or more.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.manuscript import Sentence

_SHOWN = re.compile(r"(?P<mark>[->|]|\d\.) +(?P<text>.+)")
_ENDS = re.compile(r"(?<=[.?!]) ")


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: ``mark`` is how ``shown`` begins in the manuscript (a digit for steps, '' for the cover)."""

    title: str
    mark: str
    shown: tuple[str, ...]
    said: tuple[str, ...]


def read(path: Path) -> tuple[Slide, ...]:
    """Give the slides of the manuscript in ``path``, in order."""
    blocks = path.read_text(encoding="utf-8").split("# ")[1:]
    return tuple(_slide(block.splitlines()) for block in blocks)


def _slide(lines: list[str]) -> Slide:
    title, *rest = filter(None, lines)
    matches = [(line, _SHOWN.fullmatch(line)) for line in rest]
    shown = [match for _, match in matches if match]
    said = [text for line, match in matches if not match for text in _ENDS.split(line)]
    mark = shown[0]["mark"][0] if shown else ""
    return Slide(title, mark, tuple(match["text"] for match in shown), tuple(said))


def sentences(slides: tuple[Slide, ...], speaker: str) -> tuple[Sentence, ...]:
    """Give all that is said; the first sentence of a slide opens a chapter of the slide's title."""
    return tuple(
        Sentence(speaker, text, "" if position else slide.title)
        for slide in slides
        for position, text in enumerate(slide.said)
    )
