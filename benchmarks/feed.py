"""How long a feed of many episodes takes, beside feedgen alone: ``python benchmarks/feed.py [EPISODES]``."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from feedgen.feed import FeedGenerator

from pipeline.formats import feedcheck, rss
from pipeline.model.blob import Blob
from pipeline.model.episode import Chapter
from pipeline.model.record import EpisodeRecord, MediaFile
from pipeline.model.show import Artwork, Category, License, Owner, Person, Show

BASE = "https://pod.example.no/"
FIRST = datetime(2000, 1, 1, 6, tzinfo=UTC)
MOMENT = FIRST + timedelta(days=36_500)
ROUNDS = 3

Made = TypeVar("Made")


def main(count: int) -> None:
    """Time our feed, its check, and feedgen's own feed with the same episodes; print seconds and ratios."""
    show, records = a_show(), tuple(a_record(number) for number in range(1, count + 1))
    alone, plain = best(lambda: feedgen_alone(show, records))
    ours, feed = best(lambda: rss.feed(show, records, BASE, MOMENT, "fremskritt/media/artwork-0123456789ab.png"))
    check, problems = best(lambda: feedcheck.problems(feed, records, MOMENT))
    if problems:
        sys.exit(f"the feed has problems: {problems[0]}")
    print(f"{count} episodes, best of {ROUNDS}")
    print(f"feedgen alone     {alone:6.2f} s  {len(plain) / 1e6:6.1f} MB")
    print(f"our feed          {ours:6.2f} s  {len(feed) / 1e6:6.1f} MB   {ours / alone:.1f} times feedgen alone")
    print(f"our last check    {check:6.2f} s")


def best(make: Callable[[], Made]) -> tuple[float, Made]:
    """Give the shortest time in seconds and what was made."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        made = make()
        times.append(perf_counter() - start)
    return min(times), made


def feedgen_alone(show: Show, records: tuple[EpisodeRecord, ...]) -> bytes:
    """Make the barest podcast feed that feedgen knows how to."""
    generator = FeedGenerator()
    generator.load_extension("podcast")
    generator.title(show.title)
    generator.link(href=show.link)
    generator.description(show.description)
    for record in reversed(records):
        entry = generator.add_entry(order="append")
        entry.title(record.title)
        entry.guid(record.guid)
        entry.link(href=BASE + record.page)
        entry.description(record.summary)
        entry.content(record.notes_html, type="CDATA")
        entry.enclosure(BASE + record.audio.key, record.audio.size, record.audio.content_type)
        entry.published(record.published)
        entry.podcast.itunes_duration(int(record.seconds))
    return bytes(generator.rss_str(pretty=True))


def a_show() -> Show:
    """Make a show with two regulars and a licence."""
    return Show(
        slug="fremskritt",
        guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
        title="Kommunenes digitale fremskritt",
        description="Om digitalisering i kommunene.",
        language="nb",
        author="DiguT",
        owner=Owner("Redaksjonen", "redaksjonen@example.no"),
        categories=(Category("Government"), Category("Technology")),
        explicit=False,
        artwork=Artwork(Blob(Path("artwork.png"), "0" * 64, 1), "To hender over et kart", "png", 3000),
        link="https://example.no/",
        timezone="Europe/Oslo",
        people=(Person("Kari Nordmann"), Person("Ola Bø", "audio engineer", "audio production")),
        license=License("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    )


def a_record(number: int) -> EpisodeRecord:
    """Make an episode with a guest, five chapters and three transcripts."""
    slug = f"episode-{number}"
    return EpisodeRecord(
        inputs="0" * 64,
        guid=f"00000000-0000-4000-8000-{number:012}",
        slug=slug,
        former_slugs=(),
        title=f"Gevinstrealisering på ordentlig, del {number}",
        published=FIRST + timedelta(days=number),
        summary="Hva kom ut av det? Vi spør, graver og teller på ordentlig i en kommune i Trøndelag. " * 4,
        notes_html='<p>Lenke til <a href="https://example.no/">rapporten</a> og mer til.</p>\n' * 5,
        language="nb",
        explicit=False,
        season=1,
        number=number,
        kind="full",
        people=(Person("Per Ås", "guest"),),
        chapters=tuple(Chapter(index * 300.25, f"Kapittel {index + 1}") for index in range(5)),
        license=None,
        audio=media(f"{slug}.mp3", "audio/mpeg"),
        seconds=1799.6,
        chapters_file=media(f"{slug}.chapters.json", "application/json+chapters"),
        transcripts=(
            media(f"{slug}.vtt", "text/vtt"),
            media(f"{slug}.srt", "application/x-subrip"),
            media(f"{slug}.html", "text/html"),
        ),
        page=f"fremskritt/episodes/{slug}/index.html",
    )


def media(name: str, content_type: str) -> MediaFile:
    """Make a file on the target."""
    return MediaFile(f"fremskritt/media/{name}", content_type, 21_595_200, "0" * 64)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
