"""Identifiers that are assigned once and never change."""

from itertools import count
from uuid import UUID, uuid5

_PODCAST = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of ``podcast:guid``, from the Podcasting 2.0 specification."""


def podcast_guid(feed_url: str) -> str:
    """Give the ``podcast:guid`` of a feed: UUIDv5 of its address without scheme and trailing slashes."""
    return str(uuid5(_PODCAST, feed_url.strip().rpartition("://")[2].rstrip("/")))


def episode_guid(show_guid: str, slug: str, taken: frozenset[str]) -> str:
    """Give a guid for a new episode: UUIDv5 of its slug in its show, or the next one that is not ``taken``.

    A slug may return after its first episode was renamed; that episode's guid is then taken. Raises ValueError if
    ``show_guid`` is no UUID.
    """
    show = UUID(show_guid)
    names = (slug if turn == 1 else f"{slug}#{turn}" for turn in count(1))
    return next(guid for guid in (str(uuid5(show, name)) for name in names) if guid not in taken)
