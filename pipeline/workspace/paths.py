"""Files in a workspace: found, and never outside it."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.workspace.problems import Report

_SOUND = frozenset({
    ".3gp", ".aac", ".ac3", ".aif", ".aiff", ".amr", ".caf", ".flac", ".m4a", ".m4v", ".mka", ".mkv", ".mov",
    ".mp2", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav", ".w64", ".webm", ".wma", ".wv",
})  # fmt: skip
"""Endings of recordings, for hints only: what ffmpeg can read is taken, whatever it is called."""


def subfolders(folder: Path) -> Iterator[Path]:
    """Give the content folders in ``folder``, sorted; those that begin with ``.`` or ``_`` are no content."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._")


def is_inside(root: Path, path: Path) -> bool:
    """Say whether ``path`` lies in ``root`` (already resolved) when every link has been followed."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a name that no system takes
        return False


def file_in(root: Path, folder: Path, name: str, key: str, report: Report) -> Path | None:
    """Give the file ``name`` of ``folder``; None, and a problem at ``key``, if it is missing, empty or elsewhere."""
    path = _as_spelled(folder / name)
    if not is_inside(root, path):
        report.add(key, f'leads out of the workspace ("{name}")', "put the file itself in the workspace")
    elif not _is_file(path):
        report.add(key, f'the file "{name}" is not there', _present(folder))
    elif path.stat().st_size == 0:
        report.add(key, f'names an empty file ("{name}")', "copy it there again")
    else:
        return path
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no system takes
        return False


def _as_spelled(path: Path) -> Path:
    """Give the file of that name also where a Mac wrote å as a and a ring (NFD), or the other way round."""
    if path.name.isascii() or _is_file(path) or not path.parent.is_dir():
        return path
    wanted = unicodedata.normalize("NFC", path.name)
    alike = (one for one in sorted(path.parent.iterdir()) if unicodedata.normalize("NFC", one.name) == wanted)
    return next(alike, path)


def only_file(folder: Path, stem: str, key: str, report: Report) -> str:
    """Give the name of the one file ``stem.*`` in ``folder``, or ''; several are a problem at ``key``."""
    names = sorted(path.name for path in folder.iterdir() if path.stem.lower() == stem and path.suffix)
    if len(names) > 1:
        report.add(key, f"is not clear: there are {', '.join(names)}", f'choose one: {key} = "{names[0]}"')
    return names[0] if names else ""


def recording_of(folder: Path) -> str:
    """Give the name of the one file ``recording.*`` in ``folder``, or '' where there is none, or several."""
    return only_file(folder, "recording", "", Report(""))


def sounds(folder: Path) -> list[str]:
    """Give the names of the files in ``folder`` that are sound by their ending, sorted."""
    return sorted(path.name for path in folder.iterdir() if is_sound(path) and path.name[0] not in "._")


def is_sound(path: Path) -> bool:
    """Say whether a file is sound, by its ending."""
    return path.suffix.lower() in _SOUND


def relative(root: Path, path: Path) -> str:
    """Give ``path`` as problems name it: from the workspace on, with ``/``."""
    return path.relative_to(root).as_posix()


def _present(folder: Path) -> str:
    files = (path for path in folder.iterdir() if path.is_file() and path.name[0] not in "._")
    names = sorted(path.name for path in files if path.suffix != ".toml")
    return f"the folder has {', '.join(names)}" if names else "copy it to the folder"
