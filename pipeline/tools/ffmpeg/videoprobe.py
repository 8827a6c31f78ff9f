"""Ask ffmpeg which pictures and which sound a file holds, from what it says when it opens one.

There is no ffprobe. What ``framecrc`` tells of sound (see ``probe``) lacks profile, pixel format and rotation.
"""

import dataclasses
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.errors import ContentError, ToolError
from pipeline.tools import process
from pipeline.tools.ffmpeg.program import Ffmpeg, reading

_WORDS = 4_000
"""Lines of metadata, chapters and streams that are read at most."""
_STREAM = re.compile(r"^ {2,4}Stream #0:(\d+)(?:\[0x[0-9a-f]+\])?(?:\([^)]*\))?: (Video|Audio): (.+)$")
_FIELDS = re.compile(r", (?![^(\[]*[)\]])")
_SIZE = re.compile(r"^(\d+)x(\d+)")
_SAR = re.compile(r"\bSAR (\d+):(\d+)")
_RATE = re.compile(r"([\d.]+)(k?) fps")
_TURNED = re.compile(r"display ?matrix: rotation of (\S+) degrees", re.IGNORECASE)
_DURATION = re.compile(r"^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_PICTURE = ("(attached pic)", "(still image)", "(timed thumbnails)")
_FOR_FEW = ("(visual impaired)", "(hearing impaired)", "(descriptions)", "(comment)", "(karaoke)", "(dub)")


@dataclass(frozen=True, slots=True)
class PictureStream:
    """A video stream. ``stream`` counts all streams of the file; ``pixels`` is ffmpeg's name of the pixel format.

    ``colour`` is what stands behind it, such as ``tv, bt709, progressive``. ``width`` and ``height`` are as coded;
    ``sar`` is the shape of a pixel; ``turned`` the degrees of the display matrix; ``rate`` the average a second.
    """

    stream: int
    codec: str
    profile: str
    pixels: str
    colour: str
    width: int
    height: int
    sar: Fraction
    rate: float
    default: bool
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class SoundStream:
    """An audio stream. ``stream`` counts the audio streams; ``layout`` is ffmpeg's name of the channel layout."""

    stream: int
    codec: str
    rate: int
    layout: str
    default: bool


@dataclass(frozen=True, slots=True)
class Footage:
    """What a file holds; ``seconds`` is what its header says, if it says so."""

    pictures: tuple[PictureStream, ...]
    sounds: tuple[SoundStream, ...]
    seconds: float | None

    @property
    def best_pictures(self) -> PictureStream | None:
        """Give the default stream, of several the largest, of those the one with the highest rate."""
        return max(self.pictures, key=lambda p: (p.default, p.width * p.height, p.rate, -p.stream), default=None)

    @property
    def best_sound(self) -> SoundStream | None:
        """Give the default stream, of several the one with the highest sampling rate, of those the first."""
        return max(self.sounds, key=lambda s: (s.default, s.rate, -s.stream), default=None)


def footage(ffmpeg: Ffmpeg, path: Path) -> Footage:
    """Open a file and give what ffmpeg says of it.

    Raises:
        ContentError: it cannot be opened as media.
    """
    # A second input, made by ffmpeg itself, lets it end well: without an output it would fail.
    nothing = ["-f", "lavfi", "-i", "nullsrc=s=16x16:d=0.04", "-map", "1:0", "-c", "rawvideo", "-f", "null", "-"]
    command = [ffmpeg.path, "-hide_banner", "-nostdin", "-v", "info", "-nostats", *reading(path), *nothing]
    try:
        with process.running(command, words=_WORDS) as output:
            output.read(-1)
    except ToolError as error:
        said = error.message.splitlines()[-1].strip()
        hint = "export the video again, as MP4 with H.264 and AAC"
        raise ContentError(f"it cannot be read as a video ({said})", hint) from error
    return parse(output.complaints)


def parse(said: tuple[str, ...]) -> Footage:
    """Read what ffmpeg says of its first input."""
    pictures: dict[int, PictureStream] = {}
    sounds: list[SoundStream] = []
    seconds, stream = None, -1
    for line in _first_input(said):
        if found := _STREAM.match(line):
            stream = int(found[1])
            if found[2] == "Audio":
                sounds.append(_sound(found[3], len(sounds)))
            elif picture := _pictures(found[3], stream):
                pictures[stream] = picture
        elif (turned := _TURNED.search(line)) and stream in pictures:
            pictures[stream] = _turned(pictures[stream], turned[1])
        elif length := _DURATION.match(line):
            seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    return Footage(tuple(pictures.values()), tuple(s for s in sounds if s.rate), seconds)


def _first_input(said: tuple[str, ...]) -> Iterator[str]:
    within = False
    for line in said:
        if line.startswith(("Input #", "Output #", "Stream mapping")):
            within = line.startswith("Input #0")
        elif within:
            yield line


def _pictures(text: str, stream: int) -> PictureStream | None:
    """Read a line such as ``h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 320x180 [SAR 1:1 DAR 16:9], 25 fps``.

    Gives None for a cover picture, and for what ffmpeg cannot measure.
    """
    fields = _FIELDS.split(text)
    at = next((n for n, field in enumerate(fields) if _SIZE.match(field)), 0)
    size = _SIZE.match(fields[at])
    if not at or not size or any(mark in text for mark in _PICTURE):
        return None
    codec, profile = _named(fields[0])
    pixels, _, colour = fields[at - 1].partition("(")
    shape, rate = _SAR.findall(text), _RATE.search(text)
    return PictureStream(
        stream=stream,
        codec=codec,
        profile=profile,
        pixels=pixels,
        colour=colour.rstrip(")"),
        width=int(size[1]),
        height=int(size[2]),
        sar=_ratio(*shape[-1]) if shape else Fraction(1),  # the container's word comes last
        rate=float(rate[1]) * (1000 if rate[2] else 1) if rate else 0.0,
        default="(default)" in text,
    )


def _sound(text: str, stream: int) -> SoundStream:
    fields = _FIELDS.split(text)
    at = next((n for n, field in enumerate(fields) if field.endswith(" Hz")), 0)
    layout = fields[at + 1] if at and at + 1 < len(fields) else ""
    main = "(default)" in text and not any(mark in text for mark in _FOR_FEW)
    return SoundStream(stream, _named(fields[0])[0], int(fields[at][:-3]) if at else 0, layout, main)


def _named(field: str) -> tuple[str, str]:
    """Take ``h264 (High) (avc1 / 0x31637661)`` apart: codec and profile."""
    codec, _, rest = field.partition(" ")
    profile = re.match(r"\(([^/)]+)\)", rest)
    return codec, profile[1] if profile else ""


def _ratio(over: str, under: str) -> Fraction:
    return Fraction(int(over), int(under)) if int(over) and int(under) else Fraction(1)


def _turned(pictures: PictureStream, degrees: str) -> PictureStream:
    angle = float(degrees)  # "nan" where the matrix is no rotation
    return dataclasses.replace(pictures, turned=angle if abs(angle) > 0.01 or math.isnan(angle) else 0.0)  # noqa: PLR2004 - degrees, as printed
