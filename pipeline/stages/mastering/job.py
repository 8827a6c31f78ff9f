"""What mastering is asked to do, and what it is done with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

from pipeline.events import Advanced, Finished, Started, Tell
from pipeline.model.audio import Profile
from pipeline.model.episode import ChannelChoice
from pipeline.model.recording import Recording
from pipeline.model.show import Stings
from pipeline.tools.cores import cores
from pipeline.tools.ffmpeg.program import Ffmpeg

NAME, VERSION = "master", 6
"""Of the engine; raised when the same recording or video would sound, or be told of, otherwise, so that caches are not
believed; with another LAME (``tools/lame.py``) too."""


@dataclass(frozen=True, slots=True)
class MasterJob:
    """Everything that decides the bytes of a master; the key under which it is cached."""

    recording: Recording
    channels: ChannelChoice
    stings: Stings
    profile: Profile
    ffmpeg: str
    """The version of ffmpeg."""
    keep_pauses: tuple[float, ...] = ()
    """Seconds in the recording at which there are pauses that are not shortened."""
    marks: tuple[float, ...] = ()
    """Seconds in the recording at which the show's sound between parts is put in; rising."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a pass works with: the program, an empty folder, and whom to tell under which name."""

    ffmpeg: Ffmpeg
    folder: Path
    tell: Tell
    task: str

    @property
    def cores(self) -> int:
        """Give how many things are worked on at a time."""
        return cores()


@contextmanager
def progress(bench: Bench, work: str, total: float | None) -> Iterator[Callable[[float], None]]:
    """Lend the function that tells how many of ``total`` seconds are done."""
    task, most = f"{bench.task}:{work}", inf if total is None else total
    bench.tell(Started(task, f"{bench.task}: {work}", total))
    yield lambda seconds: bench.tell(Advanced(task, min(seconds, most)))
    bench.tell(Finished(task))
