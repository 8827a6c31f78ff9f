"""How long a producer waits when there is nothing to do, warm: `python -m benchmarks.startup`.

The goals: `publish --help` below 150 ms, and a run over the unchanged demo well below a second.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
PUBLISH = Path(sys.executable).with_name("publish")
ROUNDS = 20
WARM_UP = 3


def once(*command: str) -> float:
    """Give the milliseconds that a command takes."""
    began = perf_counter()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, env=kept, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000


def main() -> None:
    """Print the median and the best, and Python's own share; the demo is published into a copy of this workspace."""
    with TemporaryDirectory() as folder:
        for content in ("config", "feeds", "episodes"):
            shutil.copytree(ROOT / content, Path(folder, content))
        for title, command in {
            "python -c pass": (sys.executable, "-c", "pass"),
            "publish --help": (str(PUBLISH), "--help"),
            "publish episode --all, unchanged": (str(PUBLISH), "-C", folder, "episode", "--all"),
        }.items():
            times = [once(*command) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
            print(f"{title:33} median {median(times):4.0f} ms, best {min(times):4.0f} ms of {ROUNDS}")


if __name__ == "__main__":
    main()
