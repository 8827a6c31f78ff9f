"""A lesson's video becomes one that every browser plays, with mastered sound: the story, from top to bottom."""

import dataclasses
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import ContentError
from pipeline.events import Noted, Tell
from pipeline.model.audio import Profile
from pipeline.model.bundle import EncodedVideo, VideoProfile
from pipeline.stages.mastering.job import Bench
from pipeline.stages.video.fit import fitted, refuse_tiny
from pipeline.stages.video.job import VideoJob
from pipeline.stages.video.pictures import QUALITY, Cut, Footage, copy, inspect, prove, transcode
from pipeline.stages.video.plan import Source, unfit
from pipeline.stages.video.poster import make_poster
from pipeline.stages.video.sound import AGAIN, soundtrack
from pipeline.tools.declared import is_cut_off
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.ffmpeg.videopasses import Reel
from pipeline.tools.ffmpeg.videoprobe import footage
from pipeline.tools.files import blob

_FEWER = (96, 64, 48)
"""Kilobits a second for sound in stereo, where a video must be small; mono takes three quarters."""


def encode(job: VideoJob, ffmpeg: Ffmpeg, folder: Path, tell: Tell, *, task: str) -> EncodedVideo:
    """Master the sound, copy the pictures where they fit or encode them, prove the result, and make its poster.

    May run in several threads at once, each with a folder and a task of its own.

    Raises:
        ContentError: the file cannot become a video, or not one of the size that is asked for.
    """
    with TemporaryDirectory(dir=folder) as work:
        bench = Bench(ffmpeg, Path(work), tell, task)
        return _kept(folder, _encoded(bench, job))


def _encoded(bench: Bench, job: VideoJob) -> EncodedVideo:
    path = job.video.path
    if is_cut_off(path):
        raise ContentError("it is cut off: the file ends too early", AGAIN)
    held = footage(bench.ffmpeg, path)
    pictures = held.best_pictures
    if pictures is None:
        raise ContentError("it holds no pictures, only sound", "give a video; a recording of sound is for an episode")
    found = inspect(bench, path, pictures, held.seconds)
    refuse_tiny(job.profile.target_bytes, _FEWER[-1] * 3 // 4 if held.best_sound else 0, found.end)
    sound = soundtrack(bench, path, held.best_sound, _profile(job.profile, found.end), found.end)
    made = _film(bench, Cut(Reel(path, pictures.stream, sound.path), Source(pictures, found, sound.seconds)), job)
    return EncodedVideo(
        video=blob(made.path),
        poster=blob(make_poster(bench, made, job)),
        seconds=round(made.seconds, 6),
        width=made.width,
        height=made.height,
        copied=made.copied,
        before=sound.before,
        after=sound.after,
    )


def _film(bench: Bench, cut: Cut, job: VideoJob) -> Footage:
    if job.profile.target_bytes is not None:
        return fitted(bench, cut, job.profile, job.profile.target_bytes)
    why = unfit(cut.source, job.profile.height)
    if not why:
        return prove(bench, copy(bench, cut), copied=True)
    bench.tell(Noted(f"{bench.task}: the pictures are encoded anew, since {why}"))
    return prove(bench, transcode(bench, cut, job.profile.height, QUALITY), copied=False)


def _kept(folder: Path, made: EncodedVideo) -> EncodedVideo:
    """Move the video and its poster out of the workshop, whose other files go."""
    video, poster = (
        dataclasses.replace(one, path=one.path.rename(folder / one.path.name)) for one in (made.video, made.poster)
    )
    return dataclasses.replace(made, video=video, poster=poster)


def _profile(video: VideoProfile, seconds: float) -> Profile:
    """Give the contract of the sound: it takes half of the bytes at most, where these are bounded."""
    most = inf if video.target_bytes is None else video.target_bytes / 2 / 125 / max(seconds, 1)
    kbps = next((one for one in (video.audio_kbps, *_FEWER) if one <= min(most, video.audio_kbps)), _FEWER[-1])
    return Profile(video.loudness, video.tolerance, video.true_peak, kbps * 3 // 4, kbps, video.levelling)
