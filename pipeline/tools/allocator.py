"""How the C library hands out memory."""

import ctypes
import sys
from contextlib import suppress

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's mallopt(3)."""


def share_one_heap() -> None:
    """Let all threads take memory from one heap where the C library is glibc; elsewhere nothing happens.

    By itself each thread gets a heap of its own, which keeps what was freed in it: with blocks of sound of a few MB
    that made 50 MB more of the same work (measured: 175 MB against 125), and saved no time.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give free memory back to the system where the C library is glibc: between two stages most of it lies idle.

    It lies in holes, which the heap keeps for what may come, but the next stage's pieces are larger.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
