"""A course from its start to its completion in an LMS that is as strict as Moodle."""

import pytest

from runtime.courses import small
from runtime.node import Node, Page

ANSWERS = {
    "q_1": ["svar_a"],
    "q_2": ["svar_a", "svar_c"],
    "q_3": ["svar_a"],
    "q_4": ["svar_a", "svar_b", "svar_c", "svar_d"],
    "q_5": ["svar_a.svar_a", "svar_b.svar_b", "svar_c.svar_c", "svar_d.svar_d"],
}
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}


def take(page: Page) -> None:
    page.watch(1, 0, 95)
    for question, chosen in ANSWERS.items():
        assert page.call("answer", 1, question, chosen, 4.5) == {"right": True, "attempts": 1}
    page.call("open", 2)
    page.watch(2, 0, 60)


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
