"""What mastering is asked to do, and what it is done with."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.events import Tell
from pipeline.model.audio import Profile
from pipeline.model.blob import Blob
from pipeline.model.episode import ChannelChoice
from pipeline.model.show import Stings
from pipeline.tools.ffmpeg.program import Ffmpeg

NAME, VERSION = "master", 3
"""Of the engine; raised when the same recording or video would sound otherwise, so that caches are not believed."""


@dataclass(frozen=True, slots=True)
class MasterJob:
    """Everything that decides the bytes of a master; the key under which it is cached."""

    recording: Blob
    channels: ChannelChoice
    stings: Stings
    profile: Profile
    ffmpeg: str
    """The version of ffmpeg."""
    keep_pauses: tuple[float, ...] = ()
    """Seconds in the recording at which there are pauses that are not shortened."""


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
        return os.cpu_count() or 1
