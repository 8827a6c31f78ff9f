"""A listener with a real podcast app: gPodder subscribes to the preview server, and downloads each episode once."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.publisher import SHOW, Publisher
from servers import free_port

SECONDS = 20


@contextmanager
def preview(producer: Publisher, port: int) -> Iterator[None]:
    """Serve what is published, by the command itself."""
    process = subprocess.Popen(
        producer.command("preview"), env=producer.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(SECONDS * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the preview does not answer")


def gpo(home: Path, *arguments: str) -> str:
    program = shutil.which("gpo")
    if not program:
        pytest.fail("gPodder is missing: apt-get install gpodder", pytrace=False)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GPODDER_HOME": str(home / "gpodder"),
        "LC_ALL": "C.UTF-8",
    }
    command = [program, *arguments]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def served(producer: Publisher) -> Iterator[str]:
    port = free_port()
    (producer.root / "config").mkdir(exist_ok=True)
    settings = f'[targets.local]\nurl = "public"\nbase_url = "http://127.0.0.1:{port}/"\n'
    (producer.root / "config/publish.toml").write_text(settings, "utf-8")
    assert producer.run("episode", "--all").code == 0
    with preview(producer, port):
        yield f"http://127.0.0.1:{port}/{SHOW}/feed.xml"


def test_gpodder_subscribes_and_downloads(served: str, producer: Publisher, tmp_path: Path) -> None:
    gpo(tmp_path, "subscribe", served)
    assert served in gpo(tmp_path, "list")
    assert "Første episode" in gpo(tmp_path, "episodes", "--guid", served)
    gpo(tmp_path, "download")
    fetched = list((tmp_path / "gpodder").rglob("*.mp3"))
    assert len(fetched) == 1
    audio = next((producer.public / SHOW / "media").glob("*.mp3"))
    assert fetched[0].read_bytes() == audio.read_bytes()


def test_a_correction_is_no_new_episode_to_gpodder(served: str, producer: Publisher, tmp_path: Path) -> None:
    gpo(tmp_path, "subscribe", served)
    gpo(tmp_path, "download")
    producer.edit("forste", "Om Første", "Rettet: om første")
    assert producer.run("episode", "--all").code == 0
    gpo(tmp_path, "update")
    assert "Første episode" not in gpo(tmp_path, "pending")
    gpo(tmp_path, "download")
    assert len(list((tmp_path / "gpodder").rglob("*.mp3"))) == 1
