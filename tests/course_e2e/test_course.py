from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import expect

from browser import NewPage, violations
from course_e2e.keyboard import Fingers
from course_e2e.learner import Learner
from course_e2e.made import make_course
from lms.harness import IPAD, Moodle, moodle
from lms.tried import Sandbox, sandbox
from pipeline.model.bundle import BundleFormat

Lms = Moodle | Sandbox
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}


EVERYWHERE = pytest.mark.parametrize("place", [(form, kind) for form in STATUS for kind in ("moodle", "sandbox")])
IN_BOTH = pytest.mark.parametrize("place", [("scorm12", "moodle"), ("scorm2004", "sandbox")])
IN_MOODLE = pytest.mark.parametrize("place", [("scorm12", "moodle")])


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {form: make_course(folder, cast("BundleFormat", form)) for form in STATUS}


@pytest.fixture
def standard(place: tuple[str, str]) -> str:
    return place[0]


@pytest.fixture
def lms(place: tuple[str, str], bundles: dict[str, Path], tmp_path: Path) -> Iterator[Lms]:
    form, kind = place
    if kind == "moodle":
        with moodle(bundles[form], tmp_path / "moodle", strict=True) as strict:
            yield strict
    else:
        with sandbox(bundles[form], tmp_path / "public") as tried:
            yield tried


@EVERYWHERE
def test_the_whole_course_is_taken_to_completed(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    learner = Learner(visit.sco)
    assert visit.stored()[STATUS[standard]] == "incomplete"
    learner.take(wrong=("q_1",), read=(2,))
    learner.contents()
    assert learner.done() == [True] * 3
    stored = visit.stored()
    assert stored[STATUS[standard]] == "completed"
    assert float(stored[SCORE[standard]]) == 90, "the mean of 4 of 5 and 1 of 1"
    results = [stored[f"cmi.interactions.{at}.result"] for at in range(6)]
    assert results == ["wrong" if standard == "scorm12" else "incorrect", *["correct"] * 5]
    assert [stored[f"cmi.objectives.{at}.id"] for at in range(3)] == ["leksjon_1", "leksjon_2", "leksjon_3"]
    assert visit.errors() == []
    learner.frame.click('.menu a[href="#fullfort"]')
    assert "Kari Nordmann" in learner.frame.locator(".certificate").inner_text()
    assert violations(visit.page) == []


@EVERYWHERE
def test_a_course_that_is_left_in_the_middle_goes_on_there(lms: Lms, standard: str, new_page: NewPage) -> None:
    page = new_page()
    other = page.context.new_page()
    visit = lms.launch(page)
    learner = Learner(visit.sco)
    learner.watch(1)
    learner.answer(1)
    learner.open(2)
    visit.close_tab()
    other.wait_for_timeout(300)
    again = lms.launch(other)
    learner = Learner(again.sco)
    assert learner.done() == [True, False, False]
    assert learner.frame.locator("[data-resume] a").get_attribute("href") == "#leksjon_2"
    learner.read(2)
    learner.watch(3)
    learner.answer(3)
    assert again.stored()[STATUS[standard]] == "completed"
    assert float(again.stored()[SCORE[standard]]) == 100


@IN_BOTH
def test_the_page_says_when_it_is_not_saved_and_when_it_is(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    learner = Learner(visit.sco)
    learner.wait_saved("Lagret")
    visit.expire_session()
    learner.answer(3)
    learner.wait_saved("Ikke lagret")
    visit.renew_session()
    learner.wait_saved("Lagret")
    assert float(visit.stored()[SCORE[standard]]) == 50


@IN_BOTH
def test_skipping_to_the_end_counts_for_nothing(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    learner = Learner(visit.sco)
    section = learner.open(2)
    section.locator(".controls .row button").first.click()
    section.locator("video").evaluate("(video) => { video.currentTime = video.duration - 0.5; }")
    learner.wait("() => document.querySelector('[data-lesson=\"2\"] video').ended")
    assert learner.done() == [False] * 3
    assert visit.stored()[STATUS[standard]] == "incomplete"


@IN_BOTH
def test_an_ipad_takes_it_by_touch(lms: Lms, standard: str, new_page: NewPage) -> None:
    page = new_page()
    page.set_viewport_size({"width": IPAD["width"], "height": IPAD["height"]})
    visit = lms.launch(page)
    learner = Learner(visit.sco)
    learner.take()
    assert visit.stored()[STATUS[standard]] == "completed"
    assert learner.frame.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@IN_BOTH
def test_a_finished_course_can_be_looked_at_again(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    learner = Learner(visit.sco)
    learner.take(read=(1, 2, 3))
    kept = visit.stored()
    visit.reload()
    learner = Learner(visit.sco)
    assert learner.done() == [True] * 3
    learner.watch(1)
    visit.reload()
    for element in (STATUS[standard], SCORE[standard]):
        assert visit.stored()[element] == kept[element]


@IN_BOTH
def test_a_preview_says_so_and_keeps_nothing(lms: Lms, new_page: NewPage) -> None:
    visit = lms.launch(new_page(), "browse")
    learner = Learner(visit.sco)
    expect(learner.frame.locator("[data-banner] .note")).to_be_visible()
    learner.read(2)
    assert visit.stored() == {}


@IN_MOODLE
def test_it_is_taken_by_keyboard_alone(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    fingers = Fingers(visit.page, visit.sco)
    for number in (1, 2, 3):
        fingers.take(number)
    assert Learner(visit.sco).done() == [True] * 3
    assert visit.stored()[STATUS[standard]] == "completed"
    assert float(visit.stored()[SCORE[standard]]) == 100
