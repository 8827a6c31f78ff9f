"""Where a recording is parted: in the pause that was meant, wherever the time was written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.partings import partings

SOUND = np.ones(3000, np.float32)


def talk(*pauses: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Thirty seconds of sound with pauses (begin, length): powers of slots, and whether they sound."""
    sounds = np.ones(3000, bool)
    for begin, length in pauses:
        sounds[round(begin * 100) : round((begin + length) * 100)] = False
    return np.where(sounds, SOUND, np.float32(1e-6)), sounds


@pytest.mark.parametrize("mark", [9.0, 9.5, 10.0, 11.0])
def test_it_is_the_middle_of_the_pause_beside_the_time(mark: float) -> None:
    (found,) = partings(*talk((9.6, 0.8), (9.0, 0.1), (20, 5)), [mark])
    assert (found.at, found.half) == (1000, 25)


def test_a_near_pause_is_better_than_one_that_is_hardly_longer() -> None:
    (found,) = partings(*talk((10.0, 0.3), (11.2, 0.4)), [10.0])
    assert (found.at, found.half) == (1015, 15)


def test_without_a_pause_it_is_the_quietest_moment() -> None:
    powers, sounds = talk()
    powers[1040:1060] = 0.01
    (found,) = partings(powers, sounds, [10.0])
    assert 1045 <= found.at <= 1055
    assert found.half == 1


@given(
    st.lists(st.tuples(st.floats(0, 29), st.floats(0.01, 3)), max_size=12),
    st.lists(st.integers(0, 30), max_size=8, unique=True),
    st.integers(1, 25),
)
def test_no_two_overlap_and_none_leaves_the_recording(
    pauses: list[tuple[float, float]], marks: list[int], most: int
) -> None:
    powers, sounds = talk(*pauses)
    found = partings(powers, sounds, sorted(marks), most)
    assert len(found) == len(marks)
    done = 0
    for one, mark in zip(found, sorted(marks), strict=True):
        assert 1 <= one.half <= most
        assert done <= one.at - one.half
        assert one.at + one.half <= len(powers)
        assert abs(one.at - mark * 100) <= 170
        assert one.half == 1 or not sounds[one.at - one.half : one.at + one.half].any()
        done = one.at + one.half
