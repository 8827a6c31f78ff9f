"""The gain of music under speech: bounded, and down wherever anybody speaks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.ducking import FADE, FALL, GONE, RISE, ducked

RUNS = st.lists(st.tuples(st.booleans(), st.integers(1, 600)), min_size=1, max_size=9)


def spoken(runs: list[tuple[bool, int]]) -> np.ndarray:
    return np.repeat([speaks for speaks, _ in runs], [count for _, count in runs]).astype(bool)


@given(RUNS, st.floats(6, 40))
def test_it_is_down_where_somebody_speaks_and_never_changes_fast(runs: list[tuple[bool, int]], under: float) -> None:
    speaks = spoken(runs)
    curve = ducked(speaks, under)
    assert len(curve) == len(speaks)
    assert curve.max() <= 1e-9
    assert (curve[speaks] <= -under + 1e-9).all()
    assert curve[-1] <= -GONE + 1e-9
    fade = max(FADE, 2 * GONE / (len(speaks) / 100))
    steps = np.diff(curve) * 100
    assert (steps <= RISE + 1e-6).all()
    assert (steps >= -max(FALL, fade) - 1e-6).all()


def test_a_breath_between_sentences_does_not_bring_it_up_and_a_long_silence_does() -> None:
    curve = ducked(spoken([(False, 200), (True, 300), (False, 100), (True, 300), (False, 600), (True, 600)]), 16)
    assert curve[0] == 0
    assert curve[200:900].max() == pytest.approx(-16)
    assert curve[1100:1300].max() == 0
    assert curve[1500] == pytest.approx(-16)


def test_where_nobody_speaks_it_only_fades_out() -> None:
    curve = ducked(np.zeros(2000, bool), 16)
    assert curve[:1500].max() == curve[:1500].min() == 0
    assert curve[-1] == pytest.approx(-GONE, abs=0.2)
