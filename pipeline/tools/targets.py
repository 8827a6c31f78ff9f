"""From a target's settings to the storage behind it."""

from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import PublishError
from pipeline.model.release import Storage
from pipeline.model.workspace import Target
from pipeline.tools.folder import FolderStorage


def open_storage(target: Target, root: Path) -> Storage:
    """Give the storage of ``target``; a folder is relative to the workspace ``root``.

    Raises PublishError for an address of no known kind, MissingError where credentials are wanting.
    """
    _refuse_secrets(target)
    scheme, found, _ = target.url.partition("://")
    if not found:
        return FolderStorage(root / target.url)
    if scheme == "s3":
        from pipeline.tools.s3 import S3Storage  # noqa: PLC0415 - boto3 is slow to import, and a folder needs none

        return S3Storage(target)
    hint = "write a folder, or s3://bucket/prefix"
    raise PublishError(f"target {target.name!r}: nothing is known of {scheme!r} addresses", hint)


def _refuse_secrets(target: Target) -> None:
    for key, address in (("url", target.url), ("endpoint", target.endpoint)):
        if "@" in urlsplit(address).netloc:
            hint = "give them by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or by ~/.aws/credentials"
            raise PublishError(f"targets.{target.name}.{key} holds credentials", hint)
