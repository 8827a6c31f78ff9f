"""The part of the feed check that looks at an item's alternate enclosures (podcast namespace, alternateEnclosure)."""

import base64
import binascii
from collections.abc import Iterator

from lxml import etree

from pipeline.formats.feed_ext import PODCAST
from pipeline.formats.findings import Finding, reachable
from pipeline.model.headers import content_type
from pipeline.model.record import EpisodeRecord, MediaFile

_ENDINGS = (".mp3", ".m4a", ".opus")
_SHA256 = 32
"""Bytes of the digest."""
_AGAIN = "render the feed again"


def findings(item: etree._Element, where: str, record: EpisodeRecord | None) -> Iterator[Finding]:
    """Find what is wrong with the alternate enclosures of an item, and which of ``record``'s are not there."""
    where = f"{where} podcast:alternateEnclosure"
    elements = item.findall(f"{{{PODCAST}}}alternateEnclosure")
    expected = _files(record)
    for element in elements:
        yield from _one(element, where)
        if record:
            yield from _agrees(element, where, expected)
    if record and len(elements) != len(expected):
        yield Finding(where, f"is there {len(elements)} times, there are {len(expected)} files", _AGAIN)
    if elements:
        yield from _default(item, elements, where)


def _files(record: EpisodeRecord | None) -> tuple[MediaFile, ...]:
    if record is None or not record.alternates:
        return ()
    return (record.audio, *(one.file for one in record.alternates))


def _source(element: etree._Element) -> str:
    source = element.find(f"{{{PODCAST}}}source")
    return "" if source is None else source.get("uri", "")


def _one(element: etree._Element, where: str) -> Iterator[Finding]:
    url, kind = _source(element), element.get("type", "")
    yield from reachable(url, where, _ENDINGS)
    if kind != content_type(url):
        yield Finding(where, f"type {kind} does not fit {url}", "give it the type of the file")
    for name in ("length", "bitrate"):
        number = element.get(name, "")
        if not number.isdecimal() or int(number) == 0:
            yield Finding(where, f"{name} is “{number}”", "give a whole number above 0")
    if _digest(element) is None:
        yield Finding(where, f"has no sound podcast:integrity for {url}", "give it an sri of sha256")


def _digest(element: etree._Element) -> str | None:
    """Give the digest (hex) that the file is promised to have (W3C Subresource Integrity, section 3.5), or None."""
    integrity = element.find(f"{{{PODCAST}}}integrity")
    if integrity is None or integrity.get("type") != "sri":
        return None
    name, _, digest = integrity.get("value", "").partition("-")
    try:
        found = base64.b64decode(digest, validate=True)
    except binascii.Error:
        return None
    return found.hex() if name == "sha256" and len(found) == _SHA256 else None


def _agrees(element: etree._Element, where: str, expected: tuple[MediaFile, ...]) -> Iterator[Finding]:
    url, length = _source(element), element.get("length")
    file = next((file for file in expected if url.endswith(f"/{file.key}")), None)
    if file is None:
        yield Finding(where, f"{url} is no file of this episode", _AGAIN)
        return
    if length != str(file.size):
        yield Finding(where, f"length is {length}, {url} has {file.size} bytes", _AGAIN)
    if _digest(element) != file.sha256:
        yield Finding(where, f"podcast:integrity is not that of {url}", _AGAIN)


def _default(item: etree._Element, elements: list[etree._Element], where: str) -> Iterator[Finding]:
    """Check that one of them, and only one, is the enclosure itself."""
    enclosure = item.find("enclosure")
    url = "" if enclosure is None else enclosure.get("url", "")
    marked = [_source(element) for element in elements if element.get("default") == "true"]
    if marked != [url]:
        yield Finding(where, "does not name the enclosure as the one default", 'give that one default="true"')
