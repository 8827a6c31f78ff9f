"""Dates with a time of day, as a producer writes them: read strictly, for a slip would publish at another time."""

import re
from datetime import datetime

EXAMPLE = "2026-03-02T06:00:00"

_STRICT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LOOSE = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4}))"
    r"(?:(?:[Tt ]|,? kl\.? )(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?P<offset>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)


def parse(text: str) -> datetime:
    """Read ``2026-03-02T07:30``, with or without seconds and an offset (RFC 3339, and Z for UTC).

    ``datetime.fromisoformat`` alone takes ``07.30`` for seven o'clock and a fraction. Raises ValueError, with a
    sentence on how to write it, for anything else.
    """
    stripped = text.strip()
    if not _STRICT.fullmatch(stripped):
        raise ValueError(f"write it as {suggested(stripped)}")
    try:
        return datetime.fromisoformat(stripped)
    except ValueError:
        raise ValueError(f"write it as {EXAMPLE}: there is no such day or time") from None


def suggested(text: str) -> str:
    """Give what is probably meant as TOML has it (which demands the seconds), or an example."""
    found = _LOOSE.fullmatch(text.strip())
    if not found:
        return EXAMPLE
    part = {key: value or "" for key, value in found.groupdict().items()}
    day = f"{part['y'] or part['year']}-{part['m'] or part['month']:0>2}-{part['d'] or part['day']:0>2}"
    clock = f"{part['hour']:0>2}:{part['minute']}:{part['second'] or '00'}" if part["hour"] else "06:00:00"
    moment = f"{day}T{clock}{part['offset']}"
    return moment if _is_right(moment) else EXAMPLE


def _is_right(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return True
