"""selvtest.html: an administrator opens it in the LMS, and the learner's data is left as it was."""

from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from browser import NewPage, violations
from lms.harness import Moodle, Visit, moodle
from runtime.bundle import write
from runtime.node import Json

STANDARDS = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
LEARNER = {"cmi.suspend_data": "F1 det som sto der før"}


def bundle(folder: Path, standard: str, **more: Json) -> Path:
    folder.mkdir()
    write(folder, standard, "selvtest.html", **more)
    return folder


def opened(lms: Moodle, new_page: NewPage, mode: str = "normal", width: int = 1280) -> Visit:
    visit = lms.launch(new_page(width), mode)
    ended(visit.sco)
    return visit


def ended(where: Frame | Page) -> None:
    where.wait_for_selector("#vurdering")
    expect(where.locator("#vurdering")).not_to_contain_text("i gang", timeout=20_000)


def report(frame: Frame) -> str:
    return frame.input_value("#rapport")


@STANDARDS
def test_all_that_a_course_needs_is_found_and_said_in_text(tmp_path: Path, new_page: NewPage, standard: str) -> None:
    with moodle(bundle(tmp_path / "bundle", standard), tmp_path) as lms:
        frame = opened(lms, new_page).sco
        assert frame.text_content("#vurdering") == "Alt som kurset trenger, svarer."
        text = report(frame)
        for told in (
            "i rammen, 1 nivå opp",
            "Video kan spilles (MP4): 2 sekunder, 320 \u00d7 180 [I orden]",
            "Video kan hentes stykkevis (HTTP 206): 1 fil svarer [I orden]",
            "Teksting kan hentes (WebVTT): 1 fil svarer [I orden]",
            "4096 tegn i cmi.suspend_data: true, feilkode 0, lest likt tilbake [I orden]",
            "Lagring på enheten (localStorage): virker [I orden]",
            "finnes (14 tegn)",
        ):
            assert told in text
        rows = frame.locator("tbody tr[data-verdict]").count()
        assert rows == len(text.splitlines()) - 1


ICON = """() => new Promise((told) => {
  document.addEventListener("securitypolicyviolation", (event) => told(event.violatedDirective));
  const image = new Image();
  image.onload = image.onerror = () => setTimeout(() => told(""), 100);
  image.src = document.querySelector("link[rel=icon]").href;
})"""


def test_its_own_policy_allows_its_icon_and_nothing_is_complained_of(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        page, said = new_page(1280), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        frame = lms.launch(page).sco
        ended(frame)
        assert frame.evaluate(ICON) == ""
        assert said == []


@STANDARDS
@pytest.mark.parametrize("mode", ["normal", "browse", "review"])
def test_the_learners_data_is_left_as_it_was(tmp_path: Path, new_page: NewPage, standard: str, mode: str) -> None:
    with moodle(bundle(tmp_path / "bundle", standard), tmp_path) as lms:
        lms.keep(LEARNER)
        visit = opened(lms, new_page, mode)
        names = {call.name.removeprefix("LMS") for call in visit.calls()}
        visit.leave()
        assert names == {"Initialize", "GetValue", "SetValue", "Commit", "GetLastError"}
        assert visit.stored() == LEARNER


def test_nothing_at_all_is_stored_about_one_who_never_began(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        opened(lms, new_page).leave()
        assert lms.stored() in ({}, {"cmi.suspend_data": ""})


def test_names_are_in_the_report_only_when_asked_for(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        frame = opened(lms, new_page).sco
        assert "Nordmann" not in report(frame) + str(frame.text_content("table"))
        frame.check("#navn")
        assert "Nordmann, Kari" in report(frame)
        frame.uncheck("#navn")
        assert "Nordmann" not in report(frame)


def test_the_report_can_be_copied(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        frame = opened(lms, new_page).sco
        frame.click("#kopier")
        expect(frame.locator("#kopiert")).to_have_text("Kopiert.")


def test_the_strict_limit_is_told(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path, strict=True) as lms:
        text = report(opened(lms, new_page).sco)
        assert "4097 tegn i cmi.suspend_data: false, feilkode 405, ikke lest likt tilbake [Til opplysning]" in text
        assert "4096 tegn i cmi.suspend_data: true" in text


def test_a_session_that_expired_is_told(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        lms.attempt.expired = True
        lms.keep(LEARNER)
        frame = opened(lms, new_page).sco
        assert "svarer" in str(frame.text_content("#vurdering"))
        assert lms.stored() == LEARNER


def test_without_an_lms_that_is_what_is_told(tmp_path: Path, new_page: NewPage) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        page = new_page()
        page.goto(f"{lms.address}sco/selvtest.html")
        ended(page)
        assert page.text_content("#vurdering") == "1 ting svarer ikke som det skal. Se raden merket «Feil»."
        assert "SCORM 1.2 (API): ikke funnet [Feil]" in page.input_value("#rapport")


def test_files_that_are_missing_are_named(tmp_path: Path, new_page: NewPage) -> None:
    folder = bundle(tmp_path / "bundle", "scorm12")
    (folder / "captions" / "leksjon_1.nb.vtt").unlink()
    (folder / "video" / "leksjon_1.mp4").write_bytes(b"no video" * 100)
    with moodle(folder, tmp_path) as lms:
        text = report(opened(lms, new_page).sco)
        assert "Video kan spilles (MP4): nei [Feil]" in text
        assert "captions/leksjon_1.nb.vtt: 404" in text


def test_beside_a_running_course_it_uses_what_is_open(tmp_path: Path, new_page: NewPage) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    write(folder, "scorm12")
    with moodle(folder, tmp_path) as lms:
        visit = lms.launch(new_page())
        visit.sco.evaluate("() => Fremskritt.page.readToEnd(1)")
        before = visit.stored()
        with visit.page.expect_popup() as popup:
            visit.sco.click("a[target=_blank]")
        ended(popup.value)
        assert "kurset er åpent fra før" in popup.value.input_value("#rapport")
        assert popup.value.text_content("#vurdering") == "Alt som kurset trenger, svarer."
        popup.value.close()
        assert visit.stored() == before
        visit.sco.evaluate("() => Fremskritt.page.readToEnd(2)")
        assert visit.stored()["cmi.suspend_data"] != before["cmi.suspend_data"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_everybody_can_read_it(tmp_path: Path, new_page: NewPage, width: int, scheme: str) -> None:
    with moodle(bundle(tmp_path / "bundle", "scorm12"), tmp_path) as lms:
        page = new_page(width, scheme)
        page.goto(f"{lms.address}sco/selvtest.html")
        ended(page)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
