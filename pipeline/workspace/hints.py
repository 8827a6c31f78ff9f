"""Small helpers for telling a person what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Give a question that names the nearest of ``known``, or '' when none is near."""
    names = {name.lower(): name for name in sorted(known)}
    near = get_close_matches(wrong.lower(), names, n=1, cutoff=0.6)
    return f"did you mean `{names[near[0]]}`?" if near else ""
