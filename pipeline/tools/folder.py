"""A folder as a target: for a web server that serves it, and for looking at what was made."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import ConflictError, ContentError, PublishError
from pipeline.model.blob import Blob
from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import Absent, Asset, Condition, Stored, Unchanged
from pipeline.tools.files import blob, part_file, replace, sync_folder, telling_of
from pipeline.tools.keys import checked, checked_prefix, is_key
from pipeline.tools.verify import changed_meanwhile, verified

_LOCK = ".publish.lock"


class FolderStorage:
    """Objects are files, a version is the SHA-256 of the bytes, and headers follow from the key.

    Writers take turns by a lock file for the moment of moving a finished file into place.
    """

    def __init__(self, root: Path, patience: float = 30.0) -> None:
        """Use ``root``, made when something is first written; wait ``patience`` seconds for another writer."""
        self._root, self._patience = root.absolute(), patience

    @property
    def name(self) -> str:
        """Give the folder's path."""
        return str(self._root)

    def head(self, key: str) -> Stored | None:
        """Say what stands at ``key``, or None."""
        path = self._path(key)
        with _reading(path):
            found = blob(path) if path.is_file() else None
        return _stored(key, found) if found else None

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Give the bytes at ``key`` and their version, or None."""
        path = self._path(key)
        with _reading(path):
            data = path.read_bytes() if path.is_file() else None
        return None if data is None else (data, hashlib.sha256(data).hexdigest())

    def put(self, asset: Asset, condition: Condition = None) -> Stored:
        """Write beside, compare with what was asked for, then move into place. Raises ConflictError, PublishError."""
        path = self._path(asset.key)
        content = asset.body if isinstance(asset.body, bytes) else asset.body.path
        with part_file(path, content) as part:
            stored = verified(asset, _described(part, asset))
            with self._lock(), telling_of(path):
                self._allow(asset.key, condition)
                _place(part, path, asset.key, create=isinstance(condition, Absent))
        return stored

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with ``prefix``, sorted; files that are none of ours are not among them."""
        top = self._inside(self._root / checked_prefix(prefix).rpartition("/")[0])
        with _reading(top):
            files = [Path(folder, name) for folder, _, names in os.walk(top, onerror=_unless_absent) for name in names]
        found = (path.relative_to(self._root).as_posix() for path in files)
        return iter(sorted(key for key in found if key.startswith(prefix) and is_key(key)))

    def delete(self, key: str) -> None:
        """Remove the file; its folder stays."""
        path = self._path(key)
        with telling_of(path):
            if not path.is_file():
                return
            with self._lock():
                path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def link(self, key: str, seconds: int) -> str:  # noqa: ARG002 - the contract's; a folder has no such links
        """Give '': who may read the folder may read all of it."""
        return ""

    def _path(self, key: str) -> Path:
        return self._inside(self._root / checked(key))

    def _inside(self, path: Path) -> Path:
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise PublishError(f"{path} is a link that leaves {self._root}", "remove the link")
        return path

    def _allow(self, key: str, condition: Condition) -> None:
        if not isinstance(condition, Unchanged):
            return
        there = self.head(key)
        if there is None or there.version != condition.version:
            raise _conflict(key)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        path = self._root / _LOCK
        with telling_of(path):
            lock = FileLock(path, timeout=self._patience)
            try:
                lock.acquire()
            except Timeout as error:
                hint = "wait until the other one is done, and run it again"
                raise PublishError(f"another program is publishing to {self._root}", hint) from error
        try:
            yield
        finally:
            lock.release()


def _described(part: Path, asset: Asset) -> Stored:
    """Say what will stand there, from the bytes that were written, not from those that should have been."""
    found = blob(part)
    if (found.size, found.sha256) != (asset.size, asset.sha256):
        raise changed_meanwhile(asset.key)
    return _stored(asset.key, found)


def _stored(key: str, found: Blob) -> Stored:
    return Stored(key, found.size, found.sha256, content_type(key), cache_control(key), found.sha256)


def _place(part: Path, path: Path, key: str, *, create: bool) -> None:
    """Move ``part`` to ``path``; to create is left to the file system where it can, so that no lock is trusted."""
    if create:
        if _linked(part, path):
            sync_folder(path.parent)
            return
        if path.exists():
            raise _conflict(key)
    replace(part, path)


def _linked(part: Path, path: Path) -> bool:
    try:
        os.link(part, path)
    except (OSError, NotImplementedError):  # it stands already, or there are no links here and the lock must do
        return False
    return True


def _conflict(key: str) -> ConflictError:
    return ConflictError(f"{key} was changed by somebody else meanwhile", "run it again")


def _unless_absent(error: OSError) -> None:
    """Let no folder that cannot be read pass for an empty one: what it holds would fall out of the feed."""
    if not isinstance(error, FileNotFoundError):
        raise error


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ContentError) as error:
        raise PublishError(f"{path} cannot be read", "check that your user may read it") from error
