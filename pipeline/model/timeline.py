"""Where the moments of a recording are heard in the audio that was made of it."""

from dataclasses import dataclass
from itertools import pairwise

Stretch = tuple[float, float]
"""Seconds from and up to."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stretches of a recording that were ``kept``, in order, heard one after another from ``start`` seconds on."""

    kept: tuple[Stretch, ...]
    start: float = 0.0

    @property
    def cuts(self) -> tuple[Stretch, ...]:
        """Give the seconds of the recording that were cut out between what was kept."""
        return tuple((end, begin) for (_, end), (begin, _) in pairwise(self.kept))

    def at(self, seconds: float) -> float:
        """Give the second of the audio at which a second of the recording is heard.

        What was cut is where its neighbours meet; what comes after the recording is at its end. Later is never earlier.
        """
        heard = self.start
        for begin, end in self.kept:
            if seconds < end:
                return heard + max(0.0, seconds - begin)
            heard += end - begin
        return heard
