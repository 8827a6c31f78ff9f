"""LAME in one piece, ways to look at what it gave, and sounds to give it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.stages.mastering.mp3 import encode
from pipeline.stages.mastering.pieces import Grid, Samples
from pipeline.tools import lame
from pipeline.tools.ffmpeg.mp3encoding import command
from pipeline.tools.ffmpeg.program import locate
from pipeline.tools.lame import Mp3Coding
from samples import ROOT

FFMPEG = locate()
SMALL = Grid(frames=49, settling=147)
"""Pieces of a second, so that short sounds have many."""
SPEECH = ROOT / "episodes" / "ada-lovelace" / "recording.mp3"


def piped(arguments: list[str], data: bytes) -> bytes:
    return subprocess.run([FFMPEG.path, "-v", "error", *arguments], input=data, check=True, capture_output=True).stdout


def in_one_piece(samples: Samples, coding: Mp3Coding) -> bytes:
    """Encode with the same settings, by the LAME that the pieces are encoded by."""
    if (library := lame.library()) is not None:
        return b"".join(lame.frames(library, [samples.tobytes()], coding))
    return piped(command(FFMPEG, coding)[1:], samples.tobytes())


def one_file(samples: Samples, coding: Mp3Coding, path: Path) -> Path:
    """Encode in one piece to a file by ffmpeg, which can go back and fill in its header."""
    arguments = [*command(FFMPEG, coding)[1:-1], str(path)]
    arguments[arguments.index("-write_xing") + 1] = "1"
    piped(["-y", *arguments], samples.tobytes())
    return path


def in_pieces(samples: Samples, coding: Mp3Coding, path: Path, *, lanes: int = 2, grid: Grid | None = None) -> bytes:
    told: list[float] = []
    count = encode(blocks(samples), coding, path, ffmpeg=FFMPEG, lanes=lanes, advance=told.append, grid=grid)
    assert count == len(samples)
    assert told == sorted(told)
    assert told[-1] == count / coding.rate
    return path.read_bytes()


def decoded(path: Path, channels: int) -> Samples:
    data = piped(["-i", str(path), "-f", "f32le", "-"], b"")
    return np.frombuffer(data, np.float32).reshape(-1, channels)


def blocks(samples: Samples, size: int = 48_000) -> Iterator[Samples]:
    for start in range(0, len(samples), size):
        yield samples[start : start + size]


def speech(rate: int, channels: int, seconds: float) -> Samples:
    """Real speech, looped; the channels differ."""
    source = ["-stream_loop", "-1", "-i", str(SPEECH), "-map", "0:a:0", "-t", f"{seconds + 1}"]
    data = piped([*source, "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"], b"")
    one = np.frombuffer(data, np.float32)
    late = np.roll(one, 517) * np.float32(0.8)
    return np.ascontiguousarray(np.stack([one, late][:channels], axis=1)[: round(seconds * rate)])
