"""The curves of a mastering, ten times a second, beside the master: a few minutes in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio import windows
from pipeline.audio.analysis import Analysis
from pipeline.audio.columns import recorded
from pipeline.audio.levelling import FRAMES
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.series import rest
from pipeline.formats.sound.sheet import KINDS, header, lines
from pipeline.model.timeline import Timeline
from pipeline.stages.mastering.encode import MP3
from pipeline.stages.mastering.figures import Worked, slot

Values = NDArray[np.float64]

_ROW = PER_SECOND // FRAMES
"""Slots in a row."""
_SHORT, _LONG = windows.MOMENTARY // _ROW, windows.SHORT_TERM // _ROW
"""Rows in a momentary and a short-term window."""
_AT_ONCE = 6000
"""Rows that are worked on at a time: ten minutes."""
_NOTHING = -70.0
"""LUFS under which nothing is heard: the absolute gate of BS.1770-5."""


def write(worked: Worked, target: Path) -> None:
    """Write loudness, peaks and gains on the time line of the published file, as a spreadsheet reads them.

    A row stands at the end of its 100 ms, as meters tell it (EBU Tech 3341, 2.2): its loudness is that of the 400 ms
    and the 3 s up to then. There is none where no recording is heard, or not for so long.
    """
    before = worked.before
    sheet = _Sheet(worked, before, worked.speech.analysis.activity)
    worked.speech.analysis.rest()
    speakers = [track.speaker for track in worked.sound.tracks if not track.silent]
    with target.open("wb") as file:
        file.write(header(speakers))
        for first in range(0, sheet.rows, _AT_ONCE):
            file.write(sheet.some(first, min(first + _AT_ONCE, sheet.rows)))
            sheet.rest()


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """What the rows are made of: ``before`` is the recording as it came, ``heard`` its kinds of sound."""

    worked: Worked
    before: Analysis
    heard: NDArray[np.uint8]

    @property
    def rows(self) -> int:
        return len(self.worked.rendered.proof.powers) // _ROW

    def some(self, first: int, end: int) -> bytes:
        """Give the rows from one up to another."""
        proof, ahead = self.worked.rendered.proof, min(first, _LONG)
        there = np.arange((first - ahead) * _ROW, end * _ROW)
        kept = _kept(there, self.worked.timeline.joined)
        frames = kept[ahead * _ROW + _ROW // 2 :: _ROW] // _ROW
        columns = [
            np.arange(first + 1, end + 1) / FRAMES,
            *_measured(_at(self.before.powers, kept), _at(self.before.peaks, kept), ahead),
            *_measured(_at(proof.powers, there), _at(proof.peaks, there), ahead),
            np.full(end - first, self.worked.rendered.curve.gain - MP3.turned_down),
            self._levelled(frames),
            self._limited(first, end),
            *self._moved(frames),
        ]
        kinds = np.nan_to_num(_at(self.heard, frames), nan=len(KINDS) - 1)
        return lines([_plain(column) for column in columns], [int(kind) for kind in kinds])

    def rest(self) -> None:
        """Let go of the memory that looking at values has taken: all of them together are 100 MB in ten hours."""
        self.before.rest()
        self.worked.rendered.proof.rest()
        moved = (values for one in self.worked.sound.moves for values in (one.fader, one.gate))
        rest(self.worked.rendered.reduced, *moved)

    def _levelled(self, frames: NDArray[np.int64]) -> Values:
        """Give what levelling did to frames of the recording; 0 where it did nothing."""
        found = _at(self.worked.levels.decibels, frames)
        return np.where(np.isnan(found) & (frames >= 0), 0.0, found)

    def _moved(self, frames: NDArray[np.int64]) -> Iterator[Values]:
        """Give what each track's fader and gate did to frames of what was kept, one after the other."""
        places = np.where(frames < 0, -1, recorded(frames, FRAMES, self.worked.timeline.kept))
        return (_at(values, places) for one in self.worked.sound.moves for values in (one.fader, one.gate))

    def _limited(self, first: int, end: int) -> Values:
        """Give the limiter's deepest reduction in each row, in dB."""
        reduced = self.worked.rendered.reduced
        edges = (np.arange(first, end + 1) / FRAMES / slot(self.worked.rendered) + 1e-6).astype(int)
        edges = np.minimum(edges, len(reduced) - 1)
        least = np.minimum.reduceat(reduced[: edges[-1] + 1], edges[:-1])
        return np.asarray(20 * np.log10(least.astype(np.float64)))


def _kept(slots: NDArray[np.int64], timeline: Timeline) -> NDArray[np.int64]:
    """Give which slot of what was kept of the recording is heard in each of the file; -1 where none is."""
    found, wide = slots - round(timeline.start * PER_SECOND), 0.0
    for gap in timeline.gaps:
        count = round((wide + gap.seconds) * PER_SECOND) - round(wide * PER_SECOND)
        wide += gap.seconds
        ahead = found - round(gap.at * PER_SECOND)
        found = np.where((found < 0) | (ahead < 0), found, np.where(ahead < count, -1, found - count))
    return found


def _at(series: NDArray[np.generic], places: NDArray[np.int64]) -> Values:
    """Give the values at places; no number where there is no such place."""
    there = (places >= 0) & (places < len(series))
    found = np.full(len(places), np.nan)
    found[there] = series[places[there]]
    return found


def _measured(powers: Values, peaks: Values, ahead: int) -> tuple[Values, Values, Values]:
    """Give momentary and short-term loudness and peak of rows, ``ahead`` of which are there for the windows alone."""
    means = powers.reshape(-1, _ROW).mean(axis=1).astype(np.float32)
    momentary, short_term = (
        np.pad(windows.loudness(windows.sliding(means, width)), (width - 1, 0), constant_values=np.nan)[: len(means)]
        for width in (_SHORT, _LONG)
    )
    highest = peaks.reshape(-1, _ROW).max(axis=1)
    decibels = 20 * np.log10(np.where(highest > 0, highest, np.nan))
    return _heard(momentary[ahead:]), _heard(short_term[ahead:]), decibels[ahead:]


def _heard(loudness: NDArray[np.float32]) -> Values:
    return np.where(loudness > _NOTHING, loudness, np.nan).astype(np.float64)


def _plain(column: Values) -> list[float]:
    """Give numbers that are never a minus nought."""
    found: list[float] = (np.round(column, 2) + 0.0).tolist()
    return found
