"""What search engines read of a page: schema.org's PodcastSeries and PodcastEpisode as JSON-LD 1.1 values."""

from pipeline.formats.norwegian import duration_iso, size_words
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Show

Json = str | int | list["Json"] | dict[str, "Json"]


def series(show: Show, base_url: str, picture: str) -> dict[str, Json]:
    """Describe the show (https://schema.org/PodcastSeries). ``picture`` is an absolute address."""
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "PodcastSeries",
            "name": show.title,
            "description": show.description.strip() or show.title,
            "url": f"{base_url}{show.slug}/index.html",
            "webFeed": f"{base_url}{show.slug}/feed.xml",
            "inLanguage": show.language,
            "image": picture,
            "author": {"@type": "Organization", "name": show.author},
            "license": show.license.url if show.license else "",
        }
    )


def episode(show: Show, record: EpisodeRecord, base_url: str, picture: str) -> dict[str, Json]:
    """Describe an episode (https://schema.org/PodcastEpisode). ``picture`` is an absolute address."""
    licensed = record.license or show.license
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "PodcastEpisode",
            "name": record.title,
            "description": record.summary.strip() or record.title,
            "url": base_url + record.page,
            "datePublished": record.published.isoformat(),
            "duration": duration_iso(record.seconds),
            "inLanguage": record.language,
            "image": picture,
            "license": licensed.url if licensed else "",
            "episodeNumber": record.number or "",
            "associatedMedia": _media(record, base_url),
            "partOfSeason": _season(record.season),
            "partOfSeries": {
                "@type": "PodcastSeries",
                "name": show.title,
                "url": f"{base_url}{show.slug}/index.html",
                "webFeed": f"{base_url}{show.slug}/feed.xml",
            },
        }
    )


def _media(record: EpisodeRecord, base_url: str) -> dict[str, Json]:
    return {
        "@type": "AudioObject",
        "contentUrl": base_url + record.audio.key,
        "encodingFormat": record.audio.content_type,
        "contentSize": size_words(record.audio.size),
        "duration": duration_iso(record.seconds),
        "sha256": record.audio.sha256,
    }


def _season(season: int | None) -> Json:
    return {"@type": "PodcastSeason", "seasonNumber": season} if season else ""


def _without_empty(described: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in described.items() if value != ""}
