"""A file as it travels through the pipeline."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Blob:
    """A file whose content is known: two blobs with one ``sha256`` (hex) hold the same bytes."""

    path: Path
    sha256: str
    size: int

    @property
    def short(self) -> str:
        """The first 12 hex digits, for content-addressed file names."""
        return self.sha256[:12]
