"""A Python that looks to our code as one on Windows does."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ELSEWHERE = Path(__file__).parent / "elsewhere"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Run:
    """Run Python with ``arguments`` where nothing is POSIX, in an empty folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-X", "warn_default_encoding", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ELSEWHERE), "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
        environment["FREMSKRITT_CACHE"] = str(tmp_path / "cache")
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return run
