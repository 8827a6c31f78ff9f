"""The completion page: what is left, and the kursbevis with the name from the LMS."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser import NewPage
from lesson.conftest import Site
from lesson.taking import ask, complete
from lms.harness import Moodle, moodle

Open = Callable[..., Page]


@pytest.fixture
def lms(scorm: Path, tmp_path: Path) -> Iterator[Moodle]:
    with moodle(scorm, tmp_path) as running:
        yield running


def test_what_is_left_is_told(opened: Open) -> None:
    page = opened("fullfort")
    page.evaluate("Fremskritt.page.tracker.watched(1, 0, 6)")
    left = page.locator("#fullfort .left li")
    expect(left.first).to_contain_text("Hva er digital transformasjon?5 spørsmål")
    assert "Se resten av videoen eller les teksten til slutten. 1 spørsmål" in left.nth(2).inner_text()
    expect(page.locator("#fullfort .certificate")).to_have_count(0)
    left.nth(1).get_by_role("link").click()
    expect(page.locator("#leksjon_2")).to_be_visible()


def test_the_certificate_names_the_learner_of_the_lms(lms: Moodle, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install(time="2026-03-05T12:00:00")
    visit = lms.launch(page)
    visit.sco.evaluate("location.hash = '#fullfort'")
    visit.sco.evaluate(
        "() => Fremskritt.course.lessons.forEach((lesson) => { Fremskritt.page.tracker.watched(lesson.number, 0, 6);"
        " (lesson.quiz ? lesson.quiz.questions : []).forEach((q) =>"
        " Fremskritt.page.tracker.answer(lesson.number, q.id, [q.options[0].id], 1)); })"
    )
    page.clock.run_for(1000)
    paper = visit.sco.locator(".certificate")
    expect(paper).to_contain_text("Digitaliseringsutvalg Trøndelag (DiguT) bekrefter at")
    assert paper.locator(".who").inner_text() == "Kari Nordmann"
    assert paper.locator("h3").inner_text() == "Digital transformasjon for folkevalgte"
    expect(paper.locator("li")).to_have_count(2)
    assert paper.locator(".when").inner_text().replace("\u00a0", " ") == "Fullført 5. mars 2026"
    expect(visit.sco.get_by_label("Navnet ditt")).to_have_count(0)


def test_without_a_name_from_the_lms_one_is_written(opened: Open) -> None:
    page = opened("fullfort")
    complete(page)
    page.get_by_label("Navnet ditt").fill("Åse Ærlig")
    assert page.locator(".certificate .who").inner_text() == "Åse Ærlig"
    page.reload()
    assert page.locator(".certificate .who").inner_text() == "Åse Ærlig"
    assert page.get_by_label("Navnet ditt").input_value() == "Åse Ærlig"


def test_the_day_is_that_of_completion_also_later(opened: Open) -> None:
    page = opened("fullfort")
    page.clock.install(time="2026-05-17T10:00:00")
    page.reload()
    complete_now(page)
    assert page.locator(".when").inner_text() == "Fullført 17. mai 2026"
    page.clock.set_fixed_time("2027-01-02T10:00:00")
    page.reload()
    assert page.locator(".when").inner_text() == "Fullført 17. mai 2026"


def complete_now(page: Page) -> None:
    page.evaluate("[1, 2, 3].forEach((number) => Fremskritt.page.tracker.watched(number, 0, 6))")
    page.evaluate(
        "() => Fremskritt.progress.questions(Fremskritt.course).forEach((question) =>"
        " Fremskritt.page.tracker.answer(question.number < 6 ? 1 : 3, question.id, [question.options[0].id], 1))"
    )
    page.clock.run_for(500)


def test_no_day_is_claimed_that_was_not_seen(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.goto(site.at("fullfort"))
    complete(page)
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.endsWith('certificate'))"
        ".forEach((key) => localStorage.removeItem(key))"
    )
    page.clock.set_fixed_time("2027-01-02T10:00:00")
    page.reload()
    assert page.locator(".when").inner_text() == "Skrevet ut 2. januar 2027"


def test_only_the_certificate_is_printed(opened: Open) -> None:
    page = opened("fullfort")
    complete(page)
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Skriv ut kursbeviset").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    expect(page.locator(".certificate")).to_be_visible()
    expect(page.locator("header:visible, .menu:visible, button:visible, input:visible, footer:visible")).to_have_count(
        0
    )
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Nordmann, Kari", "Kari Nordmann"), ("Kari Nordmann", "Kari Nordmann"), ("", ""), ("Nordmann,", "Nordmann, "),
        ("Å, B, C", "Å, B, C"),
    ],
)  # fmt: skip
def test_names_are_turned_as_people_write_them(told: str, name: str) -> None:
    assert ask(f"F.certificate.nameOf({told!r})") == name


def test_dates_are_in_the_language_of_the_course() -> None:
    dates = ask("['nb', 'nn', 'en', 'sma'].map((tag) => F.certificate.dateWords(new Date(2026, 2, 5), tag))")
    assert dates == ["5. mars 2026", "5. mars 2026", "5 March 2026", "5. mars 2026"]
