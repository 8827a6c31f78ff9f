"""What looking into zips for an LMS found, as lines of text."""

from collections.abc import Iterable, Iterator

from pipeline.formats.bundle.diff import Difference
from pipeline.formats.bundle.lint import Checked


def difference(found: Difference) -> Iterator[str]:
    """Give a comparison: the verdict, why, and what learners would meet."""
    yield f"Safe to replace in place: {'yes' if found.safe else 'NO'}"
    yield from _part("Why not", found.reasons)
    yield from _part("Learners would lose", found.losses)
    yield from _part("New", found.news)
    if not found.safe:
        yield "→ import the new zip as an activity of its own, and keep the old one for those who have begun"


def findings(found: Checked) -> Iterator[str]:
    """Give what a check found, the worst first, and how much of each kind there is."""
    for one in found.findings:
        yield f"{one.severity}: {one.where}: {one.what} [{one.rule}]"
        if one.todo:
            yield f"  → {one.todo}"
    counts = [f"{found.count(kind)} {kind}(s)" for kind in ("error", "warning")]
    yield f"{', '.join(counts)} in {found.files} file(s)"


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if not index:
            yield f"{heading}:"
        yield f"  - {line}"
