"""Addresses on pages: relative between our own files, checked where somebody else wrote them."""

import posixpath
from urllib.parse import urlsplit

ALLOWED = frozenset({"http", "https", "mailto"})


def relative(key: str, page: str) -> str:
    """Give the address of ``key`` as seen from ``page`` (both relative to the target's root)."""
    return posixpath.relpath(key, posixpath.dirname(page) or ".")


def web_address(url: str) -> str:
    """Give ``url`` if it is one that a page may link to (RFC 3986 scheme http, https or mailto), else ''."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as an unfinished IPv6 address
        return ""
    reaches = bool(parts.netloc) or parts.scheme == "mailto"
    return url.strip() if parts.scheme in ALLOWED and reaches else ""


def fragment_seconds(seconds: float) -> str:
    """Give a time as Media Fragments URI 1.0 §4.2.1 (npt-sec) has it: ``83``, ``83.25``."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
