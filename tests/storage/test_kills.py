"""A publisher killed with -9 in the middle of a file: nothing half-written is seen, and the next run completes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.model.release import Asset
from pipeline.model.workspace import Target
from pipeline.tools.files import STALE_SECONDS
from pipeline.tools.targets import open_storage
from servers import S3Server
from storage.proxy import Meddling, Proxy, Request, proxy_to
from storage.samples import media, noise, recording

MIB = 1 << 20

PROGRAM = """
import sys
from pathlib import Path
from pipeline.model.blob import Blob
from pipeline.model.release import Asset
from pipeline.model.workspace import Target
from pipeline.tools.targets import open_storage
path, sha256, size, key, kind, url, endpoint = sys.argv[1:]
target = Target("t", url, "https://example.org/", endpoint, "us-east-1", path_style=True)
open_storage(target, Path()).put(Asset(key, Blob(Path(path), sha256, int(size)), kind))
print("done", flush=True)
"""


def publisher(sent: Asset, path: Path, target: Target) -> "subprocess.Popen[bytes]":
    arguments = (str(path), sent.sha256, str(sent.size), sent.key, sent.content_type, target.url, target.endpoint)
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE)


def kill(process: "subprocess.Popen[bytes]") -> bytes:
    process.kill()
    return process.communicate(timeout=10)[0]


def until(holds: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def part_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob(".*.part") if path.stat().st_size > 0]


def test_killed_while_writing_into_a_folder(folder_target: Target, tmp_path: Path) -> None:
    sent, root, pipe = media(recording(tmp_path, 4 * MIB)), Path(folder_target.url), tmp_path / "pipe"
    os.mkfifo(pipe)  # the rest never comes: the publisher is certainly in the middle of its file
    process = publisher(sent, pipe, folder_target)
    with pipe.open("wb") as half:
        half.write(noise(4 * MIB)[: 2 * MIB])
        half.flush()
        until(lambda: bool(part_files(root)))
        assert kill(process) == b""
    storage = open_storage(folder_target, tmp_path)
    assert list(storage.keys("")) == []
    assert storage.head(sent.key) is None
    (left,) = part_files(root)
    os.utime(left, (time.time() - 2 * STALE_SECONDS,) * 2)
    assert storage.put(sent) == storage.head(sent.key)
    assert storage.read(sent.key) == (noise(4 * MIB), sent.sha256)
    assert part_files(root) == []


@pytest.fixture
def proxy(s3_env: S3Server) -> Iterator[Proxy]:
    with proxy_to(s3_env.endpoint) as running:
        yield running


def test_killed_while_uploading(proxy: Proxy, s3_env: S3Server, s3_target: Target, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 25 * MIB))
    through = s3_env.target(s3_target.url.removeprefix(f"s3://{s3_env.bucket}/"), proxy.endpoint)
    asked = threading.Event()

    def kill_it(request: Request) -> Meddling:
        if "partNumber=3" not in request.path:
            return "pass"
        asked.set()
        process.wait(15)
        return "lose request"

    proxy.meddle = kill_it
    process = publisher(sent, tmp_path / "recording.bin", through)
    assert asked.wait(15)
    assert kill(process) == b""
    assert process.returncode == -signal.SIGKILL
    storage = open_storage(through, tmp_path)
    assert storage.head(sent.key) is None
    assert list(storage.keys("")) == []
    proxy.seen.clear()
    proxy.meddle = lambda _request: "pass"
    assert storage.put(sent) == storage.head(sent.key)
    assert [number for number in "1234" if any(f"partNumber={number}" in it.path for it in proxy.seen)] == ["3", "4"]
    assert (storage.read(sent.key) or (b"",))[0] == noise(25 * MIB)
