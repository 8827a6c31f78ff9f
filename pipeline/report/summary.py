"""The summary of a publishing: for each episode what was done to the sound, and where to listen."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.formats.podcast20 import TITLES
from pipeline.model.audio import Codec
from pipeline.publish import Became, Row, Summary
from pipeline.report import sound


@dataclasses.dataclass(frozen=True, slots=True)
class Other:
    """An episode's file in another codec; ``bitrate`` in bits per second."""

    codec: Codec
    loudness: float
    true_peak: float
    bitrate: int
    bytes: int


@dataclasses.dataclass(frozen=True, slots=True)
class Published:
    """An episode in figures, as a program reads it. Loudness in LUFS, peak in dBTP, times in seconds.

    ``report`` is the path of the page on what was done to its sound, '' where none was written.
    """

    slug: str
    became: Became
    published: str
    loudness_before: float
    loudness_after: float
    true_peak: float
    channels: int
    kbps: int
    seconds: float
    bytes: int
    took: float
    page: str
    report: str
    alternates: tuple[Other, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """The whole run in figures."""

    episodes: tuple[Published, ...]
    feeds: tuple[str, ...]
    files_written: int
    bytes_written: int
    files_unchanged: int
    took: float
    dry_run: bool


def done(summary: Summary, pages: Mapping[str, Path], *, dry_run: bool) -> Done:
    """Give the summary as plain figures; ``pages`` are where those on the episodes' sound lie, by slug."""
    tally = summary.tally
    rows = tuple(_published(row, pages.get(row.episode.slug)) for row in summary.rows)
    took = round(summary.took, 2)
    return Done(rows, summary.feeds, tally.written, tally.size, tally.kept, took, dry_run)


def lines(summary: Summary, pages: Mapping[str, Path], *, dry_run: bool, explain: bool = False) -> Iterator[str]:
    """Give the summary as lines of text; ``explain`` says of every episode what was done to its sound.

    ``pages`` are where those on the episodes' sound lie, by slug.
    """
    unchanged = [row for row in summary.rows if row.became == "unchanged"]
    for row in summary.rows:
        if row.became != "unchanged":
            yield from _episode(row, dry_run=dry_run)
            yield from (f"  sound report: {page.as_uri()}" for page in _pages([row], pages))
        if explain:
            yield from ([row.episode.title] if row.became == "unchanged" else [])
            yield from (f"  {line}" for line in sound.lines(row.master, row.episode))
    if unchanged:
        yield f"Unchanged: {', '.join(row.episode.slug for row in unchanged)}"
    if still := _pages(unchanged, pages):
        yield f"Sound report{'s' if still[1:] else ''}: {(still[0].parent if still[1:] else still[0]).as_uri()}"
    if summary.rows and dry_run:
        named = summary.rows[0].episode.slug if len(summary.rows) == 1 else "SLUG"
        yield f"What was done to the sound: publish report {named}"
    tally = summary.tally
    verb = "would be written" if dry_run else "written"
    yield f"{tally.written} files {verb} ({megabytes(tally.size)}), {tally.kept} unchanged, in {summary.took:.1f} s"
    yield from (f"Feed: {feed}" for feed in summary.feeds)


def _episode(row: Row, *, dry_run: bool) -> Iterator[str]:
    master = row.master
    sound = "mono" if master.channels == 1 else "stereo"
    yield row.episode.title
    yield (
        f"  {master.before.integrated:.1f} → {master.after.integrated:.1f} LUFS, "
        f"true peak {master.after.true_peak:.1f} dBTP, {duration(master.seconds)}, "
        f"{megabytes(row.size)} ({sound} {master.kbps} kb/s), took {row.took:.1f} s"
    )
    for one in _others(row):
        sizes = f"{megabytes(one.bytes)} ({sound} {one.bitrate / 1000:.0f} kb/s)"
        yield f"  {TITLES[one.codec]}: {one.loudness:.1f} LUFS, true peak {one.true_peak:.1f} dBTP, {sizes}"
    when = f"{row.episode.published:%Y-%m-%d %H:%M %Z}"
    if row.became == "waiting":
        yield f"  is ready, and due {when}: nothing of it is public before,"
        yield "  and a run after that time publishes it"
    else:
        yield f"  published {when}, {'would be at' if dry_run else 'at'} {row.page}"


def duration(seconds: float) -> str:
    """Give seconds as ``1:02:03`` or ``2:03``."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def megabytes(size: int) -> str:
    """Give bytes as megabytes with one decimal."""
    return f"{size / 1e6:.1f} MB"


def _pages(rows: list[Row], pages: Mapping[str, Path]) -> list[Path]:
    return [pages[row.episode.slug] for row in rows if row.episode.slug in pages]


def _published(row: Row, page: Path | None) -> Published:
    master = row.master
    return Published(
        slug=row.episode.slug,
        became=row.became,
        published=row.episode.published.isoformat(),
        loudness_before=round(master.before.integrated, 2),
        loudness_after=round(master.after.integrated, 2),
        true_peak=round(master.after.true_peak, 2),
        channels=master.channels,
        kbps=master.kbps,
        seconds=round(master.seconds, 3),
        bytes=row.size,
        took=round(row.took, 2),
        page=row.page,
        report=str(page or ""),
        alternates=tuple(_others(row)),
    )


def _others(row: Row) -> Iterator[Other]:
    for made, file in zip(row.master.alternates, row.alternates, strict=True):
        loudness, peak = round(made.after.integrated, 2), round(made.after.true_peak, 2)
        yield Other(made.codec, loudness, peak, made.bitrate, file.file.size)
