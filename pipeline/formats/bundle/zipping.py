"""Write a zip with the same bytes for the same files, in flat memory (PKWARE APPNOTE 6.3.9)."""

import shutil
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.formats.bundle.names import checked
from pipeline.model.bundle import BundleFile

_STORED = (".mp4", ".jpg", ".png", ".zip")
"""Compressed already; a stored video can also be read in ranges out of the zip."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
_LEVEL, _PIECE = 9, 1 << 20


def write_zip(path: Path, files: Iterable[BundleFile]) -> None:
    """Write ``files``, sorted by name; Zip64 only where a size asks for it. The bytes of what is deflated are zlib's.

    Raises:
        ValueError: a name that some LMS or system would not keep, two files of one name, or a file that has changed.
        OSError: a file cannot be read, or the zip not written.
    """
    ordered = sorted(files, key=lambda file: file.name)
    names = [checked(file.name) for file in ordered]
    if len(set(names)) != len(names):
        raise ValueError("two files of a bundle have one name")
    with zipfile.ZipFile(path, "w") as archive:
        for file in ordered:
            _add(archive, file)


def _add(archive: zipfile.ZipFile, file: BundleFile) -> None:
    info = zipfile.ZipInfo(file.name, _EPOCH)
    info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
    info.compress_type = zipfile.ZIP_STORED if file.name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 - public as `compress_level` from 3.13 on
    size = info.file_size = len(file.body) if isinstance(file.body, bytes) else file.body.size
    with _opened(file) as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _PIECE)
    if info.file_size != size:
        raise ValueError(f"{file.name} has {info.file_size} bytes, and had {size} when it was looked at")


def _opened(file: BundleFile) -> IO[bytes]:
    return BytesIO(file.body) if isinstance(file.body, bytes) else file.body.path.open("rb")
