"""What is done with the pictures of a video: copied where they fit, else encoded, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pipeline.tools.ffmpeg.videopasses import Packets
from pipeline.tools.ffmpeg.videoprobe import PictureStream

_PROFILES = {"Constrained Baseline", "Baseline", "Main", "High"}
_HDR = ("smpte2084", "arib-std-b67")
_FASTEST = 30
_SLOWEST = 10
"""Pictures a second below which a constant rate is not kept: a player should answer a click sooner."""
_STANDARD = (
    *(Fraction(halves, 2) for halves in (24, 25, 30, 48, 50, 60, 96, 100, 120)),
    *(Fraction(n * 1000, 1001) for n in (24, 30, 48, 60)),
)
_APART, _APART_SECONDS = 300, 12
"""Pictures or seconds between two at which decoding can begin: more make seeking slow on a tablet."""
_HOLES = 3
"""Pictures that may be missing: cutting without encoding leaves such holes at the end."""
TAIL = 0.5
"""Seconds by which sound may outlast pictures before the last of these is held."""


@dataclass(frozen=True, slots=True)
class Source:
    """A video's pictures as they came, and how long its sound is heard."""

    pictures: PictureStream
    packets: Packets
    heard: float

    @property
    def rate(self) -> Fraction | None:
        """Give the constant rate of pictures, or None if they come at odd times."""
        times = np.array(self.packets.times, np.int64) - self.packets.times[0]
        gaps = np.diff(times)
        if not gaps.any():
            return None
        near = gaps[gaps < 1.5 * np.median(gaps)]
        slots = round(int(times[-1]) / max(float(near.mean()), 1.0)) if near.size else 0
        if not 0 <= slots - len(gaps) <= _HOLES:
            return None
        step = int(times[-1]) / slots
        slack = max(1.0, float(Fraction(1, 1000) / self.packets.base))
        if np.abs(times - np.rint(times / step) * step).max() > slack:
            return None
        return _standard(1 / (step * float(self.packets.base)))

    @property
    def missing(self) -> float:
        """Give the seconds for which the last picture must be held, so that nothing heard lacks a picture."""
        late = self.heard - self.packets.end
        return late if late > TAIL else 0.0

    def size(self, height: int) -> tuple[int, int]:
        """Give width and height as shown: square pixels, upright, the shorter side at most ``height``, both even."""
        one = self.pictures
        wide, high = Fraction(one.width), Fraction(one.height)
        wide, high = (wide * one.sar, high) if one.sar > 1 else (wide, high / one.sar)
        if round(abs(one.turned)) in {90, 270}:
            wide, high = high, wide
        smaller = min(Fraction(1), height / min(wide, high))
        return _even(wide * smaller), _even(high * smaller)

    def seconds(self) -> float:
        """Give how long the pictures last, the held one included."""
        return self.packets.end + self.missing


def unfit(source: Source, height: int) -> str:
    """Say why the pictures cannot be copied to a file that every browser plays; '' if they can."""
    return next(_flaws(source, height), "")


def _flaws(source: Source, height: int) -> Iterator[str]:
    one, packets, rate = source.pictures, source.packets, source.rate
    if one.codec != "h264" or one.profile not in _PROFILES or one.pixels != "yuv420p":
        yield " ".join(filter(None, ("they are", one.codec, one.profile, one.pixels)))
    if "first" in one.colour or "pc" in one.colour.split(", ") or any(mark in one.colour for mark in _HDR):
        yield f"they are {one.colour}"
    if one.sar != 1 or one.turned:
        yield "they are turned, or their pixels are not square"
    if min(one.width, one.height) > height:
        yield f"their shorter side has more than {height} pixels"
    if rate is None or rate > 2 * _FASTEST or not packets.plain:
        yield "they do not come at a constant rate"
    elif abs(packets.start) * rate > 0.5 or packets.apart > max(_APART, _APART_SECONDS * float(rate)):  # noqa: PLR2004 - half a picture's time
        yield "they begin late, or too few of them can be jumped to"
    if source.missing:
        yield "they end before the sound"


def rate(source: Source) -> Fraction:
    """Give the constant rate to encode at: the source's own, or a whole part of it, up to 30 a second."""
    own = source.rate
    if own is not None and own >= _SLOWEST:
        return own / -(-own // Fraction(3001, 100))
    mean = len(source.packets.times) / max(source.packets.end - source.packets.start, 0.04)
    return Fraction(25 if mean <= 25.1 else _FASTEST)  # noqa: PLR2004 - 25, as measured over a short clip


def filters(source: Source, size: tuple[int, int], pictures_a_second: Fraction) -> str:
    """Give the filter graph from the decoded pictures, which ffmpeg has turned upright, to those that are encoded."""
    one = source.pictures
    steps = ["bwdif=deint=interlaced"] if "first" in one.colour else []
    steps += [f"fps=fps={pictures_a_second}:start_time=0"]
    steps += [_TO_SDR] if any(mark in one.colour for mark in _HDR) else []
    matrix = ":out_color_matrix=bt709" if one.pixels.startswith(("rgb", "bgr", "gbr", "pal8", "argb", "abgr")) else ""
    steps += [f"scale={size[0]}:{size[1]}:flags=lanczos:out_range=tv{matrix}", "setsar=1", "format=yuv420p"]
    steps += [f"tpad=stop_mode=clone:stop_duration={source.missing:.3f}"] if source.missing else []
    return ",".join(steps)


_TO_SDR = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,"
    "format=yuv420p"
)


def _standard(measured: float) -> Fraction:
    """Give the usual rate that is meant; time stamps in whole milliseconds tell it only nearly."""
    near = min(_STANDARD, key=lambda one: abs(float(one) - measured))
    return near if abs(float(near) - measured) < measured / 2000 else Fraction(measured).limit_denominator(1001)


def _even(side: Fraction) -> int:
    return max(16, round(side / 2) * 2)
