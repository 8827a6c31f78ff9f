"""Long series of values that lie in a file instead of memory: those of ten hours, every 10 ms, are 14 MB each.

What is read of them comes into memory by itself, and may be let go again.
"""

import mmap
import weakref
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]


class Growing:
    """A series that grows at its end, in a nameless file that is gone with the last who uses what is in it."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file lies in ``folder``, or where temporary files lie."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - it is open for as long as this is
        weakref.finalize(self, self._file.close)

    def add(self, values: Values) -> None:
        """Put values behind those that are there."""
        self._file.write(np.ascontiguousarray(values, np.float32).data)

    @property
    def whole(self) -> Values:
        """Give all values, not to be written to."""
        self._file.flush()
        if not self._file.tell():
            return np.zeros(0, np.float32)
        return np.frombuffer(mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ), np.float32)


def rest(*series: Values) -> None:
    """Let go of the memory of series that lie in files, where the system can; they are read again when looked at."""
    for one in series:
        whole: object = one
        while isinstance(whole, np.ndarray):
            whole = whole.base
        kept = whole.obj if isinstance(whole, memoryview) else whole
        if isinstance(kept, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            kept.madvise(mmap.MADV_DONTNEED)
