"""Videos for lessons: pictures that fit are copied, others encoded; the sound is mastered."""

from pathlib import Path

from pipeline.events import Tell
from pipeline.model.bundle import EncodedVideo
from pipeline.stages.video.job import NAME, VERSION, VideoJob
from pipeline.stages.video.share import seconds_of, share
from pipeline.tools.ffmpeg.program import Ffmpeg

__all__ = ["NAME", "VERSION", "VideoJob", "encode", "seconds_of", "share"]


def encode(job: VideoJob, ffmpeg: Ffmpeg, folder: Path, tell: Tell, *, task: str) -> EncodedVideo:
    """Do what ``pipeline.stages.video.encoding.encode`` does."""
    from pipeline.stages.video.encoding import encode as work  # noqa: PLC0415 - numpy, unneeded when it is cached

    return work(job, ffmpeg, folder, tell, task=task)
