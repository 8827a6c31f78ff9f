"""Music that lasts is found between voices, where it is; in speech there is none, nor under it."""

from pathlib import Path

import numpy as np
import pytest

from audio.signals import RATE, heard, measured, programme
from audio.test_activity import chords
from audio.tunes import AIR, MUSIC, at, drums, joined, voice
from pipeline.audio import activity, levelling, music
from pipeline.audio.activity import Heard
from pipeline.audio.analysis import Analysis
from samples import recordings, shared


def stretches(analysis: Analysis) -> list[tuple[float, float]]:
    """Give from when to when music lasts, in seconds."""
    loudness, moves = levelling.momentary(analysis.powers), levelling.moving(analysis.powers)
    found = music.lasting(analysis.powers, loudness, moves, analysis.activity != Heard.PAUSE)
    return [(start / levelling.FRAMES, end / levelling.FRAMES) for start, end in activity.stretches(found)]


@pytest.mark.parametrize("recording", recordings(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_in_speech_there_is_none(recording: Path, tmp_path: Path) -> None:
    assert stretches(measured(programme(recording), tmp_path)) == []


def test_in_poems_there_is_none(tmp_path: Path) -> None:
    """Verse has a rhythm of its own; half an hour of it, where the shared recordings are found."""
    for recording in (path for path in shared(long=True) if "fleursdumal" in path.name):
        assert stretches(measured(programme(recording), tmp_path)) == []


@pytest.mark.parametrize("pause", [0.0, 1.0])
@pytest.mark.parametrize("kind", sorted(MUSIC))
def test_between_voices_it_is_found_where_it_is(kind: str, pause: float, tmp_path: Path) -> None:
    tune = MUSIC[kind]()
    whole = joined(voice(AIR, 0, 12, -43), tune, voice(AIR, 14, 12, -23), pause=pause)
    ((begin, end),) = stretches(heard(whole, tmp_path))
    assert begin == pytest.approx(12 + pause, abs=0.6)
    assert end == pytest.approx(12 + pause + len(tune) / RATE, abs=0.6)


@pytest.mark.parametrize("kind", ["chords", "drums"])
def test_under_a_voice_there_is_none(kind: str, tmp_path: Path) -> None:
    """It is 10 dB weaker than the voice."""
    said = voice(AIR, 0, 24, -26)
    bed = np.tile(chords(2.0, 0.5)[:, 0].astype(np.float64), 2)[: len(said)] if kind == "chords" else drums(24.0)
    under = at(bed, -36)
    assert stretches(heard((said + under).astype(np.float32)[:, None], tmp_path)) == []


@pytest.mark.parametrize("seconds", [0.0, 0.05, 1.0, 7.9, 8.0])
def test_of_a_short_recording_nothing_is_asked(seconds: float) -> None:
    powers = np.full(round(seconds * 100), 1e-4, np.float32)
    loudness, moves = levelling.momentary(powers), levelling.moving(powers)
    assert len(music.lasting(powers, loudness, moves, moves)) == len(powers) // 10
