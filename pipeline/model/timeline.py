"""Where the moments of a recording are heard in the audio that was made of it."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

Stretch = tuple[float, float]
"""Seconds from and up to."""

_ROUNDING = 1e-6
"""Seconds that are none: where a gap is was reckoned, and may be that far from the edge of a cut."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Sound of the show's that was put in at second ``at`` of a recording, which moves all that follows by ``seconds``.

    It is heard from ``lead`` seconds before that on, over the end of what went before. ``mark`` is the second that was
    asked for; the gap is in the pause beside it.
    """

    at: float
    seconds: float
    lead: float
    mark: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stretches of a recording that were ``kept``, in order, heard one after another from ``start`` seconds on.

    At ``gaps``, in order and at seconds of the recording, they have moved apart.
    """

    kept: tuple[Stretch, ...]
    start: float = 0.0
    gaps: tuple[Gap, ...] = ()

    @property
    def cuts(self) -> tuple[Stretch, ...]:
        """Give the seconds of the recording that were cut out between what was kept."""
        return tuple((end, begin) for (_, end), (begin, _) in pairwise(self.kept))

    @property
    def joined(self) -> "Timeline":
        """Give the time line of what was kept alone: its seconds are those since it began, cuts left out."""
        alone = Timeline(self.kept)
        gaps = tuple(replace(gap, at=alone.at(gap.at)) for gap in self.gaps)
        return Timeline(((0.0, alone.at(inf)),), self.start, gaps)

    def at(self, seconds: float) -> float:
        """Give the second of the audio at which a second of the recording is heard.

        What was cut is where its neighbours meet; what comes after the recording is at its end; a gap's own second is
        behind it. Later is never earlier.
        """
        return self._heard(seconds) + sum(gap.seconds for gap in self.gaps if gap.at <= seconds)

    def until(self, seconds: float) -> float:
        """Give the second of the audio up to which is heard what ends at a second of the recording, gaps ahead of it.

        It differs from ``at`` only for what ends where a gap is, or in what was cut out there.
        """
        heard = self._heard(seconds)
        return heard + sum(gap.seconds for gap in self.gaps if self._heard(gap.at) < heard - _ROUNDING)

    def chapter(self, seconds: float) -> float:
        """Give the second of the audio at which a chapter begins: with the sound that was put in for it, if any was."""
        put_in = next((gap for gap in self.gaps if gap.mark == seconds), None)
        return self.at(seconds) if put_in is None else self.until(put_in.at) - put_in.lead

    def recorded(self, seconds: float) -> float:
        """Give the second of the recording which is heard ``seconds`` into what was kept, start and gaps left out."""
        for begin, end in self.kept:
            if seconds <= end - begin:
                return begin + seconds
            seconds -= end - begin
        return self.kept[-1][1]

    def _heard(self, seconds: float) -> float:
        heard = self.start
        for begin, end in self.kept:
            if seconds < end:
                return heard + max(0.0, seconds - begin)
            heard += end - begin
        return heard
