"""A stage's result, kept by content: made once for the same inputs, found again ever after."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cattrs import BaseValidationError
from filelock import FileLock, Timeout

from pipeline.formats.plain import UnreadableError, by_content, within
from pipeline.tools.files import telling_of

T = TypeVar("T")

VARIABLE = "FREMSKRITT_CACHE"
UNUSED_SECONDS = 90 * 86_400.0
"""For how long results are kept that no run asks for."""

_RESULT = "result.json"
_MAKING = ".making"


@dataclass(frozen=True, slots=True)
class Cache:
    """Results under ``root/<stage>/<key>/``: the files a stage made, and ``result.json``.

    A ``fresh`` cache makes everything anew, and keeps it.
    """

    root: Path
    fresh: bool = False

    def recall(self, stage: str, job: object, kind: type[T], make: Callable[[Path], T]) -> T:
        """Give what ``make`` made, or makes now in an empty folder, of ``job``.

        ``stage`` carries its version (``master-1``); ``job`` is a frozen dataclass that decides every byte.
        A result appears in one step, so a killed run leaves none; two runs never make the same one twice.

        Raises:
            PublishError: the cache cannot be written, such as on a full disk.
        """
        home = self.root / stage / key(job)
        if not self.fresh and (found := _load(home, kind)) is not None:
            return found
        with telling_of(home):
            home.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{home}.lock"):
                found = None if self.fresh else _load(home, kind)
                return _make(home, kind, make) if found is None else found

    def find(self, stage: str, job: object, kind: type[T]) -> T | None:
        """Give what was made of ``job``, or None where nothing was."""
        return _load(self.root / stage / key(job), kind)

    def prune(self, unused_since: float) -> int:
        """Remove results that nobody has used since that time (seconds since the epoch); gives how many."""
        old = [path.parent for path in self.root.glob(f"*/*/{_RESULT}") if path.stat().st_mtime < unused_since]
        for home in old:
            with suppress(OSError, Timeout), FileLock(f"{home}.lock", timeout=0):
                shutil.rmtree(home)  # the lock file stays: somebody may be waiting for it
        return len(old)


def default_root() -> Path:
    """Give the cache folder: the environment variable, else the place the system has for caches."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    from platformdirs import user_cache_path  # noqa: PLC0415 - unneeded when it is chosen

    return user_cache_path("fremskritt", appauthor=False)


def key(job: object) -> str:
    """Give the SHA-256 (hex) of a value in its canonical form, every blob as its digest, no path."""
    plain = by_content().unstructure(job)
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _make(home: Path, kind: type[T], make: Callable[[Path], T]) -> T:
    for left in home.parent.glob(f"{home.name}.*{_MAKING}"):
        shutil.rmtree(left, ignore_errors=True)  # by a killed run, whose program may still hold it open
    aside = Path(tempfile.mkdtemp(prefix=f"{home.name}.", suffix=_MAKING, dir=home.parent))
    try:
        result = make(aside)
        (aside / _RESULT).write_text(within(aside).dumps(result), "utf-8")
        shutil.rmtree(home, ignore_errors=True)  # damaged, or unwanted
        aside.rename(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    found = _load(home, kind)
    if found is None:
        raise RuntimeError(f"{home} does not hold what was just put there")
    return found


def _load(home: Path, kind: type[T]) -> T | None:
    try:
        found = within(home).loads((home / _RESULT).read_text("utf-8"), kind)
        os.utime(home / _RESULT)  # used now: `prune` goes by that
    except (OSError, ValueError, UnreadableError, BaseValidationError):
        return None  # not there, or damaged: it is made again
    else:
        return found
