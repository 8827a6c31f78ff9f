"""Decode a finished MP3 on all cores, and measure it."""

from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.audio.analysis import BLOCK, WEIGHTS, Analysis, stretch, summed
from pipeline.audio.kweighting import k_weighting
from pipeline.audio.peaks import TAPS
from pipeline.audio.piece import Meter, Piece
from pipeline.audio.truepeak import Channels
from pipeline.formats.mp3 import Xing, read_xing
from pipeline.formats.mp3frames import HEADER, frame_header, frame_starts_of
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.ffmpeg.weighting import Excerpt, weighted_mp3
from pipeline.tools.process import Halt

_STRETCH = 60 * BLOCK
"""Seconds that one decoder takes: many enough to keep the cores busy, and few enough to start."""
_AT_ONCE = 200
"""Frames that are read at a time: the file is never in memory as a whole."""
_AHEAD = 60
"""Frames decoded ahead of a stretch, more than a second: until then the decoder and the K-weighting have settled."""
_DECODER = 529
"""Samples by which a decoder is late, beside the encoder's delay that the header tells."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Frames ``first`` up to ``last``, and the samples of them that count: those of the sound from ``start``."""

    first: int
    last: int
    span: tuple[int, int]
    start: int


def prove(path: Path, *, ffmpeg: Ffmpeg, lanes: int, advance: Callable[[float], None]) -> Analysis:
    """Measure what a listener's app decodes of a file that was encoded here: constant bit rate, no bit reservoir.

    Raises:
        NoXingError, NoFrameError: the file is not what was written.
        ToolError: it cannot be decoded.
    """
    told, halt = read_xing(path), Halt()
    with path.open("rb") as file:
        starts = frame_starts_of(file)
        file.seek(0)
        meter = Meter(told.rate, WEIGHTS[1 if frame_header(file.read(HEADER)).mono else 2])
    prover = _Prover(path, starts, told, meter, ffmpeg, halt)
    pieces, before = list[Piece](), np.zeros((len(meter.weights), TAPS), np.float32)
    pool = ThreadPoolExecutor(lanes, "prove")
    try:
        for found, before in pool.map(prover.measure, prover.stretches()):  # noqa: B007 - the last one is used
            pieces += found
            advance(sum(piece.samples for piece in pieces) / told.rate)
    finally:
        halt.now()
        pool.shutdown(wait=True, cancel_futures=True)
    return summed(pieces, before, meter)


@dataclass(frozen=True, slots=True)
class _Prover:
    """Measures stretches of a file, whose frames begin at ``starts``; the first one is the header."""

    path: Path
    starts: "array[int]"
    told: Xing
    meter: Meter
    ffmpeg: Ffmpeg
    halt: Halt

    def stretches(self) -> Iterator[_Stretch]:
        """Cut the sound on a grid that does not depend on the lanes."""
        late, frame = self.told.delay + _DECODER, self.told.samples_per_frame
        for start in range(0, self.told.samples, _STRETCH * self.told.rate):
            end = min(start + _STRETCH * self.told.rate, self.told.samples)
            first = max(0, (start + late) // frame - _AHEAD)
            last = min(self.told.frames, -(-(end + late) // frame) + 1)
            skipped = first * frame - late
            yield _Stretch(first, last, (start - (TAPS if start else 0) - skipped, end - skipped), start)

    def measure(self, one: _Stretch) -> tuple[list[Piece], Channels]:
        excerpt = Excerpt(self._frames(one), len(self.meter.weights), *one.span, settling=one.start > 0)
        with weighted_mp3(self.ffmpeg, excerpt, k_weighting(self.told.rate), self.halt) as output:
            return stretch(output.read, self.meter, one.start)

    def _frames(self, one: _Stretch) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(self.starts[one.first + 1])
            for at in range(one.first, one.last, _AT_ONCE):
                yield file.read(self.starts[min(at + _AT_ONCE, one.last) + 1] - self.starts[at + 1])
