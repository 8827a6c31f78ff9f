"""Run a command and tell what it cost: seconds, processor seconds, and the memory of the whole process tree."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.05
KIB_PER_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1.0


@dataclass(frozen=True, slots=True)
class Cost:
    """``wall`` and ``processor`` in seconds; ``peak`` in MB, summed over the processes alive at one time."""

    wall: float
    processor: float
    peak: float


def cost(command: Sequence[str], environment: Mapping[str, str], said: Path) -> Cost:
    """Run ``command`` to its end, its words going to the file ``said``.

    Processor time and the largest single process come from the kernel (wait4); where there is a /proc, memory is
    the largest sum over the tree, looked at 20 times a second, shared pages counted once. If it fails, so do we.
    """
    began = time.perf_counter()
    with said.open("wb") as words:
        process = subprocess.Popen(
            list(command), env=dict(environment), stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT
        )
        peak = 0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, sum(map(resident, tree(process.pid))))
            time.sleep(PAUSE)
    wall, (_, status, usage) = time.perf_counter() - began, ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {said.read_text('utf-8', 'replace')[-2000:]}")
    peak = max(peak, round(usage.ru_maxrss * KIB_PER_MAXRSS))
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak * 1024 / 1e6)


def tree(root: int) -> Iterator[int]:
    """Give ``root`` and every process below it, but for one that is about to become another program.

    Until it has, it shares all of its parent's memory, which would count twice.
    """
    yield root
    command = words_of(PROC / str(root) / "cmdline")
    for task in PROC.glob(f"{root}/task/*/children"):
        for child in words_of(task):
            if words_of(PROC / child / "cmdline") != command:
                yield from tree(int(child))


def resident(pid: int) -> int:
    """Give a process's share of memory in KiB, pages that several use divided among them; 0 when it has just ended."""
    words = words_of(PROC / str(pid) / "smaps_rollup")
    return int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def words_of(path: Path) -> list[str]:
    """Read a file of /proc, whose process may be gone."""
    try:
        return path.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return []
