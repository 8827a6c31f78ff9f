"""Recordings joined, made noisy, cleaned as mastering cleans them, and taken apart again: for `benchmarks.cleanup`."""

import dataclasses
import wave
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.events import silent
from pipeline.model.cleaning import STEPS
from pipeline.stages.mastering.clean import cleaned
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.ffmpeg.program import locate, quiet

Sound = NDArray[np.float32]

RATE = 16_000
"""Hz of the recordings, and of what the recogniser hears."""


@dataclasses.dataclass(frozen=True, slots=True)
class Material:
    """Recordings that are joined with ``pause`` seconds before, between and after them, for work in ``folder``."""

    folder: Path
    recordings: Sequence[Path]
    pause: float


def write(material: Material, noises: Mapping[str, str], distances: Sequence[float]) -> None:
    """Write ``folder/<kind>/before|after/<n>.wav`` for the sound as it is and for each noise at each distance in dB."""
    gap = np.zeros(round(material.pause * RATE), np.float32)
    sounds = [_read(path) for path in material.recordings]
    joined = np.concatenate([gap, *(part for sound in sounds for part in (sound, gap))])
    power = float(np.mean(np.concatenate(sounds) ** 2))
    _sides(material, "plain", joined, sounds)
    for name, source in noises.items():
        noise = _made(source, len(joined))
        noise *= np.sqrt(power / np.mean(noise**2))
        for decibels in distances:
            _sides(material, f"{name}-{decibels:02.0f}", joined + noise * 10 ** (-decibels / 20), sounds)


def _sides(material: Material, kind: str, joined: Sound, sounds: Sequence[Sound]) -> None:
    folder = material.folder / kind
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "joined.wav"
    _write(path, joined)
    bench = Bench(locate(), folder, silent, kind)
    speech = examine(bench, Programme((Part(path),), 48_000, 1), faults=True)
    after, steps = cleaned(bench, speech, STEPS)
    print(kind, *(f"{step.name} {step.level} dB: -{step.reduction} dB" for step in steps), flush=True)
    with pcm(bench.ffmpeg, after.programme, folder) as output:
        clean = np.frombuffer(output.read(-1), np.float32)
    _write(folder / "clean.wav", clean, 48_000)
    for side, whole in (("before", joined), ("after", _read(folder / "clean.wav"))):
        (folder / side).mkdir(exist_ok=True)
        at = gap = round(material.pause * RATE)
        for number, sound in enumerate(sounds):
            edge = gap * 5 // 8
            _write(folder / side / f"{number}.wav", whole[at - edge : at + len(sound) + edge])
            at += len(sound) + gap


def _made(source: str, length: int) -> Sound:
    command = [*quiet(locate()), "-f", "lavfi", "-i", source, "-t", str(length / RATE + 1), "-f", "f32le", "-"]
    with process.running(command) as output:
        return np.frombuffer(output.read(-1), np.float32)[:length].copy()


def _read(path: Path) -> Sound:
    command = [*quiet(locate()), "-i", f"file:{path}", "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    with process.running(command) as output:
        return np.frombuffer(output.read(-1), np.float32)


def _write(path: Path, sound: Sound, rate: int = RATE) -> None:
    with wave.open(str(path), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes(np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2").tobytes())
