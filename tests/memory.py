"""How much of the files that a process has mapped is in its memory; on Linux only."""

import threading
from collections.abc import Callable
from pathlib import Path

SMAPS = Path("/proc/self/smaps_rollup")
_EVERY = 0.01


def resident() -> int:
    """Bytes of files that this process has in its memory."""
    told = dict(line.split(":", 1) for line in SMAPS.read_text("ascii").splitlines()[1:])
    everything, ours = (int(told[kind].split()[0]) for kind in ("Rss", "Anonymous"))
    return (everything - ours) * 1024


def most_mapped(work: Callable[[], object]) -> float:
    """MB of files that come into memory while something works, at their most."""
    begin, done, most = resident(), threading.Event(), 0

    def look() -> None:
        nonlocal most
        while not done.wait(_EVERY):
            most = max(most, resident())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return (most - begin) / 1e6
