"""The files that belong to the project: what stands in its folder and is not ignored."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ("config", "elearning", "episodes", "feeds")
"""Folders of the first workspace: content, never code."""


@cache
def files() -> tuple[Path, ...]:
    """Give every file of the project, sorted."""
    ignored = GitIgnoreSpec.from_lines([".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()])
    return tuple(sorted(_walk(ROOT, ignored)))


def _walk(folder: Path, ignored: GitIgnoreSpec) -> Iterator[Path]:
    for path in folder.iterdir():
        slash = "/" if path.is_dir() else ""
        if ignored.match_file(path.relative_to(ROOT).as_posix() + slash):
            continue
        if slash:
            yield from _walk(path, ignored)
        else:
            yield path


def name(path: Path) -> str:
    """Give the file's path from the root, as it is written in messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """Give a Python file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def sources() -> tuple[Path, ...]:
    """Give the Python files of the package."""
    return tuple(path for path in files() if path.suffix == ".py" and name(path).startswith("pipeline/"))


def texts() -> Iterator[tuple[Path, str]]:
    """Give the files that are text, with it."""
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", errors="replace")
