"""The words beside an episode in a listener's app: summary, notes, and chapters that can be tapped."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import escape

from pipeline.formats.chapters import description_lines
from pipeline.formats.text import clean
from pipeline.model.episode import Chapter

LIMIT = 4000
"""Bytes of UTF-8 that Apple Podcasts takes in a description."""

_FOR_SUMMARY = 1000
"""Bytes of them that chapters never take from the summary."""


def chapter_lines(chapters: Sequence[Chapter]) -> list[str]:
    """Give a line of HTML for each chapter: its time, which apps make a link of, and its title."""
    return [escape(line, quote=False) for line in description_lines(chapters)]


def description(summary: str, lines: Sequence[str]) -> str:
    """Give the summary, then the chapters' lines, as simple HTML of at most ``LIMIT`` bytes.

    HTML and not plain text, because readers take a description for HTML: a bare ``<`` would eat what follows.
    A summary that is too long is cut after a word, chapters that are too many after a line.
    """
    fitting = _longest(lines, LIMIT - _FOR_SUMMARY, _chapter_paragraph)
    end = _chapter_paragraph(lines[:fitting])
    return cut(clean(summary).strip(), LIMIT - _size(end), paragraphs) + end


def content(notes_html: str, lines: Sequence[str]) -> str:
    """Give the notes, then the chapters' lines, as HTML that fits in a CDATA section."""
    return (clean(notes_html).strip() + _chapter_paragraph(lines)).replace("]]>", "]]&gt;")


def paragraphs(text: str) -> str:
    """Give plain text as HTML: a paragraph for each, split at empty lines, with its line breaks."""
    blocks = (block.strip() for block in escape(text, quote=False).split("\n\n"))
    return "\n".join("<p>" + block.replace("\n", "<br>\n") + "</p>" for block in blocks if block)


def cut(text: str, limit: int, render: Callable[[str], str] = str) -> str:
    """Give ``render(text)`` if it is at most ``limit`` bytes of UTF-8, else as much as fits, and …, to a whole word."""
    if _size(render(text)) <= limit:
        return render(text)
    words = text.split(" ")
    count = _longest(words, limit, lambda part: render(_ended(" ".join(part))))
    if count:
        return render(_ended(" ".join(words[:count])))
    return render(_ended(text[: _longest(text, limit, lambda part: render(_ended("".join(part))))]))


def _longest(pieces: Sequence[str], limit: int, render: Callable[[Sequence[str]], str]) -> int:
    """Say how many of the pieces, from the first, can be rendered within the limit."""
    return bisect_right(range(1, len(pieces) + 1), limit, key=lambda count: _size(render(pieces[:count])))


def _chapter_paragraph(lines: Sequence[str]) -> str:
    return "\n<p>\n" + "<br>\n".join(lines) + "\n</p>" if lines else ""


def _ended(text: str) -> str:
    return text.rstrip(" \n.,;:-") + "…"


def _size(text: str) -> int:
    return len(text.encode())
