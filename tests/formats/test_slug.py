import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.slug import LONGEST, is_slug, slugify


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_every_text_becomes_a_slug_that_stays(text: str) -> None:
    slug = slugify(text)
    assert is_slug(slug)
    assert slug.isascii()
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Å være på hugget: ære & øre", "aa-vaere-paa-hugget-aere-ore"),
        ("A\u030asgård", "aasgaard"),
        ("Čáhci, Ŋuorvu, Đ, Ŧ, Ž og š", "cahci-nuorvu-d-t-z-og-s"),
        ("Saemien Sïjte i Snåase \u2013 gïele", "saemien-sijte-i-snaaase-giele"),
        ("KI i kommunen: 7 råd!", "ki-i-kommunen-7-raad"),
        ("R&amp;D &#65;", "r-amp-d-65"),
        ("CON", "con-x"),
        ("Lpt1", "lpt1-x"),
        ("console", "console"),
    ],
)
def test_titles(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_long_titles_are_cut_between_words() -> None:
    assert slugify("gevinst " * 20) == "-".join(["gevinst"] * 7)
    assert len(slugify("x" * 100)) == LONGEST


def test_titles_without_letters_differ() -> None:
    assert slugify("🎙️").startswith("untitled-")
    assert slugify("🎙️") != slugify("🎧")


@pytest.mark.parametrize("text", ["", "A", "å", "a--b", "-a", "a-", "a_b", "a b", "nul", "com9", "x" * 61, "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)
