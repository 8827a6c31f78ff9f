"""The tags of the podcast namespace (Podcasting 2.0, https://podcastindex.org/namespace/1.0)."""

import base64
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pipeline.formats.feed_ext import PODCAST, Tag
from pipeline.formats.uri import to_uri
from pipeline.model.audio import Codec
from pipeline.model.headers import content_type
from pipeline.model.record import EpisodeRecord, MediaFile
from pipeline.model.show import License, Person, Show

CHAPTERS_TYPE = "application/json+chapters"
TITLES: Mapping[Codec, str] = MappingProxyType({"aac": "AAC", "opus": "Opus"})
CODECS: Mapping[Codec, str] = MappingProxyType({"aac": "mp4a.40.2", "opus": "opus"})
"""RFC 6381, section 3.3 (AAC-LC is object type 2), and RFC 7845, section 9."""
CAPTIONS = frozenset({"text/vtt", "application/x-subrip"})
"""Transcript types with times, which a player may show as captions."""


def channel_tags(show: Show, artwork_url: str) -> Iterator[Tag]:
    """Give the tags of the show itself."""
    yield _tag("guid", show.guid)
    yield _tag("locked", "yes" if show.locked else "no", owner=show.owner.email)
    yield _tag("medium", show.medium)
    yield _image(show, artwork_url)
    yield from _license(show.license)
    yield from (_tag("funding", link.title, url=to_uri(link.url)) for link in show.funding)
    yield from (_person(person) for person in show.people)
    yield from (_tag("txt", txt.value, purpose=txt.purpose) for txt in show.txt)


def item_tags(show: Show, record: EpisodeRecord, url: Callable[[str], str]) -> Iterator[Tag]:
    """Give the tags of one episode; ``url`` makes an address of a key."""
    if record.season is not None:
        yield _tag("season", str(record.season))
    if record.number is not None:
        yield _tag("episode", str(record.number))
    for transcript in record.transcripts:
        kind = transcript.content_type.partition(";")[0]
        captions = "captions" if kind in CAPTIONS else ""
        yield _tag("transcript", url=url(transcript.key), type=kind, language=record.language, rel=captions)
    if record.chapters_file:
        yield _tag("chapters", url=url(record.chapters_file.key), type=CHAPTERS_TYPE)
    yield from (_person(person) for person in heard(show.people, record.people))
    yield from _license(record.license)
    yield from _alternates(record, url)


def heard(regulars: tuple[Person, ...], guests: tuple[Person, ...]) -> tuple[Person, ...]:
    """Give everybody in an episode: the regulars, then those of this episode only; nobody twice in one role.

    Nobody at all when the episode adds nobody: then the channel's people hold. As soon as an item names
    one person it must name them all, since its people replace the channel's.
    """
    if not guests:
        return ()
    unique = {(person.name, person.role.casefold(), person.group.casefold()): person for person in regulars + guests}
    return tuple(unique.values())


def _alternates(record: EpisodeRecord, url: Callable[[str], str]) -> Iterator[Tag]:
    """Give the enclosure and what may be had instead of it: an app that reads these need not look elsewhere."""
    if not record.alternates:
        return
    yield _alternate(record, record.audio, url, title="MP3", bitrate=str(record.bitrate), default="true")
    for one in record.alternates:
        more = {"title": TITLES[one.codec], "codecs": CODECS[one.codec], "bitrate": str(one.bitrate)}
        yield _alternate(record, one.file, url, **more)


def _alternate(record: EpisodeRecord, file: MediaFile, url: Callable[[str], str], **more: str) -> Tag:
    told = {"type": file.content_type, "length": str(file.size), "lang": record.language, **more}
    sri = f"sha256-{base64.b64encode(bytes.fromhex(file.sha256)).decode('ascii')}"
    children = (_tag("source", uri=url(file.key)), _tag("integrity", type="sri", value=sri))
    return Tag(f"{{{PODCAST}}}alternateEnclosure", "", told, children)


def _image(show: Show, url: str) -> Tag:
    # What the feed names may be a smaller picture made of the show's own, so the type is told by the address.
    attributes = {"href": url, "alt": show.artwork.alt, "aspect-ratio": "1/1", "type": content_type(url)}
    return Tag(f"{{{PODCAST}}}image", attributes={**attributes, "purpose": "artwork"})


def _license(terms: License | None) -> Iterator[Tag]:
    if terms:
        yield _tag("license", terms.name, url=to_uri(terms.url))


def _person(person: Person) -> Tag:
    href, img = to_uri(person.link), to_uri(person.image)
    return _tag("person", person.name, role=person.role, group=person.group, href=href, img=img)


def _tag(tag: str, text: str = "", /, **attributes: str) -> Tag:
    return Tag(f"{{{PODCAST}}}{tag}", text, attributes)
