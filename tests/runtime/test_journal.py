"""The journal on the device: what an LMS lost is found again; tabs agree; storage may be full, forbidden or absent."""

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.courses import small
from runtime.node import Json, Node, Page
from runtime.taking import ANSWERS, take


def kept(node: Node, device: str = "ipad") -> Json:
    return node.ask("pure", "device", device)["values"]


def test_one_entry_for_a_course_and_a_learner_whose_name_is_not_in_it(node: Node) -> None:
    for learner in ("nordmann@kommune.example", "hansen@kommune.example"):
        node.launch(small(), lms=learner, learner={"id": learner, "name": learner}).leave()
    assert len(kept(node)) == 2
    assert all(key.startswith("fremskritt.kurs-prove.") for key in kept(node))
    assert "nordmann" not in str(kept(node))


def test_learners_who_share_a_device_do_not_share_progress(node: Node) -> None:
    page = node.launch(small(), lms="a", learner={"id": "a", "name": "A"})
    take(page)
    page.leave()
    other = node.launch(small(), lms="b", learner={"id": "b", "name": "B"})
    assert not other.started["resumed"]
    assert other.call("watchedRanges", 1) == []


def test_a_lesson_alone_and_its_course_are_kept_apart(node: Node) -> None:
    node.launch(small(), lms="course").leave()
    alone = {**small(), "scope": "lesson", "lessons": small()["lessons"][:1]}
    node.launch(alone, lms="lesson").leave()
    assert len(kept(node)) == 2


def test_the_web_copy_keeps_all_on_the_device(node: Node) -> None:
    page = node.launch(small("web"), lms=None)
    assert page.started == {"connected": False, "mode": "normal", "learner": {"id": "", "name": ""}, "resumed": False}
    take(page)
    assert page.saved[-1]["reason"] == "device"
    page.leave()
    again = node.launch(small("web"), lms=None)
    assert again.started["resumed"]
    assert again.progress() == page.progress()


def test_without_any_place_to_save_that_is_said(node: Node) -> None:
    page = node.launch(small(), lms=None, blocked=True)
    take(page)
    told = page.saved[-1]
    assert (told["saved"], told["pending"], told["reason"]) == (False, False, "nowhere")
    assert page.progress()["done"]


def test_forbidden_storage_does_not_keep_an_lms_from_saving(node: Node) -> None:
    page = node.launch(small(), blocked=True)
    take(page)
    page.leave()
    assert page.tracks()["cmi.core.lesson_status"] == "completed"


def test_full_storage_does_not_keep_an_lms_from_saving(node: Node) -> None:
    node.launch(small()).leave()
    node.ask("pure", "setDevice", "ipad", {"full": True})
    page = node.launch(small())
    take(page)
    page.leave()
    assert page.tracks()["cmi.core.lesson_status"] == "completed"
    assert page.saved[-1]["saved"]


def test_one_who_only_looked_in_has_nothing_to_go_on_with(node: Node) -> None:
    node.launch(small()).leave()
    assert not node.launch(small()).started["resumed"]


def test_what_the_lms_lost_comes_from_the_device_at_the_next_launch(node: Node) -> None:
    page = node.launch(small())
    page.watch(1, 0, 40)
    page.online(False)  # noqa: FBT003 - a state
    page.watch(1, 40, 80)
    page.leave()
    again = node.launch(small())
    assert again.call("watchedRanges", 1) == [[0, 80]]
    assert again.call("positionOf", 1) == 80
    assert node.launch(small(), device="another").call("watchedRanges", 1) == [[0, 80]]


def test_progress_of_two_devices_is_joined(node: Node) -> None:
    page = node.launch(small())
    page.online(False)  # noqa: FBT003 - a state
    page.watch(1, 0, 40)
    page.leave()
    other = node.launch(small(), device="pc")
    other.watch(1, 40, 80)
    other.call("answer", 1, "q_1", ["svar_b"], 2)
    other.leave()
    again = node.launch(small())
    assert again.call("watchedRanges", 1) == [[0, 80]]
    assert again.call("answerOf", "q_1") == {"chosen": ["svar_b"], "right": False, "attempts": 1}


def test_an_attempt_that_the_lms_began_anew_is_new(node: Node) -> None:
    page = node.launch(small())
    take(page)
    page.leave()
    node.launch(small()).leave()
    node.ask("pure", "setTracks", "lms", {})
    anew = node.launch(small())
    assert not anew.started["resumed"]
    assert not anew.progress()["done"]
    assert anew.tracks()["cmi.core.lesson_status"] == "incomplete"


def test_an_lms_that_lost_all_of_the_first_visit_gets_it_again(node: Node) -> None:
    page = node.launch(small())
    take(page)
    page.leave()
    node.ask("pure", "setTracks", "lms", {})
    again = node.launch(small())
    assert again.started["resumed"]
    assert again.tracks()["cmi.core.lesson_status"] == "completed"


def newer(page: Page) -> str:
    page.watch(1, 0, 40)
    page.leave()
    return "F2" + str(page.tracks()["cmi.suspend_data"])[2:]


def test_what_a_later_version_wrote_is_not_overwritten(node: Node) -> None:
    text = newer(node.launch(small()))
    tracks = {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": text}
    node.ask("pure", "setTracks", "lms", tracks)
    before = kept(node)
    page = node.launch(small())
    take(page)
    page.leave()
    assert page.tracks()["cmi.suspend_data"] == text
    assert kept(node) == before
    assert page.saved[-1]["reason"] == "newer"
    assert not page.saved[-1]["saved"]


def test_what_a_later_version_kept_on_the_device_is_not_overwritten(node: Node) -> None:
    text = newer(node.launch(small()))
    key = next(iter(kept(node)))
    node.ask("pure", "setDevice", "ipad", {"values": {key: json.dumps({"state": text, "proven": 0})}})
    page = node.launch(small())
    page.call("readToEnd", 1)
    page.leave()
    assert text in kept(node)[key]


def test_a_damaged_state_begins_from_the_journal(node: Node) -> None:
    page = node.launch(small())
    page.watch(1, 0, 40)
    page.leave()
    cut = page.tracks()["cmi.suspend_data"][:-3]
    node.ask("pure", "setTracks", "lms", {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": cut})
    assert node.launch(small()).call("watchedRanges", 1) == [[0, 40]]
    fresh = node.launch(small(), device="another", lms="foreign")
    assert fresh.call("watchedRanges", 1) == []


def test_a_damaged_journal_is_no_harm(node: Node) -> None:
    node.launch(small()).leave()
    key = next(iter(kept(node)))
    for text in ("", "{", "null", '{"state": 7}', '{"state": "F1xxxxyy", "proven": "mange"}'):
        node.ask("pure", "setDevice", "ipad", {"values": {key: text}})
        page = node.launch(small())
        page.watch(1, 0, 5)
        page.leave()
        assert page.progress()["lessons"][0]["share"] > 0


def test_another_learners_lesson_is_where_one_was_even_without_a_state(node: Node) -> None:
    tracks = {"cmi.core.lesson_status": "incomplete", "cmi.core.lesson_location": "leksjon_2"}
    node.ask("pure", "setTracks", "lms", tracks)
    assert node.launch(small()).ask("get", "lesson") == 2


def test_two_tabs_agree_and_do_not_set_each_other_going(node: Node) -> None:
    one, other = node.launch(small(), lms="lms"), node.launch(small(), lms="lms")
    one.watch(1, 0, 95)
    for question, chosen in ANSWERS.items():
        one.call("answer", 1, question, chosen, 2)
    one.call("commit", "pause")
    assert other.progress()["lessons"][0]["done"]
    assert other.ask("changes") > 0
    writes = node.ask("pure", "device", "ipad")["writes"]
    one.ask("tick", 600000)
    other.ask("tick", 600000)
    assert node.ask("pure", "device", "ipad")["writes"] == writes
    other.watch(2, 0, 60)
    assert one.progress()["done"]
    other.leave()
    one.leave()
    assert node.launch(small(), device="another").progress()["done"]
    assert node.tracks()["cmi.core.lesson_status"] == "completed"


def test_a_tab_left_open_where_nothing_is_shared_overwrites_nothing(node: Node) -> None:
    old = node.launch(small(), device="old")
    page = node.launch(small(), device="new")
    take(page)
    page.leave()
    old.leave()
    assert node.launch(small(), device="third").progress()["done"]
    assert node.tracks()["cmi.core.lesson_status"] == "completed"


MOVES = st.one_of(
    st.tuples(st.just("watch"), st.integers(1, 2), st.integers(0, 90), st.integers(1, 60)),
    st.tuples(st.just("answer"), st.sampled_from(sorted(ANSWERS)), st.booleans()),
    st.tuples(st.sampled_from(["read", "open"]), st.integers(1, 2)),
    st.tuples(st.sampled_from(["offline", "online", "leave", "hide", "expired", "restored"])),
    st.tuples(st.just("wait"), st.integers(1, 200)),
    st.tuples(st.just("position"), st.integers(1, 2), st.integers(0, 60)),
)


def move(page: Page, what: str, *values: Json) -> Page:
    steps: dict[str, Callable[[], object]] = {
        "watch": lambda: page.call("watched", values[0], values[1], values[1] + values[2]),
        "answer": lambda: page.call("answer", 1, values[0], ANSWERS[values[0]] if values[1] else ["svar_d"], 1),
        "read": lambda: page.call("readToEnd", *values),
        "open": lambda: page.call("open", *values),
        "position": lambda: page.call("position", *values),
        "offline": lambda: page.online(False),  # noqa: FBT003 - a state
        "online": lambda: page.online(True),  # noqa: FBT003 - a state
        "expired": lambda: page.ask("net", {"expired": True}),
        "restored": lambda: page.ask("net", {"expired": False}),
        "wait": lambda: page.ask("tick", values[0] * 1000),
        "hide": lambda: [page.ask("visible", it) for it in (False, True)],
        "leave": page.leave,
    }
    steps[what]()
    return page.node.launch(small()) if what == "leave" else page


def height(page: Page) -> list[Json]:
    """What must never shrink."""
    progress = page.progress()
    flags = [it[flag] for it in progress["lessons"] for flag in ("seen", "read", "done")]
    attempts = [(page.call("answerOf", it) or {"attempts": 0})["attempts"] for it in sorted(ANSWERS)]
    return [*flags, *attempts, progress["done"], progress["score"]]


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=25))
def test_nothing_that_was_reached_is_lost_whatever_happens(process: Node, moves: list[tuple[Json, ...]]) -> None:
    process.reset()
    page = process.launch(small())
    before = height(page)
    for one in moves:
        page = move(page, *one)
        after = height(page)
        assert all(now >= then for now, then in zip(after, before, strict=True)), one
        before = after
    page.online(True)  # noqa: FBT003 - a state
    page.ask("net", {"expired": False})
    page.ask("tick", 120000)
    page.leave()
    assert height(process.launch(small(), device="another")) == before
    statuses = process.ask("pure", "server", "lms")["statuses"]
    assert statuses == sorted(statuses, key=["incomplete", "completed"].index)
    completed = process.tracks()["cmi.core.lesson_status"] == "completed"
    assert completed is page.progress()["done"]
