"""Write the one kind of WAV that we make: mono, 32-bit float, at any whole rate."""

import struct
from pathlib import Path


def write_float_mono(path: Path, rate: int, samples: bytes) -> None:
    """Write little-endian float32 ``samples``. Source: Multimedia Programming Interface 1.0, RIFF WAVE, tag 3."""
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + len(samples),
        b"WAVE",
        b"fmt ",
        16,
        3,
        1,
        rate,
        rate * 4,
        4,
        32,
        b"data",
        len(samples),
    )
    path.write_bytes(header + samples)
