import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.formats.text import clean, one_line, paragraphs, tidy_lines

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANYTHING)
def test_clean_text_fits_in_xml_and_utf8(text: str) -> None:
    element = etree.Element("x")
    element.text = clean(text)
    read = etree.fromstring(etree.tostring(element, encoding="utf-8")).text or ""
    assert read == clean(text)


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for tidy in (clean, one_line, tidy_lines):
        assert tidy(tidy(text)) == tidy(text)


def test_composes() -> None:
    assert clean(unicodedata.normalize("NFD", "Åse på øya")) == "Åse på øya"


def test_drops_what_xml_forbids_and_keeps_the_rest() -> None:
    assert clean("a\x00\x0b\x1b\ud800\ufffe\ufdd0\U0001ffff\x9f\ufeffb\tc 😀 č") == "ab\tc 😀 č"


def test_every_line_break_is_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"


def test_paragraphs() -> None:
    assert paragraphs(" a \r\n b\n \t\n\n\nc\n") == ("a b", "c")
    assert paragraphs(" \n\n ") == ()


def test_tidy_lines() -> None:
    assert tidy_lines("  a \t b\n\n   \n c ") == "a b\nc"
    assert one_line("  a \t b\n\n   \n c ") == "a b c"
