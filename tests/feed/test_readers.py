"""Whatever we write comes back with the same value from the parsers that apps and directories use."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, Protocol

import feedparser
import podcastparser
import pytest
from lxml import etree

from pipeline.formats.feed_ext import CONTENT, ITUNES, PODCAST

# What a parser makes of a feed is untyped by nature.
Read = Mapping[str, Any]


class Seen(Protocol):
    """Says whether an element is in what a parser read, with the same value."""

    def __call__(self, element: etree._Element, read: Read, /) -> bool: ...


PREFIXES = {ITUNES: "itunes", PODCAST: "podcast"}


def own_tags(parent: etree._Element) -> list[tuple[str, etree._Element]]:
    """Give the itunes: and podcast: elements under a channel or an item, with the names one knows them by."""
    names = [(etree.QName(element), element) for element in parent if isinstance(element.tag, str)]
    return [(f"{PREFIXES[name.namespace]}:{name.localname}", el) for name, el in names if name.namespace in PREFIXES]


def text_in(key: str) -> Seen:
    return lambda element, read: str(read[key]) == element.text


def truth_in(key: str) -> Seen:
    return lambda element, read: read[key] is (element.text in {"true", "yes"})


def number_in(key: str) -> Seen:
    return lambda element, read: read[key] == {"number": int(element.text or "")}


def category(element: etree._Element, read: Read) -> bool:
    parent = element.get("text", "")
    names = {f"{parent} > {child.get('text')}" for child in element} or {parent}
    return names <= set(read["itunesCategory"])


def owner(element: etree._Element, read: Read) -> bool:
    return bool(read["owner"] == {etree.QName(child).localname: child.text for child in element})


def locked(element: etree._Element, read: Read) -> bool:
    return read["podcastOwner"] == element.get("owner") and truth_in("locked")(element, read)


def funding(element: etree._Element, read: Read) -> bool:
    return {"message": element.text, "url": element.get("url")} in read["podcastFunding"]


def licensed(element: etree._Element, read: Read) -> bool:
    url = element.get("url", f"https://spdx.org/licenses/{element.text}.html")
    return bool(read["license"] == {"identifier": element.text, "url": url})


def person(element: etree._Element, read: Read) -> bool:
    people = [{**one, "role": one["role"].lower(), "group": one["group"].lower()} for one in read["podcastPeople"]]
    role, group = element.get("role", "host").lower(), element.get("group", "cast").lower()
    return {**element.attrib, "name": element.text, "role": role, "group": group} in people


def txt(element: etree._Element, read: Read) -> bool:
    return {"value": element.text, **element.attrib} in read["podcastTxt"]


def transcript(element: etree._Element, read: Read) -> bool:
    expected = dict(element.attrib)
    if expected["type"] == "application/x-subrip":
        expected["type"] = "application/srt"  # its one name for all of SubRip's
    return expected in read["podcastTranscripts"]


def alternate(element: etree._Element, read: Read) -> bool:
    """Everything that the tag says of a file, and that the file may be fetched and checked."""
    expected = dict(element.attrib)
    source, integrity = element
    found = [one for one in read["alternativeEnclosures"] if one["source"][0]["uri"] == source.get("uri")]
    plain = {key: str(value) for key, value in found[0].items() if key not in {"source", "integrity", "default"}}
    default = found[0]["default"] is (expected.pop("default", "false") == "true")
    return default and plain == expected and found[0]["integrity"] == dict(integrity.attrib)


CHANNEL: dict[str, Seen] = {
    "itunes:author": text_in("author"),
    "itunes:category": category,
    "itunes:explicit": truth_in("explicit"),
    "itunes:image": lambda element, read: read["itunesImage"] == element.get("href"),
    "itunes:owner": owner,
    "itunes:type": text_in("itunesType"),
    "podcast:funding": funding,
    "podcast:guid": text_in("guid"),
    "podcast:license": licensed,
    "podcast:locked": locked,
    "podcast:medium": text_in("medium"),
    "podcast:person": person,
    "podcast:txt": txt,
}
ITEM: dict[str, Seen] = {
    "itunes:duration": text_in("duration"),
    "itunes:episode": text_in("itunesEpisode"),
    "itunes:episodeType": text_in("itunesEpisodeType"),
    "itunes:explicit": truth_in("explicit"),
    "itunes:season": text_in("itunesSeason"),
    "podcast:alternateEnclosure": alternate,
    "podcast:chapters": lambda element, read: read["podcastChapters"] == element.attrib,
    "podcast:episode": number_in("podcastEpisode"),
    "podcast:license": licensed,
    "podcast:person": person,
    "podcast:season": number_in("podcastSeason"),
    "podcast:transcript": transcript,
}
NEWER_THAN_PARTYTIME = {"podcast:image"}
"""Tags younger than that parser, which is why feedparser reads them below."""


@pytest.fixture
def read(full: bytes, partytime: Callable[[bytes], dict[str, Any]]) -> dict[str, Any]:
    return partytime(full)


def unseen(parent: etree._Element, read: Read, table: dict[str, Seen]) -> list[str]:
    tags = [(name, element) for name, element in own_tags(parent) if name not in NEWER_THAN_PARTYTIME]
    return [name for name, element in tags if not table[name](element, read)]


def test_partytime_sees_every_tag_of_the_channel(channel: etree._Element, read: Read) -> None:
    assert unseen(channel, read, CHANNEL) == []
    assert {name for name, _ in own_tags(channel)} == CHANNEL.keys() | NEWER_THAN_PARTYTIME  # none went untried


def test_partytime_sees_every_tag_of_every_item(channel: etree._Element, read: Read) -> None:
    items = channel.findall("item")
    assert [unseen(item, one, ITEM) for item, one in zip(items, read["items"], strict=True)] == [[]] * len(items)
    assert {name for item in items for name, _ in own_tags(item)} == ITEM.keys()


def test_partytime_sees_no_more_than_was_written(channel: etree._Element, read: Read) -> None:
    counted = {"podcastFunding": "funding", "podcastPeople": "person", "podcastTxt": "txt"}
    for key, name in counted.items():
        assert len(read[key]) == len(channel.findall(f"{{{PODCAST}}}{name}"))
    assert len(read["itunesCategory"]) == 3


def test_partytime_reads_plain_rss(channel: etree._Element, read: Read) -> None:
    assert read["title"] == channel.findtext("title")
    assert read["link"] == channel.findtext("link")
    assert read["language"] == channel.findtext("language")
    assert read["copyright"] == channel.findtext("copyright")
    assert read["generator"] == "fremskritt"
    assert read["pubsub"] == {"self": "https://pod.example.no/fremskritt/feed.xml"}
    assert read["image"]["url"] == read["itunesImage"]
    assert same_moment(read["lastBuildDate"], channel.findtext("lastBuildDate"))


def test_partytime_reads_the_plain_rss_of_every_item(channel: etree._Element, read: Read) -> None:
    for item, one in zip(channel.findall("item"), read["items"], strict=True):
        assert [one[key] for key in ("title", "guid", "link")] == [
            item.findtext(key) for key in ("title", "guid", "link")
        ]
        enclosure = item.find("enclosure")
        assert enclosure is not None
        assert {key: str(value) for key, value in one["enclosure"].items()} == dict(enclosure.attrib)
        assert same_moment(one["pubDate"], item.findtext("pubDate"))
        assert one["description"].split() == unescape(item.findtext("description") or "").split()


def test_feedparser_reads_the_channel(full: bytes, channel: etree._Element) -> None:
    read = feedparser.parse(full)
    assert not read.bozo
    assert read.namespaces["podcast"] == PODCAST
    for ours, theirs in {"title": "title", "link": "link", "language": "language", "copyright": "rights"}.items():
        assert read.feed[theirs] == channel.findtext(ours)
    image = channel.find(f"{{{PODCAST}}}image")
    assert image is not None
    assert read.feed.podcast_image == dict(image.attrib)
    assert read.feed.image.href == channel.findtext("image/url")


def test_feedparser_reads_every_item(full: bytes, channel: etree._Element) -> None:
    for entry, item in zip(feedparser.parse(full).entries, channel.findall("item"), strict=True):
        assert (entry.title, entry.id, entry.link) == tuple(item.findtext(key) for key in ("title", "guid", "link"))
        assert not entry.guidislink
        assert entry.published == item.findtext("pubDate")
        assert entry.summary == (item.findtext("description") or "").replace("<br>", "<br />")
        assert entry.itunes_duration == item.findtext(f"{{{ITUNES}}}duration")
        notes = [element.text or "" for element in item.findall(f"{{{CONTENT}}}encoded")]
        assert [part.value for part in entry.get("content", [])] == [text.replace("<br>", "<br />") for text in notes]


def test_feedparser_reads_the_podlove_chapters(full: bytes) -> None:
    chapters = feedparser.parse(full).entries[0].psc_chapters["chapters"]
    assert [(one["start_parsed"].total_seconds(), one["title"], one.get("href")) for one in chapters] == [
        (0.0, "Åpning", None),
        (83.25, "Tall & <tro>", "https://example.no/tall?x=%C3%A5"),
    ]


def test_gpodders_parser_reads_it(full: bytes, channel: etree._Element) -> None:
    read = podcastparser.parse("https://pod.example.no/fremskritt/feed.xml", io.BytesIO(full))
    assert read["itunes_categories"] == [["Government"], ["Technology"], ["Education", "Self-Improvement"]]
    assert read["itunes_owner"] == {"name": "Redaksjonen", "email": "redaksjonen@example.no"}
    assert (read["type"], read["explicit"], read["language"]) == ("serial", False, "nb")
    newest = next(one for one in read["episodes"] if one["guid"] == channel.findtext("item/guid"))
    assert newest["published"] == parsedate_to_datetime(channel.findtext("item/pubDate") or "").timestamp()
    assert newest["description_html"] == channel.findtext(f"item/{{{CONTENT}}}encoded")
    assert (newest["season"], newest["number"], newest["type"], newest["explicit"]) == (2, 7, "full", True)
    assert (newest["total_time"], newest["enclosures"][0]["file_size"]) == (1600, 19_200_001)
    assert [(mark["start"], mark["title"]) for mark in newest["chapters"]] == [(0, "Åpning"), (83, "Tall & <tro>")]


def same_moment(iso: str, rfc2822: str | None) -> bool:
    return datetime.fromisoformat(iso) == parsedate_to_datetime(rfc2822 or "")
