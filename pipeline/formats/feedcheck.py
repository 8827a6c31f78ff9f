"""A last look at a feed before listeners get it, for the faults that no public validator finds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from lxml import etree

from pipeline.formats import itemcheck
from pipeline.formats.categories import ALL
from pipeline.formats.feed_ext import ATOM, ITUNES, PODCAST
from pipeline.formats.findings import Finding, date, described, explicit, licensed, reachable, value
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Category
from pipeline.model.workspace import Problem


def problems(
    feed: bytes, records: Iterable[EpisodeRecord], moment: datetime, key: str = "feed.xml"
) -> tuple[Problem, ...]:
    """Find everything in ``feed`` that a directory would refuse or that does not agree with ``records``.

    ``records`` are all that there are: those not due at ``moment`` must be absent. ``key`` is what to call the
    feed. A feed without problems may be uploaded.
    """
    try:
        root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return (Problem(key, "", f"is not well-formed XML ({error})", "render it again"),)
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        return (Problem(key, "", "is not an RSS 2.0 feed", "render it again"),)
    due = {record.guid: record for record in records if record.published <= moment}
    return tuple(Problem(key, *finding) for finding in (*_channel(channel, moment), *_items(channel, due, moment)))


def _channel(channel: etree._Element, moment: datetime) -> Iterator[Finding]:
    for name in ("title", "link", "description", "language"):
        if not value(channel, name):
            yield Finding(f"channel {name}", "is missing", "give the show one")
    yield from described(channel, "channel")
    yield from explicit(channel, "channel")
    yield from licensed(channel, "channel")
    yield from _image(channel)
    yield from _categories(channel)
    yield from _identity(channel)
    for name in ("pubDate", "lastBuildDate"):
        yield from date(channel, name, f"channel {name}", moment)


def _image(channel: etree._Element) -> Iterator[Finding]:
    image = channel.find(f"{{{ITUNES}}}image")
    if image is None or not image.get("href"):
        yield Finding("channel itunes:image", "is missing", "give the show an artwork")
        return
    yield from reachable(image.get("href", ""), "channel itunes:image", (".jpg", ".png"))


def _categories(channel: etree._Element) -> Iterator[Finding]:
    parents = channel.findall(f"{{{ITUNES}}}category")
    if not parents:
        yield Finding("channel itunes:category", "is missing", "give the show a category")
    for parent in parents:
        name = parent.get("text", "")
        for sub in ("", *(child.get("text", "") for child in parent)):
            if Category(name, sub) not in ALL:
                yield Finding("channel itunes:category", f"{name} {sub}".strip() + " is not Apple's", "choose another")


def _identity(channel: etree._Element) -> Iterator[Finding]:
    if not _is_uuid(value(channel, f"{{{PODCAST}}}guid")):
        yield Finding("channel podcast:guid", "is not a UUID", "take the one in the lock file")
    locked = channel.find(f"{{{PODCAST}}}locked")
    if locked is None or not locked.get("owner") or locked.text not in {"yes", "no"}:
        yield Finding("channel podcast:locked", "is not yes or no with an owner", "give the show an owner")
    links = {link.get("rel"): link.get("href", "") for link in channel.findall(f"{{{ATOM}}}link")}
    yield from reachable(links.get("self", ""), "channel atom:link rel=self")


def _items(channel: etree._Element, records: dict[str, EpisodeRecord], moment: datetime) -> Iterator[Finding]:
    items = channel.findall("item")
    guids = Counter(value(item, "guid") for item in items)
    urls = Counter(enclosure.get("url", "") for enclosure in channel.iterfind("item/enclosure"))
    yield from _doubles("guid", guids)
    yield from _doubles("enclosure", urls)
    for guid in sorted(records.keys() - guids.keys()):
        yield Finding("item", f"{records[guid].slug} is missing", "render the feed again")
    for item in items:
        yield from itemcheck.findings(item, records.get(value(item, "guid")), moment)


def _doubles(name: str, counted: Counter[str]) -> Iterator[Finding]:
    for what, count in counted.items():
        if what and count > 1:
            yield Finding(f"item {name}", f"{what} is there {count} times", "each episode must have its own")


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
