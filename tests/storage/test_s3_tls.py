"""Over https boto3 does other things than over http: what our storage sends, seen by a TLS proxy."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from pipeline.errors import PublishError
from pipeline.model.release import Absent
from pipeline.model.workspace import Target
from servers import S3Server
from storage.proxy import proxy_to
from storage.samples import FEED, asset, media, noise, recording
from storage.wire import Wire, wired

MIB = 1 << 20


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "loopback.pem"
    subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2")
    files = ("-keyout", str(path), "-out", str(path.with_suffix(".crt")))
    command = ("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    subprocess.run([*command, *subject, *files], check=True, capture_output=True)
    return path


@pytest.fixture
def tls(s3_env: S3Server, s3_target: Target, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.with_suffix(".crt"), certificate)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate.with_suffix(".crt")))
    with proxy_to(s3_env.endpoint, context) as proxy:
        yield wired(s3_env, s3_target, proxy)


def test_over_tls_no_checksum_follows_the_body(tls: Wire, tmp_path: Path) -> None:
    large = media(recording(tmp_path, 17 * MIB))
    tls.through.put(asset(FEED, b"<rss/>"), Absent())
    tls.through.put(large)
    assert tls.body(large.key) == noise(17 * MIB)
    sent = [request.headers for request in tls.proxy.seen if request.is_put]
    assert len(sent) == 4
    assert all("x-amz-checksum-sha256" in headers for headers in sent)
    assert not any({"x-amz-trailer", "transfer-encoding", "content-encoding"} & set(headers) for headers in sent)
    assert not any("UNSIGNED" in headers["x-amz-content-sha256"] for headers in sent)


def test_over_tls_boto3_left_alone_would_send_a_trailer(tls: Wire) -> None:
    tls.proxy.meddle = lambda _request: 400
    once = Config(retries={"total_max_attempts": 1})
    client = boto3.client("s3", endpoint_url=tls.proxy.endpoint, region_name="us-east-1", config=once)
    with suppress(BotoCoreError, ClientError):  # the proxy does not wait for what follows the headers
        client.put_object(Bucket=tls.server.bucket, Key="x", Body=b"x")
    assert "x-amz-trailer" in tls.proxy.seen[0].headers


def test_an_unknown_certificate_is_told(tls: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE")
    with pytest.raises(PublishError, match=r"cannot be reached .*CERTIFICATE_VERIFY_FAILED"):
        wired(tls.server, tls.target, tls.proxy).through.head(FEED)
    assert tls.proxy.seen == []
