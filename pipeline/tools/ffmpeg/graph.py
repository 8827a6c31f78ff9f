"""The sound to be mastered, as ffmpeg's inputs and filter graph: one shape for every pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Literal

from pipeline.model.cleaning import CleanStep
from pipeline.tools.ffmpeg import cleaning, joining
from pipeline.tools.ffmpeg.program import reading


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file: samples ``start`` up to ``end`` at the programme's rate, times ``gain`` in dB.

    ``stream`` counts the file's audio streams from 0; ``pan`` picks the channels after a downmix to at most
    two: '', 'left', 'right' or 'mix'. ``clocked``: it begins at the file's zero and keeps to its time stamps, with
    silence where there is no sound, as is heard beside pictures; else it begins with its own first sample.

    ``clean`` is done to the whole file first. Then its ``kept`` samples, from and up to (None: the end), are joined,
    fading within 10 ms where they were cut; where there are none, all is kept. ``start`` and ``end`` count in that.
    """

    path: Path
    stream: int = 0
    pan: Literal["", "left", "right", "mix"] = ""
    start: int = 0
    end: int | None = None
    gain: float = 0.0
    clocked: bool = False
    clean: tuple[CleanStep, ...] = ()
    kept: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """Parts played one after another as float samples at ``rate`` Hz in ``channels`` channels.

    Parts that differ only in what stretch they are, and at which gain, are of one source; it is read once for all that
    come in the order in which they lie in it.
    """

    parts: tuple[Part, ...]
    rate: int
    channels: Literal[1, 2]

    def inputs(self) -> list[str]:
        """Give the input arguments."""
        return [argument for source, _ in self._sources() for argument in reading(source.path)]

    def filters(self) -> str:
        """Give the filter graph; its output is called ``[programme]``."""
        chains = [chain for n, (source, parts) in enumerate(self._sources()) for chain in self._of(n, source, parts)]
        labels = "".join(f"[part{n}]" for n in range(len(self.parts)))
        return ";".join([*chains, f"{labels}concat=n={len(self.parts)}:v=0:a=1[programme]"])

    def _sources(self) -> list[tuple[Part, list[int]]]:
        """Give each source, as the whole of it, with the numbers of the parts that one reading of it gives."""
        sources, reached = list[tuple[Part, list[int]]](), dict[Part, tuple[int, float]]()
        for number, part in enumerate(self.parts):
            whole = replace(part, start=0, end=None, gain=0.0)
            place, done = reached.get(whole, (0, inf))
            if part.start >= done:
                sources[place][1].append(number)
            else:
                place = len(sources)
                sources.append((whole, [number]))
            reached[whole] = place, inf if part.end is None else part.end
        return sources

    def _of(self, number: int, source: Part, parts: Sequence[int]) -> Iterator[str]:
        """Give the chains that lead from an input to its parts."""
        whole = f"[{number}:a:{source.stream}]{self._whole(source, number)}"
        if len(parts) == 1:
            yield f"{whole},{_stretch(self.parts[parts[0]])}[part{parts[0]}]"
            return
        copies = [f"[part{n}in]" for n in parts]
        yield f"{whole},{joining.FRAMES},asplit={len(parts)}{''.join(copies)}"
        yield from (f"{copy}{_stretch(self.parts[n])}[part{n}]" for copy, n in zip(copies, parts, strict=True))

    def chain(self, part: Part, number: int) -> str:
        """Give the filters of one part by itself; ``number`` sets the names of links in it apart."""
        return f"{self._whole(part, number)},{_stretch(part)}"

    def _whole(self, part: Part, number: int) -> str:
        steps = [f"aresample={self.rate}:osf=fltp{_CLOCKED if part.clocked else ''}"]
        steps += (
            _PANS[part.pan] if part.pan else [f"aformat=channel_layouts={'mono' if self.channels == 1 else 'stereo'}"]
        )
        steps += cleaning.filters(part.clean, self.rate)
        steps += [joining.joined(part.kept, self.rate // 100, f"source{number}of")] if part.kept else []
        return ",".join(steps)


def _stretch(part: Part) -> str:
    steps = [f"atrim=start_sample={part.start}" + (f":end_sample={part.end}" if part.end is not None else "")]
    steps += ["asetpts=N"]
    steps += [f"volume={part.gain}dB:precision=float"] if part.gain else []
    return ",".join(steps)


_CLOCKED = ":async=1:min_hard_comp=0.03:first_pts=0"
"""Fill or cut, never stretch, where sound is 30 ms (less than a picture lasts) from where its time stamps say."""
_STEREO = "aformat=channel_layouts=stereo"
_PANS = {
    "left": [_STEREO, "pan=mono|c0=c0"],
    "right": [_STEREO, "pan=mono|c0=c1"],
    "mix": [_STEREO, "pan=mono|c0=0.5*c0+0.5*c1"],
}
