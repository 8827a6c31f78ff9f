"""The show's own sounds, read whole, and made as loud as the speech they stand beside."""

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import stings as pydubbing
from pipeline.audio.stings import Segment
from pipeline.errors import ContentError, StingError
from pipeline.events import silent
from pipeline.model.audio import Loudness
from pipeline.model.blob import Blob
from pipeline.model.show import LONGEST_BETWEEN, Bed, Stings
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.refuse import AGAIN, SILENCE, broken_off
from pipeline.tools.declared import declared_seconds, is_cut_off
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import integers
from pipeline.tools.ffmpeg.probe import probe

Integers = NDArray[np.int32]
"""Samples, turned down by ``pipeline.audio.stings.ROOM``, shape (samples, channels)."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds as they will be heard; None is not wanted. The bed is as loud as it is where nobody speaks."""

    intro: Segment | None
    outro: Segment | None
    between: Segment | None
    bed: Segment | None


def ready(bench: Bench, plain: Programme, stings: Stings, loudness: float) -> Sounds:
    """Read the sounds, in the channels and at the rate of the programme, for speech of ``loudness`` LUFS.

    Raises:
        StingError: one of them cannot be read, is silent or too long; names its file and key.
    """
    reader = _Reader(dataclasses.replace(bench, tell=silent), plain, loudness)
    return Sounds(
        reader.sting(stings.intro, "intro") if stings.intro else None,
        reader.sting(stings.outro, "outro") if stings.outro else None,
        reader.sting(stings.between, "between", LONGEST_BETWEEN) if stings.between else None,
        reader.bed(stings.bed) if stings.bed else None,
    )


def segment(samples: Integers, plain: Programme) -> Segment:
    """Give samples as pydub takes them, as many as are whole hundredths of a second."""
    return pydubbing.segment(samples.astype("<i4").tobytes(), plain.rate, plain.channels)


def decoded(bench: Bench, plain: Programme, *parts: Part) -> Integers:
    """Give the samples of parts, one after another."""
    turned_down = tuple(dataclasses.replace(part, gain=-pydubbing.ROOM) for part in parts)
    data = integers(bench.ffmpeg, dataclasses.replace(plain, parts=turned_down), bench.folder)
    return np.frombuffer(data, "<i4").reshape(-1, plain.channels)


@dataclass(frozen=True, slots=True)
class _Reader:
    bench: Bench
    plain: Programme
    loudness: float

    def sting(self, sound: Blob, key: str, longest: float = np.inf) -> Segment:
        """Give a sting that is as loud as the speech."""
        where = f"feeds/{sound.path.parent.name}/show.toml: stings.{key}"
        figures, seconds = self._examined(Part(sound.path), where)
        if seconds > longest:
            told = f"{where}: lasts {seconds:.0f} s, and at most {longest:.0f} s are held in memory"
            raise StingError(told, "choose a shorter sound, or cut it")
        return self._segment(Part(sound.path)) + (self.loudness - figures.integrated)

    def bed(self, bed: Bed) -> Segment:
        """Give what may be heard of the bed; its loudest 400 ms are as loud as the speech is on the whole."""
        part = Part(bed.sound.path, end=round((bed.alone + bed.seconds) * self.plain.rate))
        figures, _ = self._examined(part, f"feeds/{bed.sound.path.parent.name}/show.toml: bed.sound")
        return self._segment(part) + (self.loudness - figures.momentary_max)

    def _segment(self, part: Part) -> Segment:
        return segment(decoded(self.bench, self.plain, part), self.plain)

    def _examined(self, part: Part, where: str) -> tuple[Loudness, float]:
        """Give how loud a sound is, and its seconds; refuse one without loudness: its gain would have no bound."""
        try:
            probe(self.bench.ffmpeg, part.path)
        except ContentError as error:
            raise StingError(f"{where}: {error.message}", error.hint) from error
        found = examine(self.bench, dataclasses.replace(self.plain, parts=(part,)))
        if is_cut_off(part.path) or self._ends_early(part, found):
            raise StingError(f"{where}: it is cut off", AGAIN)
        if found.loudness.integrated < SILENCE:
            told = f"{where}: is silent, or shorter than 0.4 s"
            raise StingError(told, "choose a sound that can be heard, of a second or more")
        return found.loudness, found.seconds

    def _ends_early(self, part: Part, found: Examined) -> bool:
        """Say whether less of a sound can be decoded than its header says, up to the part's end."""
        declared = declared_seconds(part.path)
        wanted = declared if declared is None or part.end is None else min(declared, part.end / self.plain.rate)
        return broken_off(found, wanted)
