"""A page that ends between the two commits by which doubtful values are told again: the next launch makes it good."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.courses import platform, small
from runtime.node import Course, Json, Node, Page
from runtime.taking import SCORE, STATUS, take

GENERIC = platform("generic")
PLACES = pytest.mark.parametrize(
    "place", [{}, {"device": "another"}, {"blocked": True}], ids=["same", "another", "none"]
)
MODES = pytest.mark.parametrize("mode", [{}, {"mode": "review"}], ids=["normal", "review"])
LEFT = {
    "cmi.core.lesson_status": "passed",
    "cmi.core.score.raw": "99.99",
    "cmi.core.score.min": "1",
    "cmi.core.score.max": "99",
    "cmi.core.lesson_location": "",
    "cmi.core.exit": "",
    "cmi.objectives.0.id": "leksjon_1_",
    "cmi.objectives.0.status": "passed",
    "cmi.objectives.0.score.raw": "99.99",
    "cmi.objectives.1.id": "leksjon_2_",
    "cmi.objectives.1.status": "passed",
}
RIGHT = {
    "cmi.core.lesson_status": "completed",
    "cmi.core.score.raw": "100",
    "cmi.core.score.min": "0",
    "cmi.core.score.max": "100",
    "cmi.core.lesson_location": "leksjon_2",
    "cmi.core.exit": "suspend",
    "cmi.objectives.0.id": "leksjon_1",
    "cmi.objectives.0.status": "completed",
    "cmi.objectives.0.score.raw": "100",
    "cmi.objectives.1.id": "leksjon_2",
    "cmi.objectives.1.status": "completed",
}


def halfway(node: Node, course: Course, answered: tuple[str, ...] = (), **lost: Json) -> Page:
    """Take the course while nothing arrives; then the first of two commits does, and the page stands still."""
    page = node.page(course)
    page.ask("net", {"expired": True})
    page.call("start")
    take(page, answered=answered)
    page.ask("net", {"expired": False, "takes": 1, **lost})
    page.call("commit", "pause")
    return page


def some(tracks: dict[str, str], of: dict[str, str]) -> dict[str, str]:
    return {name: tracks.get(name, "") for name in of}


def written(page: Page, since: int = 0) -> list[str]:
    return [call[1] for call in page.calls()[since:] if call[0] == "SetValue"]


def mark(node: Node, course: Course) -> bool:
    return bool(node.pure("codec.decode", node.tracks()["cmi.suspend_data"], course)["halfway"])


@PLACES
@MODES
@pytest.mark.parametrize("then", ["expired", "offline"])
def test_what_was_left_halfway_is_put_right(node: Node, place: Json, mode: Json, then: str) -> None:
    page = halfway(node, small(), then=then)
    assert some(page.tracks(), LEFT) == LEFT, "this is what stands between the two"
    assert mark(node, small())
    again = node.launch(small(), **place, **mode)
    assert some(again.tracks(), RIGHT) == RIGHT
    assert again.progress() == page.progress()
    assert not mark(node, small())
    assert "cmi.objectives.2.id" not in again.tracks()
    assert again.saved[-1]["saved"]
    calls = len(again.calls())
    again.leave()
    third = node.launch(small(), device="third", mode="review")
    third.watch(1, 0, 40)
    third.call("answer", 1, "q_1", ["svar_b"], 2)
    third.leave()
    assert some(third.tracks(), RIGHT) == {**RIGHT, "cmi.core.lesson_location": "leksjon_2"}
    names = set(written(third, calls))
    assert {name for name in names if "status" in name or "score" in name or "objectives" in name} == set()


@PLACES
@MODES
def test_where_passed_is_the_end_it_is_put_right_too(node: Node, place: Json, mode: Json) -> None:
    course = small(profile=GENERIC)
    page = halfway(node, course)
    assert page.tracks()["cmi.core.lesson_status"] == "completed"
    again = node.launch(course, **place, **mode)
    assert again.tracks()["cmi.core.lesson_status"] == "passed"
    assert float(again.tracks()["cmi.core.score.raw"]) == 100
    assert not mark(node, course)


@PLACES
@MODES
def test_in_scorm_2004_the_score_is_put_right(node: Node, place: Json, mode: Json) -> None:
    page = halfway(node, small("scorm2004"))
    assert (page.tracks()["cmi.score.raw"], page.tracks()["cmi.score.scaled"]) == ("99.99", "0.99")
    assert page.tracks()["cmi.completion_status"] == "completed", "it has no other"
    again = node.launch(small("scorm2004"), **place, **mode)
    assert (again.tracks()["cmi.score.raw"], again.tracks()["cmi.score.scaled"]) == ("100", "1")
    assert again.tracks()["cmi.completion_status"] == "completed"
    assert "cmi.success_status" not in again.tracks()


@MODES
@pytest.mark.parametrize(("profile", "status"), [(platform(), "passed"), (GENERIC, "completed")])
def test_a_status_that_the_lms_set_by_itself_is_left_alone(node: Node, mode: Json, profile: Json, status: str) -> None:
    course = small(profile=profile)
    page = node.launch(course)
    take(page)
    page.leave()
    node.ask("pure", "setTracks", "lms", {**page.tracks(), "cmi.core.lesson_status": status})
    calls = len(page.calls())
    node.launch(course, **mode).leave()
    changed = "cmi.core.lesson_status" in written(page, calls)
    assert changed is (status == "completed" and not mode), "passed is raised, in normal mode, where it is the end"


@pytest.mark.parametrize("status", ["failed", "browsed", "incomplete"])
def test_in_review_only_our_own_status_is_replaced(node: Node, status: str) -> None:
    page = halfway(node, small())
    node.ask("pure", "setTracks", "lms", {**page.tracks(), "cmi.core.lesson_status": status})
    again = node.launch(small(), mode="review", device="another")
    assert again.tracks()["cmi.core.lesson_status"] == status
    assert again.tracks()["cmi.core.score.raw"] == "100"


def test_a_higher_score_of_the_lms_stays(node: Node) -> None:
    page = halfway(node, small(), answered=("q_1",))
    page.call("answer", 1, "q_1", ["svar_b"], 1)
    node.ask("pure", "setTracks", "lms", {**page.tracks(), "cmi.core.score.raw": "90"})
    assert node.launch(small(), mode="review").tracks()["cmi.core.score.raw"] == "90"


def test_a_commit_while_the_page_goes_does_not_hide_it(node: Node) -> None:
    page = halfway(node, small())
    page.ask("net", {"expired": False, "takes": 9})
    page.call("position", 2, 30)
    page.leave()
    assert page.tracks()["cmi.core.lesson_status"] == "passed", "the LMS believes that it has sent the other"
    assert mark(node, small())
    again = node.launch(small(), mode="review", device="another")
    assert some(again.tracks(), RIGHT) == RIGHT
    assert again.call("positionOf", 2) == 30


def test_repairing_may_be_left_halfway_too(node: Node) -> None:
    halfway(node, small())
    for _ in range(2):
        page = node.page(small(), mode="review", device="another")
        page.ask("net", {"expired": True})
        page.call("start")
        page.ask("net", {"expired": False, "takes": 1})
        page.ask("tick", 5000)
        assert page.tracks()["cmi.core.lesson_status"] == "passed"
        assert mark(node, small())
    assert some(node.launch(small(), mode="review").tracks(), RIGHT) == RIGHT


def test_what_is_answered_in_review_does_not_count_when_it_is_repaired(node: Node) -> None:
    page = halfway(node, small(), answered=("q_1",))
    page.call("answer", 1, "q_1", ["svar_b"], 1)
    page.ask("net", {"expired": False, "takes": 1})
    page.call("commit", "pause")
    assert page.tracks()["cmi.core.lesson_status"] == "passed"
    again = node.page(small(), mode="review", device="another")
    again.ask("net", {"expired": True})
    again.call("start")
    again.call("answer", 1, "q_1", ["svar_a"], 2)
    again.ask("net", {"expired": False})
    again.ask("tick", 120000)
    assert again.saved[-1]["saved"]
    assert again.tracks()["cmi.core.lesson_status"] == "completed"
    assert again.tracks()["cmi.core.score.raw"] == "80"
    assert again.progress()["score"] == 100


def test_in_review_there_is_nothing_to_mark(node: Node) -> None:
    page = node.launch(small())
    take(page)
    page.leave()
    again = node.launch(small(), mode="review")
    again.ask("net", {"expired": True})
    again.watch(1, 0, 100)
    again.ask("net", {"expired": False, "takes": 1})
    again.call("commit", "pause")
    assert not mark(node, small())
    third = node.launch(small(), mode="review")
    assert some(third.tracks(), {STATUS["scorm12"]: "", SCORE["scorm12"]: ""}) == {
        STATUS["scorm12"]: "completed",
        SCORE["scorm12"]: "100",
    }


def test_a_preview_repairs_nothing(node: Node) -> None:
    page = halfway(node, small())
    before = page.tracks()
    node.launch(small(), mode="browse").leave()
    assert page.tracks() == before


def test_what_cannot_be_marked_is_not_told_as_another(node: Node) -> None:
    page = node.launch(small(), lacks="suspend_data")
    page.ask("net", {"expired": True})
    take(page)
    page.ask("net", {"expired": False})
    page.ask("tick", 120000)
    assert "passed" not in node.ask("pure", "server", "lms")["statuses"]


EVENTS = st.one_of(
    st.tuples(
        st.sampled_from(["expired", "offline", "tunnel", "deaf", "back", "there", "pause", "hide", "leave", "killed"])
    ),
    st.tuples(st.just("takes"), st.integers(0, 3), st.sampled_from(["expired", "offline"])),
    st.tuples(st.just("wait"), st.integers(1, 130)),
    st.tuples(st.just("answer"), st.sampled_from(["svar_a", "svar_b"])),
)
WHOLE = {"offline": False, "expired": False, "deaf": False, "takes": 99999}


def happen(page: Page, what: str, *values: Json) -> Page:
    steps: dict[str, Callable[[], object]] = {
        "offline": lambda: page.online(False),  # noqa: FBT003 - a state
        "expired": lambda: page.ask("net", {"expired": True}),
        "tunnel": lambda: page.ask("net", {"offline": True}),
        "deaf": lambda: page.ask("net", {"deaf": True}),
        "back": lambda: [page.ask("net", WHOLE), page.ask("online", True)],  # noqa: FBT003 - a state
        "there": lambda: page.ask("net", WHOLE),
        "takes": lambda: page.ask("net", {"takes": values[0], "then": values[1]}),
        "pause": lambda: [page.call("position", 2, 3), page.call("commit", "pause")],
        "wait": lambda: page.ask("tick", values[0] * 1000),
        "answer": lambda: page.call("answer", 1, "q_1", [values[0]], 1),
        "hide": lambda: [page.ask("visible", it) for it in (False, True)],
        "leave": page.leave,
        "killed": lambda: None,
    }
    steps[what]()
    return launched(page.node) if what in {"leave", "killed"} else page


def launched(node: Node) -> Page:
    """Open the course as Moodle opens it, on a device that knows nothing."""
    ended = node.tracks().get("cmi.core.lesson_status") in {"passed", "completed"}
    return node.launch(small(), device=None, **({"mode": "review"} if ended else {}))


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.none(), st.lists(EVENTS, max_size=12)), st.lists(EVENTS, max_size=12))
def test_whatever_happens_a_finished_learner_ends_completed(
    process: Node, before: list[tuple[Json, ...]] | None, after: list[tuple[Json, ...]]
) -> None:
    process.reset()
    if before is None:
        page = halfway(process, small())
    else:
        page = process.launch(small())
        for one in before:
            page = happen(page, *one)
        take(page)
    for one in after:
        page = happen(page, *one)
    if process.tracks().get("cmi.core.lesson_status") not in {"passed", "completed"}:
        return  # nothing of it arrived before the device was lost
    last = launched(process)
    assert last.tracks()["cmi.core.lesson_status"] == "completed"
    assert last.progress()["done"]
    assert float(last.tracks()["cmi.core.score.raw"]) == round(float(last.tracks()["cmi.core.score.raw"]))
    ids = [last.tracks().get(f"cmi.objectives.{n}.id") for n in range(3)]
    assert ids == ["leksjon_1", "leksjon_2", None]
