"""The course's frame in a browser: one view at a time, what is done and left, and what is saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from browser import NewPage, until
from lesson.conftest import VIEWS, Site
from lesson.courses import bundle
from lesson.taking import complete
from lms.harness import Moodle, moodle
from pages.site import served

Open = Callable[..., Page]
WATCH = "Fremskritt.page.tracker.watched({}, 0, {})"


@pytest.fixture
def lms(scorm: Path, tmp_path: Path) -> Iterator[Moodle]:
    with moodle(scorm, tmp_path) as running:
        yield running


def shown(page: Page | Frame, awaited: str = "") -> list[str]:
    """Give the ids of the views that can be seen, once the ``awaited`` one can: an address changes before its view."""
    if awaited:
        page.locator(f"section.view[id={awaited}]").wait_for(state="visible", timeout=5000)
    ids = page.locator("section.view:visible").evaluate_all("all => all.map((one) => one.id)")
    return [str(one) for one in ids]


@pytest.mark.parametrize("view", VIEWS)
def test_an_address_shows_its_view_alone(opened: Open, view: str) -> None:
    assert shown(opened(view)) == [view]


@pytest.mark.parametrize("view", ["", "finnes-ikke", "hovedinnhold", "%F0"])
def test_any_other_address_shows_the_contents(opened: Open, view: str) -> None:
    assert shown(opened(view)) == ["innhold"]


def test_the_menu_leads_on_and_is_told_to_everybody(opened: Open) -> None:
    page = opened()
    page.get_by_role("link", name="Ordliste").click()
    expect(page.locator("#ordliste-tittel")).to_be_focused()
    assert page.title() == "Ordliste \u2013 Digital transformasjon for folkevalgte"
    assert page.locator("[aria-current=page]:visible").all_inner_texts() == ["Ordliste"]
    page.go_back()
    expect(page.locator("#innhold-tittel")).to_be_focused()
    assert page.title() == "Digital transformasjon for folkevalgte"


def test_lessons_lead_to_each_other(opened: Open) -> None:
    page = opened("leksjon_1")
    page.get_by_role("link", name="Neste leksjon Brukaren først").click()
    assert shown(page, "leksjon_2") == ["leksjon_2"]
    assert page.evaluate("window.scrollY") == 0
    page.get_by_role("link", name="Førre leksjon Hva er digital transformasjon?").click()
    assert shown(page, "leksjon_1") == ["leksjon_1"]
    page.goto(page.url.replace("leksjon_1", "leksjon_3"))
    page.get_by_role("link", name="See what is left").click()
    assert shown(page, "fullfort") == ["fullfort"]


def test_the_skip_link_leaves_the_view_where_it_is(opened: Open) -> None:
    page = opened()
    page.get_by_role("link", name="Ordliste").click()
    page.locator(".skip").focus()
    assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "hovedinnhold"
    assert shown(page, "ordliste") == ["ordliste"]


def test_a_new_learner_begins_with_the_contents(opened: Open) -> None:
    page = opened()
    assert page.locator("[data-resume] .sum").inner_text() == "0 av 3 leksjoner er fullført"
    assert page.locator(".entry [data-state]").all_inner_texts() == ["Ikke begynt"] * 3
    assert page.locator("[data-resume] .about").inner_text() == "Omtrent 19 minutter igjen"
    page.get_by_role("link", name="Start kurset").click()
    assert shown(page, "leksjon_1") == ["leksjon_1"]


def test_status_and_time_left_follow_what_is_done(opened: Open) -> None:
    page = opened("leksjon_2")
    page.evaluate(WATCH.format(2, 3))
    until(page, "document.querySelector('[data-entry=\"2\"] [data-state]').textContent === 'I gang, 50 prosent'")
    assert page.locator("#leksjon_2 [data-state]").inner_text() == "I gang, 50 prosent"
    page.evaluate(WATCH.format(2, 6))
    expect(page.locator("#leksjon_2 [data-finished]")).to_have_text("Leksjonen er fullført.")
    page.get_by_role("link", name="Innhold", exact=True).click()
    assert page.locator("[data-resume] .sum").inner_text() == "1 av 3 leksjoner er fullført"
    assert page.locator("[data-resume] .about").inner_text() == "Omtrent 13 minutter igjen"
    page.get_by_role("link", name="Fortsett der du slapp").click()
    assert shown(page, "leksjon_1") == ["leksjon_1"]


def test_a_learner_who_comes_back_is_where_they_left(opened: Open) -> None:
    page = opened("leksjon_2")
    page.evaluate(WATCH.format(2, 3))
    page.goto(page.url.split("#")[0] + "?igjen")
    assert shown(page, "leksjon_2") == ["leksjon_2"]
    assert page.locator("#leksjon_2 [data-state]").inner_text() == "I gang, 50 prosent"


def test_the_contents_say_when_all_is_done(opened: Open) -> None:
    page = opened()
    complete(page)
    assert page.locator("[data-resume] .sum").inner_text() == "Du har fullført kurset"
    page.get_by_role("link", name="Gå til kursbeviset").first.click()
    assert shown(page, "fullfort") == ["fullfort"]


def test_steps_tell_how_each_lesson_stands(opened: Open) -> None:
    page = opened("leksjon_2")
    page.evaluate(WATCH.format(2, 6))
    page.get_by_role("link", name="Leksjon 2: Brukaren først (Fullført)").wait_for()
    expect(page.get_by_role("link", name="Leksjon 1: Hva er digital transformasjon? (Ikkje byrja)")).to_be_visible()


def test_the_glossary_is_searched(opened: Open) -> None:
    page = opened("ordliste")
    page.get_by_label("Finn et ord").fill("ÆRL")
    assert page.locator("#ordliste dt:visible").all_inner_texts() == ["Ærlig tall"]
    assert page.locator("#ordliste [role=status]").inner_text() == "1 ord"
    page.get_by_label("Finn et ord").fill("")
    expect(page.locator("#ordliste dt:visible")).to_have_count(3)


def test_in_a_web_copy_all_stays_on_the_device(opened: Open) -> None:
    page = opened()
    assert page.locator("[data-saved]").inner_text() == "Lagret på denne enheten"
    assert page.locator("[data-banner]").inner_text() == ""


def test_a_platform_that_is_not_found_is_told_of(new_page: NewPage, scorm: Path) -> None:
    page = new_page()
    with served(scorm) as address:
        page.goto(address + "index.html")
        assert "Fant ikke læringsplattformen." in page.locator("[data-banner]").inner_text()
        assert page.locator("[data-saved]").inner_text() == "Lagret på denne enheten"


def test_what_the_platform_has_is_told_truly(lms: Moodle, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    saved = visit.sco.locator("[data-saved]")
    expect(saved).to_have_text("Lagret")
    visit.expire_session()
    visit.sco.evaluate(WATCH.format(2, 6))
    expect(saved).to_have_text("Ikke lagret. Vi prøver igjen. Vent med å lukke vinduet.")
    assert saved.get_attribute("role") == "status"
    visit.renew_session()
    expect(saved).to_have_text("Lagret", timeout=15_000)
    assert "not" not in (saved.get_attribute("class") or "").split()


def test_offline_is_told_until_it_is_saved(lms: Moodle, new_page: NewPage) -> None:
    visit = lms.launch(new_page())
    expect(visit.sco.locator("[data-saved]")).to_have_text("Lagret")
    visit.cut_network()
    visit.sco.evaluate(WATCH.format(2, 6))
    expect(visit.sco.locator("[data-saved]")).to_contain_text("du er uten nett")
    visit.restore_network()
    expect(visit.sco.locator("[data-saved]")).to_have_text("Lagret", timeout=15_000)


@pytest.mark.parametrize(("mode", "told"), [("browse", "Forhåndsvisning"), ("review", "ser på det på nytt")])
def test_other_modes_have_a_banner(lms: Moodle, new_page: NewPage, mode: str, told: str) -> None:
    lms.keep({"cmi.core.lesson_status": "completed"})
    visit = lms.launch(new_page(), mode)
    expect(visit.sco.locator("[data-banner]")).to_contain_text(told)


def test_a_lesson_alone_opens_at_once(new_page: NewPage, tmp_path: Path) -> None:
    bundle(tmp_path / "en", tmp_path / "work", "web", "leksjon_2")
    page = new_page()
    with served(tmp_path / "en") as address:
        page.goto(address + "index.html")
        assert shown(page, "leksjon_2") == ["leksjon_2"]
        expect(page.locator(".steps")).to_have_count(0)


def test_a_part_that_fails_leaves_the_others(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { Fremskritt.notes = () => { throw Error('x'); }; }, true)"
    )
    page.goto(site.at("leksjon_1"))
    assert shown(page, "leksjon_1") == ["leksjon_1"]
    page.evaluate(WATCH.format(1, 3))
    until(page, "document.querySelector('#leksjon_1 [data-state]').textContent === 'I gang, 50 prosent'")
