"""A recording made ready to be heard beside its master."""

from dataclasses import dataclass

from pipeline.model.blob import Blob
from pipeline.model.recording import Recording
from pipeline.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class CompareJob:
    """Everything that decides the bytes; the key under which they are cached.

    The ``master`` has ``samples`` at ``rate`` Hz and is ``loudness`` LUFS; ``timeline`` tells what of the recording is
    heard in it, and where.
    """

    recording: Recording
    master: Blob
    samples: int
    rate: int
    loudness: float
    timeline: Timeline
    ffmpeg: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The recording as a file that browsers play, on the time line of its master and as long.

    ``turned`` is the gain in dB that the recording was given. ``before_volume`` and ``after_volume`` are factors up to
    1 that make both equally loud, ``loudness`` in LUFS.
    """

    before: Blob
    turned: float
    loudness: float
    before_volume: float
    after_volume: float
