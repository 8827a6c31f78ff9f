"""Recordings that are put together from pieces: real speech, tones, noise, clicks, silence, in any form of file."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from mastering.sound import FFMPEG
from pipeline.model.audio import CODECS, Profile
from pipeline.model.cleaning import STEPS
from samples import ROOT

Sound = NDArray[np.float64]
"""Shape (samples,), full scale is 1."""

SPEECH = ROOT / "episodes" / "ada-lovelace" / "recording.mp3"

FORMS = {
    "u8.wav": "-c:a pcm_u8",
    "16.wav": "-c:a pcm_s16le",
    "24.wav": "-c:a pcm_s24le",
    "32.wav": "-c:a pcm_s32le",
    "float.wav": "-c:a pcm_f32le",
    "double.wav": "-c:a pcm_f64le",
    "rf64.wav": "-c:a pcm_f32le -rf64 always",
    "a.w64": "-c:a pcm_s24le",
    "a.aiff": "-c:a pcm_s16be",
    "16.flac": "-sample_fmt s16",
    "24.flac": "-sample_fmt s32",
    "a.mp3": "-b:a 128k",
    "variable.mp3": "-q:a 5",
    "a.m4a": "-c:a aac -b:a 128k",
    "a.opus": "-c:a libopus",
    "a.ogg": "-c:a libvorbis",
    "a.mka": "-c:a pcm_s16le",
}
"""Names of files, and how ffmpeg writes them."""

LAYOUTS = ("mono", "same", "wide", "quieter", "inverted", "left only", "right only", "5.1")

_LIMITED = {"a.mp3": (44_100, 48_000), "variable.mp3": (44_100, 48_000), "a.opus": (48_000,), "a.m4a": (44_100, 48_000)}
_RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000)


@dataclass(frozen=True)
class Piece:
    """``seconds`` of a kind of sound; what ``gain`` (dB) and ``value`` (0 to 1) mean depends on the kind."""

    kind: str
    seconds: float
    gain: float
    value: float


@dataclass(frozen=True)
class Recording:
    """Pieces in a row at ``rate`` Hz, in the channels of a ``layout``, written as one of ``FORMS``."""

    pieces: tuple[Piece, ...]
    rate: int
    layout: str
    form: str

    @property
    def seconds(self) -> float:
        """Give the seconds of all pieces, in whole samples."""
        return sum(round(one.seconds * self.rate) for one in self.pieces) / self.rate

    def write(self, folder: Path) -> Path:
        """Write the file."""
        sound = np.concatenate([_KINDS[one.kind](one, self.rate) for one in self.pieces])
        channels = np.stack(_channels(sound, self.layout), axis=1)
        path = folder / self.form
        layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels.shape[1]]
        source = ["-f", "f32le", "-ar", str(self.rate), "-ch_layout", layout, "-i", "-"]
        command = [FFMPEG.path, "-v", "error", "-y", *source, *FORMS[self.form].split(), str(path)]
        subprocess.run(command, check=True, input=channels.astype("<f4").tobytes())
        return path


@cache
def speech(rate: int) -> Sound:
    """A real voice at a rate, in mono, at its own level."""
    arguments = ["-i", str(SPEECH), "-map", "0:a", "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"]
    data = subprocess.run(
        [FFMPEG.path, "-v", "error", *arguments], check=True, stdin=subprocess.DEVNULL, capture_output=True
    ).stdout
    return np.frombuffer(data, np.float32).astype(np.float64)


def _spoken(piece: Piece, rate: int) -> Sound:
    whole, length = speech(rate), round(piece.seconds * rate)
    start = round(piece.value * (len(whole) - length))
    return whole[start : start + length] * _factor(piece.gain)


def _clipped(piece: Piece, rate: int) -> Sound:
    return np.clip(_spoken(piece, rate) * 30, -1, 1) * _factor(min(piece.gain, 0))


def _tone(piece: Piece, rate: int) -> Sound:
    hertz = 20 * (0.45 * rate / 20) ** piece.value
    sound: Sound = np.sin(2 * np.pi * hertz * np.arange(round(piece.seconds * rate)) / rate)
    return sound * _factor(piece.gain)


def _noise(piece: Piece, rate: int) -> Sound:
    random = np.random.default_rng(round(piece.value * 1000))
    noise: Sound = random.normal(0, 0.25, round(piece.seconds * rate))
    return noise * _factor(piece.gain)


def _clicks(piece: Piece, rate: int) -> Sound:
    sound = np.zeros(round(piece.seconds * rate))
    sound[:: max(1, round(rate * (0.005 + piece.value)))] = _factor(piece.gain)
    return sound


def _silence(piece: Piece, rate: int) -> Sound:
    return np.zeros(round(piece.seconds * rate))


def _direct(piece: Piece, rate: int) -> Sound:
    return _spoken(piece, rate) + (piece.value - 0.5)


_KINDS = {
    "speech": _spoken,
    "clipped": _clipped,
    "tone": _tone,
    "noise": _noise,
    "clicks": _clicks,
    "silence": _silence,
    "DC": _direct,
}


def _factor(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _channels(sound: Sound, layout: str) -> list[Sound]:
    late, nothing = np.roll(sound, 37) * 0.8, np.zeros_like(sound)
    return {
        "mono": [sound],
        "same": [sound, sound],
        "wide": [sound, late],
        "quieter": [sound, sound * 0.1],
        "inverted": [sound, -sound],
        "left only": [sound, nothing],
        "right only": [nothing, sound],
        "5.1": [sound * 0.5, late * 0.5, sound, nothing, late * 0.1, sound * 0.1],
    }[layout]


def pieces() -> st.SearchStrategy[tuple[Piece, ...]]:
    """Give strategies for one to five pieces, of 1 to 8 s together."""
    kinds, gains, values = st.sampled_from(("speech", *_KINDS)), st.integers(-60, 20), st.integers(0, 100)

    def one(least: int) -> st.SearchStrategy[Piece]:
        lengths = st.integers(least, 200)
        return st.builds(lambda k, s, g, v: Piece(k, s / 100, g, v / 100), kinds, lengths, gains, values)

    return st.builds(lambda first, rest: (first, *rest), one(100), st.lists(one(15), max_size=4))


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Give a strategy for recordings of up to 10 s."""
    form = draw(st.sampled_from(sorted(FORMS)))
    rate = draw(st.sampled_from(_LIMITED.get(form, _RATES)))
    layouts = [one for one in LAYOUTS if one != "5.1" or not form.endswith("mp3")]
    return Recording(draw(pieces()), rate, draw(st.sampled_from(layouts)), form)


def profiles() -> st.SearchStrategy[Profile]:
    """Give strategies for profiles: targets from broadcast to the loudest that is allowed, each thing on or off."""

    def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(one for one in values if one in chosen))

    return st.builds(
        Profile,
        loudness=st.sampled_from((-24.0, -23.0, -19.0, -16.0, -14.0)),
        true_peak=st.sampled_from((-3.0, -2.0, -1.0)),
        mono_kbps=st.sampled_from((48, 64, 96, 128)),
        stereo_kbps=st.sampled_from((96, 128, 192)),
        levelling=st.integers(0, 100),
        trim=st.booleans(),
        longest_pause=st.sampled_from((0.0, 0.5, 1.5)),
        cleanup=st.sampled_from(("off", "auto")),
        cleanup_skip=some(STEPS),
        alternates=some(CODECS),
        encoding=st.sampled_from(("fine", "fast")),
    )
