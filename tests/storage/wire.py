"""One target on the S3 server of the session, reached directly and through a proxy that sees and meddles."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from pipeline.model.release import Storage
from pipeline.model.workspace import Target
from pipeline.tools.targets import open_storage
from servers import S3Server
from storage.proxy import Proxy

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, slots=True)
class Wire:
    """One target, reached through the proxy and directly."""

    server: S3Server
    target: Target
    proxy: Proxy
    through: Storage
    direct: Storage

    @property
    def prefix(self) -> str:
        return self.target.url.removeprefix(f"s3://{self.server.bucket}/")

    @property
    def client(self) -> "S3Client":
        return boto3.client("s3", endpoint_url=self.server.endpoint, region_name="us-east-1")

    def body(self, key: str) -> bytes:
        found = self.direct.read(key)
        assert found is not None
        return found[0]

    def sent_parts(self) -> list[str]:
        puts = (request.path for request in self.proxy.seen if request.is_put)
        return [path.partition("partNumber=")[2].partition("&")[0] for path in puts if "partNumber=" in path]

    def unfinished(self) -> list[str]:
        found = self.client.list_multipart_uploads(Bucket=self.server.bucket, Prefix=self.prefix).get("Uploads", [])
        return [upload["UploadId"] for upload in found]


def wired(server: S3Server, target: Target, proxy: Proxy) -> Wire:
    through = replace(target, endpoint=proxy.endpoint)
    return Wire(server, target, proxy, open_storage(through, Path()), open_storage(target, Path()))
