"""Saved or not saved: the truth is told, and what was lost is sent again until it is there."""

import pytest

from runtime.courses import course, largest, lesson, small
from runtime.node import Json, Node, Page
from runtime.taking import SCORE, STATUS, take

STANDARDS = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])


def statuses(node: Node) -> list[str]:
    """Every status that the LMS stored, as it changed."""
    return list(node.ask("pure", "server", "lms")["statuses"])


def commits(page: Page) -> int:
    return [call[0] for call in page.calls()].count("Commit")


def last(page: Page) -> tuple[bool, bool, str]:
    told = page.saved[-1]
    return told["saved"], told["pending"], told["reason"]


def whole(page: Page, standard: str) -> None:
    """The LMS has all that the small course gives."""
    tracks = page.tracks()
    assert tracks[STATUS[standard]] == "completed"
    assert float(tracks[SCORE[standard]]) == 100
    status = "status" if standard == "scorm12" else "completion_status"
    assert [tracks[f"cmi.objectives.{n}.{status}"] for n in range(2)] == ["completed"] * 2
    ids = [
        value for name, value in sorted(tracks.items()) if name.startswith("cmi.interactions") and name.endswith(".id")
    ]
    assert {it for it in ids if it.startswith("q_")} == {"q_1", "q_2", "q_3", "q_4", "q_5"}
    again = page.node.launch(small(standard), device="another")
    assert again.progress() == page.progress()


def test_what_is_saved_is_said_to_be(node: Node) -> None:
    page = node.launch(small())
    page.call("answer", 1, "q_1", ["svar_a"], 2)
    checking = {"saved": False, "pending": True, "reason": "checking", "code": "0"}
    assert page.saved == [checking, {"saved": True, "pending": False, "reason": "lms", "code": "0"}] * 2


def test_playing_is_saved_every_half_minute_and_not_at_every_step(node: Node) -> None:
    page = node.launch(course(lesson(1, 3600.0)))
    page.watch(1, 0, 600)
    assert 18 <= commits(page) <= 21


def test_events_are_saved_at_once(node: Node) -> None:
    page = node.launch(small())
    before = commits(page)
    page.call("answer", 1, "q_1", ["svar_a"], 2)
    page.call("readToEnd", 1)
    page.call("open", 2)
    page.call("watched", 2, 0, 60)
    assert commits(page) == before + 4
    page.call("position", 2, 30)
    assert commits(page) == before + 4
    page.call("commit", "pause")
    page.call("commit", "pause")
    assert commits(page) == before + 5


def test_becoming_hidden_saves_what_is_new(node: Node) -> None:
    page = node.launch(small())
    page.watch(1, 0, 5)
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    assert page.started["resumed"] is False
    count = commits(page)
    assert node.launch(small(), device="another").call("watchedRanges", 1) == [[0, 5]]
    page.ask("visible", True)  # noqa: FBT003 - as the driver names it
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    assert commits(page) == count + 1, "only the other page's"


def test_a_page_that_is_kept_for_coming_back_to_is_saved_and_lives_on(node: Node) -> None:
    page = node.launch(small())
    page.watch(1, 0, 5)
    page.leave(persisted=True)
    assert "Finish" not in [call[0] for call in page.calls()]
    page.ask("visible", True)  # noqa: FBT003 - as the driver names it
    page.watch(1, 5, 9)
    page.leave()
    assert page.calls()[-1][0] == "Finish"
    assert node.launch(small(), device="another").call("watchedRanges", 1) == [[0, 9]]


@STANDARDS
def test_offline_a_yes_is_not_believed_and_all_is_sent_again(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.online(False)  # noqa: FBT003 - a state
    take(page)
    assert last(page) == (False, True, "offline")
    assert page.tracks()[STATUS[standard]] == "incomplete"
    assert {call[-1] for call in page.calls() if call[0] == "Commit"} == {"true"}
    page.online(True)  # noqa: FBT003 - a state
    assert last(page) == (True, False, "lms")
    assert [call for call in page.calls() if call[-1] == "false"] == []
    whole(page, standard)
    assert "cmi.interactions.5.id" not in page.tracks(), "each answer once, and without gaps"


@STANDARDS
def test_a_yes_is_not_believed_where_the_server_is_not_there(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.tunnel(True)  # noqa: FBT003 - a state
    take(page)
    assert last(page) == (False, True, "offline")
    assert page.tracks()[STATUS[standard]] == "incomplete"
    assert {call[-1] for call in page.calls() if call[0] == "Commit"} == {"true"}
    assert [told for told in page.saved[2:] if told["saved"]] == [], "nothing is claimed after the network was lost"
    page.tunnel(False)  # noqa: FBT003 - a state
    page.ask("tick", 120000)
    assert last(page) == (True, False, "lms")
    assert [call for call in page.calls() if call[-1] == "false"] == []
    assert statuses(node) == ["incomplete", *(["passed"] if standard == "scorm12" else []), "completed"]
    whole(page, standard)


def test_the_server_is_asked_for_a_file_of_the_bundle_once_a_commit(node: Node) -> None:
    page = node.launch(small())
    take(page)
    asked = page.ask("requests")
    assert asked == [["course.js", {"method": "HEAD", "cache": "no-store"}]] * commits(page)
    page.call("position", 2, 30)
    page.call("commit", "pause")
    page.call("commit", "pause")
    page.ask("tick", 3600000)
    assert len(page.ask("requests")) == commits(page) == len(asked) + 1


def test_a_commit_that_was_refused_or_made_offline_needs_no_asking(node: Node) -> None:
    page = node.launch(small())
    before = len(page.ask("requests"))
    page.online(False)  # noqa: FBT003 - a state
    page.call("readToEnd", 1)
    page.ask("net", {"offline": False, "expired": True})
    page.call("readToEnd", 2)
    assert len(page.ask("requests")) == before


def test_a_server_that_does_not_answer_is_waited_for_eight_seconds(node: Node) -> None:
    page = node.launch(small())
    page.ask("net", {"silent": True})
    page.call("readToEnd", 1)
    page.ask("tick", 7900)
    assert last(page) == (False, True, "checking")
    page.ask("tick", 200)
    assert last(page) == (False, True, "offline")
    page.ask("net", {"silent": False})
    page.ask("tick", 5000)
    assert last(page) == (True, False, "lms")


@pytest.mark.parametrize("silent", [False, True])
def test_one_lost_commit_makes_those_with_it_doubtful(node: Node, *, silent: bool) -> None:
    page = node.launch(small())
    page.ask("net", {"silent": True})
    page.call("answer", 1, "q_1", ["svar_a"], 2)
    page.ask("net", {"silent": silent})
    page.call("answer", 1, "q_2", ["svar_a", "svar_c"], 2)
    assert last(page) == (False, True, "checking"), "the first has not been answered"
    page.ask("tick", 8000)
    assert last(page) == (False, True, "offline")
    page.ask("net", {"silent": False})
    page.ask("tick", 5000)
    assert last(page) == (True, False, "lms")


def test_what_is_written_while_the_server_is_asked_is_sent_too(node: Node) -> None:
    page = node.launch(small(reflections="lms"))
    page.ask("net", {"silent": True})
    page.call("note", "r_1", "Først")
    page.call("commit", "note")
    page.call("note", "r_1", "Så")
    page.ask("net", {"silent": False})
    page.ask("tick", 8000)
    page.ask("tick", 5000)
    assert last(page) == (True, False, "lms")
    assert page.tracks()["cmi.comments"].split("\n")[-1].strip() == "[r_1] Så"


@STANDARDS
@pytest.mark.parametrize("page_like", [{"protocol": "file:"}, {"fetchless": True}])
def test_where_nobody_can_be_asked_a_yes_is_believed(node: Node, standard: str, page_like: Json) -> None:
    page = node.launch(small(standard), **page_like)
    page.call("answer", 1, "q_1", ["svar_a"], 2)
    assert page.saved == [{"saved": True, "pending": False, "reason": "lms", "code": "0"}] * 2
    assert page.ask("requests") == []


@pytest.mark.parametrize("persisted", [False, True])
def test_a_page_that_goes_asks_nobody(node: Node, *, persisted: bool) -> None:
    page = node.launch(small())
    page.watch(1, 0, 5)
    before = len(page.ask("requests"))
    page.leave(persisted=persisted)
    assert len(page.ask("requests")) == before
    assert last(page) == (True, False, "lms")


def test_a_page_that_is_put_away_in_a_tunnel_knows_that_nothing_was_saved(node: Node) -> None:
    page = node.launch(small())
    page.tunnel(True)  # noqa: FBT003 - a state
    page.watch(1, 0, 5)
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    assert last(page) == (False, True, "offline")
    page.tunnel(False)  # noqa: FBT003 - a state
    page.ask("visible", True)  # noqa: FBT003 - as the driver names it
    assert last(page) == (True, False, "lms")


@STANDARDS
def test_after_the_session_expired_all_is_sent_again(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.ask("net", {"expired": True})
    take(page)
    assert last(page) == (False, True, "refused")
    assert page.saved[-1]["code"] == ("101" if standard == "scorm12" else "391")
    page.ask("net", {"expired": False})
    page.ask("tick", 120000)
    assert last(page) == (True, False, "lms")
    assert statuses(node) == ["incomplete", *(["passed"] if standard == "scorm12" else []), "completed"]
    whole(page, standard)


def test_a_refused_save_is_tried_again_after_ever_longer_waits(node: Node) -> None:
    page = node.launch(small())
    page.ask("net", {"expired": True})
    page.call("readToEnd", 1)
    at, times = 0, []
    while at < 600:
        count = len(page.saved)
        page.ask("tick", 1000)
        at += 1
        if len(page.saved) > count:
            times.append(at)
    assert times == [5, 20, 80, 200, 320, 440, 560]
    revisions = [call[2] for call in page.calls() if call[1] == "cmi.suspend_data"]
    assert len(set(revisions)) == len(revisions), "each try is a revision of its own"


def test_nothing_is_tried_while_nobody_looks(node: Node) -> None:
    page = node.launch(small())
    page.ask("net", {"expired": True})
    page.call("readToEnd", 1)
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    count = len(page.saved)
    page.ask("tick", 3600000)
    assert len(page.saved) == count
    page.ask("net", {"expired": False})
    page.ask("visible", True)  # noqa: FBT003 - as the driver names it
    assert last(page) == (True, False, "lms")


@STANDARDS
def test_sending_again_never_ends_lower_than_it_was(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    take(page)
    for _ in range(3):
        page.online(False)  # noqa: FBT003 - a state
        page.watch(1, 0, 20)
        page.call("commit", "pause")
        page.online(True)  # noqa: FBT003 - a state
    assert statuses(node) == ["incomplete", "completed"]


def test_leaving_while_offline_is_made_good_by_the_next_launch(node: Node) -> None:
    page = node.launch(small())
    page.online(False)  # noqa: FBT003 - a state
    take(page)
    page.leave()
    assert page.tracks()["cmi.core.lesson_status"] == "incomplete"
    again = node.launch(small())
    assert again.started["resumed"]
    assert again.tracks()["cmi.core.lesson_status"] == "completed"
    assert node.launch(small(), device="another").progress() == page.progress()


@STANDARDS
@pytest.mark.parametrize("online", [False, True])
def test_the_largest_commit_is_below_what_a_beacon_holds(node: Node, standard: str, *, online: bool) -> None:
    taken = largest(standard)
    page = node.launch(taken, strict=True)
    page.online(online)
    for one in [*taken["lessons"], *taken["lessons"]]:
        for question in one["quiz"]["questions"]:
            page.call("answer", one["number"], question["id"], node.pure("formats.rightAnswer", question), 9)
    for one in taken["lessons"]:
        for at in range(0, 7200, 160):
            page.call("watched", one["number"], at, at + 10)
        page.call("readToEnd", one["number"])
    page.leave()
    assert [call for call in page.calls() if call[-1] == "false"] == []
    assert 30000 < node.ask("pure", "server", "lms")["largest"] < 62000 or (online and standard == "scorm12")
    again = node.launch(taken, device="another")
    for question in taken["lessons"][0]["quiz"]["questions"]:
        again.call("answer", taken["lessons"][0]["number"], question["id"], [], 9)
    assert node.ask("pure", "server", "lms")["largest"] < 62000
    assert again.saved[-1]["saved"]


def test_an_lms_that_will_not_begin_leaves_it_to_the_device(node: Node) -> None:
    page = node.launch(small(), refuses=True)
    assert page.started["connected"] is False
    page.watch(1, 0, 5)
    page.call("commit", "pause")
    assert last(page) == (True, False, "device")
    page.leave()
    assert {call[0] for call in page.calls()} <= {"Initialize", "GetValue"}


def test_an_lms_that_throws_is_like_none(node: Node) -> None:
    node.launch(small()).leave()
    node.ask("pure", "setTracks", "lms", {"cmi.objectives.0.id": "leksjon_1"})
    page = node.launch(small(), finished=True)
    assert page.started["connected"] is False
    page.call("readToEnd", 1)
    assert last(page) == (True, False, "device")


@STANDARDS
def test_an_lms_that_has_begun_already_is_gone_on_with(node: Node, standard: str) -> None:
    page = node.launch(small(standard), left=True)
    assert page.started["connected"] is True
    page.call("readToEnd", 1)
    assert last(page) == (True, False, "lms")


@STANDARDS
def test_a_doubt_that_is_left_when_the_page_is_hidden_is_settled_when_it_is_seen(node: Node, standard: str) -> None:
    page = node.launch(small(standard))
    page.ask("net", {"expired": True})
    take(page)
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    page.ask("net", {"expired": False})
    page.call("position", 2, 3)
    page.ask("visible", False)  # noqa: FBT003 - as the driver names it
    assert last(page) == (False, True, "refused")
    page.ask("visible", True)  # noqa: FBT003 - as the driver names it
    assert last(page) == (True, False, "lms")
    whole(page, standard)


@STANDARDS
def test_what_the_very_first_save_lost_arrives_too(node: Node, standard: str) -> None:
    page = node.page(small(standard), lms="disturbed")
    page.ask("net", {"expired": True})
    page.call("start")
    take(page)
    page.ask("net", {"expired": False})
    page.ask("tick", 120000)
    page.leave()
    calm = node.launch(small(standard), lms="calm", device="another")
    take(calm)
    calm.leave()
    missing = {name for name in calm.tracks() if "interactions" not in name} - set(page.tracks())
    assert missing == set()
    differing = {
        name for name in calm.tracks() if "interactions" not in name and calm.tracks()[name] != page.tracks()[name]
    }
    assert differing == {"cmi.suspend_data"}, "whose revision is another"


@STANDARDS
def test_an_lms_that_lacks_what_it_may_lack_still_saves(node: Node, standard: str) -> None:
    page = node.launch(small(standard), lacks=r"location|session_time|exit|score\.(min|max)|interactions|objectives")
    take(page)
    assert last(page) == (True, False, "lms")
    assert page.tracks()[STATUS[standard]] == "completed"


@STANDARDS
def test_an_lms_that_will_not_take_the_progress_has_not_saved_it(node: Node, standard: str) -> None:
    page = node.launch(small(standard), lacks="suspend_data")
    page.call("readToEnd", 1)
    assert last(page) == (False, True, "refused")
