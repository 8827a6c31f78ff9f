"""Times move with the cuts: later is never earlier, and what was kept lasts as long as before."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.chapters import moved as moved_chapters
from pipeline.formats.transcript import moved as moved_cues
from pipeline.model.episode import Chapter, Cue
from pipeline.model.timeline import Timeline

LENGTHS = st.lists(st.floats(0.01, 100), min_size=1, max_size=12)
MOMENTS = st.floats(0, 2000)


def timeline(lengths: list[float], start: float) -> Timeline:
    """What is cut and what is kept, in turn."""
    edges = [*accumulate(lengths)]
    return Timeline(tuple(zip(edges[::2], edges[1::2], strict=False)), start)


@given(LENGTHS, st.floats(0, 9), MOMENTS, MOMENTS)
def test_later_is_never_earlier(lengths: list[float], start: float, one: float, other: float) -> None:
    at = timeline(lengths, start).at
    assert start <= at(min(one, other)) <= at(max(one, other)) + 1e-9


@given(LENGTHS, st.floats(0, 9))
def test_what_is_kept_lasts_as_long_as_before_and_what_is_cut_not_at_all(lengths: list[float], start: float) -> None:
    whole = timeline(lengths, start)
    for begin, end in whole.kept:
        assert whole.at(end) - whole.at(begin) == pytest.approx(end - begin)
    for (_, end), (begin, _) in zip(whole.kept, whole.kept[1:], strict=False):
        assert whole.at(end) == pytest.approx(whole.at(begin))


@given(LENGTHS, st.lists(MOMENTS, max_size=8, unique=True))
def test_chapters_and_cues_keep_their_order_and_none_is_empty(lengths: list[float], moments: list[float]) -> None:
    at = timeline(lengths, 0.0).at
    starts = sorted(moments)
    chapters = moved_chapters([Chapter(start, "Del") for start in starts], at)
    assert all(one.start < other.start for one, other in pairwise(chapters))
    cues = moved_cues([Cue(start, start + 1.5, "ord") for start in starts], at)
    assert all(cue.start < cue.end for cue in cues)
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
