import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.formats import timecode

SECONDS = st.floats(0, 400_000, allow_nan=False)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("00:12:34", 754.0),
        ("01:00:00.5", 3600.5),
        ("00:00:01,250", 1.25),
        ("12:34", 754.0),
        ("90:00", 5400.0),
        ("0:05", 5.0),
        ("100:00:00", 360_000.0),
        (" 83.5 ", 83.5),
        ("0", 0.0),
        (83, 83.0),
        (0.25, 0.25),
    ],
)
def test_parse(written: str | float, seconds: float) -> None:
    assert timecode.parse(written) == seconds


@pytest.mark.parametrize(
    "written",
    ["", "kl. 12", "12:60", "1:60:00", "-1", "-0:05", "1:2:3:4", "12:", ":12", "1e3", "nan", "\u0663:\u0660\u0665"],
)
def test_a_text_that_is_no_time_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(ValueError, match="HH:MM:SS"):
        timecode.parse(written)


@pytest.mark.parametrize("number", [True, -0.1, math.nan, math.inf])
def test_a_number_that_is_no_time_is_refused_with_a_hint(number: float) -> None:
    with pytest.raises(ValueError, match="HH:MM:SS"):
        timecode.parse(number)


@given(SECONDS)
@example(76.765625)  # its minutes and seconds, added as floats, miss it by a bit
def test_what_is_written_reads_back_to_the_millisecond(seconds: float) -> None:
    for written in (timecode.vtt(seconds), timecode.srt(seconds), timecode.normal_play_time(seconds)):
        assert timecode.parse(written) == timecode.rounded(seconds)
        assert timecode.milliseconds(timecode.parse(written)) == timecode.milliseconds(seconds)


@given(SECONDS)
def test_all_carriers_agree_on_the_second(seconds: float) -> None:
    second = timecode.milliseconds(seconds) // 1000
    assert int(timecode.parse(timecode.normal_play_time(seconds))) == second
    assert timecode.parse(timecode.chapter(seconds).strip("()")) == second
    assert int(timecode.rounded(seconds)) == second


def test_a_minute_is_never_sixty_seconds() -> None:
    assert timecode.vtt(59.9996) == "00:01:00.000"
    assert timecode.chapter(59.9996) == "(00:01:00)"
    assert timecode.chapter(59.9994) == "(00:00:59)"


def test_forms() -> None:
    assert timecode.vtt(3723.0045) == "01:02:03.005"
    assert timecode.srt(3723.004) == "01:02:03,004"
    assert timecode.spoken(3723) == "1:02:03"
    assert timecode.spoken(9.9) == "0:09"
    assert timecode.iso_duration(3723) == "PT1H2M3S"
    assert timecode.iso_duration(9.9) == "PT9S"
    assert timecode.iso_duration(3600) == "PT1H0M0S"
