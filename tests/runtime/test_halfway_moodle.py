"""A tab that dies between two commits, in a real browser in the strict stand-in for Moodle."""

from pathlib import Path

import pytest

from browser import NewPage
from lms.harness import Moodle, Visit, moodle
from pipeline.model.course import LmsProfile
from runtime.bundle import write
from runtime.courses import platform
from runtime.node import Json
from runtime.test_moodle import say, take, told

STATUS, SCORE = "cmi.core.lesson_status", "cmi.core.score.raw"
RIGHT = {
    SCORE: "100",
    "cmi.core.score.min": "0",
    "cmi.core.score.max": "100",
    "cmi.core.exit": "suspend",
    "cmi.core.lesson_location": "leksjon_2",
    "cmi.objectives.0.id": "leksjon_1",
    "cmi.objectives.0.status": "completed",
    "cmi.objectives.1.id": "leksjon_2",
    "cmi.objectives.1.status": "completed",
}
PROFILES = pytest.mark.parametrize(
    ("profile", "status", "twin"),
    [("moodle", "completed", "passed"), ("openedx", "passed", "completed"), ("generic", "passed", "completed")],
)


def imported(tmp_path: Path, **changes: Json) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    write(folder, "scorm12", **changes)
    return folder


def die_halfway(lms: Moodle, visit: Visit) -> None:
    """Finish while the session is expired; then the first commit arrives, the second does not, and the tab dies."""
    visit.expire_session()
    take(visit.sco)
    assert told(visit.sco)["reason"] == "refused"
    visit.renew_session()
    lms.take_only(1)
    say(visit.sco, "commit", "pause")
    before = len(lms.commits())
    visit.crash()
    assert len(lms.commits()) == before, "nothing comes from a dead tab"
    visit.renew_session()


def wait_saved(visit: Visit) -> None:
    """Wait for it however slow the machine is: what takes the server too long is tried again."""
    for _ in range(6):
        if told(visit.sco)["saved"]:
            return
        visit.page.wait_for_timeout(5000)
    pytest.fail(f"not saved: {told(visit.sco)}")


def wait_stored(lms: Moodle, visit: Visit, status: str) -> None:
    """A page that is not seen yet commits by a beacon, which the server may take a moment later."""
    for _ in range(100):
        if lms.stored()[STATUS] == status:
            return
        visit.page.wait_for_timeout(50)
    pytest.fail(f"{lms.stored()[STATUS]} is still there")


def statuses(visit: Visit) -> list[str]:
    return [call.arguments[1] for call in visit.calls() if call.arguments[:1] == (STATUS,) and len(call.arguments) > 1]


@PROFILES
@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("mode", ["review", "normal"])
def test_the_next_launch_puts_it_right(  # noqa: PLR0913, PLR0917 - what it is about
    tmp_path: Path, new_page: NewPage, profile: LmsProfile, status: str, twin: str, mode: str, *, elsewhere: bool
) -> None:
    with moodle(imported(tmp_path, profile=platform(profile)), tmp_path, strict=True) as lms:
        page = new_page()
        other = page.context.new_page()
        die_halfway(lms, lms.launch(page))
        assert lms.stored()[STATUS] == twin
        assert lms.stored()[SCORE] == "99.99"
        lms.attempt.reviews = mode == "review"
        again = lms.launch(new_page() if elsewhere else other)
        assert again.sco.evaluate("Fremskritt.started.mode") == mode
        assert again.sco.evaluate("localStorage.length") == 1
        wait_saved(again)
        wait_stored(lms, again, status)
        assert {name: lms.stored()[name] for name in RIGHT} == RIGHT
        assert say(again.sco, "progress")["done"]
        assert again.errors() == []
        again.leave()
        lms.attempt.reviews = True
        later = lms.launch(new_page())
        say(later.sco, "answer", 1, "q_1", ["svar_b"], 1)
        later.leave()
        assert statuses(lms.launch(new_page())) == []
        assert lms.stored()[STATUS] == status
        assert {name: lms.stored()[name] for name in RIGHT} == RIGHT


def test_a_page_that_is_left_between_the_two_is_put_right_too(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(imported(tmp_path), tmp_path, strict=True) as lms:
        visit = lms.launch(new_page())
        visit.expire_session()
        take(visit.sco)
        visit.renew_session()
        lms.take_only(1)
        say(visit.sco, "commit", "pause")
        visit.renew_session()
        visit.leave()
        visit.page.wait_for_timeout(300)
        assert lms.commits()[-1].ending
        assert lms.commits()[-1].kept
        assert lms.stored()[STATUS] == "passed", "Moodle believes that it has sent the other"
        again = lms.launch(new_page())
        wait_saved(again)
        wait_stored(lms, again, "completed")
        assert {name: lms.stored()[name] for name in RIGHT} == RIGHT


def test_a_learner_whom_somebody_passed_stays_passed(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(imported(tmp_path), tmp_path, strict=True) as lms:
        visit = lms.launch(new_page())
        take(visit.sco)
        visit.leave()
        visit.page.wait_for_timeout(300)
        lms.keep({STATUS: "passed"})
        again = lms.launch(new_page())
        watched = again.sco.evaluate("Fremskritt.started.mode")
        say(again.sco, "readToEnd", 1)
        wait_saved(again)
        assert (watched, statuses(again)) == ("review", [])
        assert lms.stored()[STATUS] == "passed"
