from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser import NewPage, violations
from lms.sco import write_sco
from lms.tried import Sandbox, SandboxVisit, sandbox

KEPT = "#summary"


@pytest.fixture(scope="module", params=["scorm12", "scorm2004"])
def lms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp(request.param)
    with sandbox(write_sco(folder / "sco.zip", request.param), folder / "public") as tried:
        yield tried


def run(visit: SandboxVisit, *lines: str) -> list[str]:
    answers: list[str] = [visit.sco.evaluate(line) for line in lines]
    return answers


def begin(visit: SandboxVisit) -> bool:
    """Initialize, and say whether it is SCORM 1.2."""
    assert run(visit, "call('Initialize', '')") == ["true"]
    return bool(visit.sco.evaluate("Boolean(old)"))


def put(visit: SandboxVisit, element: str, value: str) -> str:
    return str(visit.sco.evaluate("([element, value]) => call('SetValue', element, value)", [element, value]))


STATUS = {True: "cmi.core.lesson_status", False: "cmi.completion_status"}
SCORE = {True: "cmi.core.score.raw", False: "cmi.score.raw"}


def test_a_bundle_runs_and_its_figures_are_kept_and_shown(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    assert visit.sco.text_content("#svar") == "Fant LMS-et"
    old = begin(visit)
    put(visit, STATUS[old], "completed")
    put(visit, SCORE[old], "80")
    put(visit, "cmi.suspend_data", "1;abc")
    put(visit, "cmi.interactions.0.id", "q_1")
    assert visit.stored() == {}, "nothing is kept before a commit"
    assert run(visit, "call('Commit', '')") == ["true"]
    kept = visit.stored()
    assert (kept[STATUS[old]], kept[SCORE[old]], kept["cmi.suspend_data"]) == ("completed", "80", "1;abc")
    shown = visit.page.inner_text(KEPT)
    for text in ("fullført (completed)", "80", "5 av 4096 tegn (0 %)", "1 gang"):
        assert text in shown
    assert visit.page.text_content("#state") == "Lagret i LMS-et."


def test_the_log_shows_every_call_and_what_went_wrong(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    begin(visit)
    put(visit, "cmi.ukjent", "1")
    run(visit, "call('Commit', '')")
    names = [call.name.removeprefix("LMS") for call in visit.calls()]
    assert names == ["Initialize", "SetValue", "Commit"]
    assert [call.arguments for call in visit.errors()] == [("cmi.ukjent", "1")]
    visit.page.check("#wrong")
    expect(visit.page.locator("#log tr:visible")).to_have_count(1)
    visit.page.click("#clear")
    assert visit.calls() == []


def test_what_is_stored_survives_a_reload_and_a_closed_tab(lms: Sandbox, new_page: NewPage) -> None:
    page = new_page()
    visit = lms.launch(page)
    old = begin(visit)
    put(visit, "cmi.suspend_data", "2;æøå")
    put(visit, STATUS[old], "incomplete")
    put(visit, "cmi.core.exit" if old else "cmi.exit", "suspend")
    visit.sco.evaluate("() => { addEventListener('pagehide', () => call('Finish', '')) }")
    visit.reload()
    begin(visit)
    entry = "cmi.core.entry" if old else "cmi.entry"
    read = [f"call('GetValue', '{element}')" for element in ("cmi.suspend_data", STATUS[old], entry)]
    assert run(visit, *read) == ["2;æøå", "incomplete", "resume"]
    put(visit, "cmi.suspend_data", "3")
    visit.sco.evaluate("() => { addEventListener('pagehide', () => call('Finish', '')) }")
    other = page.context.new_page()
    visit.close_tab()
    assert lms.launch(other).stored()["cmi.suspend_data"] == "3"


def test_time_is_added_up(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    for _ in range(2):
        old = begin(visit)
        span = ("cmi.core.session_time", "0000:01:02.50") if old else ("cmi.session_time", "PT1M2.5S")
        put(visit, STATUS[old], "incomplete")
        put(visit, *span)
        assert run(visit, "call('Finish', '')") == ["true"]
        total = visit.stored()["cmi.core.total_time" if old else "cmi.total_time"]
        visit.reload()
    assert total in {"00:02:05", "PT2M5S"}


def test_without_a_connection_commits_fail_until_it_is_back(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    begin(visit)
    visit.sco.evaluate(
        "() => { window.heard = []; for (const name of ['offline', 'online'])"
        " addEventListener(name, () => window.heard.push(name + navigator.onLine)) }"
    )
    visit.cut_network()
    put(visit, "cmi.suspend_data", "1")
    assert run(visit, "call('Commit', '')") == ["false"]
    assert "Ikke lagret" in (visit.page.text_content("#state") or "")
    assert visit.stored() == {}
    visit.page.check("#pretend")
    assert run(visit, "call('Commit', '')") == ["true"]
    assert visit.stored() == {}
    visit.restore_network()
    assert run(visit, "call('Commit', '')") == ["true"]
    assert visit.stored()["cmi.suspend_data"] == "1"
    assert visit.sco.evaluate("() => window.heard") == ["offlinefalse", "onlinetrue"]


def test_an_expired_session_refuses_until_one_logs_in_again(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    begin(visit)
    visit.expire_session()
    put(visit, "cmi.suspend_data", "1")
    assert run(visit, "call('Commit', '')", "error()") == ["false", "101"]
    visit.renew_session()
    assert run(visit, "call('Commit', '')") == ["true"]
    assert visit.stored()["cmi.suspend_data"] == "1"


def test_browsing_keeps_nothing(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page(), "browse")
    old = begin(visit)
    assert run(visit, f"call('GetValue', '{'cmi.core.lesson_mode' if old else 'cmi.mode'}')") == ["browse"]
    put(visit, "cmi.suspend_data", "1")
    assert run(visit, "call('Commit', '')") == ["true"]
    assert visit.stored() == {}


def test_a_completed_attempt_opens_to_be_looked_at_again(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    old = begin(visit)
    put(visit, STATUS[old], "completed")
    run(visit, "call('Finish', '')")
    visit.reload()
    begin(visit)
    assert run(visit, f"call('GetValue', '{'cmi.core.lesson_mode' if old else 'cmi.mode'}')") == ["review"]


def test_the_name_reaches_the_course(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    visit.page.fill("#learner", "Åsheim, Øystein")
    visit.page.click("#again")
    lms.ready(visit.page)
    old = begin(visit)
    assert run(visit, f"call('GetValue', '{'cmi.core.student_name' if old else 'cmi.learner_name'}')") == [
        "Åsheim, Øystein"
    ]


def test_a_new_attempt_begins_without_what_was_kept(lms: Sandbox, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    begin(visit)
    put(visit, "cmi.suspend_data", "1")
    run(visit, "call('Commit', '')", "localStorage.setItem('kurset', 'sitt eget')")
    visit.page.click("#attempt")
    lms.ready(visit.page)
    assert visit.stored() == {}
    assert visit.sco.evaluate("localStorage.getItem('kurset')") == "sitt eget"
    visit.page.check("#device")
    visit.page.click("#attempt")
    lms.ready(visit.page)
    assert visit.sco.evaluate("localStorage.getItem('kurset')") is None


@pytest.mark.parametrize("width", [940, 810, 320])
def test_the_frame_has_the_width_that_is_asked_for(lms: Sandbox, new_page: NewPage, width: int) -> None:
    visit = lms.launch(new_page(), width=width)
    assert visit.sco.evaluate("innerWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_is_accessible(lms: Sandbox, new_page: NewPage, width: int, scheme: str) -> None:
    visit = lms.launch(new_page(width, scheme))
    begin(visit)
    put(visit, "cmi.ukjent", "1")
    put(visit, "cmi.suspend_data", "x" * 3000)
    run(visit, "call('Commit', '')")
    visit.page.click("summary")
    visit.cut_network()
    run(visit, "call('Commit', '')")
    assert violations(visit.page) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it reflows (WCAG 1.4.10)"


def test_nothing_is_asked_of_others_and_nothing_is_reported_wrong(lms: Sandbox, new_page: NewPage) -> None:
    page: Page = new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    begin(lms.launch(page))
    assert [url for url in asked if not url.startswith((lms.address, "data:", "about:"))] == []
    assert [text for text in said if "Content Security Policy" in text or "Error" in text] == []
