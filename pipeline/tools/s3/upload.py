"""Bytes on their way into a bucket: in one request, or in parts that a killed upload is continued from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.blob import Blob
from pipeline.model.release import Asset, Condition
from pipeline.tools.files import opened
from pipeline.tools.s3 import checksums
from pipeline.tools.s3.bucket import Bucket
from pipeline.tools.s3.conditions import Headers, conditionally
from pipeline.tools.s3.parts import send_in_parts
from pipeline.tools.verify import changed_meanwhile

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import PutObjectOutputTypeDef

IN_ONE_REQUEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server answered: the object's ETag, and the checksum that it should keep (base64)."""

    etag: str
    checksum: str


def upload(bucket: Bucket, asset: Asset, condition: Condition) -> Receipt:
    """Send the bytes, with their checksum. Raises ClientError, BotoCoreError, PublishError if the file changed."""
    if isinstance(asset.body, Blob) and asset.size > IN_ONE_REQUEST:
        return Receipt(*send_in_parts(bucket, asset, asset.body, condition))
    return _send(bucket, asset, _bytes(asset), condition)


def _send(bucket: Bucket, asset: Asset, data: bytes, condition: Condition) -> Receipt:
    checksum = checksums.of_bytes(data)

    def send(headers: Headers) -> "PutObjectOutputTypeDef":
        return bucket.client.put_object(
            Bucket=bucket.name,
            Key=bucket.path(asset.key),
            Body=data,
            ContentType=asset.content_type,
            CacheControl=asset.cache_control,
            ChecksumSHA256=checksum,
            Metadata={checksums.METADATA: asset.sha256},
            **headers,
        )

    return Receipt(conditionally(condition, send)["ETag"], checksum)


def _bytes(asset: Asset) -> bytes:
    if isinstance(asset.body, bytes):
        return asset.body
    with opened(asset.body.path) as file:
        data = file.read(asset.size + 1)
    if checksums.of_bytes(data) != checksums.from_hex(asset.sha256):
        raise changed_meanwhile(asset.key)
    return data
