"""Real servers on loopback for the tests: SeaweedFS as the S3 server, started once a session, ended by its id."""

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.model.workspace import Target

ACCESS_KEY = "AKIAFREMSKRITTTEST00"
SECRET_KEY = "s3cr3t/tests+only/fremskritt/0123456789ab"  # noqa: S105 - a server of this test session alone knows it
BUCKET = "pod"
READY_SECONDS = 30.0
_PORT_KINDS = ("master", "volume", "filer", "s3", "admin")


@dataclass(frozen=True, slots=True)
class S3Server:
    """A running S3 server: where it is, and who may write there."""

    endpoint: str
    bucket: str = BUCKET
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY

    @property
    def env(self) -> dict[str, str]:
        """Give the environment that boto3's own chain reads, with nothing of this machine's settings."""
        return {
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }

    def target(self, prefix: str, endpoint: str = "") -> Target:
        """Give the settings of a target on this server."""
        url = f"s3://{self.bucket}/{prefix}".rstrip("/")
        return Target("s3", url, "https://example.org/", endpoint or self.endpoint, "us-east-1", path_style=True)


@dataclass(frozen=True, slots=True)
class Weed:
    """The process behind a server, for tests that kill it."""

    server: S3Server
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it at once, by its own id."""
        self.process.kill()
        self.process.wait(10)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_weed(folder: Path) -> Weed:
    """Start SeaweedFS on free ports with its data in ``folder``; it is ready when this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = _free_pairs(len(_PORT_KINDS))
    command = [_program(), "mini", *_flags(folder, dict(zip(_PORT_KINDS, ports, strict=True)))]
    env = {**os.environ, "GOMEMLIMIT": "300MiB"}
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    weed = Weed(S3Server(f"http://127.0.0.1:{ports[3]}"), process)
    _wait(weed, folder / "log.txt")
    return weed


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """Give a real S3 server with an empty bucket; every test uses a prefix of its own."""
    with TemporaryDirectory(prefix="weed-", ignore_cleanup_errors=True) as folder:
        weed = start_weed(Path(folder))
        try:
            yield weed.server
        finally:
            weed.kill()


def _program() -> str:
    found = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    assert found, "the S3 tests need SeaweedFS: install the dev group (Linux x86-64), or put `weed` on the PATH"
    return found


def _flags(folder: Path, ports: dict[str, int]) -> list[str]:
    """All of them are needed: by default it listens on every interface and reports to its maker."""
    return [
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-master.telemetry=false",
        *(f"-{kind}.port={port}" for kind, port in ports.items()),
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-webdav=false",
        "-admin.ui=false",
        "-s3.readerCacheSizeMB=32",
        f"-filer.localSocket={folder}/filer.sock",
        f"-s3.localSocket={folder}/s3.sock",
        f"-bucket={BUCKET}",
        f"-s3.config={_identities(folder)}",
    ]


def _identities(folder: Path) -> Path:
    path = folder / "identities.json"
    credentials = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
    identity = {
        "name": "publisher",
        "credentials": credentials,
        "actions": [f"{right}:{BUCKET}" for right in ("Read", "Write", "List")],
    }
    path.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    return path


def _free_pairs(count: int) -> list[int]:
    """Find ports that are free together with the port 10 000 above, which SeaweedFS takes for gRPC."""
    found: set[int] = set()
    for _ in range(1000):
        port = random.SystemRandom().randrange(20_000, 45_000)
        if _is_free(port) and _is_free(port + 10_000) and not found & {port + 10_000, port - 10_000}:
            found.add(port)
        if len(found) == count:
            return sorted(found)
    raise AssertionError("no free ports on loopback")


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False


def _wait(weed: Weed, log: Path) -> None:
    """Wait until it says so, and refuses a stranger at the bucket."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and weed.process.poll() is None:
        if _status(f"{weed.server.endpoint}/{BUCKET}") == 403 and b"running and ready" in log.read_bytes():
            return
        time.sleep(0.05)
    weed.kill()
    raise AssertionError(f"SeaweedFS did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own server
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0
