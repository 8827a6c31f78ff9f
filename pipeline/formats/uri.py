"""Addresses in ASCII only, as RSS readers and Apple Podcasts demand (RFC 3987 §3.1, RFC 3490)."""

import re
from ipaddress import ip_address
from urllib.parse import quote, urlsplit, urlunsplit

_PATH = "/%:@!$&'()*+,;=~-._"
"""Characters of a path that stay as they are; ``%`` too, since it begins an escape (RFC 3986 §3.3)."""

_QUERY = _PATH + "?"

_PLAIN = re.compile("[!-~]*")
"""ASCII that can be seen, and no space."""


def to_uri(iri: str) -> str:
    """Give the ASCII form of an address that may have æøå in host, path, query or fragment.

    An address that is ASCII already comes back as it was.

    Raises:
        ValueError: it is no address at all, or its host cannot be written in ASCII.
    """
    stripped = iri.strip()
    if _PLAIN.fullmatch(stripped):
        return stripped
    parts = urlsplit(stripped)
    host = parts.netloc.encode("idna").decode("ascii")
    path, query, fragment = quote(parts.path, _PATH), quote(parts.query, _QUERY), quote(parts.fragment, _QUERY)
    return urlunsplit((parts.scheme, host, path, query, fragment))


def join(base_url: str, key: str) -> str:
    """Give the ASCII address of ``key`` (relative to a target's root) where the target is at ``base_url``."""
    return to_uri(f"{base_url.rstrip('/')}/{key}")


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is always this machine (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, RFC 6761 §6.3)."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
