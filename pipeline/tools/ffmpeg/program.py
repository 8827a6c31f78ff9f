"""Which ffmpeg is used, and the arguments that keep it from reading what it should not."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MissingError
from pipeline.tools import process

OLDEST = 5
"""The first major version whose ``ebur128`` and ``amultiply`` behave as measured."""

VARIABLE = "FREMSKRITT_FFMPEG"

DEMUXERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,"
    "mp3,mpeg,mpegts,mxf,ogg,tta,w64,wav,wv"
)
"""Real media files only: no playlist, script or device may make ffmpeg read something else."""


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """A usable ffmpeg: where it is, and the version it gives (part of every cache key)."""

    path: str
    version: str


def locate(configured: str = "") -> Ffmpeg:
    """Find ffmpeg: the environment variable, then the setting, then the one that is shipped.

    Raises:
        MissingError: it is not there, is no ffmpeg, or is older than ``OLDEST``.
    """
    path = os.environ.get(VARIABLE) or configured or _shipped()
    first = process.run([path, "-hide_banner", "-version"], stall=20).partition("\n")[0]
    found = re.match(r"ffmpeg version (\S+)", first)
    if not found:
        raise MissingError(f"{path} is no ffmpeg", f"correct {VARIABLE} or `ffmpeg` in config/publish.toml")
    major = re.match(r"n?(\d+)\.", found[1])  # a build from git has no number; it is newer than any we refuse
    if major and int(major[1]) < OLDEST:
        raise MissingError(f"{path} is ffmpeg {found[1]}", f"use version {OLDEST} or newer, or the one that is shipped")
    return Ffmpeg(path, found[1])


def encodes(ffmpeg: Ffmpeg, encoder: str) -> bool:
    """Say whether an ffmpeg was built with an encoder of that name."""
    listed = process.run([ffmpeg.path, "-hide_banner", "-encoders"], stall=20)
    return any(line.split()[1:2] == [encoder] for line in listed.splitlines())


def _shipped() -> str:
    import imageio_ffmpeg  # noqa: PLC0415 - slow, and unneeded when another ffmpeg is chosen

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingError("no ffmpeg comes with this system's wheel", f"install ffmpeg and set {VARIABLE}") from error


def reading(path: Path) -> list[str]:
    """Give the arguments to open a media file of the producer's, and nothing that it names."""
    return ["-protocol_whitelist", "file,pipe", "-format_whitelist", DEMUXERS, "-i", f"file:{path.absolute()}"]


def quiet(ffmpeg: Ffmpeg) -> list[str]:
    """Give the start of every command: errors only, no banner, no keyboard."""
    return [ffmpeg.path, "-hide_banner", "-nostdin", "-v", "error", "-y"]
