"""What lies in ``feeds/`` and ``episodes/``, each TOML file read and checked by itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.base import Table
from pipeline.workspace.tables import read_table

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A content folder with its table; ``table`` is None where it cannot be read at all."""

    folder: Folder
    table: T | None

    @property
    def slug(self) -> str:
        """The folder's name."""
        return self.folder.slug


def find(root: Path, parent: str, name: str, model: type[T]) -> tuple[Found[T], ...]:
    """Read the file ``name`` of every folder in ``parent``, sorted by folder."""
    return tuple(_found(root, path, name, model) for path in paths.subfolders(root / parent))


def _found(root: Path, path: Path, name: str, model: type[T]) -> Found[T]:
    file = path / name
    folder = Folder(root, path, Report(paths.relative(root, file)))
    if not paths.is_inside(root, path) or not paths.is_inside(root, file):
        folder.report.add("", "leads out of the workspace", "put the files themselves in the workspace")
        return Found(folder, None)
    folder.check_slug()
    if not file.is_file():
        folder.report.add("", *_missing(path, name))
        return Found(folder, None)
    return Found(folder, read_table(file, model, folder.report))


def _missing(folder: Path, name: str) -> tuple[str, str]:
    """Say that ``name`` is missing; Windows hides that an editor called it ``name.txt``."""
    alike = sorted(path.name for path in folder.iterdir() if path.name.lower() in {f"{name}.txt", name, f"{name}.toml"})
    if alike:
        return f"is missing, and there is {alike[0]}", f"rename {alike[0]} to {name}"
    return "is missing", "write it, or give the folder a name that begins with _ to leave it out"
