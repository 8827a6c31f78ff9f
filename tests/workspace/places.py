"""Workspaces for tests: the whole ones that are shipped, and small changes to them."""

import shutil
from pathlib import Path

from pipeline.workspace.reader import WorkspaceProblems, read

FIXTURES = Path(__file__).resolve().parent.parent / "workspaces"
VALID = sorted(path for path in FIXTURES.iterdir() if not path.name.startswith("broken-"))
BROKEN = sorted(path for path in FIXTURES.iterdir() if path.name.startswith("broken-"))
EPISODE = "episodes/forste-episode"
SHOW = "feeds/podkast"


def copy(name: str, to: Path) -> Path:
    """Copy a shipped workspace to a folder that may be changed."""
    return Path(shutil.copytree(FIXTURES / name, to / "workspace"))


def replace(file: Path, old: str, new: str) -> None:
    """Change a text file; ``old`` must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def append(file: Path, text: str) -> None:
    """Add to the end of a text file."""
    file.write_text(file.read_text("utf-8") + text, encoding="utf-8", newline="\n")


def problems(root: Path) -> list[str]:
    """Give the problems of a workspace, a line each; none if it can be read."""
    try:
        read(root)
    except WorkspaceProblems as error:
        return str(error).splitlines()
    return []


def contents(root: Path) -> dict[str, bytes]:
    """Give every file of a folder with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
