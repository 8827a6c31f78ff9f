from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.norwegian import (
    clock,
    clock_words,
    date_words,
    duration_iso,
    duration_words,
    language_words,
    size_words,
)

FIXED = "\u00a0"


def plain(text: str) -> str:
    return text.replace(FIXED, " ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 1), "1. januar 2026"),
        (date(2026, 5, 17), "17. mai 2026"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "31. desember 2026"),
    ],
)
def test_date(day: date, words: str) -> None:
    assert plain(date_words(day)) == words
    assert FIXED in date_words(day)


@pytest.mark.parametrize(
    ("seconds", "words", "iso"),
    [
        (0, "0 s", "PT0S"),
        (0.5, "1 s", "PT1S"),
        (59.4, "59 s", "PT59S"),
        (59.5, "1 min 0 s", "PT1M0S"),
        (723, "12 min 3 s", "PT12M3S"),
        (3599.6, "1 t 0 min", "PT1H0M0S"),
        (3600 + 29, "1 t 0 min", "PT1H0M29S"),
        (3600 + 150, "1 t 3 min", "PT1H2M30S"),
        (7199, "2 t 0 min", "PT1H59M59S"),
    ],
)
def test_duration(seconds: float, words: str, iso: str) -> None:
    assert plain(duration_words(seconds)) == words
    assert duration_iso(seconds) == iso


@pytest.mark.parametrize(
    ("seconds", "figures", "words"),
    [
        (0, "0:00", "0 sekunder"),
        (1, "0:01", "1 sekund"),
        (59.99, "0:59", "59 sekunder"),
        (60, "1:00", "1 minutt"),
        (83, "1:23", "1 minutt og 23 sekunder"),
        (3600, "1:00:00", "1 time"),
        (3723, "1:02:03", "1 time, 2 minutter og 3 sekunder"),
        (36_000, "10:00:00", "10 timer"),
    ],
)
def test_position(seconds: float, figures: str, words: str) -> None:
    assert clock(seconds) == figures
    assert plain(clock_words(seconds)) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_600, "1,0 MB"),
        (9_273_441, "9,3 MB"),
        (999_949_999, "999,9 MB"),
        (1_000_000_000, "1,0 GB"),
    ],
)
def test_size(size: int, words: str) -> None:
    assert plain(size_words(size)) == words


@pytest.mark.parametrize(("tag", "words"), [("en-GB", "engelsk"), ("sma", "sørsamisk"), ("nb", ""), ("xx", "")])
def test_language(tag: str, words: str) -> None:
    assert language_words(tag) == words


@given(st.floats(0, 1e6))
def test_figures_and_words_agree(seconds: float) -> None:
    parts = [int(part) for part in clock(seconds).split(":")]
    assert sum(part * 60**power for power, part in enumerate(reversed(parts))) == int(seconds)
    assert all(part < 60 for part in parts[1:])


@given(st.integers(0, 10**12))
def test_sizes_never_show_a_thousand(size: int) -> None:
    figure = size_words(size).split(FIXED)[0].replace(",", ".")
    assert float(figure) < 1000 or size_words(size).endswith("GB")
