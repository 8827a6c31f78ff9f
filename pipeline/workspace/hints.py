"""Small helpers for telling a person what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE = 0.8
"""How alike two words must be (difflib's ratio) where a list of what may be written helps more than a guess."""

REFERENCE = "felt.md (docs/reference/configuration.md)"
"""Where every key is explained: in a workspace that `publish init` made, and in the documentation."""


def did_you_mean(wrong: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Give a question that names the nearest of ``known``, or '' when none is near."""
    names = {name.lower(): name for name in sorted(known)}
    near = get_close_matches(wrong.lower(), names, n=1, cutoff=likeness)
    return f"did you mean `{names[near[0]]}`?" if near else ""
