"""What goes to a target, and what stands there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pipeline.model.blob import Blob

IMMUTABLE = "public, max-age=31536000, immutable"
"""Cache-Control of a content-addressed key: its bytes never change."""

REVALIDATE = "public, max-age=300, must-revalidate"
"""Cache-Control of a key that is rewritten in place: pages, feeds."""

PRIVATE = "private, max-age=31536000, immutable"
"""Cache-Control of a content-addressed key that no shared cache may keep."""

UNSHARED = "private, no-cache"
"""Cache-Control of a key that is rewritten in place and that no shared cache may keep."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to be on the target: its key (relative, ``/`` between parts), bytes and HTTP headers."""

    key: str
    body: Blob | bytes
    content_type: str
    cache_control: str = IMMUTABLE

    @property
    def size(self) -> int:
        """Give the number of bytes."""
        return self.body.size if isinstance(self.body, Blob) else len(self.body)

    @property
    def sha256(self) -> str:
        """Give the digest (hex) of the bytes; a blob's is the one taken when it was made."""
        return self.body.sha256 if isinstance(self.body, Blob) else hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Stored:
    """What a target says of one object. ``version`` is opaque and goes into a conditional write.

    ``sha256`` (hex) is None when the target cannot tell what the bytes are.
    """

    key: str
    size: int
    sha256: str | None
    content_type: str
    cache_control: str
    version: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Condition: write only if nothing stands there."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Condition: write only if the object is still at ``version``."""

    version: str


Condition = Absent | Unchanged | None


class Storage(Protocol):
    """A target. Every call raises ``PublishError`` when the target refuses or cannot be reached."""

    @property
    def name(self) -> str:
        """Say where this is, for people: a folder's path, or ``s3://bucket/prefix``."""

    def head(self, key: str) -> Stored | None:
        """Say what stands at ``key``, or None."""

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Give the bytes at ``key`` and their version, or None."""

    def put(self, asset: Asset, condition: Condition = None) -> Stored:
        """Write, then verify length, type and checksum; what is visible is always whole.

        Raises ``ConflictError`` if ``condition`` does not hold; then nothing has changed.
        """

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with ``prefix``, sorted."""

    def delete(self, key: str) -> None:
        """Remove the object; removing what is not there is no error."""

    def link(self, key: str, seconds: int) -> str:
        """Give an address of ``key`` that works for ``seconds`` and for whoever has it; '' where there is no such."""
