"""Videos made for tests by the ffmpeg that the product uses, the encoding of them, and what is seen and heard."""

import re
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mastering.sound import FFMPEG
from pipeline.events import Tell, silent
from pipeline.model.bundle import EncodedVideo, VideoProfile
from pipeline.stages import video
from pipeline.tools.ffmpeg.videoprobe import Footage, footage
from pipeline.tools.files import blob

SPEECH = "aevalsrc=exprs='0.12*random(0)*(0.6+0.4*sin(9*t))|0.10*random(1)*(0.6+0.4*sin(9*t))':s={rate}:d={seconds}"
"""Noise with syllables, and channels that differ."""
PICTURES = "testsrc2=s=320x180:r=25"
H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"


def run(*arguments: object) -> bytes:
    """Run ffmpeg; gives what it writes to standard output."""
    command = [FFMPEG.path, "-v", "error", "-y", *map(str, arguments)]
    return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout


def film(path: Path, *, seconds: float = 3, pictures: str = PICTURES, coding: str = H264, sound: str = SPEECH) -> Path:
    """Write a video of the kind that its name says; ``coding`` are ffmpeg's arguments for the output."""
    heard = ["-f", "lavfi", "-i", sound.format(rate=48_000, seconds=seconds)] if sound else []
    run("-f", "lavfi", "-t", seconds, "-i", pictures, *heard, *coding.split(), path)
    return path


def encoded(
    source: Path,
    folder: Path,
    *,
    profile: VideoProfile | None = None,
    poster: Path | float | None = None,
    tell: Tell = silent,
) -> EncodedVideo:
    """Encode in a folder of its own; ``poster`` is a picture, or a time in seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    picture, at = (blob(poster), None) if isinstance(poster, Path) else (None, poster)
    job = video.VideoJob(blob(source), picture, at, profile or VideoProfile(), FFMPEG.version)
    return video.encode(job, FFMPEG, folder, tell, task=source.stem)


def facts(made: EncodedVideo) -> Footage:
    """Read the finished file back."""
    return footage(FFMPEG, made.video.path)


def loudness(path: Path) -> tuple[float, float]:
    """Give integrated loudness and true peak by ffmpeg's own summary: a second reading, not our gating."""
    meter = ["-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"]
    command = [FFMPEG.path, "-hide_banner", "-i", str(path), "-vn", *meter]
    ended = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    said = ended.stderr.decode("utf-8", "replace")
    summary = said[said.rindex("Summary:") :]
    found = [float(value) for value in re.findall(r"(?:I|Peak):\s+(-?[\d.]+)", summary)]
    return found[0], found[1]


def coded_pictures(path: Path, stream: int = 0) -> list[str]:
    """Give the checksum of each coded picture, in the order of decoding."""
    listed = run("-i", path, "-map", f"0:{stream}", "-c", "copy", "-f", "framecrc", "-").decode()
    return [line.split(",")[5].strip() for line in listed.splitlines() if line[0] != "#"]


def brightness(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give when each picture is shown, in seconds, and how bright it is (0 to 255), as decoded."""
    listed = run("-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framecrc", "-").decode()
    base = next(line for line in listed.splitlines() if line.startswith("#tb 0:")).split()[-1].split("/")
    shown = [int(line.split(",")[2]) for line in listed.splitlines() if line[0] != "#"]
    grey = run(*f"-i {path} -map 0:v:0 -fps_mode passthrough -vf scale=16:9:flags=area,format=gray".split(), *_RAW)
    pictures = np.frombuffer(grey, np.uint8).reshape(len(shown), -1)
    return np.array(shown) * int(base[0]) / int(base[1]), pictures.mean(axis=1)


def heard(path: Path) -> NDArray[np.float32]:
    """Give the sound as a player plays it from the file's zero on: one channel, 48 kHz."""
    placed = "aresample=48000:async=1:first_pts=0"
    return np.frombuffer(run("-i", path, "-map", "0:a:0", "-af", placed, "-ac", 1, "-f", "f32le", "-"), np.float32)


_RAW = ("-f", "rawvideo", "-")
