"""Shows and records to make feeds of, and the readers that read them back."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from pipeline.formats import rss
from pipeline.model.blob import Blob
from pipeline.model.episode import Chapter
from pipeline.model.record import AlternateFile, EpisodeRecord, MediaFile
from pipeline.model.show import Artwork, Category, License, Link, Owner, Person, Show, Txt

NODE = Path(__file__).parent / "node"
SUMMER = timezone(timedelta(hours=2))
ARTWORK_KEY = "fremskritt/media/artwork-0123456789ab.png"

Render = Callable[..., bytes]
Partytime = Callable[..., dict[str, object]]


@pytest.fixture
def moment() -> datetime:
    return datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def bare_show() -> Show:
    return Show(
        slug="fremskritt",
        guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
        title="Kommunenes digitale fremskritt",
        description="Om digitalisering i kommunene i Trøndelag.",
        language="nb",
        author="Digitaliseringsutvalg Trøndelag",
        owner=Owner("Redaksjonen", "redaksjonen@example.no"),
        categories=(Category("Government"), Category("Technology")),
        explicit=False,
        artwork=Artwork(Blob(Path("artwork.png"), "0" * 64, 3), "To hender over et kart", "png", 3000),
        link="https://example.no/fremskritt/",
        timezone="Europe/Oslo",
    )


@pytest.fixture
def show(bare_show: Show) -> Show:
    """Give a show with everything a show can have."""
    return replace(
        bare_show,
        title="Kommunenes digitale fremskritt & «æøå» <3",
        description="Inspirasjon & gnist.\n\nFor deg som jobber i en kommune. 🎙️",
        categories=(Category("Government"), Category("Technology"), Category("Education", "Self-Improvement")),
        link="https://blåbær.example.no/fremskritt/om oss",
        kind="serial",
        copyright="© DiguT",
        people=(
            Person("Kari Nordmann", "host", "cast", "https://example.no/kari", "https://example.no/kari.jpg"),
            Person("Ola Bø", "audio engineer", "audio production"),
        ),
        funding=(Link("Støtt oss", "https://example.no/støtt"), Link("Kaffe", "https://example.no/kaffe?a=1&b=2")),
        license=License("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        txt=(Txt("S6lpp-7ZCn8-dZfGc-OoyaG", "verify"), Txt("yes", "ai-content"), Txt("uten formål")),
    )


def file(name: str, kind: str, size: int = 1000) -> MediaFile:
    return MediaFile(f"fremskritt/media/{name}", kind, size, "0" * 64)


@pytest.fixture
def bare() -> EpisodeRecord:
    """Give the least an episode can be."""
    return EpisodeRecord(
        inputs="0" * 64,
        guid="0a54d4ae-0000-4000-8000-000000000001",
        slug="forst",
        former_slugs=(),
        title="Først ute",
        published=datetime(2025, 1, 31, 6, 30, tzinfo=timezone(timedelta(hours=1))),
        summary="Den aller første.",
        notes_html="",
        language="nb",
        explicit=False,
        season=None,
        number=None,
        kind="full",
        people=(),
        chapters=(),
        license=None,
        audio=file("forst-0123456789ab.mp3", "audio/mpeg", 720_123),
        seconds=60.0,
        chapters_file=None,
        transcripts=(),
        page="fremskritt/episodes/forst/index.html",
    )


@pytest.fixture
def record(bare: EpisodeRecord) -> EpisodeRecord:
    """Give an episode with everything an episode can have."""
    return replace(
        bare,
        guid="0a54d4ae-0000-4000-8000-000000000002",
        slug="gevinst",
        title="Gevinster & «fallgruver» <på ordentlig>",
        published=datetime(2025, 6, 1, 6, 0, tzinfo=SUMMER),
        summary="Hva kom ut av det? Vi spør & graver.\nMed <b>tall</b>.\n\nOg litt 🎉.",
        notes_html='<p>Lenke: <a href="https://example.no/?a=1&amp;b=2">rapporten</a></p>\n<p>Kode: x[y[0]]&gt;3</p>',
        explicit=True,
        season=2,
        number=7,
        people=(Person("Per Ås", "guest", "cast"), Person("Kari Nordmann", "Host", "Cast")),
        chapters=(Chapter(0, "Åpning"), Chapter(83.25, "Tall & <tro>", "https://example.no/tall?x=å")),
        license=License("CC0-1.0"),
        audio=file("gevinst-0123456789ab.mp3", "audio/mpeg", 19_200_001),
        seconds=1599.5,
        chapters_file=file("gevinst-0123456789ab.chapters.json", "application/json+chapters"),
        transcripts=(
            file("gevinst-0123456789ab.vtt", "text/vtt"),
            file("gevinst-0123456789ab.srt", "application/x-subrip"),
            file("gevinst-0123456789ab.html", "text/html; charset=utf-8"),
        ),
        page="fremskritt/episodes/gevinst/index.html",
        bitrate=96_000,
        alternates=(
            AlternateFile("aac", file("gevinst-0123456789ab.m4a", "audio/mp4", 19_600_000), 98_012),
            AlternateFile("opus", file("gevinst-0123456789ab.opus", "audio/ogg", 14_000_000), 70_004),
        ),
    )


@pytest.fixture
def records(bare: EpisodeRecord, record: EpisodeRecord) -> tuple[EpisodeRecord, ...]:
    """Give four episodes, the last two a trailer and one that is not due."""
    trailer = replace(
        bare,
        guid="0a54d4ae-0000-4000-8000-000000000003",
        slug="trailer",
        title="Dette er podkasten",
        published=datetime(2025, 1, 1, tzinfo=UTC),
        kind="trailer",
        audio=file("trailer-0123456789ab.mp3", "audio/mpeg", 240_000),
    )
    future = replace(
        bare,
        guid="0a54d4ae-0000-4000-8000-000000000004",
        slug="fremtid",
        title="I fremtiden",
        published=datetime(2099, 1, 1, tzinfo=UTC),
        audio=file("fremtid-0123456789ab.mp3", "audio/mpeg", 240_001),
    )
    return (trailer, record, future, bare)


@pytest.fixture
def render(moment: datetime) -> Render:
    """Give ``feed`` with the base address, the moment and the artwork filled in."""

    def made(
        show: Show,
        records: tuple[EpisodeRecord, ...],
        base_url: str = "https://pod.example.no/",
        at: datetime = moment,
        artwork_key: str = ARTWORK_KEY,
    ) -> bytes:
        return rss.feed(show, records, base_url, at, artwork_key)

    return made


@pytest.fixture
def full(render: Render, show: Show, records: tuple[EpisodeRecord, ...]) -> bytes:
    return render(show, records)


@pytest.fixture
def channel(full: bytes) -> etree._Element:
    found = etree.fromstring(full).find("channel")
    assert found is not None
    return found


@lru_cache
def _partytime(feed: bytes, *options: str) -> str:
    node = shutil.which("node")
    assert node, "Node.js 20 or later is needed: install it (apt-get install nodejs npm)"
    assert (NODE / "node_modules").is_dir(), "the feed reader is not installed: run npm ci in tests/feed/node"
    done = subprocess.run([node, "reader.mjs", *options], input=feed, cwd=NODE, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def partytime() -> Partytime:
    """Give the reader that Podcast Index itself uses; it drops what it thinks malformed without a word."""
    return lambda feed, *options: json.loads(_partytime(feed, *options))
