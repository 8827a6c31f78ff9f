"""The storage contract on an S3 bucket."""

from collections.abc import Iterator

from botocore.exceptions import ClientError

from pipeline.errors import PublishError
from pipeline.model.release import Absent, Asset, Condition, Stored, Unchanged
from pipeline.model.workspace import Target
from pipeline.tools.keys import checked, checked_prefix, is_key
from pipeline.tools.s3.bucket import connect
from pipeline.tools.s3.conditions import conflict, is_lost
from pipeline.tools.s3.faults import code, is_absent, telling, was_retried
from pipeline.tools.s3.look import Look, look
from pipeline.tools.s3.upload import Receipt, upload
from pipeline.tools.verify import verified


class S3Storage:
    """Objects under a prefix of a bucket; a version is the ETag. May be used by several threads at once."""

    def __init__(self, target: Target) -> None:
        """Find credentials and make a client; nothing is sent yet. Raises MissingError, PublishError."""
        self._bucket = connect(target)

    @property
    def name(self) -> str:
        """Give ``s3://bucket/prefix``."""
        return self._bucket.address

    def head(self, key: str) -> Stored | None:
        """Say what stands at ``key``, or None."""
        found = self._look(checked(key))
        return found.stored if found else None

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Give the bytes at ``key`` and their version, or None."""
        with telling(self._place(checked(key))):
            try:
                reply = self._bucket.client.get_object(Bucket=self._bucket.name, Key=self._bucket.path(key))
            except ClientError as error:
                if is_absent(error):
                    return None
                raise
            with reply["Body"] as body:
                return body.read(), reply["ETag"]

    def put(self, asset: Asset, condition: Condition = None) -> Stored:
        """Upload with a checksum, then look at what stands there. Raises ConflictError, PublishError."""
        key = checked(asset.key)
        if condition is not None:  # some servers ignore conditions: they keep at least what was there before
            self._allow(key, condition)
        with telling(self._place(key)):
            try:
                receipt = upload(self._bucket, asset, condition)
            except ClientError as error:
                return self._despite(error, asset)
        return self._confirmed(asset, receipt)

    def keys(self, prefix: str) -> Iterator[str]:
        """List the keys that begin with ``prefix``, sorted; objects that cannot be ours are not among them."""
        begin = self._bucket.path(checked_prefix(prefix))
        cut = len(self._bucket.path(""))
        with telling(self._place(prefix)):
            pages = self._bucket.client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket.name, Prefix=begin
            )
            found = [entry["Key"][cut:] for page in pages for entry in page.get("Contents", [])]
        return iter(sorted(filter(is_key, found)))

    def delete(self, key: str) -> None:
        """Remove the object; removing what is not there is no error."""
        with telling(self._place(checked(key))):
            try:
                self._bucket.client.delete_object(Bucket=self._bucket.name, Key=self._bucket.path(key))
            except ClientError as error:
                if not is_absent(error):
                    raise

    def link(self, key: str, seconds: int) -> str:
        """Give a presigned address (AWS Signature Version 4, a week at most); making it asks nobody."""
        with telling(self._place(checked(key))):
            where = {"Bucket": self._bucket.name, "Key": self._bucket.path(key)}
            return self._bucket.client.generate_presigned_url("get_object", Params=where, ExpiresIn=seconds)

    def _place(self, key: str) -> str:
        return f"{self._bucket.address}/{key} at {self._bucket.endpoint}"

    def _look(self, key: str) -> Look | None:
        with telling(self._place(key)):
            return look(self._bucket, key)

    def _allow(self, key: str, condition: Absent | Unchanged) -> None:
        there = self.head(key)
        version = there and there.version
        if version != (condition.version if isinstance(condition, Unchanged) else None):
            raise conflict(key)

    def _despite(self, error: ClientError, asset: Asset) -> Stored:
        """Look again where the refusal may be of our own second try, or another publisher sent the same parts."""
        lost = is_lost(error)
        if (lost and was_retried(error)) or code(error) == "NoSuchUpload":
            there = self.head(asset.key)
            if there and there.sha256 == asset.sha256:
                return verified(asset, there)
        raise conflict(asset.key) if lost else error

    def _confirmed(self, asset: Asset, receipt: Receipt) -> Stored:
        found = self._look(asset.key)
        if found is None:
            raise PublishError(f"{self._place(asset.key)} was stored, and is not there", "run it again")
        if found.stored.version != receipt.etag and found.claimed not in {None, asset.sha256}:
            # Another publisher has written since: what we wrote was whole, and its version tells that it is gone.
            return Stored(asset.key, asset.size, asset.sha256, asset.content_type, asset.cache_control, receipt.etag)
        if found.encoding or not found.agrees(receipt.checksum):
            what = f"with Content-Encoding {found.encoding}" if found.encoding else "with another checksum"
            raise PublishError(f"{self._place(asset.key)} was stored {what}", "run it again; nothing refers to it yet")
        return verified(asset, found.stored)
