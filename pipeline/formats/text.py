"""Text that every format we write can carry."""

import re
import unicodedata

_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; DEL and C1 are legal in XML 1.0, but discouraged
    "\ud800-\udfff"  # lone surrogates, which UTF-8 cannot hold
    "\ufeff"  # a byte order mark in the middle of a text
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    +
    # the non-characters of all 17 planes
    "]"
)
_LINE_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


def clean(text: str) -> str:
    r"""Drop what XML 1.0 (section 2.2, Char) forbids or discourages, and normalise to NFC.

    Every sort of line break becomes ``\n``; tabs stay. Cleaning twice changes nothing.
    """
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_BREAK.sub("\n", text)))


def one_line(text: str) -> str:
    """Clean ``text`` and make every run of white space one space, none at the ends."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """Give the paragraphs of ``text``, which have empty lines between them, each in one line."""
    blocks = (one_line(block) for block in _EMPTY_LINE.split(clean(text)))
    return tuple(block for block in blocks if block)


def tidy_lines(text: str) -> str:
    """Clean ``text``, tidy each line as ``one_line`` does, and drop empty lines."""
    lines = (one_line(line) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
