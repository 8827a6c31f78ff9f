"""Before and after in a real browser: in step, switched without a gap, by mouse and keyboard, for everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browser import NewPage, Scheme, until, violations
from mastering.sound import mastered, synthesise
from pages.site import served
from pipeline.formats.plain import report_from_json
from pipeline.formats.sound.listen import AFTER, BEFORE, listen_page, static_files
from pipeline.formats.sound.page import About
from pipeline.tools.listening import PATH, Room, hall
from report.test_comparison import compared

SLUG = "forste"
NOISE = "anoisesrc=color=pink:amplitude=0.1:duration=30:seed=7"
TIMES = """() => ["before", "after"].map((name) => document.querySelector(`[data-${name}]`).currentTime)"""
TAP = """(() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to === this.context.destination && !(this instanceof ScriptProcessorNode)) {
      if (!window.heard) {
        window.heard = [];
        const tap = this.context.createScriptProcessor(1024, 1, 1);
        tap.onaudioprocess = ({ inputBuffer }) => {
          const samples = inputBuffer.getChannelData(0);
          window.heard.push(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
        };
        window.tap = tap;
        connect.call(tap, to);
      }
      connect.call(this, window.tap);
    }
    return connect.call(this, to, ...more);
  };
})()"""
"""Measures what goes to the loudspeaker, 21 ms at a time."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("room")
    recording = synthesise(folder / "noise.wav", source=NOISE)
    master = mastered(recording, folder / "work")
    found = compared(recording, master, folder / "beside")
    report = report_from_json(master.report.path.read_bytes())
    page = listen_page(report, found, About("Støy & ro", "nb", "Fremskritt"))
    sounds = {BEFORE: found.before.path, AFTER: master.audio.path}
    return Room(SLUG, "Støy & ro", {"index.html": page, **static_files(), **sounds})


@pytest.fixture(scope="module")
def address(room: Room, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("public"), hall(room)) as base_url:
        yield f"{base_url}{PATH.strip('/')}/{SLUG}/"


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    opened = new_page()
    opened.add_init_script(TAP)
    opened.goto(address)
    return opened


def apart(page: Page) -> float:
    """Seconds between the two."""
    before, after = page.evaluate(TIMES)
    return abs(float(before) - float(after))


def pressed(page: Page) -> Any:  # noqa: ANN401 - Playwright's own
    return page.locator("[data-hear][aria-pressed=true]").get_attribute("data-hear")


def play(page: Page, until_seconds: float = 1.0) -> None:
    page.get_by_role("button", name="Spill").click()
    until(page, f"document.querySelector('[data-after]').currentTime > {until_seconds}")


def test_both_play_in_step(page: Page) -> None:
    play(page)
    found = []
    for _ in range(10):
        page.wait_for_timeout(100)
        found.append(apart(page))
    assert max(found) < 0.05
    page.get_by_role("button", name="Stopp").click()
    assert apart(page) < 0.05


def test_after_a_jump_they_are_in_step_again(page: Page) -> None:
    play(page)
    box = page.locator("[data-waves]").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    until(page, "document.querySelector('[data-after]').currentTime > 15.5")
    page.wait_for_timeout(600)
    assert apart(page) < 0.05
    page.evaluate("document.querySelector('[data-before]').currentTime = 3")  # as if it had stalled
    page.wait_for_timeout(1000)
    assert apart(page) < 0.05


def test_a_switch_is_without_a_gap_and_equally_loud(page: Page) -> None:
    play(page)
    page.evaluate("window.heard.length = 0")
    for key in ("a", "b", " ", " ", "a"):
        page.wait_for_timeout(300)
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert pressed(page) == "before"
    assert apart(page) < 0.05
    levels = sorted(page.evaluate("window.heard"))
    assert len(levels) > 50
    middle = levels[len(levels) // 2]
    assert levels[0] > middle * 0.4  # two noises that meet halfway are 3 dB weaker, a gap would be 0
    assert levels[-1] < middle * 2


def test_the_place_is_kept(page: Page) -> None:
    play(page)
    page.get_by_role("button", name="Stopp").click()
    at = page.evaluate(TIMES)
    page.get_by_role("button", name="Før").click()
    assert page.evaluate(TIMES) == at
    assert page.get_by_role("status").inner_text() == "Du hører opptaket"


def test_keys_can_be_turned_off(page: Page) -> None:
    page.keyboard.press("a")
    assert pressed(page) == "before"
    page.get_by_label("Hurtigtaster").uncheck()
    page.keyboard.press("b")
    assert pressed(page) == "before"


def test_a_switch_waits_for_one_that_is_not_ready(page: Page) -> None:
    play(page)
    page.evaluate("window.heard.length = 0")
    page.evaluate("""() => {
      const before = document.querySelector("[data-before]");
      before.currentTime = 20;
      document.querySelector("[data-hear=before]").click();
    }""")
    page.wait_for_timeout(400)
    levels = sorted(page.evaluate("window.heard"))
    assert levels[0] > levels[len(levels) // 2] * 0.4


def test_space_on_a_button_is_the_buttons_own(page: Page) -> None:
    page.get_by_role("button", name="Spill").focus()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Stopp").wait_for()
    assert pressed(page) == "after"


def test_the_slider_moves_both(page: Page) -> None:
    page.get_by_label("Sted i episoden").fill("12")
    assert page.evaluate(TIMES) == [12, 12]
    assert page.locator("[data-clock]").inner_text() == "0:12"
    assert page.locator("[data-head]").get_attribute("x1") == "40%"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag(new_page: NewPage, address: str, width: int, scheme: Scheme) -> None:
    opened = new_page(width, scheme)
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(address)
    assert violations(opened) == []
    opened.get_by_role("button", name="Før").click()
    assert violations(opened) == []
    across, seen = opened.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert across <= seen
    assert said == []


def test_without_scripts_the_sounds_are_linked(new_page: NewPage, address: str) -> None:
    opened = new_page(scripts=False)
    opened.goto(address)
    assert opened.get_by_role("link").evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
        BEFORE,
        AFTER,
    ]


def test_a_preview_without_rooms_has_none(new_page: NewPage, tmp_path: Path) -> None:
    opened = new_page()
    with served(tmp_path) as base_url:
        answer = opened.goto(f"{base_url}{PATH.strip('/')}/{SLUG}/")
        assert answer
        assert answer.status == 404
