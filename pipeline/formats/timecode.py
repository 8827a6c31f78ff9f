"""Points in time: read from what a producer writes, written as each format wants them.

Every function that writes starts from ``milliseconds``, and those that show whole seconds cut the rest off. So a
chapter has one millisecond, and the same second, in ID3, JSON, Podlove Simple Chapters and the description.
"""

import math
import re
from fractions import Fraction

_CLOCK = re.compile(r"(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,4}):(?P<s>[0-5]?\d(?:[.,]\d{1,9})?)", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_EXPECTED = 'write it as "HH:MM:SS", "MM:SS" or a number of seconds'


def parse(value: str | float) -> float:
    """Read ``HH:MM:SS(.mmm)``, ``MM:SS(.mmm)`` or a number of seconds; give seconds.

    Raises ValueError, with a sentence that says what is wrong, for anything else.
    """
    seconds = _parse_text(value.strip()) if isinstance(value, str) else _parse_number(value)
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError(f"{value!r} is not a time from 0 on: {_EXPECTED}")
    return seconds


def milliseconds(seconds: float) -> int:
    """Give the nearest whole millisecond, halves up, never below 0."""
    return max(0, math.floor(seconds * 1000 + 0.5))


def rounded(seconds: float) -> float:
    """Give ``seconds`` as it is after being written and read again: to the millisecond."""
    return milliseconds(seconds) / 1000


def vtt(seconds: float) -> str:
    """Give ``00:12:34.567`` (WebVTT, section 4.1)."""
    return f"{_clock(seconds)}.{milliseconds(seconds) % 1000:03}"


def srt(seconds: float) -> str:
    """Give ``00:12:34,567`` (SubRip)."""
    return vtt(seconds).replace(".", ",")


def chapter(seconds: float) -> str:
    """Give ``(00:12:34)``, which podcast apps make a link of in a description."""
    return f"({_clock(seconds)})"


def normal_play_time(seconds: float) -> str:
    """Give ``00:12:34.567``, the npt-hhmmss of RFC 2326 (section 3.6) that Podlove Simple Chapters uses."""
    return vtt(seconds)


def spoken(seconds: float) -> str:
    """Give ``0:09``, ``12:34`` or ``1:12:34``: for people to read."""
    hours, minutes, left = _fields(seconds)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def iso_duration(seconds: float) -> str:
    """Give ``PT12M34S`` (ISO 8601), the machine's form of a ``time`` element in HTML."""
    hours, minutes, left = _fields(seconds)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if hours or minutes else "") + f"{left}S"


def _parse_text(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    found = _CLOCK.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” is not a time: {_EXPECTED}")
    hours, minutes = int(found["h"] or 0), int(found["m"])
    if found["h"] and minutes > 59:  # noqa: PLR2004 - minutes in an hour
        raise ValueError(f"“{text}” has {minutes} minutes after the hours: {_EXPECTED}")
    return float(hours * 3600 + minutes * 60 + Fraction(found["s"].replace(",", ".")))  # a sum of floats would be off


def _parse_number(value: float) -> float:
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not a time: {_EXPECTED}")  # noqa: TRY004 - callers handle one kind of error
    return float(value)


def _fields(seconds: float) -> tuple[int, int, int]:
    whole = milliseconds(seconds) // 1000
    return whole // 3600, whole // 60 % 60, whole % 60


def _clock(seconds: float) -> str:
    hours, minutes, left = _fields(seconds)
    return f"{hours:02}:{minutes:02}:{left:02}"
