"""Rooms that ring, microphones that stand close, soft turns and brief words: nobody's speech is turned down."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mastering.conversation import RATE, Sound, Turn, said, voice, written
from mastering.sound import FFMPEG
from mastering.test_faults import ADA, STUDIO, TELESCOPE
from pipeline.audio import crosstalk
from pipeline.events import silent
from pipeline.model.audio import Profile
from pipeline.stages.mastering import tracks
from pipeline.stages.mastering.job import Bench

SECONDS = 60.0
FILES = (ADA, 40.0), (STUDIO, 56.0), (TELESCOPE, 12.0)
_FRAME = RATE // 10
_SPOKEN = -45.0
"""dBFS of 100 ms in which somebody speaks: 20 dB under the voice."""


@dataclass(frozen=True)
class Room:
    """How microphones hear: bleeding in dB, seconds of echo, noise in dBFS; and how people talk.

    ``soft``: every other turn is 12 dB weaker; ``brief``: half a second is said beneath every long turn; ``overlap`` is
    the share of turns that begin before the last one ends.
    """

    bleed: float = -20.0
    echo: float = 0.4
    noise: float = -75.0
    soft: bool = False
    brief: bool = False
    overlap: float = 0.1


ROOMS = {
    "studio": Room(-24.0, 0.05),
    "living-room": Room(echo=0.6),
    "close": Room(-12.0),
    "very-close": Room(-8.0, 0.6),
    "noisy": Room(noise=-50.0),
    "soft": Room(soft=True),
    "brief": Room(brief=True, overlap=0.0),
    "quarrel": Room(overlap=0.7),
}


def talking(room: Room, generator: np.random.Generator) -> list[Turn]:
    """Three who take turns of 1.5 to 12 s, each of a real voice."""
    turns, at, last = list[Turn](), 1.0, -1
    while at < SECONDS - 14:
        who = int(generator.choice([one for one in range(3) if one != last]))
        seconds = float(generator.uniform(1.5, 11))
        path, whole = FILES[who]
        sound = voice(path, float(generator.uniform(0, max(whole - seconds, 0.1))), seconds)
        turns.append(Turn(who, at, sound * (0.25 if room.soft and len(turns) % 2 else 1)))
        at += len(sound) / RATE
        at += -min(seconds / 2, 1.5) if generator.random() < room.overlap else generator.uniform(0.1, 1)
        last = who
    if room.brief:
        turns += [
            Turn(other.speaker, one.begin + 2, voice(FILES[other.speaker][0], 5, 0.6) * 0.4)
            for one, other in pairwise(turns)
            if len(one.sound) > 5 * RATE
        ]
    return turns


def recorded(mouths: Sound, room: Room, generator: np.random.Generator) -> Sound:
    """What microphones of three gains hear, each voice with an echo that dies away by 60 dB in ``echo`` seconds."""
    length = round(room.echo * RATE)
    size = 1 << (mouths.shape[1] + length).bit_length()
    spectra = np.fft.rfft(mouths, size, axis=1)
    heard = generator.normal(0, 10 ** (room.noise / 20), mouths.shape)
    for own in range(len(mouths)):
        for speaker, spectrum in enumerate(spectra):
            tail = generator.normal(0, 1, length) * 10 ** (-3 * np.arange(length) / length)
            answer = tail / np.sqrt(np.sum(tail**2)) * 10 ** ((-22 if room.echo > 0.2 else -60) / 20)
            late = 0 if speaker == own else int(generator.uniform(0.003, 0.012) * RATE)
            answer[late] += 1 if speaker == own else 10 ** ((room.bleed + generator.normal(0, 1.5)) / 20)
            heard[own] += np.fft.irfft(spectrum * np.fft.rfft(answer, size), size)[: mouths.shape[1]]
    return np.asarray(heard * 10 ** (np.array([[0], [-14], [5]]) / 20))


@pytest.mark.parametrize("name", ROOMS)
def test_all_speech_is_open_and_little_else_is(name: str, tmp_path: Path, figures: list[str]) -> None:
    room, generator = ROOMS[name], np.random.default_rng(8)
    mouths = said(talking(room, generator), 3, SECONDS)
    given = written(tmp_path, ["a", "b", "c"], recorded(mouths, room, generator))
    bench = Bench(FFMPEG, tmp_path, silent, name)
    found = tracks.listened(bench, given, "auto", Profile(cleanup="off"))
    is_open = crosstalk.opened(crosstalk.speaking([one.heard.microphone for one in found if one.heard]))
    frames = mouths[:, : is_open.shape[1] * _FRAME].reshape(3, -1, _FRAME)
    spoken = 10 * np.log10(np.mean(frames**2, axis=2) + 1e-20) > _SPOKEN
    gains = np.stack([crosstalk.gate(one) for one in is_open])
    lost = np.count_nonzero(spoken & (gains < -1)) / 10
    others = spoken.any(axis=0) & ~spoken
    leaking = np.count_nonzero(others & (gains > crosstalk.DEPTH / 2)) / np.count_nonzero(others)
    figures.append(f"{name}: {lost:.1f} s of {spoken.sum() / 10:.0f} s of speech turned down, {leaking:.0%} left open")
    assert lost <= 0.2
    assert leaking < 0.5
