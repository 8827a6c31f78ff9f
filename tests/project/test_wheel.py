"""What is built and installed: the package `pipeline` with its templates, and nothing beside it."""

import subprocess
import sys
import tarfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tree import CONTENT, ROOT, files, name

BESIDE = ("tests", "scripts", "benchmarks", "docs", *CONTENT)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and the source distribution, as a release does."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> ZipFile:
    return ZipFile(next(built.glob("*.whl")))


def metadata(wheel: ZipFile, file: str) -> str:
    return wheel.read(next(each for each in wheel.namelist() if each.endswith(f".dist-info/{file}"))).decode()


def test_the_wheel_holds_the_package_and_its_templates(wheel: ZipFile) -> None:
    inside = {each for each in wheel.namelist() if ".dist-info/" not in each}
    assert inside == {name(path) for path in files() if name(path).startswith("pipeline/")}
    assert {Path(each).suffix for each in inside if each.startswith("pipeline/templates/")} >= {".html", ".css", ".js"}


def test_the_wheel_says_what_it_needs(wheel: ZipFile) -> None:
    facts: Message = Parser().parsestr(metadata(wheel, "METADATA"))
    assert (facts["Name"], facts["Requires-Python"], facts["License-Expression"]) == (
        "fremskritt",
        "<3.15,>=3.11",
        "MIT",
    )
    assert any(
        "audioop-lts" in need and "python_version >= '3.13'" in need for need in facts.get_all("Requires-Dist", [])
    )
    assert metadata(wheel, "entry_points.txt").split() == [
        "[console_scripts]",
        "publish",
        "=",
        "pipeline.cli.main:main",
    ]
    assert any(each.endswith("licenses/LICENSE") for each in wheel.namelist())


def test_the_source_distribution_holds_no_content(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        tops = {member.name.split("/")[1] for member in archive.getmembers()}
    assert tops >= {"pipeline", "pyproject.toml", "README.md", "LICENSE"}
    assert tops & set(BESIDE) == set()


def importable(names: tuple[str, ...], folder: Path, path: str = "") -> set[str]:
    """Say which of ``names`` a fresh interpreter finds, started in a neutral folder."""
    code = "import sys; from importlib.util import find_spec; print(*(n for n in sys.argv[1:] if find_spec(n)))"
    command = [sys.executable, "-P", "-c", code, *names]
    found = subprocess.run(command, cwd=folder, env={"PYTHONPATH": path}, capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def test_only_the_package_is_importable_from_the_editable_install(tmp_path: Path) -> None:
    assert importable(("pipeline", *BESIDE), tmp_path) == {"pipeline"}


def test_the_installed_wheel_runs(built: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*install, str(next(built.glob("*.whl")))], check=True, capture_output=True)
    code = "import pipeline.cli.main as m, sys; print(m.__file__); sys.exit(m.main(['--version']))"
    command = [sys.executable, "-P", "-c", code]
    ran = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(site)}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[0] == str(site / "pipeline" / "cli" / "main.py")
    assert {each.name for each in site.iterdir() if each.suffix != ".dist-info"} == {"pipeline", "bin"}
