from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats import moments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T07:30", "2026-03-02T07:30:00"),
        (" 2026-03-02 07:30:15 ", "2026-03-02T07:30:15"),
        ("2026-03-02T07:30Z", "2026-03-02T07:30:00+00:00"),
        ("2026-03-02T07:30:00+01:00", "2026-03-02T07:30:00+01:00"),
    ],
)
def test_what_is_right_is_read(text: str, expected: str) -> None:
    assert moments.parse(text).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026-03-02T07.30", "2026-03-02T07:30:00"),
        ("2026-03-02 7.30", "2026-03-02T07:30:00"),
        ("2026-3-2T7:30+01:00", "2026-03-02T07:30:00+01:00"),
        ("02.03.2026", "2026-03-02T06:00:00"),
        ("2. 3. 2026 kl. 07.30", "2026-03-02T07:30:00"),
        ("2026-03-02", "2026-03-02T06:00:00"),
        ("20260302T0730", moments.EXAMPLE),
        ("2026-02-30T07.30", moments.EXAMPLE),
        ("2026-W10-1T07:30", moments.EXAMPLE),
        ("2026-03-02T07:30:00.5", moments.EXAMPLE),
        ("i morgen", moments.EXAMPLE),
    ],
)
def test_what_is_not_is_refused_with_what_is_probably_meant(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="write it as") as caught:
        moments.parse(text)
    assert str(caught.value) == f"write it as {hint}"


def test_a_day_that_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no such day or time"):
        moments.parse("2026-02-30T07:30")


@given(st.text(alphabet="0123456789-:.TZ+ kl,", max_size=30))
def test_every_suggestion_is_one_that_is_taken(text: str) -> None:
    suggestion = moments.suggested(text)
    assert moments.parse(suggestion) == datetime.fromisoformat(suggestion)
    with suppress(ValueError):
        moments.parse(text)
