"""Signals made sample by sample, written as float WAV, and measured along the real path: ffmpeg, then the analysis."""

import struct
from pathlib import Path

import numpy as np

from pipeline.audio.analysis import WEIGHTS, Analysis, analysed
from pipeline.audio.peaks import Samples
from pipeline.audio.piece import Meter
from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.ffmpeg.program import locate, quiet, reading

FFMPEG = locate()
RATE = 48_000


def tone(*stretches: tuple[float, float], channels: int = 2, rate: int = RATE, hertz: float = 1000) -> Samples:
    """Stretches of a sine, (dBFS of its peak, seconds) one after another, the same in all channels; -inf is silence."""
    levels = np.concatenate([np.full(round(seconds * rate), level) for level, seconds in stretches])
    sine = 10 ** (levels / 20) * np.sin(2 * np.pi * hertz * np.arange(len(levels)) / rate)
    return np.repeat(sine.astype(np.float32)[:, None], channels, axis=1)


def write(sound: Samples, path: Path, rate: int = RATE) -> Path:
    """Write 32-bit float WAV: Microsoft's RIFF with WAVE_FORMAT_IEEE_FLOAT.

    The padding before the samples is for the recognition of files: 1 kHz in stereo repeats itself every 192 bytes,
    as the packets of MPEG-TS do.
    """
    data, channels = np.ascontiguousarray(sound, "<f4").tobytes(), sound.shape[1]
    form = struct.pack("<HHIIHH", 3, channels, rate, rate * channels * 4, channels * 4, 32)
    padding = b"JUNK" + struct.pack("<I", 4096) + bytes(4096)
    head = b"WAVEfmt " + struct.pack("<I", len(form)) + form + padding + b"data" + struct.pack("<I", len(data))
    path.write_bytes(b"RIFF" + struct.pack("<I", len(head) + len(data)) + head + data)
    return path


def programme(path: Path) -> Programme:
    """The programme that mastering would make of a file."""
    sound = probe(FFMPEG, path)
    rate = 44_100 if sound.rate % 11_025 == 0 else 48_000
    return Programme((Part(path, sound.stream),), rate, 1 if sound.layout == "mono" else 2)


def measured(whole: Programme, folder: Path, threads: int = 2) -> Analysis:
    """Measure a programme."""
    meter = Meter(whole.rate, WEIGHTS[whole.channels], faults=True)
    with pcm(FFMPEG, whole, folder) as output:
        return analysed(output.read, meter, threads=threads)


def heard(sound: Samples, folder: Path, rate: int = RATE) -> Analysis:
    """Write one or two channels and measure them, at any rate."""
    path = write(sound, folder / "signal.wav", rate)
    return measured(Programme((Part(path),), rate, 1 if sound.shape[1] == 1 else 2), folder)


def surround(sound: Samples, folder: Path) -> Analysis:
    """Write 5.1 channels and measure them all, by the filters of a programme."""
    path = write(sound, folder / "surround.wav")
    graph = ["-filter_complex", "[0:a]aformat=channel_layouts=5.1[all]", "-map", "[all]"]
    command = [*quiet(FFMPEG), *reading(path), *graph, "-c:a", "pcm_f32le", "-f", "f32le", "-"]
    with process.running(command, cwd=folder) as output:
        return analysed(output.read, Meter(RATE, WEIGHTS[6]), threads=2)
