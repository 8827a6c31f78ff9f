"""The address from which a show's ``podcast:guid`` is made."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pipeline.formats.guid import podcast_guid
from pipeline.formats.uri import is_loopback
from pipeline.model.show import Show
from pipeline.model.workspace import Settings
from pipeline.workspace.schema.show import ShowTable


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Where a feed is; ``public`` if that is not on this machine."""

    url: str
    public: bool


def feed_address(slug: str, table: ShowTable, settings: Settings) -> FeedAddress:
    """Give the feed's address: the one in show.toml, or on the default target, or on the first that is public."""
    if table.feed_url:
        return FeedAddress(table.feed_url, public=True)
    public = _public(settings)
    if public:
        return FeedAddress(f"{public[0]}{slug}/feed.xml", public=True)
    return FeedAddress(_local(slug, table.owner.email, settings), public=False)


def is_provisional(show: Show, settings: Settings) -> bool:
    """Say whether the show's guid was made of an address on this machine, which many shows may share."""
    return show.guid == podcast_guid(_local(show.slug, show.owner.email, settings))


def _public(settings: Settings) -> list[str]:
    targets = sorted(settings.targets, key=lambda target: target.name != settings.default_target)
    return [target.base_url for target in targets if not _is_loopback(target.base_url)]


def _local(slug: str, email: str, settings: Settings) -> str:
    """Give an address on this machine; the owner's e-mail makes it less likely that others have it too."""
    return f"{settings.targets[0].base_url}{slug}/feed.xml?owner={quote(email)}"


def _is_loopback(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")
