"""The recordings that tests work on: those that are shipped, and the shared ones where they are found."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("FREMSKRITT_SHARED") or ROOT.parent / "shared" / "data")
_LONGEST_MB = 10


def shipped() -> list[Path]:
    """The recordings of the episodes in this repository."""
    return sorted(ROOT.glob("episodes/*/recording.*"))


def shared(*, long: bool = False) -> list[Path]:
    """The shared recordings that are short enough for any test, or all; none in a clone that stands alone."""
    kinds = {".wav", ".flac", ".mp3", ".m4a", ".mp4", ".mov", ".webm"}
    files = (path for path in SHARED.rglob("*") if path.suffix in kinds) if SHARED.is_dir() else ()
    return sorted(path for path in files if long or path.stat().st_size < _LONGEST_MB * 1e6)


def recordings() -> list[Path]:
    """All of them."""
    return [*shipped(), *shared()]
