"""Figures of sound as a Norwegian reader sees them: a decimal comma, a real minus, the unit on the same line."""

from math import isfinite

_FIXED = "\u00a0"
_NONE = "\N{EN DASH}"
_MINUS = "\N{MINUS SIGN}"


def number(value: float | None, digits: int = 1, *, signed: bool = False) -> str:
    """Give a number, or a dash where there is none: a signed one above 0 has its plus."""
    if value is None or not isfinite(value):
        return _NONE
    text = f"{abs(value):.{digits}f}".replace(".", ",")
    zero = not float(text.replace(",", "."))
    sign = "" if zero else _MINUS if value < 0 else "+" if signed else ""
    return sign + text


def exact(value: float, unit: str = "", *, signed: bool = False) -> str:
    """Give a number that somebody chose as it was chosen: ``16``, ``19,3``, with two decimals at most."""
    digits = next((digits for digits in (0, 1) if round(value, digits) == round(value, 2)), 2)
    return f"{number(value, digits, signed=signed)}{_FIXED if unit else ''}{unit}"


def figure(value: float | None, unit: str, digits: int = 1, *, signed: bool = False) -> str:
    """Give a number with its unit, or a dash alone."""
    text = number(value, digits, signed=signed)
    return text if text == _NONE else f"{text}{_FIXED}{unit}"


def brief(seconds: float) -> str:
    """Give a short time: ``0,4 s``, from ten seconds on without decimals."""
    short = 10.0
    return figure(seconds, "s", 0 if seconds >= short else 1)


def percent(share: float) -> str:
    """Give a share from 0 to 1: ``0,8 %``, from ten on without decimals."""
    short = 0.1
    return figure(share * 100, "%", 0 if share >= short or not share else 1)


def listed(parts: list[str]) -> str:
    """Join with commas and «og»."""
    return " og ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
