"""Read every file of a zip once, piece by piece, and check each by what it is; nothing is written to the disk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile, ZipInfo

from pipeline.formats.bundle.finding import Finding, error, info, warning
from pipeline.formats.bundle.reading import DAMAGE
from pipeline.formats.bundle.rules.boxes import Boxes
from pipeline.formats.bundle.rules.container import VIDEOS, ZIP, readable
from pipeline.formats.bundle.rules.pages import has_captions, pages, parsed
from pipeline.formats.bundle.rules.scripts import scripts, styles

_PIECE, _MOST_TEXT, _ALL_TEXT = 1 << 18, 4_000_000, 30_000_000
"""Bytes that are read at once, of one text, and of all texts together."""

_PAGES, _SCRIPTS, _STYLES = (".html", ".htm", ".xhtml"), (".js", ".mjs"), (".css",)
_TEXTS = (*_PAGES, *_SCRIPTS, *_STYLES, ".xml", ".json", ".txt")
_CAPTIONS = (".vtt", ".srt", ".ttml", ".dfxp")
_BOM = b"\xef\xbb\xbf"
SIGNS = (b"lesson_status", b"completion_status", b"progress_measure")
"""What a course that reports its completion says somewhere; Open edX looks for these very words."""


@dataclass(slots=True)
class Seen:
    """What all files together have: signs of reporting, videos, captions, so much text, and whether some is unread."""

    signs: set[bytes] = field(default_factory=set)
    videos: list[str] = field(default_factory=list)
    captions: bool = False
    unread: bool = False
    text: int = 0


def contents(archive: ZipFile, entries: list[ZipInfo], seen: Seen) -> Iterator[Finding]:
    """Check every file that can be read; ``seen`` is filled on the way."""
    for entry in entries:
        if entry.is_dir():
            continue
        if not readable(entry):
            seen.unread = True
            continue
        try:
            with archive.open(entry) as file:
                yield from _file(entry.filename, file, seen)
        except DAMAGE as problem:
            seen.unread = True
            what = f"is damaged: it cannot be unpacked whole ({problem})"
            yield error("zip-damaged", entry.filename, what, "download or export the zip again")


def together(seen: Seen, standard: str) -> Iterator[Finding]:
    """Check what only all the files together show."""
    if seen.videos and not seen.captions:
        what = f"has {len(seen.videos)} video(s), such as {seen.videos[0]}, and captions for none (WCAG 2.1, 1.2.2)"
        yield warning("captions", ZIP, what, "add captions")
    if seen.unread:
        return
    if not seen.signs:
        what = "says nowhere lesson_status or completion_status: learners may never be registered as completed"
        yield warning("status-silent", ZIP, what, "ask its maker how completion is reported")
    elif standard == "scorm12" and SIGNS[0] not in seen.signs:
        what = "is SCORM 1.2 by its manifest, but reports as SCORM 2004 does: an LMS answers only the former"
        yield warning("status-other", ZIP, what, "export it again in one version")
    elif standard == "scorm2004" and seen.signs == {SIGNS[0]}:
        what = "is SCORM 2004 by its manifest, but reports as SCORM 1.2 does: an LMS answers only the former"
        yield warning("status-other", ZIP, what, "export it again in one version")


def _file(name: str, file: IO[bytes], seen: Seen) -> Iterator[Finding]:
    lower = name.lower()
    if lower.endswith(VIDEOS):
        seen.videos.append(name)
        yield from _video(name, file)
    elif lower.endswith(_TEXTS):
        data = file.read(max(0, min(_MOST_TEXT, _ALL_TEXT - seen.text)))
        seen.text += len(data)
        if _rest(file):
            seen.unread = True
            yield info("unread", name, "is too long to be looked through whole")
        seen.signs.update(sign for sign in SIGNS if sign in data)
        yield from dict.fromkeys(_text(name, data, seen))
    else:
        seen.captions |= lower.endswith(_CAPTIONS)
        _rest(file)


def _video(name: str, file: IO[bytes]) -> Iterator[Finding]:
    boxes = Boxes()
    while piece := file.read(_PIECE):
        boxes.feed(piece)
    if boxes.starts_late:
        what = "has its index at the end: it does not start to play until all of it has come"
        yield warning("video-start", name, what, "write it with its index first (faststart)")
    elif not boxes.is_mp4:
        yield warning("video-kind", name, "is no MP4 by its content", "encode it as H.264 and AAC in an MP4")


def _text(name: str, data: bytes, seen: Seen) -> Iterator[Finding]:
    if data.startswith(_BOM):
        yield warning("text-bom", name, "begins with a byte order mark", "save it as UTF-8 without one")
    text, lower = data.decode("utf-8", "replace"), name.lower()
    if lower.endswith(_PAGES):
        root = parsed(data)
        if root is not None:
            seen.captions |= has_captions(root)
            yield from pages(name, root, whole=b"<html" in data[:4096].lower())
    elif lower.endswith(_SCRIPTS):
        yield from scripts(name, text)
    elif lower.endswith(_STYLES):
        yield from styles(name, text)


def _rest(file: IO[bytes]) -> int:
    """Read to the end, which also checks the sum of it; gives how many bytes there were."""
    count = 0
    while piece := file.read(_PIECE):
        count += len(piece)
    return count
