"""The runtime in a real browser, in the strict stand-in for Moodle: what is stored is read back exactly."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from browser import NewPage
from lms.harness import Moodle, Visit, moodle
from pipeline.model.course import LmsProfile
from runtime.bundle import write
from runtime.courses import platform
from runtime.node import Json
from runtime.taking import ANSWERS, SCORE, STATUS

STANDARDS = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
Imported = Callable[..., AbstractContextManager[Moodle]]


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    @contextmanager
    def lms(standard: str, *, strict: bool = True, **changes: Json) -> Iterator[Moodle]:
        folder = tmp_path / standard
        folder.mkdir()
        write(folder, standard, **changes)
        with moodle(folder, tmp_path, strict=strict) as running:
            yield running

    return lms


def say(frame: Frame | Page, method: str, *given: Json) -> Json:
    return frame.evaluate("([method, given]) => Fremskritt.page[method](...given)", [method, list(given)])


def told(frame: Frame) -> Json:
    """Give what was said last, once it is known."""
    for _ in range(300):  # asked for so, because a page's own policy forbids Playwright's way of waiting
        if frame.evaluate("Fremskritt.told[Fremskritt.told.length - 1].reason !== 'checking'"):
            break
        frame.page.wait_for_timeout(50)
    return frame.evaluate("Fremskritt.told[Fremskritt.told.length - 1]")


def watch(frame: Frame, lesson: int, start: float, end: float) -> None:
    say(frame, "position", lesson, end)
    say(frame, "watched", lesson, start, end)


def take(frame: Frame) -> None:
    watch(frame, 1, 0, 95)
    for question, chosen in ANSWERS.items():
        say(frame, "answer", 1, question, chosen, 4.5)
    say(frame, "open", 2)
    watch(frame, 2, 0, 60)


def progress(visit: Visit) -> Json:
    return say(visit.sco, "progress")


def answers(stored: dict[str, str]) -> list[str]:
    names = [name for name in stored if name.startswith("cmi.interactions.") and name.endswith(".id")]
    ids = {int(name.split(".")[2]): stored[name] for name in names if ".objectives." not in name}
    return [ids[n] for n in range(len(ids))]


@STANDARDS
def test_a_course_is_taken_to_completed_without_one_refusal(
    imported: Imported, new_page: NewPage, standard: str
) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page())
        assert told(visit.sco)["saved"]
        assert visit.stored()[STATUS[standard]] == "incomplete"
        take(visit.sco)
        assert told(visit.sco)["saved"]
        refusals = visit.errors()
        before = progress(visit)
        visit.leave()
        assert refusals == []
        stored = visit.stored()
        assert stored[STATUS[standard]] == "completed"
        assert float(stored[SCORE[standard]]) == 100
        assert answers(stored) == list(ANSWERS)
        assert len(stored["cmi.suspend_data"]) < 400
        again = lms.launch(new_page())
        assert again.sco.evaluate("Fremskritt.started.mode") == "review", "as Moodle opens what is finished"
        assert progress(again) == before
        watch(again.sco, 1, 95, 100)
        again.leave()
        assert again.stored()[STATUS[standard]] == "completed"


@STANDARDS
@pytest.mark.parametrize("way", ["reload", "leave", "close_tab"])
def test_however_the_page_is_left_one_goes_on_where_one_was(
    imported: Imported, new_page: NewPage, standard: str, way: str
) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page())
        watch(visit.sco, 1, 0, 41)
        getattr(visit, way)()
        again = visit if way == "reload" else lms.launch(new_page())
        assert again.sco.evaluate("Fremskritt.started.resumed")
        assert say(again.sco, "positionOf", 1) == 41
        assert say(again.sco, "watchedRanges", 1) == [[0, 41]]
        assert [commit.ending for commit in lms.commits() if commit.ending] == [True]


@STANDARDS
def test_a_cut_connection_is_told_and_all_arrives_afterwards(
    imported: Imported, new_page: NewPage, standard: str
) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page())
        visit.cut_network()
        take(visit.sco)
        assert (told(visit.sco)["saved"], told(visit.sco)["reason"]) == (False, "offline")
        assert visit.stored()[STATUS[standard]] == "incomplete"
        visit.restore_network()
        visit.sco.wait_for_function("Fremskritt.told[Fremskritt.told.length - 1].saved")
        stored = visit.stored()
        assert stored[STATUS[standard]] == "completed"
        assert float(stored[SCORE[standard]]) == 100
        assert answers(stored) == list(ANSWERS)
        assert visit.errors() == []


@STANDARDS
def test_in_a_tunnel_nothing_is_said_to_be_saved_and_all_arrives_afterwards(
    imported: Imported, new_page: NewPage, standard: str
) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page())
        assert told(visit.sco)["saved"]
        visit.enter_tunnel()
        count = visit.sco.evaluate("Fremskritt.told.length")
        take(visit.sco)
        assert (told(visit.sco)["saved"], told(visit.sco)["reason"]) == (False, "offline")
        assert visit.sco.evaluate(f"navigator.onLine && !Fremskritt.told.slice({count}).some((one) => one.saved)")
        assert {call.answer for call in visit.calls() if call.name.endswith("Commit")} == {"true"}
        assert visit.stored()[STATUS[standard]] == "incomplete"
        visit.leave_tunnel()
        say(visit.sco, "commit", "pause")
        assert told(visit.sco)["saved"]
        stored = visit.stored()
        assert stored[STATUS[standard]] == "completed"
        assert float(stored[SCORE[standard]]) == 100
        assert {"q_1", "q_2", "q_3", "q_4", "q_5"} <= set(stored.values())
        assert visit.errors() == []


@STANDARDS
def test_an_expired_session_is_told_and_all_arrives_after_login(
    imported: Imported, new_page: NewPage, standard: str
) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page())
        visit.expire_session()
        take(visit.sco)
        assert told(visit.sco)["reason"] == "refused"
        visit.renew_session()
        say(visit.sco, "commit", "pause")
        assert told(visit.sco)["saved"]
        stored = visit.stored()
        assert stored[STATUS[standard]] == "completed"
        assert float(stored[SCORE[standard]]) == 100
        assert {"q_1", "q_2", "q_3", "q_4", "q_5"} <= set(stored.values())


def test_what_was_done_offline_until_the_end_comes_with_the_next_launch(imported: Imported, new_page: NewPage) -> None:
    with imported("scorm12") as lms:
        page = new_page()
        visit = lms.launch(page)
        visit.cut_network()
        take(visit.sco)
        page.close()
        page.context.set_offline(offline=False)
        assert lms.stored()["cmi.core.lesson_status"] == "incomplete"
        assert told(lms.launch(page.context.new_page()).sco)["saved"]
        assert lms.stored()["cmi.core.lesson_status"] == "completed"


def test_two_tabs_of_one_learner_lose_nothing(imported: Imported, new_page: NewPage) -> None:
    with imported("scorm12") as lms:
        page = new_page()
        one, other = lms.launch(page), lms.launch(page.context.new_page())
        watch(one.sco, 1, 0, 95)
        say(one.sco, "commit", "pause")
        other.sco.wait_for_function("Fremskritt.page.progress().lessons[0].seen")
        for question, chosen in ANSWERS.items():
            say(other.sco, "answer", 1, question, chosen, 1)
        watch(other.sco, 2, 0, 60)
        other.leave()
        one.leave()
        assert lms.stored()["cmi.core.lesson_status"] == "completed"
        assert progress(lms.launch(new_page()))["done"]


@STANDARDS
@pytest.mark.parametrize(("name", "kept"), [("moodle", 9000), ("moodle-strict", 4060)])
def test_a_long_reflection_is_kept_as_far_as_the_profiles_moodle_takes_it(
    imported: Imported, new_page: NewPage, standard: str, name: LmsProfile, kept: int
) -> None:
    changes = {"reflections": "lms", "profile": platform(name, reflections=True)}
    with imported(standard, strict=name == "moodle-strict", **changes) as lms:
        visit = lms.launch(new_page())
        say(visit.sco, "note", "r_1", "æ" * 2000 + "\n" + "x" * 6999)
        say(visit.sco, "commit", "note")
        refusals = visit.errors()
        visit.leave()
        assert refusals == []
        written = "".join(value for one, value in visit.stored().items() if re.search(r"comments?$", one))
        assert kept <= len(written) <= (4096 if name == "moodle-strict" else 9020)
        again = lms.launch(new_page())
        say(again.sco, "note", "r_2", "Ny")
        say(again.sco, "commit", "note")
        assert again.errors() == []


@STANDARDS
def test_a_preview_leaves_nothing(imported: Imported, new_page: NewPage, standard: str) -> None:
    with imported(standard) as lms:
        visit = lms.launch(new_page(), "browse")
        take(visit.sco)
        assert {call.name.removeprefix("LMS") for call in visit.calls()} == {"Initialize", "GetValue"}
        assert visit.sco.evaluate("localStorage.length") == 0
        visit.leave()
        assert visit.stored() == {}


def test_in_a_window_of_its_own_the_lms_is_found_too(imported: Imported, new_page: NewPage) -> None:
    with imported("scorm12") as lms:
        visit = lms.launch_window(new_page())
        assert visit.sco.evaluate("Fremskritt.started.connected")
        take(visit.sco)
        assert visit.stored()["cmi.core.lesson_status"] == "completed"


def test_time_is_counted_when_the_page_is_left_and_once(imported: Imported, new_page: NewPage) -> None:
    with imported("scorm12") as lms:
        visit = lms.launch(new_page())
        visit.page.wait_for_timeout(1100)
        visit.leave()
        visit.page.wait_for_timeout(300)
        hours, minutes, seconds = lms.stored()["cmi.core.total_time"].split(":")
        assert 1 <= int(hours) * 3600 + int(minutes) * 60 + float(seconds) < 60
