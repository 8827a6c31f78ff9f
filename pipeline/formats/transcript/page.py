"""A transcript as a page that stands alone, with the elements of the podcast namespace's transcripts.md."""

from collections.abc import Iterable, Iterator

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import E

from pipeline.formats import timecode
from pipeline.formats.text import one_line
from pipeline.formats.transcript.txt import as_transcript
from pipeline.formats.turns import Turn, turns
from pipeline.model.episode import Cue
from pipeline.model.plainpage import STYLE

_WORDS = {
    "en": ("Transcript.", " The times are estimated."),
    "nb": ("Tekst til lyden.", " Tidene er anslått."),
}


def to_html(cues: Iterable[Cue], language: str, title: str, *, estimated: bool = False) -> str:
    """Write a whole HTML document: who speaks (``cite``), from when (``time``), and paragraphs that can be read.

    ``language`` is a BCP 47 tag; the page's own few words are Norwegian, or English for English speech.
    """
    transcript = as_transcript(cues)
    own = "en" if language.lower().startswith("en") else "nb"
    about, about_times = _WORDS[own]
    main = E.main(E.h1(one_line(title)), E.p(about + about_times * (estimated and transcript.timed), lang=own))
    for turn in turns(transcript):
        main.extend(_turn(turn, timed=transcript.timed))
    for element in main:
        element.tail = "\n"  # else a name and a time read as one word
    page = E.html(_head(one_line(title)), E.body(main), lang=one_line(language))
    return html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>") + "\n"


def _head(title: str) -> HtmlElement:
    return E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.title(title),
        E.style(STYLE),
    )


def _turn(turn: Turn, *, timed: bool) -> Iterator[HtmlElement]:
    if turn.named:
        yield E.cite(f"{one_line(turn.speaker)}:")
    if timed:
        yield E.time(timecode.spoken(turn.start), datetime=timecode.iso_duration(turn.start))
    yield E.p(turn.text)
