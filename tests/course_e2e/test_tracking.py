from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import NewPage
from course_e2e.bare import write_course
from lms.harness import IPAD, Moodle, Visit, moodle
from lms.tried import Sandbox, SandboxVisit, sandbox

Lms = Moodle | Sandbox
Any = Visit | SandboxVisit
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}
ANSWERS = """() => {
  tracker.answer(1, "q_1", ["svar_a"], 3.2);
  tracker.answer(1, "q_2", ["svar_a", "svar_c"], 4);
  tracker.answer(1, "q_3", ["svar_b"], 5);
  tracker.answer(1, "q_4", ["svar_a", "svar_b", "svar_c", "svar_d"], 6);
  tracker.answer(1, "q_5", ["svar_a.svar_a", "svar_b.svar_b", "svar_c.svar_c", "svar_d.svar_d"], 61.5);
}"""
WATCH_FIRST, WATCH_SECOND = "() => tracker.watched(1, 0, 100)", "() => tracker.watched(2, 0, 60)"


@pytest.fixture(scope="module", params=["scorm12", "scorm2004"])
def standard(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def course(standard: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("course") / "kurs.zip", standard)


@pytest.fixture
def strict(course: Path, tmp_path: Path) -> Iterator[Moodle]:
    with moodle(course, tmp_path / "moodle", strict=True) as lms:
        yield lms


@pytest.fixture(params=["moodle", "sandbox"])
def lms(request: pytest.FixtureRequest, course: Path, tmp_path: Path) -> Iterator[Lms]:
    if request.param == "moodle":
        with moodle(course, tmp_path / "moodle", strict=True) as lms:
            yield lms
    else:
        with sandbox(course, tmp_path / "public") as tried:
            yield tried


def take(visit: Any, *steps: str) -> None:
    for step in steps:
        visit.sco.evaluate(step)


def progress(visit: Any) -> tuple[bool, list[bool]]:
    found = visit.sco.evaluate("() => tracker.progress()")
    return found["done"], [lesson["done"] for lesson in found["lessons"]]


def said(visit: Any) -> str | None:
    return visit.sco.text_content("#lagret")


def wait_saved(visit: Any) -> None:
    for _ in range(300):
        if said(visit) == "lagret":
            return
        visit.page.wait_for_timeout(100)
    pytest.fail(f"not saved within thirty seconds: {visit.sco.evaluate('() => told')}")


def check_all_arrived(stored: dict[str, str], standard: str) -> None:
    done = "status" if standard == "scorm12" else "completion_status"
    assert stored[STATUS[standard]] == "completed"
    assert float(stored[SCORE[standard]]) == 80
    answered = {
        value for element, value in stored.items() if element.startswith("cmi.interactions") and value[:2] == "q_"
    }
    assert answered == {f"q_{at}" for at in range(1, 6)}, "one that was refused may stand twice, none is missing"
    assert [stored[f"cmi.objectives.{at}.id"] for at in range(2)] == ["leksjon_1", "leksjon_2"]
    assert [stored[f"cmi.objectives.{at}.{done}"] for at in range(2)] == ["completed", "completed"]


def test_a_course_is_taken_from_start_to_completed(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    assert visit.sco.evaluate("() => started.connected")
    assert visit.stored()[STATUS[standard]] == "incomplete"
    take(visit, WATCH_FIRST, ANSWERS)
    assert progress(visit) == (False, [True, False])
    assert visit.stored()[STATUS[standard]] == "incomplete"
    take(visit, WATCH_SECOND)
    assert progress(visit) == (True, [True, True])
    stored = visit.stored()
    assert stored[STATUS[standard]] == "completed"
    assert float(stored[SCORE[standard]]) == 80
    assert [stored[f"cmi.interactions.{at}.id"] for at in range(5)] == [f"q_{at}" for at in range(1, 6)]
    wrong = "wrong" if standard == "scorm12" else "incorrect"
    assert [stored[f"cmi.interactions.{at}.result"] for at in range(5)] == [*["correct"] * 2, wrong, *["correct"] * 2]
    assert [stored[f"cmi.objectives.{at}.id"] for at in range(2)] == ["leksjon_1", "leksjon_2"]
    done = "status" if standard == "scorm12" else "completion_status"
    assert [stored[f"cmi.objectives.{at}.{done}"] for at in range(2)] == ["completed", "completed"]
    assert len(stored["cmi.suspend_data"]) <= 4096
    wait_saved(visit)
    assert visit.errors() == []


def test_a_reload_resumes_where_it_was(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    take(visit, WATCH_FIRST, ANSWERS, "() => { tracker.open(2); tracker.watched(2, 0, 20); tracker.position(2, 20) }")
    visit.reload()
    assert visit.sco.evaluate("() => [started.resumed, tracker.lesson, tracker.positionOf(2)]") == [True, 2, 20]
    assert visit.sco.evaluate("() => tracker.watchedRanges(2)") == [[0, 20]]
    assert visit.sco.evaluate("() => tracker.answerOf('q_3').chosen") == ["svar_b"]
    take(visit, "() => tracker.watched(2, 20, 60)")
    assert visit.stored()[STATUS[standard]] == "completed"
    assert visit.errors() == []


def test_a_closed_tab_loses_nothing(lms: Lms, standard: str, new_page: NewPage) -> None:
    page = new_page()
    other = page.context.new_page()
    visit = lms.launch(page)
    take(visit, WATCH_FIRST, ANSWERS, "() => { tracker.open(2); tracker.watched(2, 0, 30); tracker.position(2, 30) }")
    visit.close_tab()
    other.wait_for_timeout(300)
    again = lms.launch(other)
    assert again.sco.evaluate("() => [started.resumed, tracker.positionOf(2)]") == [True, 30]
    assert again.sco.evaluate("() => tracker.watchedRanges(2)") == [[0, 30]]
    total = again.stored()["cmi.core.total_time" if standard == "scorm12" else "cmi.total_time"]
    assert total not in {"", "00:00:00", "PT0H0M0S"}


def test_another_device_resumes_from_the_lms_alone(strict: Moodle, new_page: NewPage) -> None:
    visit = strict.launch(new_page())
    take(visit, WATCH_FIRST, ANSWERS, "() => tracker.watched(2, 0, 30)")
    visit.leave()
    visit.page.wait_for_timeout(300)
    elsewhere = strict.launch(new_page())
    assert progress(elsewhere) == (False, [True, False])
    assert elsewhere.sco.evaluate("() => tracker.watchedRanges(2)") == [[0, 30]]


def test_what_is_done_without_a_network_arrives_when_it_is_back(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    take(visit, WATCH_FIRST)
    visit.cut_network()
    take(visit, ANSWERS, WATCH_SECOND)
    assert progress(visit) == (True, [True, True])
    assert said(visit) == "ikke lagret"
    assert visit.stored()[STATUS[standard]] == "incomplete"
    visit.restore_network()
    wait_saved(visit)
    check_all_arrived(visit.stored(), standard)


def test_what_is_done_on_a_network_that_leads_nowhere_arrives_when_it_is_back(
    strict: Moodle, standard: str, new_page: NewPage
) -> None:
    visit = strict.launch(new_page())
    take(visit, WATCH_FIRST)
    wait_saved(visit)
    visit.enter_tunnel()
    take(visit, ANSWERS, WATCH_SECOND)
    visit.sco.wait_for_function("() => document.getElementById('lagret').textContent === 'ikke lagret'")
    assert visit.sco.evaluate("() => navigator.onLine")
    assert visit.stored()[STATUS[standard]] == "incomplete"
    visit.leave_tunnel()
    wait_saved(visit)
    check_all_arrived(visit.stored(), standard)


def test_what_is_done_after_the_session_expired_arrives_when_one_logs_in(
    lms: Lms, standard: str, new_page: NewPage
) -> None:
    visit = lms.launch(new_page())
    take(visit, WATCH_FIRST)
    visit.expire_session()
    take(visit, ANSWERS, WATCH_SECOND)
    assert said(visit) == "ikke lagret"
    visit.renew_session()
    wait_saved(visit)
    check_all_arrived(visit.stored(), standard)


def test_a_lost_connection_and_a_closed_tab_are_made_good_at_the_next_launch(
    strict: Moodle, standard: str, new_page: NewPage
) -> None:
    page = new_page()
    other = page.context.new_page()
    visit = strict.launch(page)
    visit.cut_network()
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND)
    visit.close_tab()
    other.context.set_offline(offline=False)
    again = strict.launch(other)
    assert progress(again) == (True, [True, True])
    assert again.stored()[STATUS[standard]] == "completed"
    assert float(again.stored()[SCORE[standard]]) == 80


def test_two_tabs_give_the_sum_of_both(lms: Lms, standard: str, new_page: NewPage) -> None:
    page = new_page()
    first, second = lms.launch(page), lms.launch(page.context.new_page())
    take(first, WATCH_FIRST, ANSWERS)
    second.page.wait_for_timeout(300)
    take(second, WATCH_SECOND)
    assert progress(second) == (True, [True, True])
    first.page.wait_for_timeout(300)
    assert progress(first) == (True, [True, True])
    first.leave()
    second.leave()
    second.page.wait_for_timeout(300)
    again = lms.launch(page)
    assert progress(again) == (True, [True, True])
    assert again.stored()[STATUS[standard]] == "completed"


def test_review_never_lowers_what_was_reached(lms: Lms, standard: str, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND)
    visit.reload()
    assert visit.sco.evaluate("() => started.mode") == "review"
    before = {element: visit.stored()[element] for element in (STATUS[standard], SCORE[standard])}
    take(visit, "() => { tracker.open(1); tracker.answer(1, 'q_1', ['svar_b'], 1); tracker.commit('asked') }")
    visit.reload()
    assert {element: visit.stored()[element] for element in before} == before
    assert progress(visit) == (True, [True, True])


def test_a_preview_writes_nothing(lms: Lms, new_page: NewPage) -> None:
    visit = lms.launch(new_page(), "browse")
    assert visit.sco.evaluate("() => started.mode") == "browse"
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND, "() => tracker.finish()")
    assert visit.stored() == {}
    assert [call for call in visit.calls() if call.name.endswith(("SetValue", "Commit"))] == []


def test_a_window_of_its_own_works_too(strict: Moodle, standard: str, new_page: NewPage) -> None:
    visit = strict.launch_window(new_page())
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND)
    assert visit.stored()[STATUS[standard]] == "completed"
    assert visit.errors() == []


def test_a_slow_lms_is_waited_for(strict: Moodle, standard: str, new_page: NewPage) -> None:
    strict.slow(0.5)
    visit = strict.launch(new_page())
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND)
    wait_saved(visit)
    assert visit.stored()[STATUS[standard]] == "completed"


def test_it_runs_on_an_ipad(lms: Lms, standard: str, new_page: NewPage) -> None:
    page = new_page()
    page.set_viewport_size(IPAD)  # type: ignore[arg-type] # a plain dict of the same keys
    visit = lms.launch(page)
    take(visit, WATCH_FIRST, ANSWERS, WATCH_SECOND)
    assert visit.stored()[STATUS[standard]] == "completed"
