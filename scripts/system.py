"""What the tests need from outside Python: programs from Debian, npm packages from their lock files."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from scripts import debian

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "chromium": "chromium",  # opens the pages, with axe-core
    "gpo": "gpodder",  # a podcast app that subscribes and downloads
    "node": "nodejs",  # runs podcast-partytime, another reader of our feeds
    "npm": "npm",
    "openssl": "openssl",  # makes the certificate of the TLS proxy before the S3 server
}
"""Program → the Debian package that has it."""


def programs() -> None:
    """Install the programs that are missing, or end with the command that does."""
    missing = sorted({package for program, package in PROGRAMS.items() if shutil.which(program) is None})
    debian.require(missing, "The tests need programs that are missing")


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
