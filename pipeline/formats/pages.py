"""The pages a listener sees: HTML of a show, of an episode, and of an address that has moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.formats import jsonld, look
from pipeline.formats.addresses import relative
from pipeline.formats.turns import has_times, turns
from pipeline.model.blob import Blob
from pipeline.model.episode import Transcript
from pipeline.model.record import EpisodeRecord
from pipeline.model.release import Asset
from pipeline.model.show import Show

HTML = "text/html; charset=utf-8"
_ENTRANCE = "index.html"


@dataclass(frozen=True, slots=True)
class Picture:
    """A square JPEG on the target: its key and its width in pixels."""

    key: str
    width: int


@dataclass(frozen=True, slots=True)
class PageKit:
    """What every page of a show uses. ``style`` and ``script`` are keys; ``pictures`` the narrowest first.

    ``base_url`` ends in a slash; ``templates`` are the workspace's own, as (name, text).
    """

    base_url: str
    style: str
    script: str
    pictures: tuple[Picture, ...]
    templates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """What an episode's page tells beyond its record.

    ``transcript`` is timed to the finished audio; cues with times that are not ``timed`` have them by estimate.
    """

    transcript: Transcript | None = None
    transcript_exception: str = ""
    credit: str = ""


def static_assets(show: Show, templates: Mapping[str, str] | None = None) -> tuple[Asset, ...]:
    """Give the show's style sheet and script, in this order, under content-addressed keys."""
    return look.static_assets(show.slug, templates or {})


def page_kit(
    show: Show, base_url: str, pictures: tuple[Picture, ...], templates: Mapping[str, str] | None = None
) -> PageKit:
    """Gather what the show's pages use; ``templates`` maps the workspace's own file names to their text."""
    style, script = static_assets(show, templates)
    ordered = tuple(sorted(pictures, key=lambda picture: picture.width))
    return PageKit(base_url, style.key, script.key, ordered, tuple(sorted((templates or {}).items())))


def show_key(show: Show) -> str:
    """Give the key of the show's page."""
    return f"{show.slug}/{_ENTRANCE}"


def episode_key(show: Show, slug: str) -> str:
    """Give the key of an episode's page."""
    return f"{show.slug}/episodes/{slug}/{_ENTRANCE}"


def show_page(show: Show, records: tuple[EpisodeRecord, ...], kit: PageKit) -> bytes:
    """Make the show's page. ``records`` are those that are due; a serial is listed from its beginning.

    Raises ContentError, with file and line, if a template of the workspace is wrong.
    """
    page = show_key(show)
    return look.render(
        "show.html",
        kit.templates,
        show=show,
        records=_listed(show, records),
        newest=max(records, key=_age, default=None),
        json_ld=jsonld.series(show, kit.base_url, _largest(kit)),
        **_common(show, kit, page),
    )


def episode_page(show: Show, record: EpisodeRecord, kit: PageKit, text: PageText) -> bytes:
    """Make an episode's page, to stand at the record's own key.

    Raises ContentError, with file and line, if a template of the workspace is wrong.
    """
    return look.render(
        "episode.html",
        kit.templates,
        show=show,
        record=record,
        text=text,
        turns=turns(text.transcript) if text.transcript else (),
        clickable=bool(text.transcript and has_times(text.transcript.cues)),
        people=record.people or show.people,
        licence=record.license or show.license,
        json_ld=jsonld.episode(show, record, kit.base_url, _largest(kit)),
        **_common(show, kit, record.page),
    )


def redirect_page(to: str, title: str = "") -> bytes:
    """Make the page for an old address: sends on to ``to`` (an address, best a relative one) at once."""
    return look.render("redirect.html", (), to=to, title=title)


def redirect_asset(show: Show, former_slug: str, record: EpisodeRecord) -> Asset:
    """Give the redirection that stands where a renamed episode's page was."""
    key = episode_key(show, former_slug)
    return page_asset(key, redirect_page(relative(record.page, key), record.title))


def page_asset(key: str, html: bytes) -> Asset:
    """Give a page as it goes to the target; pages are rewritten in place, so they are revalidated."""
    return Asset(key, html, HTML, look.PAGE_CACHE)


def picture_key(show: Show, jpeg: Blob) -> str:
    """Give the content-addressed key of a derived JPEG."""
    return f"{show.slug}/media/artwork-{jpeg.short}.jpg"


def _common(show: Show, kit: PageKit, page: str) -> dict[str, object]:
    return {
        "kit": kit,
        "page": page,
        "zone": ZoneInfo(show.timezone),
        "here": kit.base_url + page,
        "feed": f"{kit.base_url}{show.slug}/feed.xml",
        "entrance": show_key(show),
        "largest": _largest(kit),
    }


def _largest(kit: PageKit) -> str:
    return kit.base_url + kit.pictures[-1].key


def _age(record: EpisodeRecord) -> tuple[datetime, str]:
    return (record.published, record.slug)


def _listed(show: Show, records: tuple[EpisodeRecord, ...]) -> list[EpisodeRecord]:
    return sorted(records, key=_age, reverse=show.kind == "episodic")
