"""The transcript keeps up with the video until the reader moves it, and again when asked to."""

from playwright.sync_api import expect

from browser import until
from player.conftest import Open
from player.stage import Stage

VIDEO = "document.querySelector('.shown video')"
BOX = "document.querySelector('.shown .box')"
FOLLOW = "Følg videoen"


def at(stage: Stage) -> float:
    return float(stage.section.locator(".box").evaluate("(one) => one.scrollTop"))


def scrolled(stage: Stage) -> float:
    """Scroll a little with the wheel, as a reader does."""
    before = at(stage)
    stage.section.locator(".box").hover()
    stage.page.mouse.wheel(0, 60)
    until(stage.page, f"{BOX}.scrollTop !== {before}")
    stage.page.wait_for_timeout(200)
    return at(stage)


def test_it_follows_from_the_start_and_says_so(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "true")
    stage.seek(4.5)
    until(stage.page, f"{BOX}.scrollTop > 100")
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "true")


def test_who_scrolls_is_left_alone_for_as_long_as_they_like(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    place = scrolled(stage)
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "false")
    stage.button("Spill av").click()
    until(stage.page, f"{VIDEO}.ended")
    assert at(stage) == place


def test_the_button_takes_them_back(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    scrolled(stage)
    stage.seek(5.5)
    stage.button(FOLLOW).click()
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "true")
    expect(stage.section.locator(".box .current")).to_be_in_viewport()


def test_it_stands_still_when_told_to(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    stage.button(FOLLOW).click()
    stage.seek(5.5)
    stage.page.wait_for_timeout(300)
    assert at(stage) == 0


def test_who_chooses_where_to_play_from_is_followed_again(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    scrolled(stage)
    stage.section.locator(".box span", has_text="Setning 4 av tretti.").click()
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "true")
    until(stage.page, f"{VIDEO}.ended")
    expect(stage.section.locator(".box span", has_text="Setning 28 av tretti.")).to_be_in_viewport()


def test_a_search_is_not_scrolled_away(opened: Open, wordy: str) -> None:
    stage = opened("leksjon_1", wordy).ready().fast()
    stage.section.get_by_label("Søk i teksten").fill("Setning 29")
    until(stage.page, f"{BOX}.scrollTop > 100")
    expect(stage.button(FOLLOW)).to_have_attribute("aria-pressed", "false")
    place = at(stage)
    stage.button("Spill av").click()
    until(stage.page, f"{VIDEO}.currentTime > 1.5")
    assert at(stage) == place
