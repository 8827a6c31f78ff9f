"""Decode a finished MP3 on all cores, and measure it."""

from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.audio.analysis import BLOCK, WEIGHTS, Analysis, stretch, summed
from pipeline.audio.peaks import TAPS
from pipeline.audio.piece import Gathered, Meter, Piece
from pipeline.audio.truepeak import Channels
from pipeline.errors import ToolError
from pipeline.formats.mp3 import Xing, read_xing
from pipeline.formats.mp3frames import HEADER, frame_header, frame_starts_of
from pipeline.tools.mp3decoding import decoded

_STRETCH = 3 * BLOCK
"""Seconds that are decoded and measured in one go: 6 MB of stereo for each core."""
_SETTLED = 2
"""Frames after which the decoder has settled: a frame's end overlaps with the next one's beginning."""
_DECODER = 529
"""Samples by which a decoder is late, beside the encoder's delay that the header tells."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Frames ``first`` up to ``last``, and the samples of them that count: those of the sound from ``start``."""

    first: int
    last: int
    span: tuple[int, int]
    start: int


def prove(path: Path, *, lanes: int, advance: Callable[[float], None]) -> Analysis:
    """Measure what a listener's app decodes of a file that was encoded here: constant bit rate, no bit reservoir.

    Raises:
        NoXingError, NoFrameError: the file is not what was written.
        ToolError: it cannot be decoded.
    """
    told = read_xing(path)
    with path.open("rb") as file:
        starts = frame_starts_of(file)
        file.seek(0)
        meter = Meter(told.rate, WEIGHTS[1 if frame_header(file.read(HEADER)).mono else 2])
    prover = _Prover(path, starts, told, meter)
    gathered, before = Gathered(meter, path.parent), np.zeros((len(meter.weights), TAPS), np.float32)
    pool = ThreadPoolExecutor(lanes, "prove")
    try:
        for found, before in pool.map(prover.measure, prover.stretches()):  # noqa: B007 - the last one is used
            gathered.take(found)
            advance(gathered.samples / told.rate)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return summed(gathered.whole, before, meter)


@dataclass(frozen=True, slots=True)
class _Prover:
    """Measures stretches of a file, whose frames begin at ``starts``; the first one is the header."""

    path: Path
    starts: "array[int]"
    told: Xing
    meter: Meter

    def stretches(self) -> Iterator[_Stretch]:
        """Cut the sound on a grid that does not depend on the lanes."""
        late, frame = self.told.delay + _DECODER, self.told.samples_per_frame
        for start in range(0, self.told.samples, _STRETCH * self.told.rate):
            end = min(start + _STRETCH * self.told.rate, self.told.samples)
            ahead = start - (self.meter.ahead if start else 0)
            first = max(0, (ahead + late) // frame - _SETTLED)
            last = min(self.told.frames, -(-(end + late) // frame) + 1)
            skipped = first * frame - late
            yield _Stretch(first, last, (ahead - skipped, end - skipped), start)

    def measure(self, one: _Stretch) -> tuple[list[Piece], Channels]:
        begin, end = self.starts[one.first + 1], self.starts[one.last + 1]
        with self.path.open("rb") as file:
            file.seek(begin)
            sound = decoded(file.read(end - begin))
        if len(sound) < one.span[1]:
            raise ToolError(f"{self.path.name}: the decoder stopped {one.span[1] - len(sound)} samples too early")
        return stretch(sound[slice(*one.span)], self.meter, one.start)
