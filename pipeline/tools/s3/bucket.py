"""A connection to one bucket, with settings that hold on every provider that was tried."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from boto3.session import Session
from botocore.config import Config

from pipeline.errors import MissingError, PublishError
from pipeline.model.workspace import Target
from pipeline.tools.keys import checked
from pipeline.tools.s3.faults import telling

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_CONNECT_SECONDS = 5
_READ_SECONDS = 30
_ATTEMPTS = 3
_REGION = "us-east-1"
"""What providers without regions expect to be signed."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and the prefix in it. The client is safe to share between threads."""

    client: "S3Client" = field(repr=False)
    name: str
    prefix: str
    endpoint: str

    @property
    def address(self) -> str:
        """Give ``s3://bucket/prefix``."""
        return f"s3://{self.name}/{self.prefix}".rstrip("/")

    def path(self, key: str) -> str:
        """Give the name in the bucket of ``key``, which may be the beginning of one."""
        return f"{self.prefix}/{key}" if self.prefix else key


def connect(target: Target) -> Bucket:
    """Open ``s3://bucket/prefix`` with the credentials that boto3's own chain finds.

    Raises MissingError where there are none, PublishError for settings that cannot be right.
    """
    address = urlsplit(target.url)
    prefix = address.path.strip("/")
    if not address.netloc or (prefix and not checked(prefix)):
        raise PublishError(f"targets.{target.name}.url names no bucket", "write s3://bucket/prefix")
    with telling(f"target {target.name!r} ({target.url})"):
        client = _client(target)
        return Bucket(client, address.netloc, prefix, client.meta.endpoint_url)


def _client(target: Target) -> "S3Client":
    session = Session()
    if session.get_credentials() is None:
        hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials and set AWS_PROFILE"
        raise MissingError(f"there are no credentials for target {target.name!r} ({target.url})", hint)
    return session.client(
        "s3",
        endpoint_url=target.endpoint or None,
        region_name=target.region or session.region_name or _REGION,
        config=_config(path_style=target.path_style),
    )


def _config(*, path_style: bool) -> Config:
    return Config(
        signature_version="s3v4",  # else presigned links are signed the old way, which few servers take
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        # By default a checksum follows the body in a trailer, which most servers other than Amazon's refuse, or store.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        # The signature then covers the body, so that even a server that ignores checksums notices damage.
        s3={"addressing_style": "path" if path_style else "auto", "payload_signing_enabled": True},
    )
