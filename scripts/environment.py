"""Make .venv and fill it from the locks: `python -m scripts.environment run|dev`.

Needs nothing but Python 3.11+ and the way to a package index. Nothing is done when what the locks ask for is there.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from scripts import debian

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
KINDS = {"run": ("run",), "dev": ("dev", "run")}
"""What to install, and whose needs are met by it."""


def wanted() -> str:
    """Digest of everything that decides what belongs in the environment."""
    files = [ROOT / "pyproject.toml", *sorted((ROOT / "requirements").glob("*.txt"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def stamp(kind: str) -> Path:
    """Give the file that says what was installed."""
    return VENV / f"installed-{kind}"


def works() -> bool:
    """Say whether .venv has a Python that runs, with pip, of the version that was asked for by name."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    result = subprocess.run(probe, capture_output=True, text=True, check=False)
    asked = "{} {}".format(*sys.version_info[:2]) if os.environ.get("PYTHON") else result.stdout.strip()
    return result.returncode == 0 and result.stdout.strip() == asked


def create() -> None:
    """Make .venv anew with the Python that runs this."""
    if find_spec("ensurepip") is None:
        name = "python{}.{}-venv".format(*sys.version_info[:2])
        debian.require([name], "This Python cannot make virtual environments")
    print(f"Making .venv with {sys.executable}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def pip(*arguments: str) -> None:
    """Install by pip; nothing is built with tools that are not in the locks."""
    always = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-build-isolation", "--use-pep517")
    subprocess.run([str(PYTHON), "-m", "pip", "install", *always, *arguments], cwd=ROOT, check=True)


def fill(kind: str) -> None:
    """Install what builds, then the lock, then the project itself, editable."""
    for name in ("build", kind):
        print(f"Installing requirements/{name}.txt", flush=True)
        # the lock is complete; an older pip that resolves would trip over an extra of which a newer version is out
        pip("--no-deps", "--require-hashes", "--requirement", f"requirements/{name}.txt")
    pip("--no-deps", "--editable", ".")


def main(kind: str) -> None:
    """Bring .venv to what ``kind`` asks for."""
    digest = wanted()
    if not works():
        create()
    elif stamp(kind).exists() and stamp(kind).read_text(encoding="utf-8") == digest:
        return
    fill(kind)
    for met in KINDS[kind]:
        stamp(met).write_text(digest, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
