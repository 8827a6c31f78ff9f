"""Kinds of values that are written as text: moments, times in a recording, file names, zones, categories."""

import re
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator

from pipeline.formats import categories, moments, timecode
from pipeline.workspace.hints import CLOSE, did_you_mean
from pipeline.workspace.schema.base import Kind, WrongValueError

_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d?\.\s?\d\d?\.\s?\d{4}", re.ASCII)
_YEARS = range(1990, 2200)


def moment(value: object) -> object:
    """Read a date-time that was written as text; what is of TOML's own type stays as it is."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        raise WrongValueError(f"has no time of day ({value})", f"write it as {value}T06:00:00")
    if not isinstance(value, str):
        return value
    try:
        return moments.parse(value)
    except ValueError as error:
        what = "has no time of day" if _DAY.fullmatch(value.strip()) else "is no date and time"
        raise WrongValueError(f'{what} ("{value}")', str(error)) from None


def sensible(value: datetime) -> datetime:
    """Give ``value`` if podcasts can be of that year. Raises WrongValueError for a slip of the keyboard."""
    if value.year not in _YEARS:
        raise WrongValueError(f"is in the year {value.year}", "check the year")
    return value


def seconds(value: object) -> object:
    """Read a time in a recording: text or TOML's local time as seconds; a number stays as it is."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if not isinstance(value, str):
        return value
    try:
        return timecode.parse(value)
    except ValueError as error:
        what, _, todo = str(error).partition(": ")
        raise WrongValueError(f"has a wrong value: {what}", todo) from None


def file_name(value: str) -> str:
    """Give a path with ``/`` between its parts. Raises WrongValueError for one that leaves the workspace by itself."""
    text = value.strip().replace("\\", "/")
    if text.startswith(("/", "~")) or ":" in text or "\0" in text:
        raise WrongValueError(
            f'is no path in the workspace ("{value}")', "put the file in the workspace, and write its name"
        )
    return text


def zone_name(value: str) -> str:
    """Give the name of a time zone of the IANA database. Raises WrongValueError for any other."""
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError):  # ZoneInfoNotFoundError is a KeyError
        near = did_you_mean(value, available_timezones(), CLOSE) or 'write one such as "Europe/Oslo"'
        raise WrongValueError(f'is no time zone ("{value}")', near) from None
    return value


def category_name(value: str) -> str:
    """Give a category of Apple's list as Apple spells it. Raises WrongValueError for any other."""
    try:
        return categories.written(categories.parse(value))
    except ValueError as error:
        what, _, todo = str(error).partition("; ")
        raise WrongValueError(f"has a wrong value: {what}", todo) from None


FileName = Annotated[str, AfterValidator(file_name), Kind("file name")]
ZoneName = Annotated[str, AfterValidator(zone_name), Kind("time zone")]
CategoryName = Annotated[str, AfterValidator(category_name), Kind("category")]
