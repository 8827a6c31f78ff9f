"""Windows of the recording, mixed with the show's sounds that meet them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import stings as pydubbing
from pipeline.audio import windows
from pipeline.audio.ducking import ducked
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.shaping import Levels
from pipeline.audio.silence import loud
from pipeline.audio.stings import Segment
from pipeline.model.show import Bed, Stings
from pipeline.stages.mastering.examine import Examined
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.sounds import Integers, Sounds, decoded, segment
from pipeline.tools.ffmpeg.graph import Part

_AT_ONCE = 65_536
"""Samples that are turned at a time."""

Range = tuple[int, int]
"""Samples of the recording from and up to."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The recording's windows that are mixed: the head, those round each parting, and the tail. Some may be empty."""

    head: Range
    inner: tuple[Range, ...]
    tail: Range

    @property
    def all(self) -> tuple[Range, ...]:
        """Give them in order."""
        return (self.head, *self.inner, self.tail)


@dataclass(frozen=True, slots=True)
class Mixed:
    """What became of a window: a part of ``samples``."""

    part: Part
    samples: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What mixing needs: the recording with its levels, which will be ``loudness`` LUFS on the whole."""

    bench: Bench
    speech: Examined
    levels: Levels
    loudness: float

    def mixed(self, sounds: Sounds, stings: Stings, layout: Windows) -> tuple[Mixed | None, ...]:
        """Give what each window becomes, None where there is no sound for it. The recording is read once.

        Each is written as soon as it is mixed: no two are held in memory.
        """
        each = zip(_names(len(layout.inner)), self._mixes(sounds, stings, layout), strict=True)
        return tuple(self._kept(sound, name) if sound else None for name, sound in each)

    def _mixes(self, sounds: Sounds, stings: Stings, layout: Windows) -> Iterator[Segment | None]:
        head, *inner, tail = self._cut(layout.all)
        yield self._opening(sounds, stings, head) if sounds.intro or sounds.bed else None
        for window in inner:
            yield self._between(sounds.between, window) if sounds.between else None
        yield pydubbing.closing(sounds.outro, tail) if sounds.outro else None

    def _cut(self, ranges: Sequence[Range]) -> Iterator[Segment]:
        """Give the recording's samples in ranges, levelled."""
        plain = self.speech.programme
        parts = [replace(plain.parts[0], start=begin, end=end) for begin, end in ranges if begin < end]
        samples = decoded(self.bench, plain, *parts) if parts else np.zeros((0, plain.channels), np.int32)
        done = 0
        for begin, end in ranges:
            yield segment(self._levelled(samples[done : done + end - begin], begin), plain)
            done += end - begin

    def _levelled(self, samples: Integers, begin: int) -> Integers:
        at = (begin + np.arange(len(samples))) / self.speech.programme.rate
        return _times(samples, self.levels.at(at))

    def _opening(self, sounds: Sounds, stings: Stings, head: Segment) -> Segment:
        nothing = segment(np.zeros((0, self.speech.programme.channels), np.int32), self.speech.programme)
        intro, alone = sounds.intro or nothing, _grains(stings.bed.alone) if stings.bed else 0
        overlap = min(_grains(stings.overlap), len(intro), alone + len(head))
        bed = (
            self._ducked(sounds.bed, stings.bed, len(head) // pydubbing.GRAIN) if sounds.bed and stings.bed else nothing
        )
        return pydubbing.opening(intro, bed, head, overlap, alone)

    def _ducked(self, sound: Segment, bed: Bed, head: int) -> Segment:
        """Give the bed as it is heard over ``head`` slots of speech and those before it, or until it ends itself."""
        analysis = self.speech.analysis
        before, speaks = _grains(bed.alone) // pydubbing.GRAIN, loud(analysis)[:head]
        played = min(before + head, len(sound) // pydubbing.GRAIN)
        at = (np.arange(head) + 0.5) / PER_SECOND
        powers = analysis.powers[:head] * 10 ** (self.levels.at(at) / 10)
        words = float(windows.loudness(powers[speaks].mean(keepdims=True))[0]) if speaks.any() else self.loudness
        heard = np.concatenate([np.zeros(before, bool), speaks])[:played]
        curve = ducked(heard, bed.under + max(0.0, self.loudness - words))
        plain = self.speech.programme
        samples = np.frombuffer(sound.raw_data, "<i4").reshape(-1, plain.channels)[: played * plain.rate // PER_SECOND]
        slots = (np.arange(len(samples)) + 0.5) * PER_SECOND / plain.rate - 0.5
        return segment(_times(samples, np.interp(slots, np.arange(played), curve)), plain)

    def _between(self, sting: Segment, window: Segment) -> Segment:
        half = len(window) // 2
        return pydubbing.between(sting, window[:half], window[half:])

    def _kept(self, sound: Segment, name: str) -> Mixed:
        path = self.bench.folder / f"{name}.wav"
        sound.export(str(path), format="wav").close()
        return Mixed(Part(path, gain=pydubbing.ROOM), len(sound) // pydubbing.GRAIN * sound.frame_rate // PER_SECOND)


def _names(inner: int) -> Iterator[str]:
    yield "opening"
    yield from (f"between-{number}" for number in range(1, inner + 1))
    yield "closing"


def _grains(seconds: float) -> int:
    """Give milliseconds that are whole grains."""
    return int(seconds * 1000 / pydubbing.GRAIN + 1e-6) * pydubbing.GRAIN


def _times(samples: Integers, gain: NDArray[np.float64]) -> Integers:
    """Give samples under a gain in dB for each, a little at a time: doubles take twice the memory."""
    limits, turned = np.iinfo(np.int32), np.empty_like(samples)
    for at in range(0, len(samples), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        turned[some] = np.clip(np.rint(samples[some] * 10 ** (gain[some] / 20)[:, None]), limits.min, limits.max)
    return turned
