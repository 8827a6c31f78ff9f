"""The podcast feed: RSS 2.0 with what PSP-1 and Apple Podcasts require and recommend, and Podcasting 2.0."""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from pipeline.errors import ContentError
from pipeline.formats import itunes, podcast20, psc, shownotes
from pipeline.formats.feed_ext import UNWRITTEN, ChannelTags, ItemTags, Tag
from pipeline.formats.text import clean, one_line
from pipeline.formats.uri import join, to_uri
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Show

GENERATOR = "fremskritt"
"""Without a version: a new release of the program alone must not change the bytes of a feed."""


def feed(show: Show, records: tuple[EpisodeRecord, ...], base_url: str, moment: datetime, artwork_key: str) -> bytes:
    """Render the feed of ``show`` as it is at ``moment``: the same input gives the same bytes.

    ``base_url`` is where listeners find the target's root; ``artwork_key`` is relative to it.

    Raises:
        ContentError: a value that no reader would take, such as a date without an offset.
    """
    episodes = due(records, moment)
    url = partial(join, base_url)
    try:
        generator = _channel(show, episodes, url, artwork_key)
        for record in episodes:
            _item(generator.add_entry(order="append"), show, record, url)
        return bytes(generator.rss_str(pretty=True))
    except ValueError as error:  # feedgen's way of saying so, or that of an address
        raise ContentError(f"the feed of {show.slug} cannot be written: {error}", "correct that value") from error


def due(records: tuple[EpisodeRecord, ...], moment: datetime) -> tuple[EpisodeRecord, ...]:
    """Give the episodes that are published at ``moment``, the newest first."""
    for record in records:
        if record.published.tzinfo is None:
            raise ContentError(f"{record.slug}: published has no offset from UTC", "write it with one")
    published = (record for record in records if record.published <= moment)
    return tuple(sorted(published, key=_age, reverse=True))


def _age(record: EpisodeRecord) -> tuple[datetime, int, int, str]:
    return record.published, record.season or 0, record.number or 0, record.slug


def _channel(
    show: Show, episodes: tuple[EpisodeRecord, ...], url: Callable[[str], str], artwork_key: str
) -> FeedGenerator:
    generator = FeedGenerator()
    generator.load_extension("podcast", atom=False)
    generator.register_extension("ours", ChannelTags, ItemTags, atom=False)
    artwork, home = url(artwork_key), to_uri(show.link) or url(f"{show.slug}/index.html")
    generator.title(one_line(show.title))
    generator.description(shownotes.cut(clean(show.description).strip(), shownotes.LIMIT))
    generator.language(one_line(show.language))
    generator.copyright(one_line(show.copyright))
    generator.generator(GENERATOR)
    generator.image(url=artwork, title=one_line(show.title), link=home)
    generator.link(href=url(f"{show.slug}/feed.xml"), rel="self", type="application/rss+xml")
    generator.link(href=home, rel="alternate")  # feedgen makes the last link the channel's own
    generator.updated(UNWRITTEN)
    itunes.set_channel(generator, show, artwork)
    dates = _dates(("pubDate", "lastBuildDate"), *(episode.published for episode in episodes[:1]))
    moved = itunes.moved(show, url(f"{show.slug}/feed.xml"))
    generator.ours.tags = (*dates, *itunes.explicit(show.explicit), *moved, *podcast20.channel_tags(show, artwork))
    return generator


def _item(entry: FeedEntry, show: Show, record: EpisodeRecord, url: Callable[[str], str]) -> None:
    entry.title(one_line(record.title))
    entry.link(href=url(record.page))
    entry.guid(one_line(record.guid), permalink=False)
    lines = shownotes.chapter_lines(record.chapters)
    entry.description(shownotes.description(record.summary or record.title, lines))
    if notes := shownotes.content(record.notes_html, lines):
        entry.content(notes, type="CDATA")
    entry.enclosure(url(record.audio.key), record.audio.size, record.audio.content_type)
    itunes.set_item(entry, record)
    entry.ours.tags = (
        *_dates(("pubDate",), record.published),
        *itunes.explicit(record.explicit),
        *podcast20.item_tags(show, record, url),
        *psc.item_tags(record.chapters),
    )


def _dates(names: tuple[str, ...], *moments: datetime) -> Iterator[Tag]:
    """Give the moment (none or one) under each name as RFC 2822 §3.3 has it: when the content is from, never now."""
    for moment in moments:
        yield from (Tag(name, format_datetime(moment)) for name in names)
