"""Times move with the cuts: later is never earlier, and what was kept lasts as long as before."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.chapters import moved as moved_chapters
from pipeline.formats.transcript import moved as moved_cues
from pipeline.model.episode import Chapter, Cue
from pipeline.model.timeline import Gap, Timeline

LENGTHS = st.lists(st.floats(0.01, 100), min_size=2, max_size=12)
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


@given(LENGTHS, st.floats(0, 9), st.lists(st.tuples(MOMENTS, st.floats(0.1, 30)), max_size=5), MOMENTS, MOMENTS)
def test_gaps_move_what_comes_after_them_and_nothing_else(
    lengths: list[float], start: float, put_in: list[tuple[float, float]], one: float, other: float
) -> None:
    bare = timeline(lengths, start)
    gaps = tuple(Gap(at, seconds, 0.05, at) for at, seconds in sorted(put_in))
    whole = Timeline(bare.kept, start, gaps)
    assert whole.at(min(one, other)) <= whole.at(max(one, other)) + 1e-9
    assert whole.until(one) <= whole.at(one)
    assert whole.at(one) - bare.at(one) == pytest.approx(sum(gap.seconds for gap in gaps if gap.at <= one))
    for gap in gaps:
        together = [each for each in gaps if each.at <= gap.at and bare.at(each.at) > bare.at(gap.at) - 1e-6]
        assert whole.at(gap.at) - whole.until(gap.at) == pytest.approx(sum(each.seconds for each in together))


@pytest.mark.parametrize("at", [17.5, 17.5 - 1e-10, 17.5 + 1e-10])
def test_a_caption_that_lingers_in_a_pause_is_gone_before_the_sound_that_is_put_there(at: float) -> None:
    """The pause from 17 to 20 was shortened, and the sound between parts stands where it was cut."""
    whole = Timeline(((0.0, 17.5), (19.5, 40.0)), 4.0, (Gap(at, 1.5, 0.25, 20.0),))
    lingering, later = moved_cues([Cue(12, 18.5, "Før."), Cue(19.8, 22, "Etter.")], whole.at, whole.until)
    assert (lingering.start, lingering.end) == pytest.approx((16, 21.5))
    assert later.start == pytest.approx(19.8 - 2 + 4 + 1.5)
    assert moved_cues([Cue(17.8, 19.2, "Stillhet.")], whole.at, whole.until) == ()


@given(LENGTHS, st.floats(0.0, 1.0))
def test_what_was_kept_leads_back_to_the_recording(lengths: list[float], share: float) -> None:
    bare = timeline(lengths, 0.0)
    second = share * sum(end - begin for begin, end in bare.kept)
    assert bare.at(bare.recorded(second)) == pytest.approx(second)
    gaps = (Gap(bare.recorded(second), 2.0, 0.1, 0.0),)
    (gap,) = Timeline(bare.kept, 3.0, gaps).joined.gaps
    assert gap.at == pytest.approx(second)


@given(LENGTHS, st.lists(MOMENTS, max_size=8, unique=True))
def test_chapters_and_cues_keep_their_order_and_none_is_empty(lengths: list[float], moments: list[float]) -> None:
    at = timeline(lengths, 0.0).at
    starts = sorted(moments)
    chapters = moved_chapters([Chapter(start, "Del") for start in starts], at)
    assert len(chapters) == len(starts)
    assert all(one.start < other.start for one, other in pairwise(chapters))
    cues = moved_cues([Cue(start, start + 1.5, "ord") for start in starts], at)
    assert all(cue.start < cue.end for cue in cues)
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
