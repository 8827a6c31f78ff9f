"""What an episode is made of: one recording, or one sound file for each speaker."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.blob import Blob

FOLDER = "tracks"
"""The folder of an episode in which tracks lie."""
FEWEST, MOST = 2, 20
"""Tracks of an episode."""


@dataclass(frozen=True, slots=True)
class Track:
    """The sound of one speaker's microphone, called as its file is."""

    speaker: str
    sound: Blob


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks that were recorded together and begin at the same moment, sorted by speaker."""

    each: tuple[Track, ...]

    @property
    def path(self) -> Path:
        """Give the folder in which they lie."""
        return self.each[0].sound.path.parent

    @property
    def sha256(self) -> str:
        """Give the digest (hex) of who speaks, and of what is heard."""
        told = "\n".join(f"{track.sound.sha256} {track.speaker}" for track in self.each)
        return hashlib.sha256(told.encode()).hexdigest()


Recording = Blob | Tracks
