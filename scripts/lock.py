"""Renew the lock files from pyproject.toml: `make lock`, or `make lock UPGRADE=1` for newer versions.

One resolution holds for every Python and system we support, and every file gets its hashes. The files name
no index: where packages come from is a matter of the machine that installs them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
HEADER = "# Made by `make lock` from pyproject.toml; not for editing.\n"
STYLE = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate", "--no-header")
QUIET_ON_SOURCES = ("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--quiet")


def renew(name: str, *what: str) -> None:
    """Resolve ``what`` into ``requirements/<name>.txt``; versions already there stay where they can."""
    path = FOLDER / f"{name}.txt"
    upgrade = ("--upgrade",) if os.environ.get("UPGRADE") and name == "dev" else ()
    command = ("uv", "pip", "compile", *what, *STYLE, *QUIET_ON_SOURCES, *upgrade, f"--output-file={path}")
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    text = path.read_text(encoding="utf-8")
    path.write_text(HEADER + text, encoding="utf-8", newline="\n")
    print(f"requirements/{name}.txt: {sum(line[0].isalnum() for line in text.splitlines())} packages")


def main() -> None:
    """Resolve everything first; the smaller locks are cuts of it, so that all of them agree."""
    FOLDER.mkdir(exist_ok=True)
    renew("dev", "pyproject.toml", "--group=dev")
    constraint = f"--constraints={FOLDER / 'dev.txt'}"
    renew("build", "--group=build", constraint)
    renew("run", "pyproject.toml", constraint)


if __name__ == "__main__":
    main()
