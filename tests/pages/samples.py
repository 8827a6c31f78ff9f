"""A show and its episodes as the pages get them, with everything a page can show."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.formats.pages import PageKit, PageText, Picture, page_kit
from pipeline.model.blob import Blob
from pipeline.model.episode import Chapter, Cue, Transcript
from pipeline.model.record import AlternateFile, EpisodeRecord, MediaFile
from pipeline.model.show import Artwork, Category, License, Link, Owner, Person, Show

BASE_URL = "https://lyd.example.no/podkast/"
DIGEST = "0123456789ab" + "0" * 52

SHOW = Show(
    slug="fremskritt",
    guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
    title="Kommunenes digitale fremskritt",
    description="Historier om digital omstilling fra kommunene i Trøndelag: hva de prøvde, hva de lærte, "
    "og hva andre kan ta med seg hjem.",
    language="nb",
    author="Digitaliseringsutvalg Trøndelag",
    owner=Owner("Digitaliseringsutvalg Trøndelag", "post@example.no"),
    categories=(Category("Government"), Category("Technology")),
    explicit=False,
    artwork=Artwork(Blob(Path("artwork.png"), DIGEST, 1), "Fjord og fjell under podkastens navn", "png", 3000),
    link="https://example.no/fremskritt",
    timezone="Europe/Oslo",
    copyright="© 2026 Digitaliseringsutvalg Trøndelag",
    people=(Person("Kari Nordmann"), Person("Ola Berg", "producer", "creative direction", "https://example.no/ola")),
    funding=(Link("Støtt dugnaden", "https://example.no/stott"),),
    license=License("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.no"),
    subscribe=(Link("Hør i Appen", "https://example.no/app"),),
)

CUES = (
    Cue(0.0, 4.2, "Velkommen til Kommunenes digitale fremskritt.", "Kari Nordmann"),
    Cue(4.2, 9.0, "I dag skal vi til Namdalen.", "Kari Nordmann"),
    Cue(9.5, 15.25, "Takk for at jeg fikk komme! Vi begynte i det små.", "Ingrid Moen"),
    Cue(15.25, 22.0, "Hva var det vanskeligste?", "Kari Nordmann"),
    Cue(22.0, 31.0, "Å få alle med. Teknikken var det enkleste.", "Ingrid Moen"),
)

RECORD = EpisodeRecord(
    inputs=DIGEST,
    guid="6f1d4f3e-6f0c-4c7d-9f0b-3b4f5a1c2d3e",
    slug="velferd-i-namdalen",
    former_slugs=(),
    title="Trygg hjemme: velferdsteknologi i Namdalen",
    published=datetime(2026, 3, 5, 5, 0, tzinfo=UTC),
    summary="Fire kommuner gikk sammen om trygghetsalarmer. Her forteller de hva som gikk galt først.",
    notes_html='<p>Vi snakker om <strong>gevinster</strong> og <a href="https://example.no/rapport">rapporten</a>.</p>\n'
    "<ul>\n<li>Start med brukeren</li>\n<li>Mål før og etter</li>\n</ul>",
    language="nb",
    explicit=False,
    season=2,
    number=3,
    kind="full",
    people=(Person("Kari Nordmann"), Person("Ingrid Moen", "guest", link="https://example.no/ingrid")),
    chapters=(
        Chapter(0, "Velkommen"),
        Chapter(9.5, "Slik begynte det", "https://example.no/start"),
        Chapter(22, "Råd"),
    ),
    license=None,
    audio=MediaFile("fremskritt/media/velferd-i-namdalen-0123456789ab.mp3", "audio/mpeg", 9_273_441, DIGEST),
    seconds=31.6,
    chapters_file=MediaFile(
        "fremskritt/media/velferd-i-namdalen-0123456789ab.json", "application/json+chapters", 300, DIGEST
    ),
    transcripts=(
        MediaFile("fremskritt/media/velferd-i-namdalen-0123456789ab.vtt", "text/vtt", 900, DIGEST),
        MediaFile("fremskritt/media/velferd-i-namdalen-0123456789ab.srt", "application/x-subrip", 800, DIGEST),
    ),
    page="fremskritt/episodes/velferd-i-namdalen/index.html",
    bitrate=96_000,
    alternates=(
        AlternateFile(
            "aac",
            MediaFile("fremskritt/media/velferd-i-namdalen-0123456789ab.m4a", "audio/mp4", 9_470_112, DIGEST),
            98_000,
        ),
        AlternateFile(
            "opus",
            MediaFile("fremskritt/media/velferd-i-namdalen-0123456789ab.opus", "audio/ogg", 6_812_034, DIGEST),
            70_004,
        ),
    ),
)

ESTIMATED = (
    Cue(0.0, 2.1, "Hei og velkommen\ntil podkasten.", "Kari Nordmann"),
    Cue(2.1, 5.4, "I dag skal vi snakke om", "Kari Nordmann"),
    Cue(5.4, 9.0, "trygghetsalarmer i fire kommuner.", "Kari Nordmann"),
    Cue(9.5, 14.0, "Takk for at jeg fikk komme!", "Ingrid Moen"),
    Cue(14.0, 31.0, "Vi begynte i det små.", "Ingrid Moen"),
)
"""A plain text's captions, as they are placed by estimate."""

TEXT = PageText(Transcript(CUES, timed=True), credit="Kjenningsmelodi: Trad., fritt for bruk.")
FOREIGN = replace(
    RECORD,
    guid="b2c7a9d0-1111-4222-8333-444455556666",
    slug="spacewalk",
    title="Two astronauts talk",
    summary="An interview in English.",
    language="en",
    published=datetime(2026, 2, 1, 5, 0, tzinfo=UTC),
    season=None,
    number=None,
    kind="bonus",
    explicit=True,
    chapters=(),
    people=(),
    transcripts=(),
    bitrate=0,
    alternates=(),
    page="fremskritt/episodes/spacewalk/index.html",
)
PLACED = replace(
    RECORD,
    guid="d4e5f6a7-2222-4333-8444-555566667777",
    slug="uten-tider",
    title="En tekst uten tider",
    summary="",
    chapters=(),
    page="fremskritt/episodes/uten-tider/index.html",
)
PLACED_TEXT = PageText(Transcript(ESTIMATED, timed=False))
RECORDS = (FOREIGN, RECORD)
PICTURES = (Picture("fremskritt/media/artwork-600.jpg", 600), Picture("fremskritt/media/artwork-300.jpg", 300))


def kit(base_url: str = BASE_URL, **templates: str) -> PageKit:
    """Give the kit of the show's pages."""
    return page_kit(SHOW, base_url, PICTURES, templates)
