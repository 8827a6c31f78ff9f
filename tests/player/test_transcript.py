"""The transcript: it follows, leads, is searched and printed, and reading all of it counts as watching."""

import pytest
from playwright.sync_api import expect

from browser import NewPage, until
from player.conftest import Open
from player.stage import Stage

CURRENT = "(document.querySelector('.shown .box .current') || {}).textContent"
READ = "Jeg har lest hele teksten"


def test_what_is_said_is_marked(opened: Open) -> None:
    stage = opened().ready()
    stage.seek(2.2)
    until(stage.page, f"{CURRENT} === 'Vi endrer måten vi jobber på.'")
    stage.seek(5)
    until(stage.page, f"{CURRENT} === 'Spør derfor tidlig, og spør ofte.'")


def test_it_scrolls_its_own_box_along_and_never_the_page(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready()
    before = stage.page.evaluate("scrollY")
    stage.seek(4.5)
    until(stage.page, "document.querySelector('.shown .box').scrollTop > 100")
    expect(stage.section.locator(".box .current")).to_be_in_viewport()
    assert stage.page.evaluate("scrollY") == before


def test_it_stays_where_the_reader_has_scrolled(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready()
    box = stage.section.locator(".box")
    box.hover()
    stage.page.mouse.wheel(0, 60)
    until(stage.page, "document.querySelector('.shown .box').scrollTop > 0")
    before = box.evaluate("(one) => one.scrollTop")
    stage.seek(5.5)
    until(stage.page, f"{CURRENT} === 'Setning 28 av tretti.'")
    assert box.evaluate("(one) => one.scrollTop") == before


def test_a_sentence_plays_from_its_place(opened: Open) -> None:
    stage = opened().ready()
    stage.section.locator(".box span", has_text="Brukeren er den").click()
    until(stage.page, "document.querySelector('.shown video').currentTime > 3.05")
    assert stage.video("paused") is False


def test_every_paragraph_has_a_button_for_the_keyboard(opened: Open) -> None:
    stage = opened().ready()
    button = stage.section.get_by_role("button", name="Spill av fra 3 sekunder")
    button.focus()
    stage.page.keyboard.press("Enter")
    until(stage.page, "document.querySelector('.shown video').currentTime > 3.05")


def searched(stage: Stage, text: str) -> str:
    stage.section.get_by_label("Søk i teksten").fill(text)
    return stage.section.locator(".hits").inner_text()


@pytest.mark.parametrize(
    ("text", "told", "marked"),
    [
        ("spør", "Treff 1 av 2", ["Spør", "spør"]),
        ("TEKNOLOGI. vi  endrer", "Treff 1 av 1", ["teknologi.", "Vi endrer"]),
        ("ofte.", "Treff 1 av 1", ["ofte."]),
        (".*", "0 treff", []),
        ("finnes ikke", "0 treff", []),
        ("  ", "", []),
    ],
)
def test_a_search_marks_and_counts_its_hits(opened: Open, text: str, told: str, marked: list[str]) -> None:
    stage = opened()
    before = stage.section.locator(".box").inner_text()
    assert searched(stage, text) == told
    assert stage.section.locator(".box mark").all_inner_texts() == marked
    assert stage.section.locator(".box").inner_text() == before


def test_hits_are_gone_through_by_buttons_and_keys(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy)
    assert searched(stage, "av tretti") == "Treff 1 av 30"
    hits = stage.section.locator(".hits")
    stage.button("Forrige treff").click()
    expect(hits).to_have_text("Treff 30 av 30")
    expect(stage.section.locator("mark.here")).to_be_in_viewport()
    stage.button("Neste treff").click()
    expect(hits).to_have_text("Treff 1 av 30")
    stage.section.get_by_label("Søk i teksten").press("Enter")
    expect(hits).to_have_text("Treff 2 av 30")
    stage.section.get_by_label("Søk i teksten").press("Shift+Enter")
    expect(hits).to_have_text("Treff 1 av 30")
    assert hits.get_attribute("role") == "status"
    searched(stage, "")
    expect(stage.section.locator("mark")).to_have_count(0)
    expect(stage.button("Neste treff")).to_be_disabled()


def test_the_transcript_is_printed_alone_and_whole(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy)
    stage.page.evaluate("window.print = () => (window.printed = true)")
    stage.button("Skriv ut teksten").click()
    assert stage.page.evaluate("window.printed")
    stage.page.emulate_media(media="print")
    text = stage.page.locator("body").inner_text()
    last = stage.section.locator(".box p").last
    box = stage.section.locator(".box").bounding_box()
    end = last.bounding_box()
    stage.page.emulate_media(media="screen")
    assert "Hva er digital transformasjon?" in text
    assert "Setning 30 av tretti." in text
    assert box
    assert end
    assert end["y"] + end["height"] <= box["y"] + box["height"] + 1
    assert not [word for word in ("Sjekk svaret", "Kapitler", "Tenk over", "0:00", "Søk", "Neste") if word in text]
    stage.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(stage.section.locator("h3", has_text="Tenk over")).to_be_visible()


def test_a_text_that_needs_no_scrolling_is_read_in_its_time(opened: Open) -> None:
    stage = opened()
    read = stage.button(READ)
    expect(read).to_have_attribute("aria-disabled", "true")
    read.click(force=True)
    assert stage.tracker("progress().lessons[0].read") is False
    stage.section.locator(".box").scroll_into_view_if_needed()
    expect(read).to_have_attribute("aria-disabled", "false")
    expect(stage.section.locator(".whole [role=status]")).to_have_text("Nå kan du trykke på knappen.")
    read.press("Enter")
    assert stage.tracker("progress().lessons[0].read") is True
    expect(stage.section.locator(".whole [role=status]")).to_contain_text("Teksten er lest.")
    stage.page.reload()
    expect(stage.section.locator(".whole [role=status]")).to_contain_text("Teksten er lest.")


@pytest.fixture
def reader(new_page: NewPage, wordy: str) -> Stage:
    """A lesson with a long transcript, in view, on a page whose clock the test may put forward."""
    page = new_page()
    page.clock.install()
    page.goto(wordy + "index.html#leksjon_1")
    page.locator(".shown .box").scroll_into_view_if_needed()
    return Stage(page, "leksjon_1")


def read_on(stage: Stage, pixels: int, seconds: int) -> None:
    stage.page.wait_for_timeout(200)
    stage.page.clock.run_for(seconds * 1000)
    stage.section.locator(".box").evaluate("(one, by) => one.scrollBy(0, by)", pixels)


def test_to_scroll_past_is_not_to_read(reader: Stage) -> None:
    read_on(reader, 10_000, seconds=1)
    read_on(reader, 0, seconds=30)
    expect(reader.button(READ)).to_have_attribute("aria-disabled", "true")


def test_a_part_that_is_never_in_view_is_not_read_however_long_one_waits(reader: Stage) -> None:
    read_on(reader, 0, seconds=300)
    expect(reader.button(READ)).to_have_attribute("aria-disabled", "true")


def test_who_goes_through_a_long_text_has_read_it(reader: Stage) -> None:
    for _ in range(6):
        read_on(reader, 300, seconds=8)
    expect(reader.button(READ)).to_have_attribute("aria-disabled", "false")
