"""Reflections: kept on the device, printed, exported, deleted; never sent, unless the course says so."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

from playwright.sync_api import Page, expect

from browser import NewPage
from lesson.conftest import Site
from lesson.courses import bundle
from lms.harness import moodle, readable
from pages.site import served

Open = Callable[..., Page]
PROMPT = "Hvilken tjeneste i kommunen vil du endre først?"
WRITTEN = "Byggesak er altfor treg, sier rådmannen."
STORED = "Object.keys(localStorage).filter((key) => localStorage.getItem(key).includes('altfor treg'))"


def write(page: Page, text: str = WRITTEN, view: str = "#refleksjon") -> None:
    field = page.locator(view).get_by_label(PROMPT)
    field.fill(text)
    field.blur()


def test_a_note_is_kept_and_found_again(opened: Open) -> None:
    page = opened("refleksjon")
    write(page)
    expect(page.locator("#refleksjon .kept").first).to_have_text("Notatet er lagret på denne enheten.")
    page.reload()
    assert page.locator("#refleksjon").get_by_label(PROMPT).input_value() == WRITTEN
    page.goto(page.url.replace("refleksjon", "leksjon_1"))
    assert page.locator("#leksjon_1").get_by_label(PROMPT).input_value() == WRITTEN


def test_a_note_is_one_in_both_places(opened: Open) -> None:
    page = opened("leksjon_1")
    write(page, "Kort.", "#leksjon_1")
    page.get_by_role("link", name="Refleksjon").click()
    assert page.locator("#refleksjon").get_by_label(PROMPT).input_value() == "Kort."


def test_typing_alone_keeps_a_note(opened: Open) -> None:
    page = opened("refleksjon")
    page.locator("#refleksjon").get_by_label(PROMPT).press_sequentially("altfor treg", delay=5)
    expect(page.locator("#refleksjon .kept").first).to_have_text("Notatet er lagret på denne enheten.")
    assert len(page.evaluate(STORED)) == 1


def test_where_notes_are_is_told_plainly(opened: Open) -> None:
    page = opened("refleksjon")
    assert "sendes ikke til læringsplattformen eller noen andre" in page.locator("#refleksjon .where").inner_text()
    page.goto(page.url.replace("refleksjon", "leksjon_1"))
    assert "De sendes ikke til noen." in page.locator("#leksjon_1 .thinks").inner_text()


def test_no_note_leaves_the_device(scorm: Path, tmp_path: Path, new_page: NewPage) -> None:
    page = new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    with moodle(scorm, tmp_path) as lms:
        visit = lms.launch(page)
        visit.sco.evaluate("location.hash = '#refleksjon'")
        field = visit.sco.locator("#refleksjon").get_by_label(PROMPT)
        field.fill(WRITTEN)
        field.blur()
        expect(visit.sco.locator("#refleksjon .kept").first).to_have_text("Notatet er lagret på denne enheten.")
        visit.sco.evaluate("Fremskritt.page.tracker.watched(1, 0, 6)")
        visit.sco.evaluate("Fremskritt.page.tracker.commit('asked')")
        calls = visit.calls()
        visit.leave()
        told = readable({f"{call.name} {call.arguments}": call.answer for call in calls}) + readable(lms.stored())
        assert len(calls) > 10
        assert len(sent) > 5
        assert [one for one in (told, *sent) if "altfor" in unquote_plus(one)] == []


def test_only_a_course_that_says_so_sends_notes(tmp_path: Path, new_page: NewPage) -> None:
    bundle(tmp_path / "lms", tmp_path / "work", "scorm12", reflections_in_lms=True)
    with moodle(tmp_path / "lms", tmp_path / "content") as lms:
        visit = lms.launch(new_page())
        visit.sco.evaluate("location.hash = '#refleksjon'")
        assert "sendt til læringsplattformen" in visit.sco.locator("#refleksjon .where").inner_text()
        field = visit.sco.locator("#refleksjon").get_by_label(PROMPT)
        field.fill(WRITTEN)
        field.blur()
        expect(visit.sco.locator("#refleksjon .kept").first).to_contain_text("sendt til læringsplattformen")
        assert WRITTEN in lms.stored()["cmi.comments"]


def test_a_note_is_said_to_be_sent_only_when_the_lms_has_it(tmp_path: Path, new_page: NewPage) -> None:
    bundle(tmp_path / "lms", tmp_path / "work", "scorm12", reflections_in_lms=True)
    with moodle(tmp_path / "lms", tmp_path / "content") as lms:
        visit = lms.launch(new_page())
        expect(visit.sco.locator("[data-saved]")).to_have_text("Lagret")
        visit.enter_tunnel()
        visit.sco.evaluate("location.hash = '#refleksjon'")
        field = visit.sco.locator("#refleksjon").get_by_label(PROMPT)
        field.fill(WRITTEN)
        field.blur()
        expect(visit.sco.locator("[data-saved]")).to_contain_text("Ikke lagret")
        kept = visit.sco.locator("#refleksjon .kept").first
        assert kept.inner_text() == "Notatet er lagret på denne enheten."
        visit.leave_tunnel()
        expect(kept).to_contain_text("sendt til læringsplattformen", timeout=30_000)
        assert WRITTEN in lms.stored()["cmi.comments"]


def test_a_preview_keeps_nothing(scorm: Path, tmp_path: Path, new_page: NewPage) -> None:
    with moodle(scorm, tmp_path) as lms:
        visit = lms.launch(new_page(), "browse")
        visit.sco.evaluate("location.hash = '#refleksjon'")
        field = visit.sco.locator("#refleksjon").get_by_label(PROMPT)
        field.fill(WRITTEN)
        field.blur()
        visit.page.wait_for_timeout(800)
        assert visit.sco.evaluate(STORED) == []
        assert visit.sco.locator("#refleksjon .kept").first.inner_text() == ""


def test_notes_are_those_of_one_learner(scorm: Path, new_page: NewPage) -> None:
    page = new_page()
    with served(scorm) as address:
        page.goto(address + "index.html#refleksjon")
        keys = page.evaluate(
            "['a', 'b'].map((learner) => Fremskritt.device(Fremskritt.course, learner, 'notes', window).key)"
        )
    assert len(set(keys)) == 2
    assert [key for key in keys if key.split(".")[1] != "kurs-digital-transformasjon"] == []


def test_notes_become_a_file(opened: Open, tmp_path: Path) -> None:
    page = opened("refleksjon")
    write(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Lagre notatene som en fil").click()
    assert download.value.suggested_filename == "notater-kurs-digital-transformasjon.txt"
    download.value.save_as(tmp_path / "notater.txt")
    text = (tmp_path / "notater.txt").read_bytes().decode()
    assert f"{PROMPT} (For deg selv)\r\n\r\n{WRITTEN}\r\n" in text
    assert "Kven har du ikkje spurt? (For deg selv)\r\n\r\n\u2013\r\n" in text
    expect(page.get_by_text("Filen er lagret blant nedlastingene dine.")).to_be_visible()


def test_all_notes_are_deleted_after_a_question(opened: Open) -> None:
    page = opened("refleksjon")
    write(page)
    page.get_by_role("button", name="Slett alle notatene").click()
    assert page.evaluate("document.activeElement.textContent").startswith("Vil du slette")
    page.get_by_role("button", name="Nei, behold dem").click()
    assert len(page.evaluate(STORED)) == 1
    expect(page.get_by_role("button", name="Slett alle notatene")).to_be_focused()
    page.get_by_role("button", name="Slett alle notatene").click()
    page.get_by_role("button", name="Ja, slett alle").click()
    expect(page.get_by_text("Alle notatene er slettet.")).to_be_visible()
    assert page.locator("#refleksjon").get_by_label(PROMPT).input_value() == ""
    page.reload()
    assert page.evaluate(STORED) == []
    assert page.locator("#refleksjon").get_by_label(PROMPT).input_value() == ""


def test_notes_are_printed_as_text_with_room_where_there_is_none(opened: Open) -> None:
    page = opened("refleksjon")
    write(page)
    page.emulate_media(media="print")
    papers = page.locator("#refleksjon .onpaper")
    assert papers.first.inner_text() == WRITTEN
    expect(page.locator("textarea:visible, button:visible, .menu:visible, .where:visible")).to_have_count(0)
    assert papers.nth(1).evaluate("paper => paper.getBoundingClientRect().height") > 60


def test_print_is_asked_for(opened: Open) -> None:
    page = opened("refleksjon")
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Skriv ut").click()
    assert page.evaluate("window.printed") is True


def test_storage_that_is_closed_is_told_of(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw Error('closed'); } })")
    page.goto(site.at("refleksjon"))
    write(page)
    expect(page.locator("#refleksjon .kept").first).to_contain_text("nettleseren har stengt for lagring")
    assert "Ikke lagret" in page.locator("[data-saved]").inner_text()
