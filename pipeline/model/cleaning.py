"""What was found to be wrong with a recording's sound, and what was done about it."""

from dataclasses import dataclass
from typing import Literal

Step = Literal["offset", "high-pass", "hum", "noise", "de-ess"]
CleanUp = Literal["auto", "off"]

STEPS: tuple[Step, ...] = ("offset", "high-pass", "hum", "noise", "de-ess")
"""In the order in which they are done."""

Why = Literal["off", "skipped", "loud", "short", "ffmpeg"]
"""Why a fault is left: the producer wants no clean-up, or not this step; it is too loud to be treated without harm to
the words; the recording is too short to be sure; or ffmpeg is too old."""


@dataclass(frozen=True, slots=True)
class CleanStep:
    """A step of the clean-up: ``level`` is how strong the fault was in dB against the loud moments of speech.

    That of an offset is against the loudness of the whole.
    ``hertz`` is where it was treated: the corner of a high-pass, the lines of a hum, the middles of the bands of noise,
    the middle of the sibilants; ``reduction`` by how many dB at most. ``floors`` are in dBFS: of noise, what white
    noise would have as a whole, were it as dense as that found at each of ``hertz``; of de-essing, where it begins.
    """

    name: Step
    level: float
    hertz: tuple[float, ...]
    reduction: float
    floors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Untreated:
    """A fault that was found and left as it is; its ``level`` is that of a :class:`CleanStep`."""

    name: Step
    level: float
    why: Why
