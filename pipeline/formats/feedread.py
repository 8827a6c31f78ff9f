"""The little that we need to read from a feed of our own."""

from lxml import etree


def guids(feed: bytes) -> frozenset[str]:
    """Give the guids of the items; none for no feed, or for one that cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    root = etree.fromstring(feed, parser) if feed else None
    if root is None:
        return frozenset()
    return frozenset((guid.text or "").strip() for guid in root.iterfind("channel/item/guid"))
