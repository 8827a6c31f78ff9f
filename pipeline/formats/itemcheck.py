"""The part of the feed check that looks at one episode's item."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from pipeline.formats import alternatecheck
from pipeline.formats.feed_ext import ITUNES, PODCAST
from pipeline.formats.findings import Finding, date, described, explicit, licensed, reachable, value
from pipeline.formats.itunes import whole_seconds
from pipeline.formats.podcast20 import CHAPTERS_TYPE
from pipeline.model.record import EpisodeRecord

ENCLOSURES = {
    ".mp3": {"audio/mpeg"},
    ".m4a": {"audio/mp4", "audio/x-m4a"},
    ".mp4": {"video/mp4"},
    ".m4v": {"video/mp4", "video/x-m4v"},
    ".mov": {"video/quicktime"},
    ".pdf": {"application/pdf"},
}
"""The file endings that Apple Podcasts takes, with their types."""

TRANSCRIPTS = frozenset({"text/vtt", "application/x-subrip", "text/html", "text/plain", "application/json"})
"""The types of PSP-1; ``application/srt`` and the like are widespread and wrong."""

KINDS = frozenset({"full", "trailer", "bonus"})


def findings(item: etree._Element, record: EpisodeRecord | None, moment: datetime) -> Iterator[Finding]:
    """Find what is wrong with one item; ``record`` is what was published under its guid, or None."""
    where = f"item “{value(item, 'title') or value(item, 'guid')}”"
    for name in ("title", "guid", "pubDate"):
        if not value(item, name):
            yield Finding(f"{where} {name}", "is missing", "give the episode one")
    if record is None:
        yield Finding(where, "is not a published episode", "render the feed again")
    yield from described(item, where)
    yield from explicit(item, where)
    yield from licensed(item, where)
    yield from date(item, "pubDate", f"{where} pubDate", moment)
    yield from _enclosure(item, where, record)
    yield from _duration(item, where, record)
    yield from _numbering(item, where)
    yield from _companions(item, where)
    yield from alternatecheck.findings(item, where, record)


def _enclosure(item: etree._Element, where: str, record: EpisodeRecord | None) -> Iterator[Finding]:
    where = f"{where} enclosure"
    enclosures = item.findall("enclosure")
    if len(enclosures) != 1:
        yield Finding(where, f"is there {len(enclosures)} times", "an item has exactly one")
        return
    url, length, kind = (enclosures[0].get(name, "") for name in ("url", "length", "type"))
    yield from reachable(url, where, tuple(ENCLOSURES))
    if kind not in ENCLOSURES.get(url[url.rfind(".") :].lower(), {kind}):
        yield Finding(where, f"type {kind} does not fit {url}", "give it the type of the file")
    if not length.isdecimal() or int(length) == 0:
        yield Finding(where, f"length is “{length}”", "give the file's size in bytes")
    elif record and int(length) != record.audio.size:
        yield Finding(where, f"length is {length}, the file has {record.audio.size} bytes", "render the feed again")


def _duration(item: etree._Element, where: str, record: EpisodeRecord | None) -> Iterator[Finding]:
    text = value(item, f"{{{ITUNES}}}duration")
    if not text.isdecimal():
        yield Finding(f"{where} itunes:duration", f"is “{text}”", "give whole seconds")
    elif record and int(text) != whole_seconds(record.seconds):
        yield Finding(f"{where} itunes:duration", f"is {text} s, the audio {record.seconds:.3f} s", "render it again")


def _numbering(item: etree._Element, where: str) -> Iterator[Finding]:
    for name in ("season", "episode"):
        for prefix, namespace in (("itunes", ITUNES), ("podcast", PODCAST)):
            number = item.findtext(f"{{{namespace}}}{name}")
            if number is not None and (not number.isdecimal() or int(number) < 1):
                yield Finding(f"{where} {prefix}:{name}", f"is “{number}”", "number from 1, or leave it out")
    kind = value(item, f"{{{ITUNES}}}episodeType")
    if kind not in KINDS:
        yield Finding(f"{where} itunes:episodeType", f"is “{kind}”", "write full, trailer or bonus")


def _companions(item: etree._Element, where: str) -> Iterator[Finding]:
    for name, types in (("transcript", TRANSCRIPTS), ("chapters", frozenset({CHAPTERS_TYPE}))):
        for element in item.findall(f"{{{PODCAST}}}{name}"):
            yield from reachable(element.get("url", ""), f"{where} podcast:{name}")
            if element.get("type") not in types:
                kind = element.get("type", "")
                yield Finding(f"{where} podcast:{name}", f"type is “{kind}”", f"give {' or '.join(sorted(types))}")
