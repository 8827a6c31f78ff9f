"""What checking a feed finds, and the checks that channel and items share."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from posixpath import splitext
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from pipeline.formats.feed_ext import ITUNES, PODCAST
from pipeline.formats.licences import is_known
from pipeline.formats.shownotes import LIMIT
from pipeline.formats.uri import is_loopback


class Finding(NamedTuple):
    """Something wrong in a feed: where, what, and what to do about it."""

    key: str
    what: str
    todo: str


def value(parent: etree._Element, name: str) -> str:
    """Give the text of the child called ``name`` (Clark notation), '' when there is none."""
    return (parent.findtext(name) or "").strip()


def described(parent: etree._Element, where: str) -> Iterator[Finding]:
    """Check that the description is within Apple's limit."""
    size = len(value(parent, "description").encode())
    if size > LIMIT:
        yield Finding(f"{where} description", f"is {size} bytes, the limit is {LIMIT}", "shorten it")


def explicit(parent: etree._Element, where: str) -> Iterator[Finding]:
    """Check that ``itunes:explicit`` is one of the two words that Apple takes."""
    if value(parent, f"{{{ITUNES}}}explicit") not in {"true", "false"}:
        yield Finding(f"{where} itunes:explicit", "is neither true nor false", "write one of them")


def licensed(parent: etree._Element, where: str) -> Iterator[Finding]:
    """Check that a licence can be read: parsers drop one that they neither know nor find an address for."""
    terms = parent.find(f"{{{PODCAST}}}license")
    if terms is not None and not terms.get("url") and not is_known(value(terms, ".")):
        yield Finding(f"{where} podcast:license", f"“{terms.text or ''}” has no url", "give the licence an address")


def date(parent: etree._Element, name: str, where: str, moment: datetime) -> Iterator[Finding]:
    """Check that a date, if there is one, is RFC 2822 with an offset, and not after ``moment``."""
    text = value(parent, name)
    if not text:
        return
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        when = datetime.min  # noqa: DTZ901 # without an offset on purpose: it is refused below
    if when.tzinfo is None:
        yield Finding(where, f"“{text}” is not an RFC 2822 date with an offset", "write it as such")
    elif when > moment:
        yield Finding(where, f"“{text}” is in the future", "leave the episode out until then")


def reachable(url: str, where: str, endings: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Check that everybody can fetch ``url``: ASCII, https (http only on this machine), a known file ending."""
    if not url.isascii():
        yield Finding(where, f"{url} is not ASCII", "percent-encode it")
    scheme, host, path = _parts(url)
    if not host or not (scheme == "https" or (scheme == "http" and is_loopback(host))):
        yield Finding(where, f"“{url}” is not an https address", "serve the target over https")
    if endings and splitext(path)[1].lower() not in endings:
        yield Finding(where, f"{url} does not end in {' or '.join(endings)}", "rename the file")


def _parts(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unfinished IPv6 address
        return "", "", url
    return parts.scheme, parts.hostname or "", parts.path
