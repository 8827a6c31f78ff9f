"""Levelling: voices brought together, pauses not raised, nothing pumped, an even recording left alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.audio import levelling
from pipeline.audio.changepoints import LONGEST, segments
from pipeline.audio.levelling import FRAMES, SLOPE, SLOTS

Power = NDArray[np.float32]


def voice(level: float, seconds: float, seed: int = 0) -> Power:
    """Give an envelope like speech's: syllables of 200 ms, with gaps between some, at about ``level`` LUFS."""
    random = np.random.default_rng(seed)
    slots = int(seconds * FRAMES * SLOTS)
    syllables = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(slots) / 20)) ** 2
    stress = np.repeat(random.uniform(0.3, 1.0, slots // 20 + 1), 20)[:slots]
    power = syllables * stress + 1e-4
    return np.asarray(power / power.mean() * 10 ** ((level + 0.691) / 10), np.float32)


def still(level: float, seconds: float, seed: int = 0) -> Power:
    """Give noise, whose level hardly moves."""
    random = np.random.default_rng(seed)
    return (random.uniform(0.8, 1.2, int(seconds * FRAMES * SLOTS)) * 10 ** ((level + 0.691) / 10)).astype(np.float32)


def levelled(power: Power, strength: float = 1.0) -> tuple[tuple[levelling.Passage, ...], NDArray[np.float64]]:
    loudness = levelling.momentary(power)
    found = levelling.passages(loudness, levelling.speech(loudness, levelling.moving(power)), strength)
    return found, levelling.curve(found, len(loudness))


def test_two_voices_become_equally_loud() -> None:
    found, curve = levelled(np.concatenate([voice(-20, 20), voice(-32, 20, 1)]))
    first, second = found
    assert first.loudness + first.gain == pytest.approx(second.loudness + second.gain, abs=0.1)
    assert curve[300] - curve[100] == pytest.approx(12, abs=1)


def test_half_the_strength_is_half_the_gain() -> None:
    power = np.concatenate([voice(-20, 20), voice(-32, 20, 1)])
    whole, half, none = (levelled(power, strength)[1] for strength in (1.0, 0.5, 0.0))
    assert np.allclose(half, whole / 2, atol=2 * SLOPE / FRAMES)
    assert not none.any()


def test_a_pause_is_not_raised() -> None:
    power = np.concatenate([voice(-20, 20), still(-55, 8), voice(-32, 20, 1)])
    found, curve = levelled(power)
    assert len(found) == 2
    assert curve[200:275].max() <= min(one.gain for one in found) + 0.01


@pytest.mark.parametrize("pause", [0.5, 3.0])
def test_weak_words_beside_a_pause_have_their_whole_gain(pause: float) -> None:
    parts = voice(-20, 20), still(-55, pause), voice(-34, 20, 1), still(-55, pause), voice(-20, 20, 2)
    found, curve = levelled(np.concatenate(parts))
    _, weak, _ = found
    assert weak.gain > found[0].gain + 12
    assert np.allclose(curve[weak.start : weak.end], weak.gain)
    assert np.allclose(curve[: found[0].end], found[0].gain)


def test_where_there_is_no_pause_the_louder_voice_keeps_its_gain() -> None:
    found, curve = levelled(np.concatenate([voice(-20, 20), voice(-34, 20, 1)]))
    assert np.allclose(curve[: found[0].end], found[0].gain)
    assert curve[found[1].start + 4] == pytest.approx(found[1].gain)


def test_what_stands_still_is_no_speech() -> None:
    power = still(-30, 30)
    assert not levelling.speech(levelling.momentary(power), levelling.moving(power)).any()
    assert levelled(power)[0] == ()


def test_an_even_recording_is_left_alone() -> None:
    _, curve = levelled(np.concatenate([voice(-20, 20), voice(-21.5, 20, 1)]))
    assert np.abs(curve).max() <= 0.5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-45, -10), st.floats(1, 12)), min_size=1, max_size=6), st.integers(0, 9))
def test_gain_never_changes_faster_than_the_slope(parts: list[tuple[float, float]], seed: int) -> None:
    _, curve = levelled(np.concatenate([voice(level, seconds, seed + n) for n, (level, seconds) in enumerate(parts)]))
    assert np.isfinite(curve).all()
    assert np.abs(np.diff(curve)).max(initial=0.0) <= SLOPE / FRAMES + 1e-6


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-60, 0), max_size=60), st.integers(1, 6))
def test_segments_cover_everything_once(values: list[float], shortest: int) -> None:
    found = segments(np.array(values, np.float64), 250.0, shortest)
    assert [at for pair in found for at in range(*pair)] == list(range(len(values)))
    assert len(found) <= 1 or min(end - start for start, end in found) >= shortest


def test_a_step_is_found_where_it_is() -> None:
    random = np.random.default_rng(2)
    values = np.concatenate([random.normal(-20, 2, 300), random.normal(-28, 2, 200)])
    (_, cut), _ = segments(values, 250.0, 5)
    assert abs(cut - 300) <= 2


def test_a_series_that_never_changes_is_cut_now_and_then() -> None:
    found = segments(np.random.default_rng(3).normal(-20, 2, 2 * LONGEST + 50), 250.0, 5)
    assert len(found) == 3
    assert max(end - start for start, end in found) <= LONGEST
