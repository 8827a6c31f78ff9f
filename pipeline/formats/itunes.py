"""What Apple Podcasts wants (https://podcasters.apple.com/support/823): feedgen's extension, and what it lacks."""

from collections.abc import Iterator

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from pipeline.errors import ContentError
from pipeline.formats.feed_ext import ITUNES, Tag
from pipeline.formats.text import one_line
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Show


def set_channel(generator: FeedGenerator, show: Show, artwork_url: str) -> None:
    """Set what feedgen's podcast extension writes rightly of a show.

    Raises:
        ContentError: the artwork's address does not end in .jpg or .png, which Apple refuses and feedgen drops.
    """
    if not artwork_url.endswith((".jpg", ".png")):
        raise ContentError(f"the artwork's address {artwork_url} does not end in .jpg or .png", "rename the picture")
    podcast = generator.podcast
    podcast.itunes_author(one_line(show.author))
    podcast.itunes_owner(one_line(show.owner.name), one_line(show.owner.email))
    podcast.itunes_image(artwork_url)
    podcast.itunes_type(show.kind)
    for category in show.categories:
        podcast.itunes_category(cat=category.name, sub=category.sub)  # by position it would replace the one before


def set_item(entry: FeedEntry, record: EpisodeRecord) -> None:
    """Set what feedgen's podcast extension writes rightly of an episode.

    Raises:
        ContentError: a season or an episode number below 1, which Apple refuses and feedgen drops.
    """
    for name, value in (("season", record.season), ("number", record.number)):
        if value is not None and value < 1:
            raise ContentError(f"{record.slug}: {name} is {value}", "number from 1, or leave it out")
    podcast = entry.podcast
    podcast.itunes_duration(whole_seconds(record.seconds))
    podcast.itunes_season(record.season)
    podcast.itunes_episode(record.number)
    podcast.itunes_episode_type(record.kind)


def moved(show: Show, feed_url: str) -> Iterator[Tag]:
    """Give the tag that leads subscribers of a renamed show's former addresses to its feed."""
    if show.former_slugs:
        yield Tag(f"{{{ITUNES}}}new-feed-url", feed_url)


def explicit(value: bool) -> Iterator[Tag]:  # noqa: FBT001 # the value is what is written
    """Give ``itunes:explicit`` as Apple has wanted it since 2019; feedgen knows only yes, no and clean."""
    yield Tag(f"{{{ITUNES}}}explicit", "true" if value else "false")


def whole_seconds(seconds: float) -> int:
    """Round a duration to what ``itunes:duration`` holds: whole seconds, half up, at least one."""
    return max(1, int(seconds + 0.5))
