"""How long `publish --help` takes, warm: `python -m benchmarks.startup`. The goal is less than 150 ms."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

PUBLISH = Path(sys.executable).with_name("publish")
ROUNDS = 20
WARM_UP = 3


def once(*command: str) -> float:
    """Give the milliseconds that a command takes."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000


def main() -> None:
    """Print the median and the best, and Python's own share."""
    for title, command in {
        "python -c pass": (sys.executable, "-c", "pass"),
        "publish --help": (str(PUBLISH), "--help"),
    }.items():
        times = [once(*command) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
        print(f"{title:15} median {median(times):4.0f} ms, best {min(times):4.0f} ms of {ROUNDS}")


if __name__ == "__main__":
    main()
