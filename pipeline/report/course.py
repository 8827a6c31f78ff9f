"""The summary of publishing courses: each zip, what became of it, and the administrators' page."""

import dataclasses
from collections.abc import Iterator

from pipeline.coursepublish import Became, CourseRow, CourseSummary
from pipeline.report.summary import duration, megabytes


@dataclasses.dataclass(frozen=True, slots=True)
class PublishedZip:
    """A zip in figures, as a program reads it."""

    name: str
    format: str
    size: str
    lesson: str
    bytes: int
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True)
class PublishedCourse:
    """A course in figures; ``seconds`` of video; ``safe`` to replace the version before."""

    slug: str
    became: Became
    version: int
    safe: bool
    news: tuple[str, ...]
    seconds: float
    bundles: tuple[PublishedZip, ...]
    page: str


@dataclasses.dataclass(frozen=True, slots=True)
class CoursesDone:
    """The whole run in figures."""

    courses: tuple[PublishedCourse, ...]
    files_written: int
    bytes_written: int
    files_unchanged: int
    took: float
    dry_run: bool


def done(summary: CourseSummary, base_url: str, *, dry_run: bool) -> CoursesDone:
    """Give the summary as plain figures."""
    tally, took = summary.tally, round(summary.took, 2)
    rows = tuple(_course(row, base_url) for row in summary.rows)
    return CoursesDone(rows, tally.written, tally.size, tally.kept, took, dry_run)


def lines(summary: CourseSummary, base_url: str, *, dry_run: bool) -> Iterator[str]:
    """Give the summary as lines of text."""
    for row in summary.rows:
        yield from _lines(row, base_url)
    tally, verb = summary.tally, "would be written" if dry_run else "written"
    yield f"{tally.written} files {verb} ({megabytes(tally.size)}), {tally.kept} unchanged, in {summary.took:.1f} s"


def _lines(row: CourseRow, base_url: str) -> Iterator[str]:
    safe = "" if row.version.number == 1 or row.became == "unchanged" else _safety(row)
    yield f"{row.course.title}: version {row.version.number}, {row.became}{safe}"
    seconds = duration(max(one.seconds for one in row.bundles))
    yield f"  {len(row.course.lessons)} lesson(s), {seconds} of video"
    for one in row.bundles:
        yield f"  {one.name}-{one.blob.short}.zip  {megabytes(one.blob.size)}"
    if row.became == "published":
        yield from (f"  new: {line}" for line in row.version.news)
    until = " (works for a week)" if row.address else ""
    yield f"  For LMS administrators{until}: {_address(row, base_url)}"


def _safety(row: CourseRow) -> str:
    return ", safe to replace in place" if row.version.safe else ", NOT safe to replace in place"


def _address(row: CourseRow, base_url: str) -> str:
    return row.address or base_url + row.page


def _course(row: CourseRow, base_url: str) -> PublishedCourse:
    return PublishedCourse(
        slug=row.course.slug,
        became=row.became,
        version=row.version.number,
        safe=row.version.safe,
        news=row.version.news,
        seconds=round(max(one.seconds for one in row.bundles), 3),
        bundles=tuple(
            PublishedZip(one.name, one.format, one.size, one.lesson, one.blob.size, one.blob.sha256)
            for one in row.bundles
        ),
        page=_address(row, base_url),
    )
