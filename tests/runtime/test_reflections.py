"""Reflections stay on the device; where a course says so, they are the learner's comments in the LMS."""

import itertools

import pytest

from pipeline.formats.lesson.profiles import COMMENT_BYTES
from pipeline.model.course import LmsProfile
from runtime.courses import largest, platform, small
from runtime.node import Course, Json, Node, Page
from runtime.test_saving import STANDARDS, last

REFLECTION = "Vi må spørre innbyggerne før vi kjøper noe."
STEM = "cmi.comments_from_learner."
SAMI = "čđŋšŧž"
BEACON = 65_536
"""Bytes that a page may send when it goes away."""


def sending(standard: str = "scorm12", name: LmsProfile = "moodle") -> Course:
    return small(standard, reflections="lms", profile=platform(name, reflections=True))


def note(page: Page, name: str, text: str) -> None:
    page.call("note", name, text)
    page.call("commit", "note")


def comments(page: Page) -> dict[str, str]:
    """The learner's comments in SCORM 2004 by their places."""
    tracks: Json = page.tracks()
    numbers = itertools.takewhile(lambda n: f"{STEM}{n}.location" in tracks, itertools.count())
    return {tracks[f"{STEM}{n}.location"]: tracks[f"{STEM}{n}.comment"] for n in numbers}


def refused(page: Page) -> list[list[str]]:
    return [call for call in page.calls() if call[-1] == "false"]


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
    page = node.launch(sending(), overwrites=overwrites)
    for name, text in (("r_1", REFLECTION), ("r_2", "Nei"), ("r_2", "Nei"), ("r_2", "Nei,\nikke nå")):
        note(page, name, text)
    assert page.tracks()["cmi.comments"] == f"[r_1] {REFLECTION}\n[r_2] Nei, ikke nå"
    note(page, "r_1", "Spør.")
    kept = [] if overwrites else [f"[r_1] {REFLECTION}"]
    assert page.tracks()["cmi.comments"] == "\n".join([*kept, "[r_2] Nei, ikke nå", "[r_1] Spør."])
    assert (last(page), refused(page)) == ((True, False, "lms"), [])


@pytest.mark.parametrize("overwrites", [False, True])
def test_a_long_reflection_is_whole_in_moodle_and_of_the_standards_length_in_a_strict_one(
    node: Node, *, overwrites: bool
) -> None:
    lax = node.launch(sending(), lms="lax", overwrites=overwrites)
    note(lax, "r_1", "x" * 9000)
    assert lax.tracks()["cmi.comments"] == f"[r_1] {'x' * 9000}"
    strict = node.launch(sending(name="moodle-strict"), lms="strict", strict=True, overwrites=overwrites)
    note(strict, "r_1", REFLECTION)
    note(strict, "r_2", "x" * 9000)
    note(strict, "r_3", "Til slutt")
    assert refused(strict) == []
    assert 4060 < len(strict.tracks()["cmi.comments"]) <= 4096
    assert strict.tracks()["cmi.comments"].endswith("[r_3] Til slutt") == overwrites
    wrong = node.launch(sending(), lms="wrong", strict=True)
    note(wrong, "r_1", "x" * 9000)
    assert [call[1] for call in refused(wrong)] == ["cmi.comments"], "the profile matters"


@pytest.mark.parametrize("name", ["moodle-strict", "openedx", "generic"])
def test_other_profiles_keep_to_the_standard_in_scorm_2004_too(node: Node, name: LmsProfile) -> None:
    page = node.launch(sending("scorm2004", name))
    for one, text in (("r_1", "Først"), ("r_2", "Nei"), ("r_1", REFLECTION), ("r_3", "x" * 9000), ("r_4", "y")):
        note(page, one, text)
    found = comments(page)
    assert (found["r_1"], found["r_2"], found["r_3"], found["r_4"]) == (REFLECTION, "Nei", "x" * 3999, "")
    assert sum(map(len, found.values())) == 4096
    assert refused(page) == []


def test_a_long_reflection_is_several_comments_in_scorm_2004(node: Node) -> None:
    page = node.launch(sending("scorm2004"))
    long = "{" + "x" * 8999
    note(page, "r_1", long)
    note(page, "r_10", "Linje\nfor linje")
    assert list(comments(page)) == ["r_1", "r_1, 2", "r_1, 3", "r_10"]
    assert "".join(comments(page).values()) == f" {long}Linje for linje"
    note(page, "r_1", "Kort")
    assert comments(page) == {"r_1": "Kort", "r_1, 2": "", "r_1, 3": "", "r_10": "Linje for linje"}
    assert (last(page), refused(page)) == ((True, False, "lms"), [])


def test_what_is_written_bit_by_bit_takes_no_more_room_than_all_at_once(node: Node) -> None:
    page = node.launch(sending(name="moodle-strict"), strict=True)
    text = (REFLECTION + " ") * 90
    for end in range(40, 3900, 40):
        note(page, "r_1", text[:end])
    assert page.tracks()["cmi.comments"] == f"[r_1] {text[:3880]}".rstrip()


@STANDARDS
@pytest.mark.parametrize("overwrites", [False, True])
def test_however_often_it_is_rewritten_it_stays_in_its_room(node: Node, standard: str, *, overwrites: bool) -> None:
    page = node.launch(sending(standard), overwrites=overwrites)
    for turn in range(40):
        note(page, f"r_{turn % 3}", f"{turn} {SAMI * 400} 👩‍🏫")
    page.leave()
    assert refused(page) == []
    assert node.ask("pure", "server", "lms")["largest"] < COMMENT_BYTES + 2000


@STANDARDS
def test_half_a_letter_breaks_no_commit(node: Node, standard: str) -> None:
    page = node.launch(sending(standard))
    note(page, "r_1", "a\ud83d b")
    assert last(page) == (True, False, "lms")
    note(page, "r_2", "👩" * 20000)
    assert last(page) == (True, False, "lms")
    assert "a\ufffd b" in str(page.tracks())


@STANDARDS
@pytest.mark.parametrize("name", ["moodle", "moodle-strict"])
def test_the_largest_commit_with_reflections_is_below_what_a_beacon_holds(
    node: Node, standard: str, name: LmsProfile
) -> None:
    """Full answers, a full state, and reflections in Sámi that take all their room; nothing was sent before."""
    taken = largest(standard, reflections="lms", profile=platform(name, reflections=True))
    page = node.launch(taken, strict=name == "moodle-strict")
    page.online(False)  # noqa: FBT003 - a state
    for one in [*taken["lessons"], *taken["lessons"]]:
        for question in one["quiz"]["questions"]:
            page.call("answer", one["number"], question["id"], node.pure("formats.rightAnswer", question), 9)
    for one in taken["lessons"]:
        page.call("readToEnd", one["number"])
        for at in range(0, 7200, 160):
            page.call("watched", one["number"], at, at + 10)
    for number in range(40):
        page.call("note", f"r_{number}", SAMI * 100)
    page.leave()
    assert refused(page) == []
    assert 45_000 < node.ask("pure", "server", "lms")["largest"] < BEACON


def test_answers_of_before_are_counted_when_a_course_begins_to_send_reflections(node: Node) -> None:
    taken = largest("scorm2004")
    page = node.launch(taken)
    for one in [*taken["lessons"], *taken["lessons"]]:
        for question in one["quiz"]["questions"]:
            page.call("answer", one["number"], question["id"], node.pure("formats.rightAnswer", question), 9)
    page.leave()
    again = node.launch(largest("scorm2004", reflections="lms", profile=platform(reflections=True)))
    note(again, "r_1", SAMI * 2000)
    again.leave()
    assert node.ask("pure", "server", "lms")["largest"] < BEACON


@STANDARDS
@pytest.mark.parametrize("failures", [1, 2, 5])
def test_a_reflection_written_offline_is_sent_again(node: Node, standard: str, failures: int) -> None:
    page = node.launch(sending(standard))
    page.online(False)  # noqa: FBT003 - a state
    note(page, "r_1", REFLECTION)
    for _ in range(failures - 1):
        page.call("readToEnd", 1)
        page.call("commit", "pause")
    assert REFLECTION not in str(page.tracks())
    page.online(True)  # noqa: FBT003 - a state
    assert REFLECTION in str(page.tracks())
