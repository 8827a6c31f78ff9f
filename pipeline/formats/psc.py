"""Podlove Simple Chapters 1.2 (https://podlove.org/simple-chapters), inline in a feed's item."""

from collections.abc import Iterator

from pipeline.formats.feed_ext import PSC, Tag
from pipeline.formats.timecode import normal_play_time
from pipeline.formats.uri import to_uri
from pipeline.model.episode import Chapter


def item_tags(chapters: tuple[Chapter, ...]) -> Iterator[Tag]:
    """Give ``psc:chapters`` with a ``psc:chapter`` for each, or nothing when there are none."""
    if chapters:
        marks = tuple(Tag(f"{{{PSC}}}chapter", attributes=_attributes(chapter)) for chapter in chapters)
        yield Tag(f"{{{PSC}}}chapters", attributes={"version": "1.2"}, children=marks)


def _attributes(chapter: Chapter) -> dict[str, str]:
    return {"start": normal_play_time(chapter.start), "title": chapter.title, "href": to_uri(chapter.link)}
