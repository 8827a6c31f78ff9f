"""Captions and audio description: at the level of play, in every language there is, kept for the next time."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from browser import NewPage, until
from player.conftest import Open
from player.stage import Stage

VIDEO = "document.querySelector('.shown video')"
SHOWING = "(video) => Array.from(video.textTracks).filter((one) => one.mode === 'showing').map((one) => one.language)"


def showing(stage: Stage) -> list[str]:
    found: list[str] = stage.section.locator("video").evaluate(SHOWING)
    return found


def test_captions_and_description_stand_beside_play(opened: Open) -> None:
    stage = opened("leksjon_3").ready()
    row = stage.section.locator(".row").first
    names = [button.inner_text() or button.get_attribute("aria-label") for button in row.get_by_role("button").all()]
    assert names[0] == "Play"
    assert {"Captions", "Audio description"} <= set(names)


def test_captions_are_shown_when_asked_for(opened: Open) -> None:
    stage = opened().ready()
    button = stage.button("Teksting")
    assert (showing(stage), button.get_attribute("aria-pressed")) == ([], "false")
    button.click()
    assert (showing(stage), button.get_attribute("aria-pressed")) == (["nb"], "true")
    stage.play(0.5)
    until(stage.page, f"{VIDEO}.textTracks[0].activeCues.length === 1")
    button.click()
    assert (showing(stage), button.get_attribute("aria-pressed")) == ([], "false")


def test_the_language_of_captions_is_chosen_and_remembered(opened: Open) -> None:
    stage = opened().ready()
    menu = stage.section.get_by_label("Språk for tekstingen")
    assert menu.locator("option").all_inner_texts() == ["Norsk bokmål", "English"]
    assert menu.locator("option").nth(1).get_attribute("lang") == "en"
    menu.select_option("en")
    assert (showing(stage), stage.button("Teksting").get_attribute("aria-pressed")) == (["en"], "true")
    stage.page.reload()
    assert showing(stage.ready()) == ["en"]
    assert menu.input_value() == "en"


def test_no_menu_where_there_is_one_language_and_no_description_where_it_is_integrated(opened: Open) -> None:
    stage = opened("leksjon_2").ready()
    expect(stage.section.get_by_label("Språk for tekstinga")).to_have_count(0)
    expect(opened().ready().button("Synstolking")).to_have_count(0)


def test_captions_outlive_the_switch_to_the_described_version(opened: Open) -> None:
    stage = opened("leksjon_3").ready()
    stage.button("Captions").click()
    stage.button("Audio description").click()
    until(stage.page, f"{VIDEO}.currentSrc.endsWith('.described.mp4') && {VIDEO}.readyState > 1")
    assert showing(stage) == ["en"]
    stage.play(0.5)
    until(stage.page, f"{VIDEO}.textTracks[0].activeCues.length === 1")


def test_the_described_version_is_remembered_with_the_place(opened: Open, longer: str) -> None:
    stage = opened("leksjon_3", longer).ready()
    stage.button("Audio description").click()
    until(stage.page, f"{VIDEO}.currentSrc.endsWith('.described.mp4')")
    stage.ready().seek(4)
    stage.page.reload()
    until(stage.page, f"{VIDEO}.currentSrc.endsWith('.described.mp4')")
    assert stage.ready().time() == 4
    assert stage.button("Audio description").get_attribute("aria-pressed") == "true"


def test_a_description_is_shown_and_waited_for_where_nothing_can_read_it(opened: Open) -> None:
    stage = opened("leksjon_2").ready()
    shown = stage.section.locator(".description")
    stage.button("Synstolking").click()
    expect(shown).to_have_text("Synstolking er på.")
    stage.section.locator(".row button").first.click()
    expect(shown).to_have_text("Ei kvinne smiler.")
    assert (shown.get_attribute("role"), shown.get_attribute("lang")) == ("status", "nn")
    assert stage.video("paused") is True
    until(stage.page, f"!{VIDEO}.paused && {VIDEO}.currentTime > 1.2")


def test_who_does_not_want_to_wait_goes_on(opened: Open) -> None:
    stage = opened("leksjon_2").ready()
    stage.button("Synstolking").click()
    play = stage.section.locator(".row button").first
    play.click()
    expect(stage.section.locator(".description")).to_have_text("Ei kvinne smiler.")
    play.click()
    until(stage.page, f"{VIDEO}.currentTime > 1.3")
    play.click()
    assert stage.video("paused") is True
    stage.page.wait_for_timeout(3200)
    assert stage.video("paused") is True  # the wait that was cut short starts nothing later


def test_a_lesson_that_is_left_while_a_description_is_read_does_not_go_on_by_itself(opened: Open) -> None:
    stage = opened("leksjon_2").ready()
    stage.button("Synstolking").click()
    stage.section.locator(".row button").first.click()
    expect(stage.section.locator(".description")).to_have_text("Ei kvinne smiler.")
    at = stage.video("currentTime")
    stage.page.evaluate("location.hash = 'innhold'")
    stage.page.wait_for_timeout(3200)
    assert (stage.video("paused"), stage.video("currentTime")) == (True, at)


def test_descriptions_that_are_off_interrupt_nothing(opened: Open) -> None:
    stage = opened("leksjon_2").ready()
    stage.play(2.2)
    expect(stage.section.locator(".description")).to_be_hidden()
    assert stage.distinct() == pytest.approx(stage.time(), abs=0.1)


VOICES = """() => {
  window.said = [];
  const voices = %s;
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: function (text) { this.text = text; } });
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak(one) { window.said.push([one.text, one.voice.name]); window.spoken = one; },
    cancel() { window.silenced = true; },
  } });
}"""
LOCAL = '{ name: "Nora", lang: "nb-NO", localService: true }'
REMOTE = '{ name: "Sky", lang: "nb-NO", localService: false }'
FOREIGN = '{ name: "Anna", lang: "de-DE", localService: true }'


@pytest.fixture
def speaking(new_page: NewPage, address: str) -> Callable[[str], Stage]:
    """Open the lesson with a description track where the device has these voices, and turn descriptions on."""

    def opened_with(voices: str) -> Stage:
        page: Page = new_page()
        page.add_init_script(f"({VOICES % voices})()")
        page.goto(f"{address}index.html#leksjon_2")
        stage = Stage(page, "leksjon_2").ready()
        stage.button("Synstolking").click()
        stage.section.locator(".row button").first.click()
        until(page, f"{VIDEO}.paused && {VIDEO}.currentTime > 0.9")
        return stage

    return opened_with


def test_a_voice_of_the_device_reads_and_the_video_waits(speaking: Callable[[str], Stage]) -> None:
    stage = speaking(f"[{REMOTE}, {FOREIGN}, {LOCAL}]")
    assert stage.page.evaluate("window.said") == [["Ei kvinne smiler.", "Nora"]]
    stage.page.evaluate("window.spoken.onend()")
    until(stage.page, f"!{VIDEO}.paused && {VIDEO}.currentTime > 1.2")


def test_no_voice_of_others_is_sent_what_is_read(speaking: Callable[[str], Stage]) -> None:
    stage = speaking(f"[{REMOTE}, {FOREIGN}]")
    assert stage.page.evaluate("window.said") == []
    expect(stage.section.locator(".description")).to_have_text("Ei kvinne smiler.")


def test_those_who_read_captions_choose_how_they_look(opened: Open) -> None:
    stage = opened().ready()
    stage.button("Teksting").click()
    stage.seek(1)
    until(stage.page, f"{VIDEO}.textTracks[0].activeCues.length === 1")
    before = white(stage)
    button = stage.button("Slik ser tekstingen ut")
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    stage.section.get_by_label("Farger").select_option("Svart på hvit")
    usual = white(stage)
    assert usual > before + 5000
    stage.section.get_by_label("Størrelse").select_option("Størst")
    assert white(stage) > usual + 5000
    stage.page.reload()
    button.click()
    assert stage.section.get_by_label("Størrelse").input_value() == "largest"
    assert stage.section.locator("[data-player]").get_attribute("data-cues-colours") == "black"


def white(stage: Stage) -> int:
    """Count the white points of the picture with its captions."""
    stage.page.wait_for_timeout(300)
    picture = Image.open(BytesIO(stage.section.locator("video").screenshot())).convert("L")
    return sum(picture.histogram()[250:])


def test_who_goes_on_is_not_talked_over(speaking: Callable[[str], Stage]) -> None:
    stage = speaking(f"[{LOCAL}]")
    stage.page.evaluate("window.silenced = false")
    stage.section.locator(".row button").first.click()
    until(stage.page, f"{VIDEO}.currentTime > 1.2")
    assert stage.page.evaluate("window.silenced") is True
