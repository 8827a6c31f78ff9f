"""Where sentences end in Norwegian and English text."""

import re

_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"')\]]*+\s++(?=[«“\"'(\[\u2013-]*\s?[^\W_a-zæøåäöïáčđŋšŧž])")
_OPEN = re.compile(
    r"(?:^|[\s(«“\"])(?:"
    r"[^\W\d_]"  # an initial
    r"|\d{1,2}"  # an ordinal number, as in a date
    r"|f\.eks|bl\.a|dvs|kl|nr|ca|jf|pkt|evt|inkl|ekskl|m\.m|mv|o\.l|osv|ev|pga|mht|ift|st\.meld|prop|meld|kap|art"
    r"|hr|fr|dr|prof|st|mr|mrs|ms|vs|e\.g|i\.e"
    r")\.$",
    re.IGNORECASE,
)

_LONGEST = 40
"""Characters before a full stop that can tell an abbreviation: looking further back takes time in the square."""


def sentences(text: str) -> list[str]:
    """Split one paragraph into sentences; abbreviations, initials and dates end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        before = max(start, end.start() - _LONGEST)
        if not _OPEN.search(text[before : end.end()].rstrip()):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]
