"""Only what is truly played counts as watched, once, at any speed; the place is kept."""

import pytest

from browser import until
from player.conftest import Open


def test_what_is_played_is_watched_at_double_speed_too(opened: Open) -> None:
    stage = opened().ready().fast()
    stage.play(2)
    assert stage.watched() == [[0, pytest.approx(stage.time(), abs=0.05)]]


def test_to_skip_to_the_end_is_not_to_watch(opened: Open) -> None:
    stage = opened().ready()
    stage.seek(5.2)
    stage.play(5.9)
    assert stage.distinct() < 1
    assert stage.share() < 0.2
    assert stage.tracker("progress().lessons[0].seen") is False


def test_what_is_watched_twice_counts_once(opened: Open) -> None:
    stage = opened().ready().fast()
    stage.play(1.5)
    first = stage.time()
    stage.seek(0)
    stage.play(1.5)
    assert stage.watched() == [[0, pytest.approx(max(first, stage.time()), abs=0.1)]]


def test_a_jump_leaves_a_gap(opened: Open) -> None:
    stage = opened().ready().fast()
    stage.play(1)
    stage.button("Spill av").click()
    stage.seek(4)
    until(stage.page, "document.querySelector('.shown video').ended")
    first, last = stage.watched()
    assert first[0] == 0
    assert first[1] < 3
    assert last == [pytest.approx(4, abs=0.1), 6]


def test_time_in_which_it_stands_still_is_not_watched(opened: Open) -> None:
    stage = opened().ready()
    stage.play(0.5)
    before = stage.distinct()
    stage.page.wait_for_timeout(700)
    assert stage.distinct() == before


def test_the_whole_video_is_watched(opened: Open) -> None:
    stage = opened().ready().fast()
    stage.play(5.99)
    assert stage.share() == 1
    assert stage.tracker("progress().lessons[0].seen") is True


def test_one_goes_on_where_one_left(opened: Open, longer: str) -> None:
    stage = opened("leksjon_1", longer).ready()
    stage.seek(6)
    stage.page.reload()
    assert stage.ready().time() == 6
    assert stage.section.locator(".time").inner_text() == "0:06 / 0:12"
    stage.button("10 sekunder frem").click()
    until(stage.page, "document.querySelector('.shown video').ended")
    stage.page.reload()
    assert stage.ready().time() == 0


def test_the_described_version_keeps_the_place_and_counts_the_same(opened: Open) -> None:
    stage = opened("leksjon_3").ready().fast()
    stage.play(2)
    at = stage.time()
    stage.button("Audio description").click()
    until(stage.page, "document.querySelector('.shown video').currentSrc.endsWith('.described.mp4')")
    stage.ready()
    assert stage.time() == pytest.approx(at, abs=0.3)
    assert stage.distinct() == pytest.approx(at, abs=0.3)
    stage.play(3.5)
    assert stage.watched()[0][0] == 0
    assert stage.distinct() == pytest.approx(stage.time(), abs=0.3)


def test_a_switch_while_it_plays_goes_on_playing_and_counts_nothing_twice(opened: Open) -> None:
    stage = opened("leksjon_3").ready()
    stage.button("Play").click()
    until(stage.page, "document.querySelector('.shown video').currentTime > 0.8")
    stage.button("Audio description").click()
    stage.button("Audio description").click()
    until(stage.page, "document.querySelector('.shown video').currentTime > 1.6")
    stage.button("Pause").click()
    assert str(stage.video("currentSrc")).endswith("leksjon_3.mp4")
    assert stage.distinct() <= stage.time() + 0.3


def test_half_of_a_longer_described_version_is_half_of_the_lesson(opened: Open, described: str) -> None:
    stage = opened("leksjon_3", described).ready().fast()
    stage.button("Audio description").click()
    until(stage.page, "document.querySelector('.shown video').duration > 11")
    stage.play(6)
    assert stage.share() == pytest.approx(stage.time() / 12, abs=0.05)
