"""Check a zip for an LMS, whoever made it, for what an LMS takes without a word and learners then suffer from.

The zip is not trusted: it is read in pieces, nothing is unpacked to the disk, and what is made to fill memory or time
is told of and left alone.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.formats.bundle.finding import Finding, Severity, error, sorted_out
from pipeline.formats.bundle.reading import DAMAGE, opened, standard_of
from pipeline.formats.bundle.rules.container import MOST_DIRECTORY, ZIP, container, too_much
from pipeline.formats.bundle.rules.contents import Seen, contents, together
from pipeline.formats.bundle.rules.directory import directory_size
from pipeline.formats.bundle.rules.manifest import find, load, written
from pipeline.formats.bundle.rules.structure import structure


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a zip with so many ``files`` found, the worst first."""

    files: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Count the findings of one kind."""
        return sum(one.severity == severity for one in self.findings)


def check(path: Path) -> Checked:
    """Find what is wrong with a zip.

    Raises:
        ContentError: there is no such file, or it cannot be read.
    """
    try:
        size = path.stat().st_size
        if directory_size(path) > MOST_DIRECTORY:
            what = "has more files than any course: its list alone is larger than 16 MB"
            return Checked(0, (error("zip-bomb", ZIP, what, "do not import it"),))
        with opened(path) as archive:
            entries = archive.infolist()
            return Checked(len(entries), sorted_out(_findings(archive, entries, size)))
    except DAMAGE as problem:
        what = f"is no zip that can be read ({problem})"
        return Checked(0, (error("zip-broken", ZIP, what, "download or export it again"),))
    except OSError as problem:
        raise ContentError(f"{path}: cannot be read ({problem.strerror})", "check its name and folder") from problem


def _findings(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> Iterator[Finding]:
    yield from container(entries, size)
    if too_much(entries, size):
        return
    seen = Seen()
    yield from contents(archive, entries, seen)
    entry, misplaced = find(entries)
    yield from misplaced
    if entry is None:
        return
    root, unreadable = load(archive, entry)
    yield from unreadable
    if root is None:
        return
    name = entry.filename
    yield from written(root, name)
    names = frozenset(one.filename for one in entries if not one.is_dir())
    yield from structure(root, names, name[: name.rfind("/") + 1], name)
    yield from together(seen, standard_of(root))
