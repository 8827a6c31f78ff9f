import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import html

from formats.keeping import keeps
from formats.transcripts import ANYTHING, CUES, NAMES, timed
from pipeline.formats.text import clean, one_line
from pipeline.formats.transcript import placed, read, to_html, to_srt, to_text, to_vtt
from pipeline.formats.transcript.voices import named
from pipeline.model.episode import Cue
from samples import ROOT

ESCAPED_VTT = re.compile(r"<v [^<>]+>")


@given(timed(ANYTHING))
@example((Cue(0.0, 1.0, "Hei", "Kari --"),))
def test_webvtt_reads_back_as_it_was(cues: tuple[Cue, ...]) -> None:
    assert read(to_vtt(cues, "nb", estimated=False).encode(), ".vtt").cues == cues


@given(timed(NAMES) | timed(st.just("")))
def test_subrip_reads_back_as_it_was(cues: tuple[Cue, ...]) -> None:
    lines = [line for cue in cues for line in cue.text.split("\n")]
    assume(not any(named(line)[0] for line in lines))  # words that look like a name are one, in SubRip
    assume(not any("{\\" in cue.text or cue.text.startswith(("[", "(", "♪")) for cue in cues))
    assert read(to_srt(cues).encode(), ".srt").cues == cues


@given(timed(NAMES) | timed(st.just("")))
def test_text_reads_back_as_it_was_written(cues: tuple[Cue, ...]) -> None:
    assume(not any(named(one_line(cue.text))[0] or "-->" in cue.text for cue in cues))
    written = to_text(cues)
    assert to_text(read(written.encode(), ".txt").cues) == written


@given(timed(ANYTHING), ANYTHING)
def test_no_output_has_markup_or_characters_that_are_not_ours(cues: tuple[Cue, ...], title: str) -> None:
    vtt, srt = to_vtt(cues, title, estimated=True), to_srt(cues)
    page = to_html(cues, "nb", title)
    for written in (vtt, srt, page, to_text(cues)):
        assert clean(written) == written
    assert "<" not in ESCAPED_VTT.sub("", vtt)
    assert "<" not in srt
    assert set(re.findall(r"</?([^\s>]*)", page)) <= PAGE_ELEMENTS


PAGE_ELEMENTS = {"!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "cite", "time"}


@given(timed(NAMES), ANYTHING)
def test_a_page_says_the_words_and_nothing_else(cues: tuple[Cue, ...], title: str) -> None:
    page = html.document_fromstring(to_html(cues, "nb", title))
    words = " ".join(element.text or "" for element in page.iter("p"))
    assert one_line(words) == one_line("Tekst til lyden. " + " ".join(cue.text for cue in cues))
    assert one_line(page.findtext(".//h1") or "") == one_line(title)


@pytest.mark.parametrize("estimated", [False, True])
def test_golden(estimated: bool) -> None:  # noqa: FBT001 - pytest gives it
    kind = "estimated" if estimated else "timed"
    keeps(f"transcript-{kind}.vtt", to_vtt(CUES, "nb", estimated=estimated).encode())


def test_golden_subrip() -> None:
    keeps("transcript.srt", to_srt(CUES).encode())


def test_golden_page() -> None:
    keeps("transcript.html", to_html(CUES, "nb-NO", "Trygg hjemme <nå>").encode())


def test_golden_text() -> None:
    keeps("transcript.txt", to_text(CUES).encode())


def test_english_pages_are_in_english() -> None:
    page = to_html(CUES, "en", "Ada", estimated=True)
    assert '<html lang="en">' in page
    assert '<p lang="en">Transcript. The times are estimated.</p>' in page


def test_a_page_of_text_without_times_shows_none() -> None:
    assert "<time" not in to_html([Cue(0, 0, "Hei"), Cue(0, 0, "du")], "nb", "T", estimated=True)


@pytest.mark.parametrize("path", sorted(ROOT.glob("episodes/*/transcript.*")), ids=lambda path: str(path.parent.name))
def test_the_shipped_transcripts_keep_times_and_words_in_every_form(path: Path) -> None:
    transcript = read(path.read_bytes(), path.suffix)
    cues = placed(transcript, (), 600.0)
    assert read(to_vtt(cues, "nb", estimated=not transcript.timed).encode(), ".vtt").cues == cues
    assert [(cue.start, cue.end) for cue in read(to_srt(cues).encode(), ".srt").cues] == [
        (cue.start, cue.end) for cue in cues
    ]
    assert one_line(to_text(cues)) == one_line(to_text(read(to_srt(cues).encode(), ".srt").cues))
