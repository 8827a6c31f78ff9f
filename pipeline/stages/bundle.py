"""A bundle's files become one zip."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.formats.bundle.zipping import write_zip
from pipeline.model.blob import Blob
from pipeline.model.bundle import BundleFile
from pipeline.tools.files import blob

NAME, VERSION = "bundle", 1
"""Of this stage in the cache; the version rises when the same input gives something else."""


@dataclass(frozen=True, slots=True)
class BundleJob:
    """Everything that decides the bytes of a zip."""

    files: tuple[BundleFile, ...]


@dataclass(frozen=True, slots=True)
class Zipped:
    """A finished zip."""

    blob: Blob


def bundle(job: BundleJob, folder: Path) -> Zipped:
    """Write the zip in ``folder``, which is empty."""
    path = folder / "bundle.zip"
    write_zip(path, job.files)
    return Zipped(blob(path))
