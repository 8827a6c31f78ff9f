"""Lock files: JSON that ``publish`` writes and the producer commits, read strictly and written by one at a time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from pipeline.errors import ContentError
from pipeline.tools.files import telling_of
from pipeline.workspace.paths import is_inside
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.base import Table
from pipeline.workspace.tables import checked
from pipeline.workspace.toml import read_text

T = TypeVar("T", bound=Table)

_PATIENCE = 30.0
"""Seconds to wait for another `publish` that writes the same file: it takes milliseconds."""


@dataclass(frozen=True, slots=True)
class LockFile:
    """A lock file: its path in the workspace, what it costs to lose it, and what it is a list of."""

    path: str
    loss: str
    things: str

    @property
    def take_back(self) -> str:
        """What to do about a file that is broken."""
        return f"take it back from version control or a backup: without it, {self.loss}"

    def read(self, root: Path, empty: T, report: Report) -> T:
        """Give what was kept, or ``empty`` where there is no file or a broken one (then a problem)."""
        path = root / self.path
        if not path.exists():
            return empty
        if not is_inside(root, path):
            report.add("", "leads out of the workspace", "put the file itself in the workspace")
            return empty
        text = read_text(path, report)
        data = None if text is None else self._parsed(text, report)
        return empty if data is None else checked(type(empty), data, report)

    @contextmanager
    def alone(self, root: Path) -> Iterator[None]:
        """Keep other runs from writing the file meanwhile. Raises PublishError if its folder cannot be written."""
        path = root / self.path
        name = f".{path.name.removesuffix('.json')}.part"  # so that `files` sweeps it away when it is old
        guard = FileLock(path.with_name(name), timeout=_PATIENCE)
        with telling_of(path):
            path.parent.mkdir(exist_ok=True)
            try:
                guard.acquire()
            except Timeout as error:
                raise ContentError(
                    f"{self.path} is being written by another publish", "wait for it, and run this again"
                ) from error
        try:
            yield
        finally:
            guard.release()

    def _parsed(self, text: str, report: Report) -> dict[str, object] | None:
        try:
            data: object = json.loads(text, object_pairs_hook=_without_repeats)
        except (ValueError, RecursionError) as error:
            merged = "\n<<<<<<<" in f"\n{text}"
            what = "has the marks of an unfinished merge" if merged else f"is no JSON ({error})"
            report.add("", what, self._merge() if merged else self.take_back)
            return None
        if isinstance(data, dict):
            return data
        report.add("", "is not the file that publish wrote", self.take_back)
        return None

    def _merge(self) -> str:
        return (
            f"keep the {self.things} of both sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"
        )


def to_json(lock: Table) -> bytes:
    """Give the file: a line for each value, so that two people's changes can be merged."""
    return (json.dumps(lock.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one block")
    return made
