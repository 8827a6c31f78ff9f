"""Write a zip with the same bytes for the same files, in flat memory (PKWARE APPNOTE 6.3.9)."""

import re
import shutil
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.model.bundle import BundleFile

_NAME = re.compile(r"[a-z0-9_][a-z0-9._-]*(/[a-z0-9_][a-z0-9._-]*)*")
_STORED = (".mp4", ".jpg", ".png", ".zip")
"""Compressed already; a stored video can also be read in ranges out of the zip."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_LEVEL, _PIECE = 9, 1 << 20


def write_zip(path: Path, files: Iterable[BundleFile]) -> None:
    """Write ``files``, sorted by name. Raises ValueError for a name that some LMS or system would not keep."""
    ordered = sorted(files, key=lambda file: file.name)
    names = [checked(file.name) for file in ordered]
    if len(set(names)) != len(names):
        raise ValueError("two files of a bundle have one name")
    with zipfile.ZipFile(path, "w") as archive:
        for file in ordered:
            _add(archive, file)


def checked(name: str) -> str:
    """Give a name back if it is ``[a-z0-9._-]`` in folders, else raise ValueError."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} may hold only a to z, 0 to 9, '.', '_' and '-'")
    return name


def _add(archive: zipfile.ZipFile, file: BundleFile) -> None:
    info = zipfile.ZipInfo(file.name, _EPOCH)
    info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
    info.compress_type = zipfile.ZIP_STORED if file.name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - public as `compress_level` from 3.13 on
    info.file_size = len(file.body) if isinstance(file.body, bytes) else file.body.size
    with _opened(file) as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _PIECE)


def _opened(file: BundleFile) -> IO[bytes]:
    return BytesIO(file.body) if isinstance(file.body, bytes) else file.body.path.open("rb")
