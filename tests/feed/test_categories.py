from collections.abc import Callable

import pytest

from pipeline.formats.categories import ALL, SUBCATEGORIES, parse, written
from pipeline.model.show import Category

Partytime = Callable[..., list[dict[str, object]]]


def test_the_list_is_that_of_2019() -> None:
    assert len(SUBCATEGORIES) == 19
    assert len(ALL) == 19 + 91


def test_the_list_is_that_of_podcast_index(partytime: Partytime) -> None:
    theirs = {shelf["name"]: shelf["subCategories"] for shelf in partytime(b"", "--categories")}
    assert theirs == {name: list(subs) for name, subs in SUBCATEGORIES.items()}


@pytest.mark.parametrize("category", ALL, ids=written)
def test_reads_what_it_writes(category: Category) -> None:
    assert parse(written(category)) == category


def test_capitals_and_spaces_do_not_matter() -> None:
    assert parse(" education>  self-improvement ") == Category("Education", "Self-Improvement")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Tecnology", "“Technology”"),
        ("Education > Course", "“Education > Courses”"),
        ("Courses", "“Education > Courses”"),
        ("Business > Courses", "“Education > Courses”"),
        ("Health and Fitness", "“Health & Fitness”"),
        ("Government > National", "“Government”"),  # there before 2019
    ],
)
def test_another_gets_the_nearest(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="did you mean") as refused:
        parse(text)
    assert meant in str(refused.value)


def test_nothing_near_gets_the_list() -> None:
    with pytest.raises(ValueError, match="the categories are Arts, Business"):
        parse("Æøå")
