"""SHA-256 as S3 writes it: base64 in headers, and made of the parts' digests for what came in parts."""

import base64
import hashlib
from collections.abc import Sequence

METADATA = "sha256"
"""Our own header ``x-amz-meta-sha256``: all that some servers have to say about the bytes."""


def of_bytes(data: bytes) -> str:
    """Give the checksum of ``data``, base64."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")


def from_hex(digest: str) -> str:
    """Give base64 for the hex that the rest of the program uses."""
    return base64.b64encode(bytes.fromhex(digest)).decode("ascii")


def of_parts(checksums: Sequence[str]) -> str:
    """Give the composite checksum of an upload in parts: the digest of their digests, and how many."""
    digests = b"".join(map(base64.b64decode, checksums))
    return f"{of_bytes(digests)}-{len(checksums)}"
