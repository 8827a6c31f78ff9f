"""Recordings made noisy and cleaned as mastering cleans them, cut into utterances: for `benchmarks.cleanup`."""

import dataclasses
import shutil
import wave
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.events import silent
from pipeline.formats.transcript.reading import read
from pipeline.model.audio import Profile
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
_LEAST = 8.0
"""Seconds of a transcript's cues that are heard together, at least."""


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """What is said in a recording from ``start`` up to ``end`` seconds."""

    start: float
    end: float
    text: str


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A recording, at ``RATE``, with all that is said in it."""

    name: str
    sound: Sound
    said: tuple[Said, ...]


def joined(name: str, recordings: Mapping[Path, str], pause: float) -> Source:
    """Join recordings, of which is known what is said, with ``pause`` seconds before, between and after them."""
    gap, said, parts, at = np.zeros(round(pause * RATE), np.float32), [], [], pause
    for path, text in recordings.items():
        sound = _read(path)
        said.append(Said(at, at + len(sound) / RATE, text))
        parts += [gap, sound]
        at += len(sound) / RATE + pause
    return Source(name, np.concatenate([*parts, gap]), tuple(said))


def transcribed(recording: Path, transcript: Path) -> Source:
    """Give a recording that has a transcript with times."""
    return Source(recording.parent.name, _read(recording), tuple(_grouped(transcript)))


def write(folder: Path, source: Source, noises: Mapping[str, str], distances: Sequence[float]) -> None:
    """Write ``folder/<kind>/<source>/before|after/<n>.wav`` for the sound as it is and for each noise and distance.

    The distance in dB is that of the noise's mean power to that of what is said.
    """
    spoken = np.concatenate([_part(source.sound, one) for one in source.said])
    power = float(np.mean(spoken**2))
    _sides(folder / "plain" / source.name, source, source.sound)
    for name, command in noises.items():
        noise = _made(command, len(source.sound))
        noise *= np.sqrt(power / np.mean(noise**2))
        for decibels in distances:
            sound = source.sound + noise * np.float32(10 ** (-decibels / 20))
            _sides(folder / f"{name}-{decibels:02.0f}" / source.name, source, sound)


def _grouped(transcript: Path) -> Iterator[Said]:
    """Give the cues of a transcript, a few together."""
    waiting: list[str] = []
    start = 0.0
    for cue in (cues := read(transcript.read_bytes(), transcript.suffix).cues):
        start = start if waiting else cue.start
        waiting.append(cue.text)
        if cue.end - start >= _LEAST or cue is cues[-1]:
            yield Said(start, cue.end, " ".join(waiting))
            waiting = []


def _sides(folder: Path, source: Source, sound: Sound) -> None:
    """Write the utterances as they are, and cleaned where anything is done: ``after`` is missing where nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "whole.wav"
    _write(path, sound)
    bench = Bench(locate(), folder, silent, source.name)
    speech = examine(bench, Programme((Part(path),), 48_000, 1), faults=True)
    clean = cleaned(bench, speech, Profile())
    done = (f"{step.name} {step.level} dB: -{step.reduction} dB" for step in clean.steps)
    print(folder.parent.name, source.name, *done, sep="; ", flush=True)
    _cut(folder / "before", source, sound)
    if clean.steps:
        with pcm(bench.ffmpeg, clean.sound.programme, folder) as output:
            _write(path, np.frombuffer(output.read(-1), np.float32), 48_000)
        _cut(folder / "after", source, _read(path))
    path.unlink()


def _cut(folder: Path, source: Source, sound: Sound) -> None:
    folder.mkdir()
    for number, one in enumerate(source.said):
        _write(folder / f"{number}.wav", _part(sound, one))


def _part(sound: Sound, one: Said) -> Sound:
    return sound[round(one.start * RATE) : round(one.end * RATE)]


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
