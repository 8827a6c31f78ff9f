"""What is imported before a command is chosen; benchmarks/startup.py tells what that costs in time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tree import ROOT, name, sources

HEAVY = {
    "numpy",
    "boto3",
    "botocore",
    "lxml",
    "feedgen",
    "pydub",
    "PIL",
    "pydantic",
    "starlette",
    "uvicorn",
    "rich",
    "jinja2",
}
PRINT = "\nimport sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def imported_by(code: str, folder: Path) -> set[str]:
    """Run ``code`` in a fresh interpreter and give the top-level modules that it has then."""
    command = [sys.executable, "-P", "-c", code + PRINT]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def modules(under: str) -> list[str]:
    names = [name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in sources()]
    return [each for each in names if each == under or each.startswith(f"{under}.")]


@pytest.mark.parametrize("under", ["pipeline.model", "pipeline.events", "pipeline.errors", "pipeline.cli.main"])
def test_nothing_heavy_is_imported(under: str, tmp_path: Path) -> None:
    code = "\n".join(f"import {module}" for module in modules(under))
    assert imported_by(code, tmp_path) & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_needs_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    code = f"from pipeline.cli.main import main\nmain({arguments!r})"
    assert imported_by(code, tmp_path) & HEAVY == set()


def test_the_check_sees_an_import(tmp_path: Path) -> None:
    assert "numpy" in imported_by("import numpy", tmp_path)
    assert (ROOT / "pipeline" / "cli" / "main.py").exists()
