"""The bytes of a bundle, divided among its videos."""

from pathlib import Path

from pipeline.errors import ContentError
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.ffmpeg.videoprobe import footage


def share(budget: int, seconds: tuple[float, ...]) -> tuple[int, ...]:
    """Divide ``budget`` bytes among videos by how long they last; the parts never sum to more."""
    whole = sum(seconds)
    return (
        tuple(int(budget * one / whole) for one in seconds)
        if whole
        else (budget // max(1, len(seconds)),) * len(seconds)
    )


def seconds_of(path: Path, ffmpeg: Ffmpeg) -> float:
    """Give how long a video lasts by its own header, in seconds.

    Raises:
        ContentError: it cannot be read, or does not say.
    """
    seconds = footage(ffmpeg, path).seconds
    if not seconds:
        raise ContentError("its header does not say how long it lasts", "export the video again, as MP4")
    return seconds
