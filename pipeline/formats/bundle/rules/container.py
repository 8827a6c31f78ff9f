"""Rules for the zip itself: what must not be unpacked, and what an LMS or a learner's machine cannot take."""

import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from pipeline.formats.bundle.finding import Finding, error, info, warning
from pipeline.formats.bundle.names import NAME

ZIP = "the zip"
VIDEOS = (".mp4", ".m4v", ".mov")
MOST_DIRECTORY = 16_000_000
"""Bytes of a zip's list of files, some 150 000 of them; more is no course."""

_MOST_FILES = 20_000
_MOST_BYTES = 20_000_000_000
_RATIO, _SMALL = 100, 50_000_000
"""Nothing but a bomb gives more than 100 bytes for one once it is larger than 50 MB."""

_LIMITS = ((100_000_000, "100 MB"), (50_000_000, "50 MB"))
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_ESCAPES = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\")
_ENCRYPTED = 0x1


def container(entries: list[ZipInfo], size: int) -> Iterator[Finding]:
    """Check the list of files in a zip of ``size`` bytes."""
    yield from _bombs(entries, size)
    yield from _sizes(size)
    yield from _twice(entries)
    yield from _letters([entry.filename for entry in entries])
    for entry in entries:
        yield from _entry(entry)


def readable(entry: ZipInfo) -> bool:
    """Say whether a file can be read, in time and without a password."""
    known = entry.compress_type in {ZIP_STORED, ZIP_DEFLATED}
    return known and not entry.flag_bits & _ENCRYPTED and not _swells(entry)


def too_much(entries: list[ZipInfo], size: int) -> bool:
    """Say whether the zip is more than anybody should unpack."""
    unpacked = sum(entry.file_size for entry in entries)
    overlapping = sum(entry.compress_size for entry in entries) > size
    return overlapping or len(entries) > _MOST_FILES or unpacked > min(_MOST_BYTES, max(_SMALL, size * _RATIO))


def _bombs(entries: list[ZipInfo], size: int) -> Iterator[Finding]:
    if too_much(entries, size):
        unpacked = sum(entry.file_size for entry in entries)
        what = f"has {len(entries)} files, and {size} bytes become {unpacked}: it is made to fill a disk, not to teach"
        yield error("zip-bomb", ZIP, what, "do not import it")


def _sizes(size: int) -> Iterator[Finding]:
    for limit, told in _LIMITS:
        if size > limit:
            todo = "ask for a smaller build, with a lower bit rate, or for a higher limit"
            yield warning("zip-size", ZIP, f"is larger than {told}, which many an LMS does not take", todo)
            return


def _twice(entries: list[ZipInfo]) -> Iterator[Finding]:
    names = Counter(entry.filename for entry in entries)
    for name, count in names.items():
        if count > 1:
            yield error(
                "name-twice", name, f"is in the zip {count} times, and who knows which one is taken", "keep one"
            )
    folded = Counter(name.lower() for name in names)
    for name in names:
        if folded[name.lower()] > 1:
            todo = "rename one: Windows and macOS keep only one of them"
            yield warning("name-case", name, "differs from another name only by upper and lower case", todo)


def _letters(names: Iterable[str]) -> Iterator[Finding]:
    todo = "name files with a to z, 0 to 9, '.', '_' and '-'"
    plain = [name.rstrip("/") for name in names]
    foreign = [name for name in plain if not name.isascii()]
    if foreign:
        what = f"has {len(foreign)} name(s) that are not ASCII, such as “{foreign[0]}”, which some servers garble"
        yield warning("name-ascii", ZIP, what, todo)
    odd = [name for name in plain if name.isascii() and not NAME.fullmatch(name)]
    if odd:
        what = f"has {len(odd)} name(s) with capital letters, spaces or signs, such as “{odd[0]}”"
        yield warning("name-letters", ZIP, what, todo)


def _entry(entry: ZipInfo) -> Iterator[Finding]:
    name = entry.filename
    if _ESCAPES.search(name):
        yield error("name-escapes", name, "leads out of the folder that it is unpacked in", "do not import it")
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield error("name-link", name, "is a symbolic link", "put the file itself in the zip")
    if entry.flag_bits & _ENCRYPTED:
        yield error("zip-encrypted", name, "is encrypted: no LMS can read it", "make the zip without a password")
    elif entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        yield error("zip-method", name, f"is packed by method {entry.compress_type}", "pack by deflate, or store")
    if _swells(entry):
        yield error(
            "zip-bomb", name, f"unpacks from {entry.compress_size} to {entry.file_size} bytes", "do not import it"
        )
    if _JUNK.search(name):
        yield info("junk", name, "belongs to somebody's desktop, not to the course", "leave it out")
    yield from _by_ending(entry)


def _by_ending(entry: ZipInfo) -> Iterator[Finding]:
    lower = entry.filename.lower()
    if lower.endswith(".mjs"):
        what = "is served by Moodle as a download, and browsers then refuse to run it"
        yield error("script-mjs", entry.filename, what, "name it .js")
    if lower.endswith(VIDEOS) and entry.compress_type == ZIP_DEFLATED:
        what = "is deflated, which saves nothing and makes import slow"
        yield warning("video-deflated", entry.filename, what, "store videos as they are")


def _swells(entry: ZipInfo) -> bool:
    return entry.file_size > max(_SMALL, entry.compress_size * _RATIO)
