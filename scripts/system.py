"""What the tests need from outside Python: programs from Debian, npm packages from their lock files."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import debian

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "chromium": ("chromium", "google-chrome"),  # opens the pages, with axe-core
    "gpodder": ("gpo",),  # a podcast app that subscribes and downloads
    "nodejs": ("node",),  # runs podcast-partytime, another reader of our feeds
    "npm": ("npm",),
    "openssl": ("openssl",),  # makes the certificate of the TLS proxy before the S3 server
}
"""Debian's package → the program it is wanted for, under any of these names."""

LIBRARIES = {"libatomic1": "libatomic.so.1"}  # for the node that comes with playwright
"""Debian's package → the shared library it is wanted for, on Linux."""


def programs() -> None:
    """Install what is missing, or end with the command that does."""
    missing = [package for package, names in PROGRAMS.items() if not any(map(shutil.which, names))]
    if os.environ.get("CHROMIUM") and "chromium" in missing:
        missing.remove("chromium")
    libraries = [package for package, name in LIBRARIES.items() if sys.platform == "linux" and not loads(name)]
    debian.require([*missing, *libraries], "The tests need what is missing here")


def loads(library: str) -> bool:
    """Say whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def node_packages() -> None:
    """Run `npm ci` in every folder of the tests that has a package.json, when its lock has changed."""
    for manifest in sorted((ROOT / "tests").glob("**/package.json")):
        if "node_modules" not in manifest.parts:
            clean_install(manifest.parent)


def clean_install(folder: Path) -> None:
    """Install ``folder``'s npm packages as locked, unless that is what stands there."""
    digest = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    print(f"npm ci in {folder.relative_to(ROOT).as_posix()}", flush=True)
    npm = shutil.which("npm") or "npm"
    quiet = ("--no-audit", "--no-fund", "--no-progress", "--loglevel=error")
    subprocess.run([npm, "ci", *quiet], cwd=folder, stdin=subprocess.DEVNULL, check=True)
    stamp.write_text(digest, encoding="utf-8")


if __name__ == "__main__":
    programs()
    node_packages()
