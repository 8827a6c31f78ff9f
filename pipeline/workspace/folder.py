"""One content folder of a workspace while it is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.formats.slug import is_slug, slugify
from pipeline.model.blob import Blob
from pipeline.tools.files import blob
from pipeline.workspace import paths
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.base import WrongValueError
from pipeline.workspace.toml import read_text


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a show or an episode, and the problems of its TOML file. ``root`` is resolved."""

    root: Path
    path: Path
    report: Report

    @property
    def slug(self) -> str:
        """The folder's name, which is also its part of the addresses."""
        return self.path.name

    def check_slug(self) -> None:
        """Report a name that cannot be part of an address (Apple: ASCII only)."""
        if not is_slug(self.slug):
            what = f'is in a folder whose name cannot stand in an address ("{self.slug}")'
            self.report.add("", what, f"rename the folder to {slugify(self.slug)}")

    def blob(self, name: str, key: str) -> Blob | None:
        """Give the file ``name``, or None and a problem at ``key``."""
        path = paths.file_in(self.root, self.path, name, key, self.report)
        if path is None:
            return None
        try:
            return blob(path)
        except ContentError as error:
            self.report.add(key, f'names a file that cannot be read ("{name}")', error.hint)
            return None

    def text(self, name: str) -> str:
        """Give the text in the file ``name``, or '' where there is no such file."""
        path = self.path / name
        if not path.exists():
            return ""
        report = Report(paths.relative(self.root, path), self.report.problems)
        if paths.is_inside(self.root, path):
            return read_text(path, report) or ""
        report.add("", "leads out of the workspace", "put the file itself in the workspace")
        return ""


@contextmanager
def telling(report: Report, key: str) -> Iterator[None]:
    """Turn a wrong value into a problem at ``key``."""
    try:
        yield
    except WrongValueError as error:
        report.add(key, error.what, error.todo)
