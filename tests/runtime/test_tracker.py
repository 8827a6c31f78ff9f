"""A course from its start to its completion in an LMS that is as strict as Moodle."""

import pytest

from runtime.courses import small
from runtime.node import Node
from runtime.taking import STATUS, take


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_course_is_taken_to_completed(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    assert page.started == {
        "connected": True,
        "mode": "normal",
        "learner": {"id": "larer-1", "name": "Nordmann, Kari"},
        "resumed": False,
    }
    assert page.tracks()[STATUS[standard]] == "incomplete"
    take(page)
    page.leave()
    assert [call for call in page.calls() if call[-1] == "false"] == []
    assert page.tracks()[STATUS[standard]] == "completed"
    assert page.progress()["done"]
    assert page.progress()["score"] == 100
    again = node.launch(small(standard), device=None)
    assert again.started["resumed"]
    assert again.ask("get", "lesson") == 2
    assert again.progress() == page.progress()


def test_a_question_that_may_be_tried_once_keeps_its_first_answer(node: Node) -> None:
    taken = small()
    taken["lessons"][0]["quiz"]["retry"] = False
    page = node.launch(taken)
    assert page.call("answer", 1, "q_1", ["svar_b"], 1) == {"right": False, "attempts": 1}
    assert page.call("answer", 1, "q_1", ["svar_a"], 1) == {"right": False, "attempts": 1}
    assert page.call("answerOf", "q_1") == {"chosen": ["svar_b"], "right": False, "attempts": 1}
    assert page.progress()["lessons"][0]["quiz"]["right"] == 0


def test_the_best_answer_counts_and_the_last_one_is_shown(node: Node) -> None:
    page = node.launch(small())
    page.call("answer", 1, "q_1", ["svar_a"], 1)
    assert page.call("answer", 1, "q_1", ["svar_b"], 1) == {"right": False, "attempts": 2}
    assert page.call("answerOf", "q_1")["right"] is False
    assert page.progress()["lessons"][0]["quiz"] == {
        "answered": 1,
        "total": 5,
        "right": 1,
        "score": 20,
        "passed": False,
    }


def test_what_makes_no_sense_changes_nothing(node: Node) -> None:
    page = node.launch(small())
    before = page.progress()
    for start, end in ((5, 5), (9, 3), ("x", 3), (3, "y")):
        page.call("watched", 1, start, end)
    page.call("watched", 77, 0, 10)
    page.call("readToEnd", 77)
    page.call("open", 77)
    page.call("position", 77, 3)
    page.call("position", 1, -3)
    page.call("answer", 1, "q_77", ["svar_a"], 1)
    assert page.call("answerOf", "q_77") is None
    assert page.progress() == before
    assert page.ask("get", "lesson") == 1


def test_a_player_that_stops_a_little_short_of_the_end_has_reached_it(node: Node) -> None:
    page = node.launch(small())
    page.call("watched", 2, 30, 59.7)
    assert page.call("watchedRanges", 2) == [[30, 60]]
    page.call("watched", 2, 30, 75)
    assert page.call("watchedRanges", 2) == [[30, 60]]


def test_beginning_twice_is_beginning_once(node: Node) -> None:
    page = node.launch(small())
    assert page.call("start") == page.started
    assert [call[0] for call in page.calls()].count("Initialize") == 1


def test_nothing_happens_before_the_start(node: Node) -> None:
    page = node.page(small())
    page.call("commit", "pause")
    page.call("finish")
    assert page.calls() == []
    assert page.progress()["share"] == 0
    assert page.ask("get", "lesson") == 1
