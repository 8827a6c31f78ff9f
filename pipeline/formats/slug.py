"""Names for folders and addresses, made of titles."""

import hashlib
import re

from slugify import slugify as _slugify

from pipeline.formats.text import clean

LONGEST = 60
_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_LETTERS = (("æ", "ae"), ("Æ", "ae"), ("ø", "o"), ("Ø", "o"), ("å", "aa"), ("Å", "aa"), ("ŋ", "n"), ("Ŋ", "n"))
# ø becomes o, not oe, by design: addresses of ours have æ, ø and å as ae, o and aa.
"""Letters whose usual Norwegian or Sámi transcription differs from the one in the Unicode tables."""


def slugify(text: str) -> str:
    """Give ``text`` as 1 to 60 lower-case ASCII letters, digits and single hyphens, cut between words if possible.

    Never a name that Windows keeps for devices. A text without letters or digits becomes ``untitled-`` and a digest.
    """
    cleaned = clean(text)  # composes å first, so that it is one of ours
    slug = _slugify(
        cleaned, replacements=_LETTERS, max_length=LONGEST, word_boundary=True, save_order=True,
        entities=False, decimal=False, hexadecimal=False,
    )  # fmt: skip
    if not slug:
        return "untitled-" + hashlib.sha256(cleaned.encode()).hexdigest()[:8]
    return f"{slug}-x" if _RESERVED.fullmatch(slug) else slug


def is_slug(text: str) -> bool:
    """Say whether ``text`` is fit to be a slug as it stands."""
    return len(text) <= LONGEST and bool(_SHAPE.fullmatch(text)) and not _RESERVED.fullmatch(text)
