"""What checking a bundle finds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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


def sorted_out(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding once, the worst first, and of each rule as many as a person reads; however many there are."""
    kept: dict[tuple[Severity, str], dict[Finding, None]] = {}
    more: Counter[tuple[Severity, str]] = Counter()
    for one in findings:
        same = kept.setdefault((one.severity, one.rule), {})
        if one in same or len(same) < _SHOWN:
            same[one] = None
        else:
            more[one.severity, one.rule] += 1
    rest = (Finding(*kind, "the zip", f"{count} more of this kind") for kind, count in more.items())
    shown = sorted((one for same in kept.values() for one in same), key=_order)
    return tuple(sorted((*shown, *rest), key=lambda one: _order(one)[:2]))


def _order(one: Finding) -> tuple[int, str, str]:
    return (SEVERITIES.index(one.severity), one.rule, one.where)
