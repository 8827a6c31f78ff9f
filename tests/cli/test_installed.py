"""The program as it is installed, and what it shows on a terminal."""

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

from cli.publisher import Publisher
from mastering.sound import FFMPEG
from samples import ROOT


def program() -> str:
    return str(Path(sys.executable).with_name("publish"))


def test_the_installed_program_publishes(producer: Publisher) -> None:
    command = [program(), "-C", str(producer.root), "episode", "--all"]
    environment = producer.environment({"PYTHONPATH": ""})
    done = subprocess.run(
        command, env=environment, cwd=producer.root, stdin=subprocess.DEVNULL, timeout=60, check=False
    )
    assert done.returncode == 0
    assert producer.entries()


def test_bars_on_a_terminal(producer: Publisher) -> None:
    """A person sees bars that move and go away, not a line for every step; the summary stays."""
    here, there = pty.openpty()
    process = subprocess.Popen(
        producer.command("episode", "--all"),
        env=producer.environment({"TERM": "xterm-256color", "COLUMNS": "100"}),
        stdin=subprocess.DEVNULL,
        stdout=there,
        stderr=there,
    )
    os.close(there)
    shown = b""
    try:
        while piece := os.read(here, 65_536):
            shown += piece
    except OSError:  # Linux: the other end was closed
        pass
    finally:
        os.close(here)
    assert process.wait(30) == 0
    text = shown.decode("utf-8", "replace")
    assert "forste: analyse" in text
    assert "━" in text
    assert "analyse: done" not in text
    assert "Feed: " in text.splitlines()[-1]


def test_ffmpeg_may_be_chosen_in_the_settings(producer: Publisher) -> None:
    (producer.root / "config").mkdir(exist_ok=True)
    settings = producer.root / "config/publish.toml"
    settings.write_text('ffmpeg = "/finnes/ikke"\n', "utf-8")
    ran = producer.run("episode", "--all")
    assert (ran.code, "/finnes/ikke" in ran.err) == (4, True)
    settings.write_text(f'ffmpeg = "{FFMPEG.path}"\n', "utf-8")
    assert producer.run("episode", "--all").code == 0


def test_python_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
