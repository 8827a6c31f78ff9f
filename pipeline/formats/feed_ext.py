"""An extension of feedgen through which elements that feedgen does not know reach the feed."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from pipeline.formats.text import one_line

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
PSC = "http://podlove.org/simple-chapters"


class Tag(NamedTuple):
    """An XML element to be. ``name`` in Clark notation; attributes with an empty value are left out.

    Values are written in one line, without what XML forbids.
    """

    name: str
    text: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})
    children: tuple["Tag", ...] = ()


class ChannelTags(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """Declares the namespaces on ``<rss>`` and ends the channel's own elements with ``tags``."""

    def __init__(self) -> None:
        self.tags: tuple[Tag, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """Give the prefixes to declare."""
        return {"itunes": ITUNES, "podcast": PODCAST, "psc": PSC}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        """Put the tags into the channel."""
        _append(rss[0], self.tags)
        return rss


class ItemTags(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """Ends an item with ``tags``."""

    def __init__(self) -> None:
        self.tags: tuple[Tag, ...] = ()

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """Put the tags into the item."""
        _append(item, self.tags)
        return item


class _Unwritten(datetime):
    def __bool__(self) -> bool:
        return False


UNWRITTEN = _Unwritten(1970, 1, 1, tzinfo=UTC)
"""A date that feedgen does not write.

It writes dates by switching the locale of the whole process and back, which no other thread may see and
which fails where Windows is set to Norwegian, whose locale has an å in its name. So the dates are tags of ours.
"""


def _append(parent: etree._Element, tags: Iterable[Tag]) -> None:
    for tag in tags:
        attributes = {key: _tidy(value) for key, value in tag.attributes.items() if value}
        element = etree.SubElement(parent, tag.name, attributes)
        element.text = _tidy(tag.text) or None
        _append(element, tag.children)


def _tidy(text: str) -> str:
    # Most values are addresses, numbers and types, which are tidy; asking costs a tenth of tidying.
    return text if text.isascii() and text.isprintable() and " " not in text else one_line(text)
