"""Multipart uploads by the client's own calls, which alone can be conditional and continued after a kill.

What is continued is known by its key: only a content-addressed key promises that an earlier upload to it was
of the same bytes. Uploads to the same key that are left over are ended once the object stands, not before:
until then one of them may be another publisher's, who is about to finish the same file.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from pipeline.model.blob import Blob
from pipeline.model.release import IMMUTABLE, Asset, Condition
from pipeline.tools.files import opened
from pipeline.tools.s3 import checksums
from pipeline.tools.s3.bucket import Bucket
from pipeline.tools.s3.conditions import Headers, conditionally, is_lost
from pipeline.tools.verify import changed_meanwhile

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import (
        CompletedPartTypeDef,
        CompleteMultipartUploadOutputTypeDef,
        PartTypeDef,
    )

PART = 8 << 20
_MOST_PARTS = 10_000


def send_in_parts(bucket: Bucket, asset: Asset, body: Blob, condition: Condition) -> tuple[str, str]:
    """Upload ``body`` in parts, or the rest of it. Gives the object's ETag and its composite checksum (base64)."""
    upload = _Upload(bucket, asset, body)
    parts = upload.send_all()
    etag = upload.complete(parts, condition)
    upload.clear_up()
    return etag, checksums.of_parts([part["ChecksumSHA256"] for part in parts])


class _Upload:
    """One upload in parts: begun here, or by a run that was killed."""

    def __init__(self, bucket: Bucket, asset: Asset, body: Blob) -> None:
        self._bucket, self._asset, self._body = bucket, asset, body
        self._client, self._key = bucket.client, bucket.path(asset.key)
        self._there: dict[int, PartTypeDef] = {}
        found = next(self._unfinished(), None) if asset.cache_control == IMMUTABLE else None
        self._id = found or self._begin()
        if found:
            self._there = {part["PartNumber"]: part for part in self._sent()}

    def send_all(self) -> list["CompletedPartTypeDef"]:
        """Send what is not there yet. A file that is no longer what it was is not completed."""
        digest, parts = hashlib.sha256(), []
        with opened(self._body.path) as file:
            for number, piece in enumerate(iter(partial(file.read, self._size()), b""), start=1):
                digest.update(piece)
                parts.append(self._send(number, piece))
        if digest.hexdigest() != self._body.sha256:
            self._abort(self._id)
            raise changed_meanwhile(self._asset.key)
        return parts

    def complete(self, parts: list["CompletedPartTypeDef"], condition: Condition) -> str:
        """Make the object of its parts, and give its ETag."""

        def send(headers: Headers) -> "CompleteMultipartUploadOutputTypeDef":
            return self._client.complete_multipart_upload(
                Bucket=self._bucket.name,
                Key=self._key,
                UploadId=self._id,
                MultipartUpload={"Parts": parts},
                **headers,
            )

        try:
            return conditionally(condition, send)["ETag"]
        except ClientError as error:
            if is_lost(error):
                self._abort(self._id)
            raise

    def clear_up(self) -> None:
        """End the uploads to the same key that nobody needs any more."""
        for upload in self._unfinished():
            self._abort(upload)

    def _begin(self) -> str:
        return self._client.create_multipart_upload(
            Bucket=self._bucket.name,
            Key=self._key,
            ContentType=self._asset.content_type,
            CacheControl=self._asset.cache_control,
            ChecksumAlgorithm="SHA256",
            Metadata={checksums.METADATA: self._asset.sha256},
        )["UploadId"]

    def _size(self) -> int:
        return max(PART, -(-self._body.size // _MOST_PARTS))

    def _send(self, number: int, piece: bytes) -> "CompletedPartTypeDef":
        checksum = checksums.of_bytes(piece)
        there = self._there.get(number)
        if there and _is_same(there, piece, checksum):
            return {"PartNumber": number, "ETag": there["ETag"], "ChecksumSHA256": checksum}
        reply = self._client.upload_part(
            Bucket=self._bucket.name,
            Key=self._key,
            UploadId=self._id,
            PartNumber=number,
            Body=piece,
            ChecksumSHA256=checksum,
        )
        return {"PartNumber": number, "ETag": reply["ETag"], "ChecksumSHA256": checksum}

    def _sent(self) -> Iterator["PartTypeDef"]:
        pages = self._client.get_paginator("list_parts")
        for page in pages.paginate(Bucket=self._bucket.name, Key=self._key, UploadId=self._id):
            yield from page.get("Parts", [])

    def _unfinished(self) -> Iterator[str]:
        """Give the unfinished uploads to exactly this key; none where the server or its policy does not tell."""
        with suppress(ClientError):
            reply = self._client.list_multipart_uploads(Bucket=self._bucket.name, Prefix=self._key)
            yield from [upload["UploadId"] for upload in reply.get("Uploads", []) if upload["Key"] == self._key]

    def _abort(self, upload: str) -> None:
        with suppress(ClientError):  # completed or ended by somebody else
            self._client.abort_multipart_upload(Bucket=self._bucket.name, Key=self._key, UploadId=upload)


def _is_same(there: "PartTypeDef", piece: bytes, checksum: str) -> bool:
    """Say whether a part that was sent before holds ``piece``: by its checksum, else by an ETag that is its MD5."""
    if there["Size"] != len(piece):
        return False
    if told := there.get("ChecksumSHA256"):
        return told == checksum
    return there["ETag"].strip('"') == hashlib.md5(piece, usedforsecurity=False).hexdigest()
