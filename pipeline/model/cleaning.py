"""What was found to be wrong with a recording's sound, and what was done about it."""

from dataclasses import dataclass
from typing import Literal

Step = Literal["high-pass", "hum", "noise"]
CleanUp = Literal["auto", "off"]

STEPS: tuple[Step, ...] = ("high-pass", "hum", "noise")
"""In the order in which they are done."""


@dataclass(frozen=True, slots=True)
class CleanStep:
    """A step of the clean-up: ``level`` is how strong the fault was in dB against the loud moments of speech.

    ``hertz`` is where it was treated: the corner of a high-pass, the lines of a hum, the middles of the bands of
    noise; ``reduction`` by how many dB at most. ``floors``, of noise only, are in dBFS: what
    white noise would have as a whole, were it as dense as the noise found at each of ``hertz``.
    """

    name: Step
    level: float
    hertz: tuple[float, ...]
    reduction: float
    floors: tuple[float, ...] = ()
