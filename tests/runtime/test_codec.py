"""Any progress fits 4096 printable characters, is read back, and never goes backwards."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import limits
from runtime.courses import course, largest, lesson, small
from runtime.node import Course, Json, Node
from runtime.states import courses, states

PAIRS = courses().flatmap(lambda taken: st.tuples(st.just(taken), states(taken)))
TRIPLES = courses().flatmap(lambda taken: st.tuples(st.just(taken), states(taken), states(taken)))
LIMIT = 4096


def read(node: Node, text: str, taken: Course) -> Json:
    found = node.pure("codec.decode", text, taken)
    assert found["kind"] == "ok"
    return found["state"]


def within(inner: list[list[int]], outer: list[list[int]]) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def bits(text: str) -> str:
    """Give what stands behind the head."""
    order = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return "".join(f"{order.index(it):06b}" for it in text[6:])


def plain(state: Json) -> Json:
    """All but the watched stretches, which are coarser when read back."""
    lessons = {number: {**it, "ranges": None} for number, it in state["lessons"].items()}
    return {**state, "lessons": lessons}


@given(PAIRS)
def test_any_progress_fits_in_characters_that_no_lms_quotes(process: Node, taken: tuple[Course, Json]) -> None:
    text = process.pure("codec.encode", taken[1], taken[0])
    assert re.fullmatch(r"F1[A-Za-z0-9_-]+", text)
    assert len(text) <= process.pure("worst", taken[0]) <= LIMIT


@given(PAIRS)
def test_all_but_stretches_is_read_back_as_it_was(process: Node, taken: tuple[Course, Json]) -> None:
    of, state = taken
    found = read(process, process.pure("codec.encode", state, of), of)
    assert plain(found) == plain(state)


@given(PAIRS)
def test_what_was_watched_is_read_back_in_whole_cells_and_never_more(process: Node, taken: tuple[Course, Json]) -> None:
    of, state = taken
    found = read(process, process.pure("codec.encode", state, of), of)
    for one, width in zip(of["lessons"], process.pure("codec.widths", of), strict=True):
        before = state["lessons"].get(str(one["number"]))
        after = found["lessons"].get(str(one["number"]))
        cell = round(width * 100)
        assert within(after["ranges"] if after else [], before["ranges"] if before else [])
        whole = [[-(-start // cell) * cell, end // cell * cell] for start, end in (before["ranges"] if before else [])]
        assert within([it for it in whole if it[0] < it[1]], after["ranges"] if after else [])


BEGUN = {"revision": 0, "lesson": 1, "done": False, "score": 0, "answers": {}}


@pytest.mark.parametrize("hundredths", [115, 229, 257, 401, 1901])
def test_the_last_hundredth_of_a_video_is_not_made_up(process: Node, hundredths: int) -> None:
    """A binary fraction such as 1.15 times 100 is a little less than 115."""
    seen = {"position": 0, "read": False, "seen": False, "done": False}
    for end in (hundredths - 1, hundredths):
        state = {**BEGUN, "lessons": {"1": {**seen, "ranges": [[0, end]]}}}
        of = course(lesson(1, hundredths / 100))
        found = read(process, process.pure("codec.encode", state, of), of)
        assert within(found["lessons"].get("1", {"ranges": []})["ranges"], [[0, end]])
    assert found["lessons"]["1"]["ranges"] == [[0, hundredths]]


@given(PAIRS)
def test_reading_and_writing_again_changes_nothing(process: Node, taken: tuple[Course, Json]) -> None:
    text = process.pure("codec.encode", taken[1], taken[0])
    assert process.pure("codec.encode", read(process, text, taken[0]), taken[0]) == text


@given(PAIRS)
def test_the_mark_fits_too_and_stands_behind_all_that_is_read_without_it(
    process: Node, taken: tuple[Course, Json]
) -> None:
    of, state = taken
    plainly, marked = (process.pure("codec.encode", state, of, it) for it in (False, True))
    assert len(marked) <= process.pure("worst", of) <= LIMIT
    assert plainly == process.pure("codec.encode", state, of), "as the editions without a mark write it"
    found = [process.pure("codec.decode", it, of) for it in (plainly, marked)]
    assert [it["halfway"] for it in found] == [False, True]
    assert found[0]["state"] == found[1]["state"]
    one, other = bits(plainly), bits(marked)
    end = other.rindex("1")
    assert other[:end].ljust(len(one), "0") == one, "an edition that knows no mark stops reading before it"


@given(TRIPLES)
def test_joined_states_lose_nothing_whichever_comes_first(process: Node, taken: tuple[Course, Json, Json]) -> None:
    of, one, other = taken
    both = process.pure("state.merge", one, other)
    assert process.pure("state.merge", other, one) == both
    assert process.pure("state.merge", both, one) == process.pure("state.merge", both, both) == both
    for part in (one, other):
        assert both["revision"] >= part["revision"]
        assert both["done"] >= part["done"]
        assert both["score"] >= part["score"]
        for number, it in part["lessons"].items():
            joined = both["lessons"][number]
            assert within(it["ranges"], joined["ranges"])
            assert all(joined[flag] >= it[flag] for flag in ("read", "seen", "done"))
        for number, it in part["answers"].items():
            assert both["answers"][number]["attempts"] >= it["attempts"]
            assert both["answers"][number]["best"] >= it["best"]
    assert process.pure("codec.encode", both, of) == process.pure(
        "codec.encode", process.pure("state.merge", other, one), of
    )


@given(PAIRS, st.text(max_size=300))
def test_no_text_makes_it_crash_and_none_of_them_passes(process: Node, taken: tuple[Course, Json], text: str) -> None:
    found = process.pure("codec.decode", text, taken[0])
    assert found["kind"] in {"empty", "foreign", "damaged", "newer"}
    assert found["state"] == process.pure("state.empty")


@given(PAIRS, st.data())
def test_damage_is_noticed(process: Node, taken: tuple[Course, Json], data: st.DataObject) -> None:
    text = process.pure("codec.encode", taken[1], taken[0])
    at = data.draw(st.integers(2, len(text) - 1))
    harmed = text[:at] + data.draw(st.sampled_from("aB3-_".replace(text[at], ""))) + text[at + 1 :]
    assert process.pure("codec.decode", harmed, taken[0])["kind"] == "damaged"
    assert process.pure("codec.decode", text[:at], taken[0])["kind"] == "damaged"


def test_what_others_wrote_is_told_apart(process: Node) -> None:
    text = process.pure("codec.encode", process.pure("state.empty"), small())
    other = {**small(), "id": "kurs-annet"}
    kinds = {it: process.pure("codec.decode", it, small())["kind"] for it in ("", "2;3,4", "F2abcdxyz", "F1ab", text)}
    assert list(kinds.values()) == ["empty", "foreign", "newer", "damaged", "ok"]
    assert process.pure("codec.decode", text, other)["kind"] == "damaged"


def apart(width: int) -> list[list[int]]:
    """Every second cell of the longest video, the last one too."""
    return [[at, at + width] for at in range(width, limits.VIDEO_SECONDS * 100, 2 * width)]


def fullest(taken: Course, widths: list[int]) -> Json:
    """A learner who watched every second cell alone, and answered at length and often."""
    chosen = [f"svar_{chr(97 + at)}.svar_{chr(104 - at)}" for at in range(limits.OPTIONS)]
    answer = {"chosen": chosen, "right": False, "best": True, "attempts": 255, "at": 2**20 - 1}
    done = {"position": limits.VIDEO_SECONDS, "read": True, "seen": True, "done": True}
    questions = [one for it in taken["lessons"] for one in it["quiz"]["questions"]]
    return {
        "revision": 2**20 - 1,
        "lesson": limits.NUMBER,
        "done": True,
        "score": 100,
        "lessons": {
            str(it["number"]): {**done, "ranges": apart(width * 100)}
            for it, width in zip(taken["lessons"], widths, strict=True)
        },
        "answers": {str(one["number"]): answer for one in questions},
    }


def test_the_largest_course_fits_with_cells_of_ten_seconds_or_less(process: Node) -> None:
    taken = largest()
    assert len(taken["lessons"]) == limits.LESSONS
    assert sum(len(it["quiz"]["questions"]) for it in taken["lessons"]) == limits.QUESTIONS
    widths = process.pure("codec.widths", taken)
    assert set(widths) == {8, 10}
    state = fullest(taken, widths)
    text = process.pure("codec.encode", state, taken)
    assert len(text) == process.pure("worst", taken) == 4092 <= LIMIT
    assert read(process, text, taken) == state
    assert len(process.pure("codec.encode", state, taken, True)) <= LIMIT  # noqa: FBT003 - as the codec has it


def test_a_usual_course_is_kept_by_the_second(process: Node) -> None:
    five = course(*(lesson(number, 600) for number in range(1, 6)))
    assert process.pure("codec.widths", five) == [1] * 5
    assert process.pure("worst", five) < 600
    assert process.pure("codec.widths", course(lesson(1, 6.0), lesson(2, 30.0))) == [0.1, 0.5]


@settings(max_examples=20)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=40))
def test_breaks_cost_nothing_even_where_cells_are_widest(process: Node, breaks: list[int]) -> None:
    taken = largest()
    state = process.pure("state.empty")
    number, at = str(taken["lessons"][0]["number"]), 0
    for seconds in breaks:
        to = min(at + seconds, limits.VIDEO_SECONDS)
        own = state["lessons"].setdefault(number, process.pure("state.emptyLesson"))
        own["ranges"] = process.pure("ranges.add", own["ranges"], at * 100, to * 100)
        own["position"] = at = to
        state = read(process, process.pure("codec.encode", state, taken), taken)
    assert state["lessons"][number]["ranges"] == [[0, at * 100]]


def test_lessons_that_are_gone_are_kept_for_their_return(process: Node) -> None:
    state = process.pure("state.empty")
    whole = {"ranges": [[0, 6000]], "position": 60, "read": False, "seen": True, "done": True}
    state["lessons"] = {"1": whole, "2": whole}
    state["answers"] = {"9": {"chosen": ["svar_b"], "right": True, "best": True, "attempts": 1, "at": 3}}
    less = course(lesson(2, 60.0))
    found = read(process, process.pure("codec.encode", state, less), less)
    assert found["lessons"] == state["lessons"]
    assert found["answers"] == state["answers"]


def test_where_there_is_no_room_the_course_comes_before_what_is_gone(process: Node) -> None:
    taken = largest()
    state = fullest(taken, process.pure("codec.widths", taken))
    state["lessons"]["7"] = state["lessons"][str(limits.NUMBER)]
    text = process.pure("codec.encode", state, taken)
    assert len(text) <= LIMIT
    assert set(read(process, text, taken)["lessons"]) == {str(it["number"]) for it in taken["lessons"]}
