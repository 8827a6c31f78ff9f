"""Put the show's stings before and after the recording."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.shaping import Levels, loudness_under
from pipeline.errors import ContentError, StingError
from pipeline.events import silent
from pipeline.model.blob import Blob
from pipeline.model.show import Stings
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.refuse import SILENCE
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import integers
from pipeline.tools.ffmpeg.probe import probe

if TYPE_CHECKING:
    from pydub import AudioSegment


def assemble(bench: Bench, speech: Examined, levels: Levels, stings: Stings) -> tuple[Programme, Levels]:
    """Give the programme with its stings, and what of its levelling is left to do; its shift is the speech's.

    The windows at head and tail are levelled and mixed in memory; everything between them stays in the stream.
    """
    plain = speech.programme
    (part,) = plain.parts
    rate, total = plain.rate, speech.analysis.samples
    grain = rate // 100  # 10 ms, see pipeline.audio.stings
    window = min(round(stings.overlap * rate), total // 3) // grain * grain
    mixer = _Mixer(bench, plain, levels, loudness_under(speech.analysis.powers, levels))
    parts, shift, start, end = [], 0.0, 0, total
    if stings.intro:
        shift = mixer.opening(stings.intro, dataclasses.replace(part, end=window))
        parts, start = [_window(bench.folder / "opening.wav")], window
    if stings.outro:
        end = total - window
        mixer.closing(stings.outro, dataclasses.replace(part, start=end))
    parts.append(dataclasses.replace(part, start=start, end=end))
    parts += [_window(bench.folder / "closing.wav")] if stings.outro else []
    left = Levels(levels.decibels, shift, shift + start / rate, shift + end / rate)
    return dataclasses.replace(plain, parts=tuple(parts)), left


@dataclass(frozen=True, slots=True)
class _Mixer:
    """Mixes stings with the speech's windows, as loud as the levelled speech, ``loudness`` in LUFS."""

    bench: Bench
    plain: Programme
    levels: Levels
    loudness: float

    def opening(self, sting: Blob, edge: Part) -> float:
        """Give the seconds by which the speech has moved."""
        from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

        return stings.opening(*self._ready(sting, edge, "intro"), self.bench.folder / "opening.wav")

    def closing(self, sting: Blob, edge: Part) -> None:
        from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

        stings.closing(*self._ready(sting, edge, "outro"), self.bench.folder / "closing.wav")

    def _ready(self, sting: Blob, edge: Part, key: str) -> tuple["AudioSegment", "AudioSegment", float]:
        gain = self.loudness - _loudness(self.bench, self.plain, sting, key)
        return self._segment(self._decoded(Part(sting.path))), self._segment(self._levelled(edge)), gain

    def _levelled(self, edge: Part) -> NDArray[np.int32]:
        decoded = self._decoded(edge)
        at = (edge.start + np.arange(len(decoded))) / self.plain.rate
        factors = 10 ** (self.levels.at(at) / 20)
        limits = np.iinfo(np.int32)
        return np.clip(np.rint(decoded * factors[:, None]), limits.min, limits.max).astype(np.int32)

    def _decoded(self, part: Part) -> NDArray[np.int32]:
        """Give the samples, turned down, shape (samples, channels)."""
        from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

        turned_down = dataclasses.replace(self.plain, parts=(dataclasses.replace(part, gain=-stings.ROOM),))
        data = integers(self.bench.ffmpeg, turned_down, self.bench.folder)
        return np.frombuffer(data, "<i4").reshape(-1, self.plain.channels)

    def _segment(self, samples: NDArray[np.int32]) -> "AudioSegment":
        from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

        return stings.segment(samples.astype("<i4").tobytes(), self.plain.rate, self.plain.channels)


def _loudness(bench: Bench, plain: Programme, sting: Blob, key: str) -> float:
    """Give a sting's integrated loudness; refuse one that has none, since its gain would have no bound."""
    where = f"feeds/{sting.path.parent.name}/show.toml: stings.{key}"
    try:
        probe(bench.ffmpeg, sting.path)
    except ContentError as error:
        raise StingError(f"{where}: {error.message}", error.hint) from error
    quiet = dataclasses.replace(bench, tell=silent)
    loudness = examine(quiet, dataclasses.replace(plain, parts=(Part(sting.path),))).loudness.integrated
    if loudness < SILENCE:
        raise StingError(
            f"{where}: is silent, or shorter than 0.4 s", "choose a sound that can be heard, of a second or more"
        )
    return loudness


def _window(path: Path) -> Part:
    from pipeline.audio import stings  # noqa: PLC0415 - pydub is slow to import

    return Part(path, gain=stings.ROOM)
