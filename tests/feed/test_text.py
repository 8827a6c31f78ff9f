"""Any text at all gives a feed that is well-formed and reads back as it was written."""

from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from pipeline.formats.feed_ext import CONTENT, PODCAST, PSC
from pipeline.formats.shownotes import LIMIT, chapter_lines, cut, description, paragraphs
from pipeline.formats.text import clean, one_line
from pipeline.model.episode import Chapter
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Person, Show

Render = Callable[..., bytes]

AWKWARD = st.sampled_from(
    ["]]>", "<![CDATA[", "&amp;", "&#0;", "<b>", "\x00", "\x0b", "\ufffe", "\r\n", "æøå", "🇳🇴", "<!--"]
)
ANYTHING = st.lists(AWKWARD | st.text(max_size=8), max_size=12).map("".join)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(text=ANYTHING)
def test_titles_and_names_come_back(render: Render, show: Show, record: EpisodeRecord, text: str) -> None:
    episode = replace(
        record, title=f"a{text}z", people=(Person(f"a{text}z", "guest"),), chapters=(Chapter(0, f"a{text}z"),)
    )
    channel = etree.fromstring(render(replace(show, title=f"a{text}z"), (episode,)))[0]
    item = channel[-1]
    wanted = one_line(f"a{text}z")
    assert item.findtext("title") == channel.findtext("title") == wanted
    assert item.findall(f"{{{PODCAST}}}person")[-1].text == wanted
    assert [chapter.get("title") for chapter in item.iter(f"{{{PSC}}}chapter")] == [wanted]


@FEW
@given(text=ANYTHING)
def test_notes_come_back(render: Render, show: Show, record: EpisodeRecord, text: str) -> None:
    item = etree.fromstring(render(show, (replace(record, notes_html=f"a{text}z", chapters=()),)))[0][-1]
    assert item.findtext(f"{{{CONTENT}}}encoded") == clean(f"a{text}z").replace("]]>", "]]&gt;")


@FEW
@given(text=ANYTHING)
def test_a_summary_comes_back_as_text_not_markup(text: str) -> None:
    written = description(f"a{text}z", ())
    shown = unescape(written.replace("<p>", "").replace("</p>", "").replace("<br>", ""))
    assert shown.split() == clean(f"a{text}z").split()
    assert {element.tag for element in html.fragment_fromstring(written, create_parent="div").iter()} <= {
        "div",
        "p",
        "br",
    }


@given(
    words=st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9), min_size=1, max_size=40),
    limit=st.integers(12, 400),
)
def test_a_cut_is_within_the_limit_and_as_long_as_can_be(words: list[str], limit: int) -> None:
    text = " ".join(words)
    short = cut(text, limit, paragraphs)
    assert len(short.encode()) <= max(limit, len(paragraphs("…").encode()))
    if len(paragraphs(text).encode()) <= limit:
        assert short == paragraphs(text)
    else:
        assert short.endswith("…</p>")


@pytest.mark.parametrize("letter", ["x", "å", "🎙", "&"])
def test_a_description_that_is_too_long_is_cut_to_the_bytes(letter: str) -> None:
    short = description(f"{letter * 7} " * 2000, ())
    assert LIMIT - 50 < len(short.encode()) <= LIMIT
    assert short.endswith("…</p>")
    assert set(unescape(short.removeprefix("<p>").removesuffix("…</p>")).split()) == {letter * 7}


def test_one_endless_word_is_cut_within() -> None:
    short = cut("å" * 5000, LIMIT)
    assert (len(short.encode()), short[-1]) == (LIMIT - 1, "…")


def test_chapters_stay_when_a_summary_is_cut() -> None:
    short = description("ord " * 3000, chapter_lines((Chapter(0, "Åpning"), Chapter(754, "Slutt"))))
    assert len(short.encode()) <= LIMIT
    assert short.endswith("<p>\n(00:00:00) Åpning<br>\n(00:12:34) Slutt\n</p>")


def test_chapters_that_are_too_many_end_at_a_whole_line_and_leave_the_summary() -> None:
    chapters = tuple(Chapter(start, f"Kapittel {start} & mer") for start in range(0, 20000, 100))
    short = description("ord " * 100, chapter_lines(chapters))
    assert LIMIT - 1000 < len(short.encode()) <= LIMIT
    assert short.startswith("<p>ord ord")
    assert short.splitlines()[-2].endswith(" &amp; mer")


def test_lone_line_breaks_are_kept_and_empty_lines_part() -> None:
    assert description("En\nto\n\n\n\nTre", ()) == "<p>En<br>\nto</p>\n<p>Tre</p>"


def test_no_summary_is_no_paragraph() -> None:
    assert description("", ()) == ""
