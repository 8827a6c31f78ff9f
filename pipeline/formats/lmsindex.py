"""The page for LMS administrators: a course's zips, what is new in them, and the settings to choose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.formats import look
from pipeline.formats.lmssheet import Asked, settings
from pipeline.model.courserecord import CourseRecord, CourseVersion, PublishedBundle

_OSLO = ZoneInfo("Europe/Oslo")
_FORMATS = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004, 4. utgave", "web": "Vanlig nettside (zip)"}
_SIZES = {"full": "full kvalitet", "small": "liten fil"}


@dataclass(frozen=True, slots=True)
class Row:
    """A zip to download: ``href`` leads to it from the page, or is a link that ends."""

    title: str
    kind: str
    href: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The addresses of the page's style sheet and of the draft of the accessibility statement."""

    style: str
    statement: str


def index_page(
    record: CourseRecord,
    href: Callable[[str], str],
    beside: Beside,
    templates: tuple[tuple[str, str], ...] = (),
    until: datetime | None = None,
) -> bytes:
    """Make the page of a course.

    ``href`` gives the address of a key, good until ``until`` where links end.

    Raises ContentError, with file and line, if a template of the workspace is wrong.
    """
    per_lesson = any(one.lesson for one in record.versions[0].bundles)
    asked = Asked(record.has_quiz, record.profile, per_lesson, record.reflections_in_lms)
    return look.render(
        "lms/index.html",
        templates,
        course=record,
        versions=[(version, [_row(one, href) for one in _sorted(version)]) for version in record.versions],
        settings=settings(asked),
        until=until,
        style=beside.style,
        statement=beside.statement,
        zone=_OSLO,
    )


def _sorted(version: CourseVersion) -> list[PublishedBundle]:
    order = (list(_FORMATS), list(_SIZES))
    return sorted(
        version.bundles, key=lambda one: (bool(one.lesson), one.lesson, order[0].index(one.format), one.size == "small")
    )


def _row(one: PublishedBundle, href: Callable[[str], str]) -> Row:
    kind = f"{_FORMATS[one.format]}, {_SIZES[one.size]}"
    file = one.file
    return Row(one.title, kind, href(file.key), file.key.rpartition("/")[2], file.size, file.sha256)
