"""Everything is imported, and a show published, where the modules and calls of POSIX are missing."""

import re
import shutil
from pathlib import Path

import pytest

from portability.conftest import Run
from tree import ROOT, name, sources

MINIMAL = ROOT / "tests" / "workspaces" / "minimal"


@pytest.mark.parametrize("module", ["fcntl", "pwd", "grp", "resource", "termios", "tty", "pty"])
def test_posix_modules_are_hidden(elsewhere: Run, module: str) -> None:
    assert f"No module named '{module}'" in elsewhere("-c", f"import {module}").stderr


@pytest.mark.parametrize("use", ["os.fork()", "os.getuid()", "signal.SIGKILL", "os.open('.', os.O_RDONLY)"])
def test_posix_calls_are_hidden_from_us(elsewhere: Run, use: str) -> None:
    code = f"exec('import os, signal; {use}', {{'__name__': 'pipeline.example'}})".replace("'.'", '"."')
    assert elsewhere("-c", code).stderr.splitlines()[-1].startswith(("AttributeError", "PermissionError"))


def test_text_without_an_encoding_is_refused(elsewhere: Run) -> None:
    code = "exec('open(\"x\", \"w\")', {'__name__': 'pipeline.example'})"
    assert "EncodingWarning" in elsewhere("-c", code).stderr


def test_everything_is_importable(elsewhere: Run) -> None:
    modules = [name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in sources()]
    code = "\n".join(f"import {module}" for module in modules if not module.endswith("__main__"))
    ran = elsewhere("-c", code)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_episode_is_published(elsewhere: Run, tmp_path: Path) -> None:
    workspace = tmp_path / "arbeidsområde"
    shutil.copytree(MINIMAL, workspace)
    ran = elsewhere("-m", "pipeline", "-C", str(workspace), "episode", "--all")
    assert ran.returncode == 0, ran.stderr
    assert "Den første" in ran.stdout
    made = {path.suffix for path in (workspace / "public" / "podkast").rglob("*") if path.is_file()}
    assert made >= {".xml", ".html", ".mp3", ".json", ".css", ".js"}


def test_what_is_published_stands_the_second_time(elsewhere: Run, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "ws")
    for _ in range(2):
        ran = elsewhere("-m", "pipeline", "-C", str(tmp_path / "ws"), "episode", "--all")
        assert ran.returncode == 0, ran.stderr
    media = re.search(r"publish media: (\d+) written, (\d+) unchanged", ran.stderr)
    assert media
    assert media[1] == "0"
