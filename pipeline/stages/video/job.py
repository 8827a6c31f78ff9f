"""What encoding a video is asked to do."""

from dataclasses import dataclass

from pipeline.model.blob import Blob
from pipeline.model.bundle import VideoProfile
from pipeline.stages.mastering.job import VERSION as MASTERING

NAME, VERSION = "video", 1


@dataclass(frozen=True, slots=True)
class VideoJob:
    """Everything that decides the bytes of a video and its poster; the key under which they are cached.

    ``poster`` is a picture of the producer's; else the one shown at ``poster_at`` seconds, or one is picked.
    """

    video: Blob
    poster: Blob | None
    poster_at: float | None
    profile: VideoProfile
    ffmpeg: str
    """The version of ffmpeg."""
    mastering: int = MASTERING
    """The version of the engine that masters the sound."""
