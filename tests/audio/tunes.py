"""Voices and music to put together: real ones that are shipped, and drums, which nobody speaks like."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.signals import FFMPEG, RATE
from pipeline.audio.peaks import Samples
from samples import ROOT

AIR = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
SHOW = ROOT / "feeds" / "kommunenes-digitale-fremskritt"
Sound = NDArray[np.float64]


def voice(path: Path, begin: float, seconds: float, level: float) -> Sound:
    """A stretch of a recording in mono, at a level in dBFS."""
    cut = ["-ss", str(begin), "-t", str(seconds), "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    data = subprocess.run([FFMPEG.path, "-v", "error", *cut], check=True, capture_output=True).stdout
    return at(np.frombuffer(data, np.float32), level)


def at(sound: NDArray[np.floating], level: float) -> Sound:
    """A sound at a level in dBFS."""
    return np.asarray(sound * 10 ** (level / 20) / np.sqrt(np.mean(sound.astype(np.float64) ** 2)), np.float64)


def drums(seconds: float, level: float = -23.0) -> Sound:
    """A loop of bass drum, snare and hi-hat at 104 beats a minute, played a little unevenly, and nothing else."""
    random, beat = np.random.default_rng(4), 60 / 104
    whole = np.zeros(round(seconds * RATE))
    for number in range(int(seconds / beat * 2)):
        begin = round((number * beat / 2 + random.uniform(0, 0.012)) * RATE)
        struck = stroke(number, random)[: len(whole) - begin] * random.uniform(0.7, 1.0)
        whole[begin : begin + len(struck)] += struck
    return at(whole, level)


def stroke(number: int, random: np.random.Generator) -> Sound:
    """The stroke on an eighth: bass drum on one and three, snare on two and four, the hi-hat between."""
    time = np.arange(round(0.2 * RATE)) / RATE
    noise = np.convolve(random.standard_normal(len(time)), np.ones(4) / 2, "same")  # little above what MP3 keeps
    if number % 2:
        return np.asarray(0.25 * np.diff(noise, prepend=0) * np.exp(-time / 0.015))
    if number % 4:
        return np.asarray(0.6 * (noise + np.sin(2 * np.pi * 190 * time)) * np.exp(-time / 0.03))
    return np.asarray(1.5 * np.sin(2 * np.pi * (50 * time - 3 * np.exp(-time / 0.03))) * np.exp(-time / 0.05))


MUSIC: dict[str, Callable[[], Sound]] = {
    "intro": lambda: voice(SHOW / "intro.flac", 0, 3.2, -23),
    "outro": lambda: voice(SHOW / "outro.flac", 0, 3.2, -23),
    "both": lambda: np.concatenate([voice(SHOW / f"{name}.flac", 0, 3.2, -23) for name in ("intro", "outro") * 2]),
    "drums": lambda: drums(14.0, -31),
}
"""The show's own sounds without their end, which is too soft to be heard; and drums, their strokes far stronger."""


def joined(*sounds: Sound, pause: float) -> Samples:
    """Sounds one after another, with the noise of a room between them."""
    room = np.random.default_rng(7).standard_normal(round(pause * RATE)) * 10 ** (-75 / 20)
    whole = np.concatenate([part for one in sounds for part in (one, room)])
    return whole.astype(np.float32)[:, None]
