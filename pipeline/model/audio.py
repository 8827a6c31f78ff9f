"""What is measured of sound, and what mastering makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pipeline.model.blob import Blob
from pipeline.model.cleaning import STEPS, CleanStep, CleanUp, Step
from pipeline.model.timeline import Gap, Stretch, Timeline

Codec = Literal["aac", "opus"]
CODECS: tuple[Codec, ...] = ("aac", "opus")
"""What an episode may be published in besides MP3, in the order in which it is offered."""
ENDINGS: Mapping[Codec, str] = MappingProxyType({"aac": "m4a", "opus": "opus"})
"""Of their files' names."""


def in_order(wanted: Iterable[Codec]) -> tuple[Codec, ...]:
    """Give codecs in the order of ``CODECS``, each once: however a producer lists them, it is the same wish."""
    asked = set(wanted)
    return tuple(codec for codec in CODECS if codec in asked)


Encoding = Literal["fine", "fast"]
"""Of MP3: with the noise shaped under what masks it as well as LAME can at its usual pace, or in half the time."""


Trim = Literal[True, False, "start", "end"]
"""At which ends of a recording silence is cut off: at both, at none, or at that one alone."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The contract of a mastered episode: LUFS (dual-mono measure), dBTP, kb/s, and ``levelling`` in per cent.

    ``trim``: where silence is cut off; ``longest_pause``: seconds to which pauses are shortened, 0 for none.
    ``cleanup``: faults that are found are treated, but for ``cleanup_skip``. ``alternates``: what is made besides MP3,
    in the order of ``CODECS``, under the same contract.
    """

    loudness: float = -16.0
    tolerance: float = 0.2
    true_peak: float = -1.0
    mono_kbps: int = 96
    stereo_kbps: int = 128
    levelling: int = 100
    trim: Trim = True
    longest_pause: float = 0.0
    cleanup: CleanUp = "auto"
    cleanup_skip: tuple[Step, ...] = ()
    alternates: tuple[Codec, ...] = ()
    encoding: Encoding = "fine"

    @property
    def steps(self) -> tuple[Step, ...]:
        """Give the steps of the clean-up that are done where they are needed."""
        return () if self.cleanup == "off" else tuple(step for step in STEPS if step not in self.cleanup_skip)


@dataclass(frozen=True, slots=True)
class Loudness:
    """ITU-R BS.1770-5 and EBU Tech 3342 figures of one piece of sound.

    ``integrated`` in LUFS (a mono file measured as dual mono), ``true_peak`` in dBTP, ``range`` in LU.
    """

    integrated: float
    true_peak: float
    range: float
    momentary_max: float
    short_term_max: float


@dataclass(frozen=True, slots=True)
class Alternate:
    """The sound of a master in another codec, ``samples`` per channel at ``rate`` Hz and measured as decoded."""

    codec: Codec
    audio: Blob
    samples: int
    rate: int
    after: Loudness

    @property
    def bitrate(self) -> int:
        """Give the mean bits per second of the file, which has no tags yet."""
        return round(self.audio.size * 8 * self.rate / self.samples)


@dataclass(frozen=True, slots=True)
class Master:
    """A mastered file, measured after decoding it, and the ``report`` on what was done (JSON, see ``SoundReport``).

    ``data`` is a table of loudness, peaks and gains, ten times a second (CSV, see ``formats.sound.sheet``).

    ``samples`` per channel at ``rate`` Hz as decoded; ``recorded`` are the seconds of the recording itself, and
    ``shift`` how many seconds an intro moved its start; ``gain`` is the static gain in dB; ``limited`` the deepest
    gain reduction in dB; ``activity`` are the (start, end) seconds in which somebody speaks, for placing untimed text;
    ``kept`` are the seconds of the recording that were not cut away, ``gaps`` where sound was put in, ``cleaning`` what
    was treated; ``alternates`` are the same sound in other codecs.
    """

    audio: Blob
    report: Blob
    data: Blob
    samples: int
    rate: int
    channels: Literal[1, 2]
    kbps: int
    before: Loudness
    after: Loudness
    gain: float
    limited: float
    recorded: float
    shift: float
    activity: tuple[Stretch, ...] = ()
    kept: tuple[Stretch, ...] = ()
    cleaning: tuple[CleanStep, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def seconds(self) -> float:
        """Duration in seconds, from decoded samples."""
        return self.samples / self.rate

    @property
    def timeline(self) -> Timeline:
        """Give where the recording's seconds are heard."""
        return Timeline(self.kept or ((0.0, self.recorded),), self.shift, self.gaps)
