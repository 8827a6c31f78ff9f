"""``text.md`` of a lesson: what to read before the video, and what after it."""

import re

from pipeline.formats.text import clean

_BEFORE = frozenset({"før", "føre", "before", "ovdal", "åvtelen"})
_AFTER = frozenset({"etter", "after", "maŋŋil", "mænngan"})
_HEADING = re.compile(r"#[ \t]+(?P<words>[^#\n]+?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


def parted(markdown: str) -> tuple[str, str]:
    """Give what stands below the heading ``# Før`` and below ``# Etter``, without these lines.

    Their words may also be nynorsk, English, Northern or Southern Sámi. What stands above both belongs before.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    place, fenced = 0, False
    for line in clean(markdown).split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.fullmatch(line)
        word = heading["words"].strip().casefold() if heading else ""
        if word in _BEFORE | _AFTER:
            place = int(word in _AFTER)
        else:
            parts[place].append(line)
    return "\n".join(parts[0]).strip(), "\n".join(parts[1]).strip()
