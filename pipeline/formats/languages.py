"""Language codes: from the tags of the web (BCP 47) to those of older formats."""

_ISO_639_2 = {
    "da": "dan", "de": "deu", "en": "eng", "es": "spa", "et": "est", "fi": "fin", "fr": "fra", "is": "isl",
    "it": "ita", "lt": "lit", "lv": "lav", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol",
    "pt": "por", "ru": "rus", "se": "sme", "sv": "swe", "uk": "ukr",
}  # fmt: skip
"""Two-letter codes and their terminological codes of ISO 639-2."""
_THREE = 3


def iso_639_2(tag: str) -> str:
    """Give the three-letter code of a BCP 47 tag: ``nob`` for ``nb-NO``, ``sma`` for itself, ``und`` if not known."""
    primary = tag.lower().replace("_", "-").partition("-")[0]
    if len(primary) == _THREE and primary.isascii() and primary.isalpha():
        return primary
    return _ISO_639_2.get(primary, "und")
