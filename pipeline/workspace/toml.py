"""A TOML file as a dict, or the problem that keeps it from being read."""

import re
import tomllib
from pathlib import Path

from pipeline.formats import moments
from pipeline.workspace.hints import REFERENCE
from pipeline.workspace.problems import Report

_PLACE = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
_BREAK = b"\n"
_TODO = {
    "Invalid value": 'put text in quotes, as in title = "…"; write true, false, numbers and dates without them',
    "Cannot overwrite a value": "the same key stands twice: remove one of them",
    "Cannot declare": "the same table stands twice: put its keys together (a list of tables has [[two brackets]])",
    "Invalid date or datetime": "there is no such day or time: write it as 2026-03-02T06:00:00",
    "Unescaped '\\' in a string": "write \\\\ for \\, or put the text in single quotes: '…'",
    "Illegal character": 'end the text with a quote on the same line, or use """three quotes""" for several lines',
    "Expected '=' after a key": "write key = value; a key has only letters, digits, - and _, or stands in quotes",
    "Unterminated string": "end the text with a quote",
    "Expected newline or end of document": 'write one key a line, and \\" for a quote in a text',
}
_USUAL = f"mend the line, or compare it with {REFERENCE}"
_PUBLISHED = re.compile(r"\s*published\s*=\s*(?P<value>[^#\"']*)")


def read_text(path: Path, report: Report) -> str | None:
    """Read a text file of UTF-8, with or without a byte order mark; None, and a problem, if it is none."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        report.add(
            "",
            f"is not UTF-8 (line {error.object.count(_BREAK, 0, error.start) + 1})",
            "save it as UTF-8 in your editor",
        )
    except OSError as error:
        report.add("", f"cannot be read ({error.strerror})", "check that it is a file, and that you may read it")
    return None


def read_toml(path: Path, report: Report) -> dict[str, object] | None:
    """Read a TOML file; None, and a problem with line and column, if it is none."""
    text = read_text(path, report)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.add("", "has brackets in brackets without end", _USUAL)
    except ValueError as error:
        report.add("", *_told(str(error), text))
    return None


def _told(message: str, text: str) -> tuple[str, str]:
    place = _PLACE.search(message)
    reason = _PLACE.sub("", message)
    where, line = "at its end", ""
    if place and place["line"]:
        where = f"in line {place['line']}, column {place['column']}"
        line = text.split("\n")[int(place["line"]) - 1]
    todo = next((hint for start, hint in _TODO.items() if reason.startswith(start)), _USUAL)
    return f"is no TOML {where} ({reason[:1].lower()}{reason[1:]})", (
        reason.startswith("Expected newline") and _date(line)
    ) or todo


def _date(line: str) -> str:
    """Say how to write the date in ``line``, '' if there is none: TOML demands the seconds."""
    found = _PUBLISHED.match(line)
    value = found["value"].strip() if found else ""
    return f"write it as published = {moments.suggested(value)}" if value[:1].isdigit() else ""
