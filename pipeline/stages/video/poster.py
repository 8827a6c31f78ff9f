"""The picture that stands for a video until it is played."""

from pathlib import Path

import numpy as np

from pipeline.errors import ContentError
from pipeline.stages.mastering.job import Bench
from pipeline.stages.video.job import VideoJob
from pipeline.stages.video.pictures import Footage
from pipeline.tools.ffmpeg.videopasses import still, thumbnail
from pipeline.tools.images import save_cover

LARGEST = 150_000
"""Bytes of a poster."""
_CANDIDATES = tuple(share / 100 for share in range(10, 100, 10))
_DARK, _FLAT = 30.0, 8.0
"""Mean of a picture (0 to 255) and its standard deviation below which it shows next to nothing."""


def make_poster(bench: Bench, made: Footage, job: VideoJob) -> Path:
    """Make the poster, a JPEG of the video's size: of the producer's picture, or of one in the video.

    Raises:
        ContentError: the picture cannot be read, or the time is after the end.
    """
    target, size = bench.folder / "poster.jpg", (made.width, made.height)
    if job.poster:
        try:
            save_cover(job.poster.path, target, size, LARGEST)
        except ContentError as error:
            raise ContentError(f"poster {job.poster.path.name}: {error.message}", error.hint) from error
        return target
    at = _picked(bench, made) if job.poster_at is None else job.poster_at
    frame = bench.folder / "frame.png"
    if not still(bench.ffmpeg, made.path, at, frame):
        raise ContentError(f"poster: there is no picture at {at:.1f} s", f"the video lasts {made.seconds:.1f} s")
    save_cover(frame, target, size, LARGEST)
    frame.unlink()
    return target


def _picked(bench: Bench, made: Footage) -> float:
    """Give the first time, from a tenth of the video on, at which there is something to see; else the best one."""
    best, contrast = 0.0, -1.0
    for share in _CANDIDATES:
        at = round(made.seconds * share, 3)
        grey = np.frombuffer(thumbnail(bench.ffmpeg, made.path, at), np.uint8)
        if not grey.size:
            continue
        spread = float(grey.std())
        if grey.mean() > _DARK and spread > _FLAT:
            return at
        if spread > contrast:
            best, contrast = at, spread
    return best
