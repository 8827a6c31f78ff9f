"""Debian's packages: installed where we are root, asked for with the exact command elsewhere."""

import os
import shutil
import subprocess
from collections.abc import Sequence

INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def require(packages: Sequence[str], why: str) -> None:
    """Install ``packages``, or end with what to run (exit 4). Only called when something is missing."""
    if not packages:
        return
    command = " ".join([*INSTALL, *packages])
    if shutil.which("apt-get") is None:
        raise SystemExit(stop(f"{why}: install what Debian calls {', '.join(packages)}"))
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SystemExit(stop(f"{why}: run `sudo {command}`"))
    print(f"{why}: {command}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (("apt-get", "update"), (*INSTALL, *packages)):
        subprocess.run([*step, "-qq"], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)


def stop(message: str) -> int:
    """Print ``message`` for a person and give the exit code of a missing program."""
    print(message, flush=True)
    return 4
