"""What checking a bundle finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_SHOWN = 20
"""Findings of one rule that are told of; the rest is counted, so that a hostile zip makes no endless report."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``where`` (a name in the zip, or the zip) something is wrong: by which rule, what, and what to do about it.

    An ``error`` keeps a course from being imported, from working or from counting; a ``warning`` is worth a look.
    """

    severity: Severity
    rule: str
    where: str
    what: str
    todo: str = ""


def error(rule: str, where: str, what: str, todo: str = "") -> Finding:
    """Give an error."""
    return Finding("error", rule, where, what, todo)


def warning(rule: str, where: str, what: str, todo: str = "") -> Finding:
    """Give a warning."""
    return Finding("warning", rule, where, what, todo)


def info(rule: str, where: str, what: str, todo: str = "") -> Finding:
    """Give something to know."""
    return Finding("info", rule, where, what, todo)


def sorted_out(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give each finding once, the worst first, and of each rule as many as a person reads."""
    ordered = sorted(dict.fromkeys(findings), key=lambda one: (SEVERITIES.index(one.severity), one.rule, one.where))
    for (severity, rule), group in groupby(ordered, key=lambda one: (one.severity, one.rule)):
        same = list(group)
        yield from same[:_SHOWN]
        if len(same) > _SHOWN:
            yield Finding(severity, rule, "the zip", f"{len(same) - _SHOWN} more of this kind")
