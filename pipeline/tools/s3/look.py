"""What a HEAD tells of an object."""

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from pipeline.model.release import Stored
from pipeline.tools.s3.bucket import Bucket
from pipeline.tools.s3.checksums import METADATA
from pipeline.tools.s3.faults import is_absent

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Look:
    """An object as it stands.

    ``claimed`` is the SHA-256 (hex) by its uploader, ``checksum`` the one that the server keeps (base64);
    ``encoding`` must be '', or readers get something else than what was meant.
    """

    stored: Stored
    claimed: str | None
    checksum: str | None
    encoding: str

    def agrees(self, expected: str) -> bool:
        """Say whether the server keeps the checksum it was sent, where it keeps one at all."""
        return self.checksum is None or self.checksum.partition("-")[0] == expected.partition("-")[0]


def look(bucket: Bucket, key: str) -> Look | None:
    """Ask for the object at ``key``. Raises ClientError, BotoCoreError."""
    try:
        reply = bucket.client.head_object(Bucket=bucket.name, Key=bucket.path(key), ChecksumMode="ENABLED")
    except ClientError as error:
        if is_absent(error):
            return None
        raise
    return Look(_stored(key, reply), _claimed(reply), reply.get("ChecksumSHA256"), reply.get("ContentEncoding", ""))


def _stored(key: str, reply: "HeadObjectOutputTypeDef") -> Stored:
    return Stored(
        key,
        reply["ContentLength"],
        _sha256(reply),
        reply.get("ContentType", ""),
        reply.get("CacheControl", ""),
        reply["ETag"],
    )


def _sha256(reply: "HeadObjectOutputTypeDef") -> str | None:
    """Prefer what the server has checked to what the uploader said; under an encoding neither tells."""
    if reply.get("ContentEncoding"):
        return None
    checksum = reply.get("ChecksumSHA256")
    if checksum and not _is_composite(reply, checksum):
        return base64.b64decode(checksum).hex()
    return _claimed(reply)


def _claimed(reply: "HeadObjectOutputTypeDef") -> str | None:
    said = reply.get("Metadata", {}).get(METADATA, "")
    return said if _HEX.fullmatch(said) else None


def _is_composite(reply: "HeadObjectOutputTypeDef", checksum: str) -> bool:
    return reply.get("ChecksumType") == "COMPOSITE" or "-" in checksum or "-" in reply["ETag"]
