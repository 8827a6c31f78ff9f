from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.workspace.schema import addresses
from pipeline.workspace.schema.base import WrongValueError
from pipeline.workspace.times import in_zone

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [
        (addresses.web_url, " https://example.no/a?b=c#d ", "https://example.no/a?b=c#d"),
        (addresses.web_url, "HTTP://127.0.0.1:8000", "HTTP://127.0.0.1:8000"),
        (addresses.web_url, "https://[::1]:8000/", "https://[::1]:8000/"),
        (addresses.optional_url, "", ""),
        (addresses.base_url, "https://example.no/a", "https://example.no/a/"),
        (addresses.base_url, "http://localhost:9000", "http://localhost:9000/"),
        (addresses.base_url, "http://[::1]:9000/", "http://[::1]:9000/"),
        (addresses.email, "fornavn.etternavn+pod@trondheim.kommune.no", "fornavn.etternavn+pod@trondheim.kommune.no"),
        (addresses.language, "NB", "nb"),
        (addresses.language, "nn-no", "nn-NO"),
        (addresses.language, "sma", "sma"),
        (addresses.language, "sr-latn-rs", "sr-Latn-RS"),
        (addresses.language, "es-419", "es-419"),
        (addresses.storage_url, "s3://bucket/a/b/", "s3://bucket/a/b"),
        (addresses.storage_url, "../ut på siden", "../ut på siden"),
        (addresses.storage_url, "C:\\publisert", "C:\\publisert"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_right_is_taken(check: Callable[[str], str], value: str, expected: str) -> None:
    assert check(value) == expected
    assert check(expected) == expected


@pytest.mark.parametrize(
    ("check", "value", "told"),
    [
        (addresses.web_url, "example.no", "is no web address"),
        (addresses.web_url, "ftp://example.no", "is no web address"),
        (addresses.web_url, "javascript:alert(1)", "is no web address"),
        (addresses.web_url, "https:///sti", "is no web address"),
        (addresses.web_url, "https://[::1", "is no web address"),
        (addresses.web_url, "https://exa mple.no/", "has characters"),
        (addresses.web_url, "https://example.no/\nx", "has characters"),
        (addresses.web_url, "https://example.no:port/", "has no right host name or port"),
        (addresses.web_url, "https://-/", "has no right host name or port"),
        (addresses.web_url, "https://kari:hemmelig@example.no/", "has a user name or password in it"),
        (addresses.base_url, "https://example.no/?a", "has a query or a fragment"),
        (addresses.base_url, "http://example.no/", "is not https"),
        (addresses.base_url, "http://192.168.0.2/", "is not https"),
        (addresses.email, "kari@example", "is no e-mail address"),
        (addresses.email, "kari@@example.no", "is no e-mail address"),
        (addresses.email, "kåre@example.no", "is no e-mail address"),
        (addresses.email, "Kari <kari@example.no>", "is no e-mail address"),
        (addresses.language, "norsk", "is no language tag"),
        (addresses.language, "n", "is no language tag"),
        (addresses.language, "nb_NO", "is no language tag"),
        (addresses.storage_url, "", "is nowhere to publish to"),
        (addresses.storage_url, "https://example.no", "is nowhere to publish to"),
        (addresses.storage_url, "s3://", "is no right bucket"),
        (addresses.storage_url, "s3://Bucket", "is no right bucket"),
        (addresses.storage_url, "s3://bucket/å", "is no right bucket"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_wrong_is_told(check: Callable[[str], str], value: str, told: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        check(value)
    assert caught.value.what.startswith(told)
    assert caught.value.todo
    assert "hemmelig" not in caught.value.what + caught.value.todo


@pytest.mark.parametrize(
    ("value", "todo"),
    [
        ("https://blåbær.no/sø t?å#æ", "write it as https://xn--blbr-roah.no/s%C3%B8%20t?%C3%A5#%C3%A6"),
        ("https://example.no/100%/å", "write it as https://example.no/100%/%C3%A5"),
    ],
    ids=["letters", "percent"],
)
def test_an_address_with_letters_gets_its_ascii_form_as_hint(value: str, todo: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        addresses.web_url(value)
    assert caught.value.todo == todo


def test_a_skipped_hour_is_refused_with_the_times_on_both_sides() -> None:
    with pytest.raises(WrongValueError) as caught:
        in_zone(datetime(2026, 3, 29, 2, 0, 0), OSLO)  # noqa: DTZ001 - TOML's local time
    assert caught.value.todo == "write 2026-03-29T01:00:00 or 2026-03-29T03:00:00"


def test_a_repeated_hour_is_refused_with_both_offsets() -> None:
    with pytest.raises(WrongValueError) as caught:
        in_zone(datetime(2026, 10, 25, 2, 59, 59), OSLO)  # noqa: DTZ001 - TOML's local time
    assert caught.value.todo == "write 2026-10-25T02:59:59+02:00 or 2026-10-25T02:59:59+01:00"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31)), st.timezones())  # noqa: DTZ001 - local times
def test_every_local_time_is_one_moment_or_refused_with_times_that_are_taken(moment: datetime, zone: ZoneInfo) -> None:
    moment = moment.replace(microsecond=0, fold=0)
    try:
        read = in_zone(moment, zone)
    except WrongValueError as error:
        first, second = error.todo.removeprefix("write ").split(" or ")
        assert in_zone(datetime.fromisoformat(first), zone) < in_zone(datetime.fromisoformat(second), zone)
    else:
        assert read.replace(tzinfo=None) == moment
        assert read.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == moment


@given(st.text())
def test_no_text_makes_a_check_fail_in_another_way(text: str) -> None:
    for check in (addresses.web_url, addresses.base_url, addresses.email, addresses.language, addresses.storage_url):
        for value in (text, f"https://{text}", f"https://example.no/{text}", f"s3://{text}"):
            with suppress(WrongValueError):
                assert check(check(value)) == check(value)
