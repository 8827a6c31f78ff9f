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
