"""A video that takes at most so many bytes: copied if it does already, else as large a picture as is worth having."""

from pathlib import Path

from pipeline.errors import ContentError
from pipeline.events import Noted
from pipeline.model.bundle import VideoProfile
from pipeline.stages.mastering.job import Bench, progress
from pipeline.stages.video import pictures, plan
from pipeline.stages.video.pictures import PRESET, QUALITY, Cut, Footage
from pipeline.tools.ffmpeg.videopasses import looked_over, sampled

_HEIGHTS = (720, 540, 360)
_INDEX = 20
"""Bytes that an MP4 keeps for each picture beside the picture itself, rounded up."""
_HEADER = 4_000
_LEAST = 2_000
"""Bytes a second (16 kb/s) below which not even slides can be read."""
_WORTH = 1.6
"""How many times too large pictures of the wanted quality may be, before smaller ones look better than coarser ones."""
_STRETCHES, _STRETCH = 4, 4.0
"""How many stretches of how many seconds are encoded to find out how large the whole will be."""
_ROUNDS = 4
_SPARE = 0.98


def fitted(bench: Bench, cut: Cut, profile: VideoProfile, target: int) -> Footage:
    """Make a video of at most ``target`` bytes.

    Raises:
        ContentError: that cannot be done; the hint says what can.
    """
    seconds, sound = cut.source.seconds(), cut.reel.sound.stat().st_size if cut.reel.sound else 0
    beside = sound + _HEADER + round(_INDEX * seconds * float(max(plan.rate(cut.source), cut.source.rate or 0)))
    room = target - beside
    if cut.source.packets.size <= room and not plan.unfit(cut.source, profile.height):
        return pictures.prove(bench, pictures.copy(bench, cut), copied=True)
    if room < _LEAST * seconds:
        raise _impossible(target, beside + _LEAST * seconds)
    height, rate = _chosen(bench, cut, profile, room)
    for _ in range(_ROUNDS):
        path = _two_passes(bench, cut, height, rate) if rate else pictures.transcode(bench, cut, height, QUALITY)
        size = path.stat().st_size
        if size <= target:
            bench.tell(Noted(f"{bench.task}: {height} lines, {size / 1e6:.1f} MB of at most {target / 1e6:.1f}"))
            return pictures.prove(bench, path, copied=False)
        rate = min(rate or room, room) * room / (size - beside) * _SPARE
    raise _impossible(target, size)


def _chosen(bench: Bench, cut: Cut, profile: VideoProfile, room: float) -> tuple[int, float]:
    """Give a height, and the bytes for all pictures at it; 0 where the wanted quality takes less than there is."""
    highest = min(profile.height, *cut.source.size(profile.height))
    for height in (highest, *(one for one in _HEIGHTS if one < highest)):
        needed = _expected(bench, cut, height)
        if needed <= room * 0.9:
            return height, 0.0
        if needed <= room * _WORTH:
            break
    return height, room * _SPARE


def _expected(bench: Bench, cut: Cut, height: int) -> float:
    """Give the bytes that the pictures take at the wanted quality, judged by a few stretches."""
    coding, end = pictures.coding(cut.source, height, QUALITY), cut.source.packets.end
    starts = [end * (n + 0.5) / _STRETCHES - _STRETCH / 2 for n in range(_STRETCHES)]
    length = _STRETCH if starts[0] > 0 else end
    with progress(bench, f"try {height}", end) as advance, pictures.blamed_on_content():
        size = 0
        for start in starts if starts[0] > 0 else [0.0]:
            size += sampled(bench.ffmpeg, cut.reel, coding, start, length)
            advance(start)
    return size * end / (length * (len(starts) if starts[0] > 0 else 1))


def _two_passes(bench: Bench, cut: Cut, height: int, size: float) -> Path:
    """Encode to ``size`` bytes of pictures: the first pass finds out where they are needed."""
    rate = ["-b:v", str(round(size * 8 / cut.source.seconds())), "-preset", PRESET, "-passlogfile", "passes"]
    with progress(bench, "look ahead", cut.source.seconds()) as advance, pictures.blamed_on_content():
        first = pictures.coding(cut.source, height, [*rate, "-pass", "1"])
        looked_over(bench.ffmpeg, cut.reel, first, bench.folder, advance)
    return pictures.transcode(bench, cut, height, [*rate, "-pass", "2"])


def refuse_tiny(target: int | None, kbps: int, seconds: float) -> None:
    """Refuse before anything is made what cannot hold even the coarsest sound, at ``kbps``, and pictures.

    Raises:
        ContentError: the hint says what is needed.
    """
    least = (kbps * 125 + _LEAST) * seconds
    if target is not None and target < least:
        raise _impossible(target, least + _HEADER)


def _impossible(target: int, least: float) -> ContentError:
    return ContentError(
        f"it cannot be made to fit into {target / 1e6:.1f} MB",
        f"allow {least * 1.1 / 1e6:.1f} MB for it, or make the video shorter",
    )
