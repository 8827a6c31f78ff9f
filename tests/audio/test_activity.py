"""Speech is known from steady music by its envelope, on real recordings."""

from pathlib import Path

import numpy as np
import pytest

from audio.signals import RATE, heard, measured, programme
from pipeline.audio.activity import Heard
from pipeline.audio.analysis import Analysis
from pipeline.audio.peaks import Samples
from samples import recordings


def shares(found: Analysis) -> dict[Heard, float]:
    return {kind: float(np.mean(found.activity == kind)) for kind in Heard}


@pytest.mark.parametrize("recording", recordings(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_people_who_speak_are_heard_speaking(tmp_path: Path, recording: Path) -> None:
    part = shares(measured(programme(recording), tmp_path))
    assert part[Heard.SPEECH] >= 0.8 * (1 - part[Heard.PAUSE])
    assert 0.02 <= part[Heard.PAUSE] <= 0.5


def chords(seconds_each: float, attack: float) -> Samples:
    """Triads one after another, each swelling and dying away in ``attack`` seconds."""
    at = np.arange(round(seconds_each * RATE)) / RATE
    swell = np.minimum(1, np.minimum(at, at[::-1]) / attack)
    triads = [(220, 277, 330), (196, 247, 294), (175, 220, 262), (196, 247, 330)] * 3
    notes = [sum(np.sin(2 * np.pi * hertz * at + hertz) for hertz in triad) * swell for triad in triads]
    return np.repeat(np.concatenate(notes).astype(np.float32)[:, None] * np.float32(0.06), 2, axis=1)


@pytest.mark.parametrize(("seconds", "attack"), [(2.0, 0.5), (4.0, 1.0), (1.0, 0.1)])
def test_pads_and_chords_are_music(tmp_path: Path, seconds: float, attack: float) -> None:
    part = shares(heard(chords(seconds, attack), tmp_path))
    assert part[Heard.MUSIC] >= 0.8 * (1 - part[Heard.PAUSE])


def test_steady_noise_is_no_speech(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).standard_normal((10 * RATE, 2)) * 0.05
    assert shares(heard(noise.astype(np.float32), tmp_path))[Heard.SPEECH] == 0.0
