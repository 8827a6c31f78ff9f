"""Honest completion: distinct seconds, an equal route by reading, the quiz as the rule says."""

from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.courses import KINDS, course, largest, lesson, question, small
from runtime.node import Json, Node

STRETCHES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)).map(list), max_size=30)


def measured(node: Node, taken: Json, lessons: Json = None, answers: Json = None, **more: Json) -> Json:
    state = {**node.pure("state.empty"), "lessons": lessons or {}, "answers": answers or {}, **more}
    return node.pure("progress.measure", taken, state)


def watched(*stretches: list[float], **flags: bool) -> Json:
    ranges = [[round(start * 100), round(end * 100)] for start, end in stretches]
    return {"ranges": ranges, "position": 0, "read": False, "seen": False, "done": False, **flags}


def answered(*, best: bool) -> Json:
    return {"chosen": ["svar_a"], "right": best, "best": best, "attempts": 1, "at": 1}


@given(STRETCHES)
def test_stretches_are_counted_once(process: Node, stretches: list[list[int]]) -> None:
    joined = process.pure("ranges.union", stretches)
    assert {at for start, end in joined for at in range(start, end)} == {
        at for start, end in stretches for at in range(start, end)
    }
    assert all(one[1] < other[0] for one, other in pairwise(joined))


def test_skipping_to_the_end_is_not_watching(process: Node) -> None:
    taken = course(lesson(1, 100.0))
    skipped = measured(process, taken, {"1": watched([0, 5], [95, 100])})
    assert skipped["lessons"][0]["share"] == pytest.approx(0.1)
    assert not skipped["done"]
    twice = measured(process, taken, {"1": watched([0, 50], [0, 50], [10, 60])})
    assert twice["lessons"][0]["share"] == pytest.approx(0.6)


@pytest.mark.parametrize(("end", "seen"), [(89.99, False), (90, True), (100, True), (400, True)])
def test_a_lesson_is_seen_at_its_share_and_not_before(process: Node, end: float, *, seen: bool) -> None:
    found = measured(process, course(lesson(1, 100.0)), {"1": watched([0, end])})
    assert found["lessons"][0]["seen"] is found["done"] is seen
    assert found["lessons"][0]["share"] <= 1


WHOLE: dict[str, Json] = {"completion": {"lessons": None, "watched": 1, "quiz": "none"}}


@pytest.mark.parametrize("seconds", [6.02, 100.37, 7199.99])
@pytest.mark.parametrize("step", [0.26, 3.9])
def test_all_of_a_video_can_be_asked_for_and_seen_with_breaks_on_the_way(
    node: Node, seconds: float, step: float
) -> None:
    """It is left three times and gone on with where it was; a player stops a little before the end."""
    step *= 1 + seconds / 1000
    taken = largest(**WHOLE) if seconds > 7000 else course(lesson(1, seconds), **WHOLE)
    number = taken["lessons"][0]["number"]
    taken["lessons"][0]["seconds"] = seconds
    page = node.launch(taken)
    page.call("open", number)
    for until in (seconds * 0.31, seconds * 0.32 + 1, seconds * 0.77, seconds - 0.1):
        at = page.call("positionOf", number)
        while at < until:
            to = min(at + step, until)
            page.call("position", number, to)
            page.call("watched", number, at, to)
            at = to
        page.leave()
        found = page.progress()["lessons"][0]
        assert found["seen"] is (until == seconds - 0.1)
        page = node.launch(taken, device=f"another at {until}")
    again = page.progress()["lessons"][0]
    assert (again["seen"], again["done"], again["share"]) == (True, True, 1)


def test_reading_to_the_end_is_an_equal_route(process: Node) -> None:
    found = measured(process, course(lesson(1, 100.0)), {"1": watched(read=True)})
    assert found["lessons"][0] == {"number": 1, "share": 0, "read": True, "seen": True, "quiz": None, "done": True}
    assert found["done"]
    assert found["share"] == 1


@pytest.mark.parametrize(
    ("rule", "passing", "best", "done"),
    [
        ("none", None, [], True),
        ("answered", 70, [False], False),
        ("answered", 70, [False, False], True),
        ("passed", 50, [True, False], True),
        ("passed", 51, [True, False], False),
        ("passed", None, [False, False], True),
        ("passed", None, [True], False),
    ],
)
def test_the_quiz_is_done_as_the_rule_says(
    process: Node, rule: Literal["none", "answered", "passed"], passing: int | None, best: list[bool], *, done: bool
) -> None:
    taken = course(lesson(1, 100.0, (question(1), question(2)), **{"pass": passing}))
    taken["completion"]["quiz"] = rule
    answers = {str(number): answered(best=it) for number, it in enumerate(best, 1)}
    assert measured(process, taken, {"1": watched([0, 100])}, answers)["done"] is done
    assert not measured(process, taken, {}, answers)["done"]


@pytest.mark.parametrize(("wanted", "done"), [(None, False), (1, True), (2, False), (9, False)])
def test_a_course_is_done_by_its_number_of_lessons(process: Node, wanted: int | None, *, done: bool) -> None:
    taken = course(lesson(1), lesson(2))
    taken["completion"]["lessons"] = wanted
    assert measured(process, taken, {"2": watched([0, 100])})["done"] is done
    assert measured(process, taken, {"1": watched([0, 100]), "2": watched([0, 100])})["done"]


def test_the_score_is_the_mean_of_the_quizzes_and_never_sinks(process: Node) -> None:
    taken = course(lesson(1, 9.0, (question(1), question(2))), lesson(2, 9.0, (question(3),)), lesson(3))
    assert measured(process, taken, {}, {"1": answered(best=True), "3": answered(best=True)})["score"] == 75
    assert measured(process, taken, score=90)["score"] == 90
    assert measured(process, course(lesson(1)))["score"] is None


def test_time_left_is_that_of_the_videos_and_of_the_rest(process: Node) -> None:
    taken = course(lesson(1, 100.0, (question(1),)), lesson(2, 60.0))
    assert measured(process, taken)["secondsLeft"] == 180 + 180
    half = measured(process, taken, {"1": watched([0, 50]), "2": watched(done=True)})
    assert half["secondsLeft"] == 130
    assert measured(process, taken, {"1": watched([0, 100])}, {"1": answered(best=False)})["secondsLeft"] == 180


@given(st.sampled_from(KINDS))
def test_the_right_answer_is_right(process: Node, kind: str) -> None:
    asked = question(1, kind)
    assert process.pure("progress.judge", asked, process.pure("formats.rightAnswer", asked)) is True
    assert process.pure("progress.judge", asked, []) is False


@pytest.mark.parametrize(
    ("kind", "chosen", "right"),
    [
        ("single", ["svar_a", "svar_b"], False),
        ("single", ["svar_b"], False),
        ("multiple", ["svar_c", "svar_a"], True),
        ("multiple", ["svar_a"], False),
        ("multiple", ["svar_a", "svar_b", "svar_c"], False),
        ("true-false", ["svar_b"], False),
        ("order", ["svar_b", "svar_a", "svar_c", "svar_d"], False),
        ("match", ["svar_d.svar_d", "svar_a.svar_a", "svar_b.svar_b", "svar_c.svar_c"], True),
        ("match", ["svar_a.svar_a"] * 4, False),
        ("match", ["svar_a.svar_a", "svar_b.svar_b", "svar_c.svar_d", "svar_d.svar_c"], False),
        ("match", ["svar_a.svar_z", "svar_b", "svar_c.svar_c", "svar_d.svar_d"], False),
    ],
)
def test_answers_are_judged(process: Node, kind: str, chosen: list[str], *, right: bool) -> None:
    assert process.pure("progress.judge", question(1, kind), chosen) is right


def test_what_matches_by_its_text_is_right_whichever_option_it_stands_at(process: Node) -> None:
    asked = question(1, "match", 2)
    asked["options"][1]["match"] = asked["options"][0]["match"]
    assert process.pure("progress.judge", asked, ["svar_a.svar_b", "svar_b.svar_a"]) is True


def test_a_lesson_that_was_done_stays_so_when_the_course_asks_for_more(process: Node) -> None:
    taken = small()
    taken["completion"]["watched"] = 1.0
    found = measured(process, taken, {"1": watched([0, 90], seen=True, done=True), "2": watched([0, 54], seen=True)})
    assert [it["done"] for it in found["lessons"]] == [True, True]
