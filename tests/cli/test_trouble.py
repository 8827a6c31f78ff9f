"""Trouble on the way: kills at any moment, full disks, shut doors, broken programs."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import feedparser
import pytest

from cli.publisher import Publisher
from mastering.sound import FFMPEG
from servers import S3Server, free_port

WAITS = (0.9, 1.3, 1.7, 2.1, 2.5, 3.0)


def whole(producer: Publisher) -> None:
    """What a reader sees is whole: a feed that can be read, and every file that it names."""
    if not producer.feed.exists():
        return
    for entry in feedparser.parse(producer.feed.read_bytes()).entries:
        for enclosure in entry.enclosures:
            audio = producer.public / enclosure.href.removeprefix("http://127.0.0.1:8000/")
            assert audio.stat().st_size == int(enclosure.length)


def test_killed_at_any_moment_and_run_again(producer: Publisher) -> None:
    producer.add("andre", title="Andre", seconds=20)
    for wait in WAITS:
        process = subprocess.Popen(
            producer.command("episode", "--all"),
            env=producer.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.kill()
        process.wait(10)
        whole(producer)
    ran = producer.run("episode", "--all")
    assert ran.code == 0, ran.err
    assert len(producer.entries()) == 2
    whole(producer)
    assert not list(producer.cache.rglob("*.making"))


def test_interrupted_by_the_keyboard(producer: Publisher) -> None:
    producer.add("lang", title="Lang", seconds=1200)
    process = subprocess.Popen(
        producer.command("episode", "--all"),
        env=producer.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "error: interrupted" in said
    assert not producer.public.exists()


def test_asked_to_end_while_mastering(producer: Publisher) -> None:
    """The signal reaches us alone, not ffmpeg: it is ended by us, at once."""
    producer.add("lang", title="Lang", seconds=1200)
    process = subprocess.Popen(
        producer.command("episode", "--all"),
        env=producer.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(4)
    process.terminate()
    assert process.wait(8) == 130
    assert not list(producer.cache.rglob("*.making"))


def test_a_target_that_cannot_be_written(producer: Publisher) -> None:
    producer.public.write_text("a file where the folder should be", "utf-8")
    ran = producer.run("episode", "--all")
    assert ran.code == 6, ran.err
    assert str(producer.public) in ran.err


FULL = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pipeline.cli.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.flush()
os._exit(code)  # coverage, if it is measured, could not write its figures either
"""


def test_a_full_disk(producer: Publisher) -> None:
    """The system refuses to let a file grow, as a full disk does: after the mastering, while publishing."""
    assert producer.run("episode", "--all", "--dry-run").code == 0  # the master is in the cache now
    done = subprocess.run(
        [sys.executable, "-c", FULL, "-C", str(producer.root), "episode", "--all"],
        env=producer.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert not producer.feed.exists()
    assert not list(producer.public.rglob("*.part"))
    assert producer.run("episode", "--all").code == 0
    assert producer.entries()


def test_a_full_disk_while_mastering(producer: Publisher) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, "-C", str(producer.root), "episode", "--all"],
        env=producer.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {5, 6}, done.stderr
    assert "Traceback" not in done.stderr
    assert not producer.public.exists()
    assert producer.run("episode", "--all").code == 0


def s3(producer: Publisher, server: S3Server, endpoint: str = "") -> None:
    (producer.root / "config").mkdir(exist_ok=True)
    (producer.root / "config/publish.toml").write_text(
        f'[targets.sky]\nurl = "s3://{server.bucket}/{producer.root.parent.name}"\nbase_url = "https://lyd.example.no/"\n'
        f'endpoint = "{endpoint or server.endpoint}"\nregion = "us-east-1"\npath_style = true\n',
        "utf-8",
    )


def test_publishing_to_s3(producer: Publisher, s3_server: S3Server) -> None:
    s3(producer, s3_server)
    ran = producer.run("episode", "--all", "--to", "sky", "--json", environment=s3_server.env)
    assert ran.code == 0, ran.err
    assert ran.summary["feeds"] == ["https://lyd.example.no/podkast/feed.xml"]
    again = producer.run("episode", "--all", "--to", "sky", "--json", environment=s3_server.env)
    assert (again.summary["files_written"], again.code) == (0, 0)
    assert "forste: published" in producer.run("status", "--to", "sky", environment=s3_server.env).out
    assert producer.run("remove", "forste", "--to", "sky", environment=s3_server.env).code == 0
    assert "forste: removed" in producer.run("status", "--to", "sky", environment=s3_server.env).out
    secrets = (s3_server.secret_key, s3_server.access_key)
    written = [
        path.read_bytes() for folder in (producer.root, producer.cache) for path in folder.rglob("*") if path.is_file()
    ]
    assert not any(
        secret in ran.out + ran.err or any(secret.encode() in data for data in written) for secret in secrets
    )


def test_wrong_credentials(producer: Publisher, s3_server: S3Server) -> None:
    s3(producer, s3_server)
    assert producer.run("episode", "--all", "--to", "sky", environment=s3_server.env).code == 0
    producer.edit("forste", "Om ", "Rettet: om ")
    wrong = {**s3_server.env, "AWS_SECRET_ACCESS_KEY": "not-the-secret-of-anybody"}
    ran = producer.run("episode", "--all", "--to", "sky", environment=wrong)
    assert ran.code == 6, ran.err
    assert "not-the-secret" not in ran.out + ran.err
    assert "s3://" in ran.err
    assert "forste: changed since" in producer.run("status", "--to", "sky", environment=s3_server.env).out


def test_no_credentials(producer: Publisher, s3_server: S3Server) -> None:
    s3(producer, s3_server)
    bare = {**s3_server.env, "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    ran = producer.run("episode", "--all", "--to", "sky", environment=bare)
    assert ran.code == 4, ran.err
    assert "AWS_ACCESS_KEY_ID" in ran.err


def test_an_endpoint_that_nobody_answers(producer: Publisher, s3_server: S3Server) -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    s3(producer, s3_server, endpoint)
    ran = producer.run("episode", "--all", "--to", "sky", environment=s3_server.env)
    assert ran.code == 6, ran.err
    assert endpoint in ran.err


FAKES = {
    "crashes": ("import sys; print('boom', file=sys.stderr); sys.exit(3)", 5),
    "is something else": ("print('GNU sed 4.9')", 4),
    "is too old": ("print('ffmpeg version 4.4.1 Copyright')", 4),
    "babbles": ("import sys; sys.stdout.buffer.write(bytes(range(256)) * 99)", 4),
}


def fake(folder: Path, program: str) -> Path:
    path = folder / "ffmpeg"
    path.write_text(f"#!{sys.executable}\n{program}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("kind", FAKES)
def test_an_ffmpeg_that(kind: str, producer: Publisher, tmp_path: Path) -> None:
    program, code = FAKES[kind]
    ran = producer.run("episode", "--all", environment={"FREMSKRITT_FFMPEG": str(fake(tmp_path, program))})
    assert ran.code == code, ran.err
    assert not producer.public.exists()


def test_an_ffmpeg_that_crashes_while_encoding(producer: Publisher, tmp_path: Path) -> None:
    """The recording is heard through, then the program dies while it is encoded; its last words are told."""
    program = (
        f"import os, pathlib, sys\nheard = pathlib.Path({str(tmp_path / 'heard')!r})\n"
        "if 'pcm_f32le' in sys.argv:\n    if heard.exists(): sys.exit('decoder on fire')\n    heard.touch()\n"
        f"os.execv({FFMPEG.path!r}, [{FFMPEG.path!r}, *sys.argv[1:]])"
    )
    ran = producer.run("episode", "--all", environment={"FREMSKRITT_FFMPEG": str(fake(tmp_path, program))})
    assert ran.code == 5, ran.err
    assert "decoder on fire" in ran.err
    assert "pcm_f32le" in ran.err
    assert not producer.public.exists()


def test_no_such_ffmpeg(producer: Publisher) -> None:
    ran = producer.run("episode", "--all", environment={"FREMSKRITT_FFMPEG": "/finnes/ikke"})
    assert ran.code == 4
    assert "/finnes/ikke" in ran.err
