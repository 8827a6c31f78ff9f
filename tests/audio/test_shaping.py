"""The curve as a whole: the loudness it foresees, and that nothing but the curve changes the sound."""

import numpy as np
import pytest

from audio.test_levelling import voice
from pipeline.audio import shaping
from pipeline.audio.levelling import FRAMES
from pipeline.audio.loudness import SILENT
from pipeline.audio.shaping import LEVEL, GainCurve, Levels, Shaped, Span, fitted, loudness_under

RATE = 48_000


def test_the_static_gain_reaches_the_aim() -> None:
    power = voice(-30, 30)
    curve = fitted(power, np.full(len(power), 0.01, np.float32), LEVEL, -16.0, -1.5)
    assert loudness_under(power, LEVEL) + curve.gain == pytest.approx(-16.0, abs=0.01)


def test_what_the_limiter_takes_is_given_back() -> None:
    power = voice(-30, 30)
    peaks = np.where(np.arange(len(power)) % 100 < 30, 0.9, 0.05).astype(np.float32)  # loud for 0.3 s
    limited = fitted(power, peaks, LEVEL, -16.0, -1.5)
    free = fitted(power, peaks, LEVEL, -16.0, 40.0)
    assert limited.gain > free.gain + 0.5


def test_the_sound_follows_the_levels() -> None:
    levels = np.where(np.arange(40) < 20, 0.0, 6.0)  # from the second second on
    sound = np.full((4 * RATE, 2), 0.01, np.float32)
    shaped = Shaped(GainCurve(6.0, Levels(levels), -1.0), RATE, 2)
    out = np.concatenate(list(shaped.blocks(np.split(sound, 8))))
    assert out.shape == sound.shape
    assert 20 * np.log10(out[RATE, 0] / 0.01) == pytest.approx(6.0, abs=0.001)
    assert 20 * np.log10(out[3 * RATE, 0] / 0.01) == pytest.approx(12.0, abs=0.001)
    assert np.abs(np.diff(out[:, 0])).max() < 0.01 / FRAMES, "no step"
    assert shaped.deepest == 0.0


def test_no_sound_is_no_trouble() -> None:
    shaped = Shaped(GainCurve(0.0, LEVEL, -1.0), RATE, 1)
    assert sum(len(block) for block in shaped.blocks([])) == 0
    assert shaped.deepest == 0.0


def test_levelling_keeps_to_its_stretch() -> None:
    """What was mixed before, such as an intro, is not touched; and there is no click where the stretch begins."""
    levels = Levels(np.full(40, 6.0), (Span(1.5, 3.0, 1.0),))
    sound = np.full((4 * RATE, 1), 0.01, np.float32)
    out = np.concatenate(list(Shaped(GainCurve(0.0, levels, -1.0), RATE, 1).blocks([sound])))
    assert np.allclose(out[: 3 * RATE // 2], 0.01, rtol=1e-5)
    assert np.allclose(out[3 * RATE // 2 : 3 * RATE], 0.01 * 10**0.3, rtol=1e-5)
    assert np.allclose(out[3 * RATE :], 0.01, rtol=1e-5)


def test_a_long_recording_is_foreseen_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    power = voice(-30, 60)
    peaks = np.sqrt(power) * np.float32(8)
    levels = Levels(np.linspace(-3, 3, 600))
    whole = fitted(power, peaks, levels, -16.0, -1.5)
    monkeypatch.setattr(shaping, "_AT_ONCE", 700)
    assert fitted(power, peaks, levels, -16.0, -1.5).gain == pytest.approx(whole.gain, abs=1e-9)


@pytest.mark.parametrize("slots", [0, 9, 39, 40])
def test_loudness_of_next_to_nothing(slots: int) -> None:
    heard = loudness_under(np.full(slots, 0.01, np.float32), LEVEL)
    assert heard == (SILENT if slots < 40 else pytest.approx(-20.69, abs=0.01))
