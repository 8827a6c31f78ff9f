"""How many things can be worked on at a time."""

import os


def cores() -> int:
    """Give the processors that this process may run on; a container may have left it only some."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
