"""Reflections stay on the device; where a course says so, they are the learner's comments in the LMS."""

import pytest

from runtime.courses import small
from runtime.node import Json, Node
from runtime.test_saving import STANDARDS, last

REFLECTION = "Vi må spørre innbyggerne før vi kjøper noe."


@STANDARDS
def test_reflections_stay_on_the_device_unless_the_course_says_so(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.call("note", "r_1", REFLECTION)
    page.call("commit", "note")
    page.leave()
    assert REFLECTION not in str(page.calls())
    assert REFLECTION not in str(node.ask("pure", "device", "ipad"))


@pytest.mark.parametrize("overwrites", [False, True])
def test_a_reflection_is_a_comment_in_scorm_12(node: Node, *, overwrites: bool) -> None:
    page = node.launch(small(reflections="lms"), overwrites=overwrites)
    for note, text in (("r_1", REFLECTION), ("r_2", "Nei"), ("r_2", "Nei")):
        page.call("note", note, text)
        page.call("commit", "note")
    assert page.tracks()["cmi.comments"] == f"[r_1] {REFLECTION}\n[r_2] Nei\n"
    page.call("note", "r_3", "x" * 9000)
    page.call("commit", "note")
    assert last(page) == (True, False, "lms")
    assert len(page.tracks()["cmi.comments"]) <= 4096 + (0 if overwrites else 4096)


def test_a_reflection_is_a_comment_in_scorm_2004(node: Node) -> None:
    page = node.launch(small("scorm2004", reflections="lms"))
    for note, text in (("r_1", "Først"), ("r_2", "Nei"), ("r_1", REFLECTION), ("r_3", "x" * 9000)):
        page.call("note", note, text)
        page.call("commit", "note")
    tracks: Json = page.tracks()
    stem = "cmi.comments_from_learner."
    assert [tracks[f"{stem}{n}.location"] for n in range(3)] == ["r_1", "r_2", "r_3"]
    assert [tracks[f"{stem}{n}.comment"] for n in range(3)] == [REFLECTION, "Nei", "x" * 4000]
    page.call("note", "r_4", "y" * 900)
    page.call("commit", "note")
    assert sum(len(page.tracks()[f"{stem}{n}.comment"]) for n in range(4)) == 4096


@STANDARDS
def test_a_reflection_written_offline_is_sent_again(node: Node, standard: str) -> None:
    page = node.launch(small(standard, reflections="lms"))
    page.online(False)  # noqa: FBT003 - a state
    page.call("note", "r_1", REFLECTION)
    page.call("commit", "note")
    assert REFLECTION not in str(page.tracks())
    page.online(True)  # noqa: FBT003 - a state
    assert REFLECTION in str(page.tracks())
