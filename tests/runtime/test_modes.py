"""A status is never lowered; review and preview leave it alone; nothing is written that an LMS refuses."""

import pytest

from runtime.courses import platform, small
from runtime.node import Node, Page
from runtime.taking import SCORE, STATUS, take

STANDARDS = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])


def written(page: Page) -> list[str]:
    return [call[1] for call in page.calls() if call[0] == "SetValue"]


@STANDARDS
def test_incomplete_is_written_at_once_but_only_where_nothing_was_attempted(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    assert page.tracks()[STATUS[standard]] == "incomplete"
    page.leave()
    again = node.launch(small(standard), device=None, lms="lms")
    assert node.ask("pure", "server", "lms")["statuses"] == ["incomplete"]
    again.leave()
    assert written(page).count(STATUS[standard]) == 1


@STANDARDS
@pytest.mark.parametrize("status", ["completed", "passed", "failed", "browsed"])
def test_a_status_that_stands_is_not_lowered_by_opening_again(node: Node, standard: str, status: str) -> None:
    node.ask("pure", "setTracks", "lms", {STATUS[standard]: status})
    page = node.launch(small(standard))
    page.watch(1, 0, 10)
    page.leave()
    assert page.tracks()[STATUS[standard]] == status
    assert STATUS[standard] not in written(page)


@STANDARDS
def test_a_finished_learner_who_comes_back_stays_finished(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    take(page)
    page.leave()
    for device in ("ipad", "another"):
        again = node.launch(small(standard), device=device)
        again.watch(2, 0, 10)
        again.leave()
        assert again.progress()["done"]
    assert node.ask("pure", "server", "lms")["statuses"] == ["incomplete", "completed"]


@STANDARDS
def test_review_writes_neither_status_nor_score_nor_answers(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    take(page)
    page.leave()
    before, calls = page.tracks(), len(page.calls())
    again = node.launch(small(standard), mode="review", device="another")
    assert again.started["mode"] == "review"
    again.call("answer", 1, "q_1", ["svar_b"], 2)
    again.watch(1, 0, 40)
    again.leave()
    names = {call[1] for call in page.calls()[calls:] if call[0] == "SetValue"}
    assert {name for name in names if "status" in name or "score" in name or "objectives" in name} == set()
    assert {name for name in names if "interactions" in name} == set()
    same = {name: value for name, value in before.items() if name not in {"cmi.suspend_data", "cmi.location"}}
    assert same == {name: value for name, value in again.tracks().items() if name in same}
    assert node.launch(small(standard), device=None).progress() == again.progress()


@STANDARDS
def test_review_that_only_looks_writes_nothing_of_what_was_done(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.leave()
    before = page.tracks()
    node.launch(small(standard), mode="review").leave()
    assert page.tracks() == before


@STANDARDS
def test_a_preview_writes_nothing_anywhere(node: Node, standard: str) -> None:
    page = node.launch(small(standard), mode="browse")
    assert page.started["mode"] == "browse"
    take(page)
    assert page.progress()["done"]
    page.leave()
    assert {call[0] for call in page.calls()} <= {"Initialize", "GetValue", "Terminate", "Finish"}
    assert page.tracks() == {}
    assert node.ask("pure", "device", "ipad")["values"] == {}
    assert {(it["saved"], it["pending"], it["reason"]) for it in page.saved} == {(False, False, "browse")}


@STANDARDS
def test_passed_is_said_only_where_the_profile_says_so(node: Node, standard: str) -> None:
    course = small(standard, profile=platform("generic"))
    page = node.launch(course)
    take(page)
    page.leave()
    tracks = page.tracks()
    assert tracks[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")
    assert tracks.get("cmi.success_status") == (None if standard == "scorm12" else "passed")
    node.launch(course, device="another").leave()
    assert page.tracks()[STATUS[standard]] == tracks[STATUS[standard]]


@STANDARDS
def test_moodles_profile_says_nothing_of_success(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    take(page)
    page.leave()
    assert "cmi.success_status" not in page.tracks()


@STANDARDS
def test_a_score_is_told_when_there_is_one_and_never_lowered(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    assert SCORE[standard] not in page.tracks()
    page.call("answer", 1, "q_1", ["svar_a"], 3)
    assert page.tracks()[SCORE[standard]] == "20"
    page.leave()
    node.ask("pure", "setTracks", "lms", {SCORE[standard]: "60", STATUS[standard]: "incomplete"})
    again = node.launch(small(standard))
    again.call("answer", 1, "q_2", ["svar_a"], 3)
    assert again.tracks()[SCORE[standard]] == "60"
    for question in ("q_2", "q_3", "q_4", "q_5"):
        again.call("answer", 1, question, again.node.pure("formats.rightAnswer", _asked(question)), 3)
    assert again.tracks()[SCORE[standard]] == "100"


@STANDARDS
def test_what_is_told_of_lessons_and_answers_is_exact(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.call("answer", 1, "q_1", ["svar_b"], 3)
    page.call("answer", 1, "q_1", ["svar_a"], 2.5)
    take(page, answered=("q_1",))
    page.leave()
    told = {
        name: value
        for name, value in page.tracks().items()
        if name.startswith(("cmi.objectives", "cmi.core", "cmi.score"))
    }
    status = "status" if standard == "scorm12" else "completion_status"
    scaled = {} if standard == "scorm12" else {"cmi.objectives.0.score.scaled": "1"}
    assert {name: value for name, value in told.items() if name.startswith("cmi.obj")} == {
        "cmi.objectives.0.id": "leksjon_1",
        f"cmi.objectives.0.{status}": "completed",
        "cmi.objectives.0.score.raw": "100",
        "cmi.objectives.0.score.min": "0",
        "cmi.objectives.0.score.max": "100",
        "cmi.objectives.1.id": "leksjon_2",
        f"cmi.objectives.1.{status}": "completed",
        **scaled,
    }
    ids = [page.tracks()[f"cmi.interactions.{n}.id"] for n in range(6)]
    assert ids == ["q_1", "q_1", "q_2", "q_3", "q_4", "q_5"]
    results = [page.tracks()[f"cmi.interactions.{n}.result"] for n in range(6)]
    assert results == ["wrong" if standard == "scorm12" else "incorrect", *["correct"] * 5]
    assert "cmi.interactions.6.id" not in page.tracks()


@STANDARDS
def test_answers_of_a_later_launch_come_after_those_of_before(node: Node, standard: str) -> None:
    for device in ("ipad", "another"):
        page = node.launch(small(standard), device=device)
        page.call("answer", 1, "q_1", ["svar_b"], 3)
        page.leave()
    assert [node.tracks()[f"cmi.interactions.{n}.id"] for n in range(2)] == ["q_1", "q_1"]
    assert node.tracks()["cmi.objectives.0.id"] == "leksjon_1"
    assert "cmi.objectives.1.id" not in node.tracks()


@STANDARDS
def test_time_and_exit_are_told_once_at_the_end(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.watch(1, 0, 65.25)
    page.leave()
    page.call("finish")
    page.ask("fire", "window", "pagehide", {"persisted": False})
    server = node.ask("pure", "server", "lms")
    assert server["time"] == ["0000:01:05.25" if standard == "scorm12" else "PT0H1M5.25S"]
    assert page.tracks()["cmi.core.exit" if standard == "scorm12" else "cmi.exit"] == "suspend"
    assert [call[0] for call in page.calls()].count("Initialize") == 1
    assert len([call for call in page.calls() if call[0] in {"Finish", "Terminate"}]) == 1
    assert page.calls()[-1][0] in {"Finish", "Terminate"}


def test_nothing_is_said_to_an_lms_after_the_end(node: Node) -> None:
    page = node.launch(small())
    page.call("finish")
    count = len(page.calls())
    page.watch(1, 0, 40)
    page.call("answer", 1, "q_1", ["svar_a"], 1)
    page.call("commit", "pause")
    page.online(True)  # noqa: FBT003 - a state
    page.ask("tick", 600000)
    assert len(page.calls()) == count


def _asked(question: str) -> dict[str, object]:
    return next(it for it in small()["lessons"][0]["quiz"]["questions"] if it["id"] == question)
