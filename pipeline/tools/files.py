"""Files read and written so that a kill, a full disk or a power cut leaves the old file or the new one, whole."""

import errno
import hashlib
import io
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pipeline.errors import ContentError, PublishError
from pipeline.model.blob import Blob

STALE_SECONDS = 3600.0
"""A part file untouched for so long was left by a kill: a living writer touches its own all the time."""

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.EISDIR}
_REPLACE_TRIES = 20
_PIECE = 1 << 20


def blob(path: Path) -> Blob:
    """Read the file once, in pieces, and give it with its SHA-256. Raises ContentError if it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Blob(path, digest, file.tell())
    except OSError as error:
        raise _unreadable(path, error) from error


def opened(path: Path) -> IO[bytes]:
    """Open a file to read its bytes. Raises ContentError if that cannot be done."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def write_atomically(path: Path, content: bytes | Path) -> None:
    """Put ``content`` (bytes, or the file to copy) at ``path`` in one step. Raises PublishError."""
    with part_file(path, content) as part, telling_of(path):
        replace(part, path)


@contextmanager
def part_file(path: Path, content: bytes | Path) -> Iterator[Path]:
    """Lend a file beside ``path`` that holds ``content``, safely on the disk; what is left of it is removed.

    Raises PublishError if the folder or the file cannot be written.
    """
    with telling_of(path):
        _make_folder(path.parent)
        remove_stale_parts(path.parent)
        part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        with _source(content) as source, telling_of(path):
            _write(part, source)
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


def is_part(name: str) -> bool:
    """Say whether a file of this name is one that ``part_file`` made."""
    return name.startswith(".") and name.endswith(".part")


def remove_stale_parts(folder: Path, age: float = STALE_SECONDS) -> None:
    """Remove the part files in ``folder`` that nobody has written to for ``age`` seconds."""
    oldest = time.time() - age
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_part(entry.name):
                with suppress(OSError):  # its writer was quicker
                    if entry.stat(follow_symlinks=False).st_mtime < oldest:
                        Path(entry.path).unlink()


def replace(part: Path, path: Path) -> None:
    """Move ``part`` over ``path`` in one step, and see to it that the folder's entry is on the disk."""
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            part.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(0.05)  # Windows refuses while somebody, such as the preview, has the file open
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's entries written to the disk, where the system can do that (Windows cannot)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network file systems
            raise
    finally:
        os.close(descriptor)


@contextmanager
def telling_of(path: Path) -> Iterator[None]:
    """Turn an OSError of writing ``path`` into a PublishError that says what to do."""
    try:
        yield
    except OSError as error:
        raise PublishError(f"{path} cannot be written ({error.strerror or error})", _hint(error, path)) from error


def need_room(folder: Path, size: float) -> None:
    """Raise PublishError if the disk that holds ``folder`` has no room for so many bytes: before hours of work."""
    free = shutil.disk_usage(folder).free
    if free < size:
        raise PublishError(
            f"{folder} is on a disk with {free / 1e6:.0f} MB left, and {size / 1e6:.0f} MB are needed",
            "make room on it, or name a folder on another disk in the environment variable FREMSKRITT_CACHE",
        )


def _hint(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return f"make room on the disk that holds {path.parent}, and run it again"
    if error.errno in _FORBIDDEN:
        return f"allow your user to write in {path.parent}, or choose another folder"
    if error.errno in _NO_FOLDER:
        return f"a file stands where a folder should be, or the other way round: look at {path}"
    return f"check {path.parent}, and run it again"


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _write(part: Path, source: IO[bytes]) -> None:
    with part.open("xb") as file:
        shutil.copyfileobj(source, file, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def _source(content: bytes | Path) -> IO[bytes]:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    return opened(content)


def _unreadable(path: Path, error: OSError) -> ContentError:
    return ContentError(f"{path} cannot be read ({error.strerror})", "check that the file is there")
