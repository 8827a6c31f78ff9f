"""Dates, durations and sizes in Norwegian bokmål, as a listener reads them (no locale of the machine's)."""

from datetime import date

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
LANGUAGES = {
    "da": "dansk",
    "de": "tysk",
    "en": "engelsk",
    "es": "spansk",
    "fi": "finsk",
    "fr": "fransk",
    "is": "islandsk",
    "it": "italiensk",
    "nl": "nederlandsk",
    "nn": "nynorsk",
    "pl": "polsk",
    "se": "nordsamisk",
    "sma": "sørsamisk",
    "smj": "lulesamisk",
    "sv": "svensk",
    "uk": "ukrainsk",
}
_FIXED = "\u00a0"  # keeps a figure and its unit on one line
_MINUTE = 60
_HOUR = 3600
_KILO = 1000


def date_words(day: date) -> str:
    """Give a date in words: ``5. mars 2026``. A datetime is taken in the zone it is in."""
    return f"{day.day}.{_FIXED}{MONTHS[day.month - 1]} {day.year}"


def duration_words(seconds: float) -> str:
    """Give a duration to the nearest second, from an hour on to the nearest minute: ``12 min 3 s``, ``1 t 2 min``."""
    hours, minutes, rest = _split(int(seconds + 0.5))
    if hours:
        hours, minutes, _ = _split(int(seconds + _MINUTE / 2))
        return f"{hours}{_FIXED}t {minutes}{_FIXED}min"
    return f"{minutes}{_FIXED}min {rest}{_FIXED}s" if minutes else f"{rest}{_FIXED}s"


def duration_iso(seconds: float) -> str:
    """Give a duration to the nearest second as ISO 8601 and HTML's ``datetime`` have it: ``PT1H2M3S``."""
    hours, minutes, rest = _split(int(seconds + 0.5))
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if hours or minutes else "") + f"{rest}S"


def clock(seconds: float) -> str:
    """Give a position in the audio, whole seconds passed: ``1:23``, ``1:02:03``."""
    hours, minutes, rest = _split(int(seconds))
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def clock_words(seconds: float) -> str:
    """Give a position as it is read aloud: ``1 minutt og 23 sekunder``."""
    counts = zip(_split(int(seconds)), _UNITS, strict=True)
    parts = [f"{count}{_FIXED}{one if count == 1 else many}" for count, (one, many) in counts if count]
    return " og ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or f"0{_FIXED}sekunder"


_UNITS = (("time", "timer"), ("minutt", "minutter"), ("sekund", "sekunder"))


def language_words(tag: str) -> str:
    """Give the name of a language (BCP 47) that a listener may need to know of; '' for bokmål and the unknown."""
    return LANGUAGES.get(tag.lower().partition("-")[0], "")


def size_words(size: int) -> str:
    """Give a number of bytes in decimal units with a decimal comma: ``12,3 MB``."""
    amount = float(size)
    for unit, decimals in _SIZES:
        shown = f"{amount:.{decimals}f}"
        if float(shown) < _KILO or unit == _SIZES[-1][0]:
            break
        amount /= _KILO
    return shown.replace(".", ",") + _FIXED + unit


_SIZES = (("byte", 0), ("kB", 0), ("MB", 1), ("GB", 1))


def _split(seconds: int) -> tuple[int, int, int]:
    return seconds // _HOUR, seconds % _HOUR // _MINUTE, seconds % _MINUTE
