"""The player, the transcript and the quiz for everybody: WCAG in every state, touch, zoom, contrast, less motion."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import Scheme, until, violations
from player.conftest import Open
from player.stage import Stage

VIDEO = "document.querySelector('.shown video')"
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SMALL_TARGETS = """() => Array.from(document.querySelectorAll(
    ".shown :is(button, select, input[type=range], label:has(input))"))
  .map((one) => [one.getAttribute("aria-label") || one.textContent.trim(), one.getBoundingClientRect(), one])
  .filter(([, box]) => box.width > 0)
  .filter(([, box, one]) => Math.min(box.height, box.width) < (one.matches(".from") ? 24 : 43.9))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
"""Those inside running text may be lower than a finger is broad (WCAG 2.1, 2.5.5: inline)."""
SPILL = """() => Array.from(document.querySelectorAll(".shown :is(.controls, .chapters, .tools, .box, .question) *"))
  .filter((one) => one.getBoundingClientRect().width > 1 && !one.closest(".unseen, select, svg"))
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map((one) => one.className || one.tagName)"""


MOVING = """() => Array.from(document.querySelectorAll(".shown *")).map((one) => [one.tagName, getComputedStyle(one)])
  .filter(([, style]) => style.display && style.display !== "none")
  .filter(([, style]) => style.scrollBehavior === "smooth" || style.animationName !== "none"
    || (parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"))
  .map(([name]) => name)"""


def in_use(stage: Stage) -> None:
    """Captions, their choices, a search and a question without an answer, while the video plays."""
    stage.button("Teksting").click()
    stage.button("Slik ser tekstingen ut").click()
    stage.section.get_by_label("Søk i teksten").fill("en")
    stage.question("q_1").get_by_role("button", name="Sjekk svaret").click()
    stage.button("Spill av").click()
    until(stage.page, f"{VIDEO}.currentTime > 0.4")


def answered(stage: Stage) -> None:
    for name, wanted in (("q_1", "Nye datamaskiner"), ("q_2", "Brukerne"), ("q_3", "Usant")):
        stage.question(name).get_by_label(wanted, exact=True).check()
    for menu in stage.question("q_5").locator("select").all():
        menu.select_option(index=1)
    for name in ("q_1", "q_2", "q_3", "q_4", "q_5"):
        stage.question(name).get_by_role("button", name="Sjekk svaret").click()


def failed(stage: Stage) -> None:
    stage.page.route("**/*.mp4", lambda route: route.abort())
    stage.section.locator("video").evaluate("(video) => video.load()")
    expect(stage.section.locator(".trouble")).to_be_visible()


@pytest.mark.parametrize("state", [in_use, answered, failed])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")])
def test_wcag(opened: Open, width: int, scheme: Scheme, state: Callable[[Stage], None]) -> None:
    stage = opened(width=width, scheme=scheme).ready()
    state(stage)
    assert violations(stage.page) == []
    needed, there = stage.page.evaluate(WIDTHS)
    assert (needed, there) == (width, width)
    assert stage.page.evaluate(SPILL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag_of_a_description(opened: Open, scheme: Scheme) -> None:
    stage = opened("leksjon_2", width=320, scheme=scheme).ready()
    stage.button("Synstolking").click()
    stage.section.locator(".row button").first.click()
    expect(stage.section.locator(".description")).to_have_text("Ei kvinne smiler.")
    assert violations(stage.page) == []


@pytest.mark.parametrize("lesson", ["leksjon_1", "leksjon_2", "leksjon_3"])
def test_what_is_pressed_is_large_enough_for_a_finger(opened: Open, lesson: str) -> None:
    assert opened(lesson, width=320).ready().page.evaluate(SMALL_TARGETS) == []


@pytest.fixture
def tablet(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a lesson on a device with a finger and no mouse, zoomed to 200 % where asked."""
    contexts = []

    def open_on(width: int = 940, scale: float = 1, colours: Literal["active", "none"] = "none") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 700},
            device_scale_factor=scale,
            has_touch=True,
            locale="nb-NO",
            forced_colors=colours,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}index.html#leksjon_1")
        until(page, f"{VIDEO}.readyState > 1")
        return page

    yield open_on
    for context in contexts:
        context.close()


def test_a_finger_plays_seeks_and_answers(tablet: Callable[..., Page]) -> None:
    page = tablet()
    page.locator(".shown video").tap()
    until(page, f"{VIDEO}.currentTime > 0.2")
    page.get_by_role("button", name="0:03 Brukeren først").tap()
    until(page, f"{VIDEO}.currentTime >= 3")
    page.locator(".shown .box").get_by_text("Vi endrer måten").tap()
    until(page, f"{VIDEO}.currentTime >= 1.9 && {VIDEO}.currentTime < 3")
    page.get_by_role("button", name="Stopp").tap()
    form = page.locator('[data-question="q_4"] form')
    form.get_by_role("button", name="Flytt opp: Behov").tap()
    form.get_by_role("button", name="Flytt opp: Behov").tap()
    assert form.locator(".text").all_inner_texts()[0] == "Behov"


def test_nothing_spills_at_twice_the_size(tablet: Callable[..., Page]) -> None:
    page = tablet(640, 2)
    assert page.evaluate(WIDTHS) == [640, 640]
    assert page.evaluate(SPILL) == []
    assert violations(page) == []


def test_forced_colours_tell_what_is_pressed_current_and_out_of_reach(tablet: Callable[..., Page]) -> None:
    page = tablet(colours="active")
    border = "(one) => getComputedStyle(one).borderTopWidth + getComputedStyle(one).borderTopColor"
    captions = page.locator(".shown").get_by_role("button", name="Teksting", exact=True)
    before = captions.evaluate(border)
    captions.tap()
    assert captions.evaluate(border) != before
    chapters = page.locator(".shown .chapters button")
    assert chapters.nth(0).evaluate(border) != chapters.nth(1).evaluate(border)
    colour = "(one) => getComputedStyle(one).color"
    read = page.get_by_role("button", name="Jeg har lest hele teksten")
    assert read.evaluate(colour) != page.get_by_role("button", name="Skriv ut teksten").evaluate(colour)


def test_nothing_moves_smoothly_for_those_who_asked_for_less_motion(opened: Open) -> None:
    stage = opened().ready()
    moving = stage.page.evaluate(MOVING)
    assert moving == []


def test_nothing_plays_before_it_is_asked_to(opened: Open) -> None:
    stage = opened().ready()
    stage.page.wait_for_timeout(500)
    assert (stage.video("paused"), stage.video("autoplay"), stage.time()) == (True, False, 0)


def test_larger_text_alone_breaks_nothing(opened: Open) -> None:
    stage = opened(width=640).ready()
    in_use(stage)
    stage.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert stage.page.evaluate(WIDTHS) == [640, 640]
    assert stage.page.evaluate(SPILL) == []


def test_what_is_in_another_language_says_so(opened: Open) -> None:
    stage = opened("leksjon_3").ready()
    spoken = "(one) => one.closest('[lang]').lang"
    assert stage.section.locator("legend").evaluate(spoken) == "en"
    assert stage.section.locator("option[value=sma]").evaluate(spoken) == "sma"
