"""Text cut into captions that can be read: at most two lines of 42 characters, broken where speech has joints.

Sources: Netflix Timed Text Style Guide (general requirements), Subtitle Edit's defaults.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from textwrap import wrap

from pipeline.formats.transcript.sentences import sentences

WIDTH = 42
LONGEST = 2 * WIDTH
_SHORT = 25
"""A caption with fewer characters is joined to its neighbour where both fit."""
_JOINTS = frozenset({
    "og", "eller", "men", "for", "så", "fordi", "at", "som", "når", "hvis", "mens", "medan", "før", "etter", "da",
    "der", "dersom", "selv", "sjølv", "om", "enn", "både", "samt", "and", "or", "but", "because", "that", "which",
    "who", "when", "if", "while", "before", "after", "where", "although", "than", "so",
})  # fmt: skip
"""Words of Norwegian (both forms) and English that begin a clause."""


def captions(text: str, longest: int = LONGEST) -> list[str]:
    r"""Cut one paragraph into captions of at most ``longest`` characters; ``\n`` parts their lines.

    A word that alone is longer than a line stays whole.
    """
    pieces = [piece for sentence in sentences(text) for piece in _divided(sentence.split(), longest)]
    return [_in_lines(piece) for piece in _joined(pieces, longest)]


def _fits(text: str, longest: int) -> bool:
    lines = wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return len(lines) <= 2 and len(text) <= longest  # noqa: PLR2004 - two lines


def _divided(words: Sequence[str], longest: int) -> list[str]:
    text = " ".join(words)
    if len(words) < 2 or _fits(text, longest):  # noqa: PLR2004 - two parts
        return [text]
    cut = min(range(1, len(words)), key=_costs(words).__getitem__)
    return _divided(words[:cut], longest) + _divided(words[cut:], longest)


def _costs(words: Sequence[str]) -> list[float]:
    """Tell how bad a break before each word is: how uneven the parts get, and how tied the words are."""
    ends = list(accumulate(len(word) + 1 for word in words))
    uneven = (abs(ends[-1] - 2 * end) / ends[-1] for end in [0, *ends])
    return [cost + _tie(words, index) for index, cost in zip(range(len(words)), uneven, strict=False)]


def _tie(words: Sequence[str], index: int) -> float:
    if re.search(r"[.,;:!?…\u2013][»”\")]*$", words[index - 1]):
        return 0.0
    return 0.15 if words[index].lower() in _JOINTS else 0.3


def _joined(pieces: Sequence[str], longest: int) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        together = f"{joined[-1]} {piece}" if joined else ""
        if joined and min(len(joined[-1]), len(piece)) < _SHORT and _fits(together, longest):
            joined[-1] = together
        else:
            joined.append(piece)
    return joined


def _in_lines(text: str) -> str:
    words = text.split()
    if len(text) <= WIDTH or len(words) < 2:  # noqa: PLR2004 - two lines
        return text
    costs = _costs(words)
    ends = [0, *accumulate(len(word) + 1 for word in words)]
    over = [max(0, ends[cut] - 1 - WIDTH) + max(0, len(text) - ends[cut] - WIDTH) for cut in range(len(words))]
    cut = min(range(1, len(words)), key=lambda cut: (over[cut], costs[cut]))
    return " ".join(words[:cut]) + "\n" + " ".join(words[cut:])
