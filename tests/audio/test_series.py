"""Long series lie in a file: the same values, and memory only for what is looked at."""

from pathlib import Path

import numpy as np
import pytest

from memory import SMAPS, resident
from pipeline.audio.series import Growing, rest


def test_what_was_added_is_there_in_order(tmp_path: Path) -> None:
    series = Growing(tmp_path)
    assert not series.whole.size
    for part in (np.arange(3), np.zeros(0), np.arange(3, 5)):
        series.add(part.astype(np.float32))
    whole = series.whole
    assert whole.dtype == np.float32
    del series
    assert whole.tolist() == [0, 1, 2, 3, 4]
    assert not [*tmp_path.iterdir()]


def test_it_outlives_a_rest_and_so_do_its_parts(tmp_path: Path) -> None:
    series = Growing(tmp_path)
    series.add(np.arange(100_000, dtype=np.float32))
    whole = series.whole
    part = whole[10:20][::2]
    rest(whole, part, np.arange(3, dtype=np.float32))
    np.testing.assert_array_equal(whole, np.arange(100_000))
    assert part.tolist() == [10, 12, 14, 16, 18]


@pytest.mark.skipif(not SMAPS.exists(), reason="tells of memory on Linux")
def test_ten_hours_take_memory_only_while_they_are_looked_at(tmp_path: Path) -> None:
    series = Growing(tmp_path)
    for _ in range(600):
        series.add(np.ones(6000, np.float32))
    whole, before = series.whole, resident()
    assert whole.sum() == 3_600_000
    assert resident() - before > 10e6
    rest(whole)
    assert resident() - before < 1e6
