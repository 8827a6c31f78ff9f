"""The pages in a real browser: WCAG 2.1 A and AA by axe-core, reflow, keyboard, and no request to others."""

import itertools
import socket
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser import NewPage, Scheme, violations
from pages.site import EPISODE_PATH, FOREIGN_PATH, MOVED_PATH, PATHS, PLACED_PATH, SHOW_PATH, TRANSCRIPT_PATH, served

READ_THE_WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
FOCUSED = """() => {
  const on = document.activeElement;
  return [on.tagName, (on.getAttribute("aria-label") || on.textContent).trim().replaceAll(/\\s+/g, " ")];
}"""


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        *itertools.product((SHOW_PATH, EPISODE_PATH), (320, 1280), ("light", "dark")),
        *itertools.product((FOREIGN_PATH, PLACED_PATH), (320,), ("light",)),
        *itertools.product((FOREIGN_PATH, PLACED_PATH), (1280,), ("dark",)),
        *itertools.product((TRANSCRIPT_PATH, "finnes-ikke"), (320,), ("light", "dark")),
    ],
)
def test_wcag(new_page: NewPage, site: str, path: str, width: int, scheme: Scheme) -> None:
    page = new_page(width, scheme)
    page.goto(site + path)
    for details in page.locator("summary").all():
        details.click()
    assert violations(page) == []


def test_wcag_of_a_page_that_sends_on(new_page: NewPage, site: str) -> None:
    page = new_page(320)
    page.route(f"**/{EPISODE_PATH}", lambda route: route.fulfill(status=204))  # keeps the browser where it is
    page.goto(site + MOVED_PATH)
    assert page.locator("h1").inner_text() == "Siden er flyttet"
    assert violations(page) == []


@pytest.mark.parametrize("shows", [(), ("en", "to")])
def test_wcag_of_the_previews_start(new_page: NewPage, tmp_path: Path, shows: tuple[str, ...]) -> None:
    for show in shows:
        (tmp_path / show).mkdir()
        (tmp_path / show / "feed.xml").touch()
    page = new_page(320)
    with served(tmp_path) as address:
        page.goto(address)
        assert page.locator("li").count() == len(shows)
        assert violations(page) == []


@pytest.mark.parametrize("path", [TRANSCRIPT_PATH, "finnes-ikke"])
def test_pages_that_stand_alone_have_their_style(new_page: NewPage, site: str, path: str) -> None:
    page = new_page()
    page.goto(site + path)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "608px"


@pytest.mark.parametrize("path", [SHOW_PATH, EPISODE_PATH])
@pytest.mark.parametrize("width", [320, 1280])
def test_wcag_without_scripts(new_page: NewPage, site: str, path: str, width: int) -> None:
    page = new_page(width)
    page.route("**/*.js", lambda route: route.abort())  # axe-core itself needs a browser that runs scripts
    page.goto(site + path)
    assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_without_scripts_there_is_a_player_and_no_dead_button(new_page: NewPage, site: str, path: str) -> None:
    page = new_page(scripts=False)
    page.goto(site + path)
    expect(page.locator("audio[controls]").first).to_be_visible()
    assert page.locator("[data-js]").count() > 0
    expect(page.locator("button:visible, select:visible, [data-js]:visible")).to_have_count(0)


def test_wcag_while_it_plays(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + EPISODE_PATH)
    page.get_by_role("link", name="Slik begynte det").first.click()
    page.wait_for_selector(".cue.current")
    assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_scrolls_sideways_on_the_narrowest_screen(new_page: NewPage, site: str, *, scripts: bool) -> None:
    page = new_page(320, scripts=scripts)
    for path in PATHS:
        page.goto(site + path)
        needed, there = page.evaluate(READ_THE_WIDTHS)
        assert (path, needed) == (path, there)
        assert there == 320


@pytest.mark.parametrize("path", PATHS)
def test_no_request_leaves_the_site_and_none_fails(new_page: NewPage, site: str, path: str) -> None:
    page = new_page()
    asked: list[str] = []
    failed: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + path, wait_until="networkidle")
    assert len(asked) >= 4
    assert [url for url in asked if not url.startswith(site)] == []
    assert (failed, said) == ([], [])
    assert [url for url in asked if url.endswith(".mp3")] == []


SLIPPED_IN = """(address) => {
  document.body.insertAdjacentHTML("beforeend", `<img src="${address}a.gif" onerror="window.ran = 1">`);
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.body.append(script);
  document.body.style.setProperty("background", `url(${address}b.png)`);
  return fetch(address).catch((error) => error.name);
}"""


def test_the_page_forbids_the_browser_what_others_would_slip_in(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + EPISODE_PATH)
    with socket.create_server(("127.0.0.1", 0)) as spy:
        assert page.evaluate(SLIPPED_IN, f"http://127.0.0.1:{spy.getsockname()[1]}/") == "TypeError"
        page.wait_for_timeout(300)
        spy.setblocking(False)  # noqa: FBT003 - the standard library's own signature
        with pytest.raises(BlockingIOError):
            spy.accept()
    assert page.evaluate("window.ran") is None


def test_the_first_tab_stop_skips_to_the_content(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + EPISODE_PATH)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ["A", "Hopp til innholdet"]
    assert page.get_by_text("Hopp til innholdet").bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"


@pytest.mark.parametrize("path", [SHOW_PATH, EPISODE_PATH])
def test_the_keyboard_reaches_the_player_and_every_link(new_page: NewPage, site: str, path: str) -> None:
    page = new_page()
    page.goto(site + path)
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(tuple(page.evaluate(FOCUSED)))
        if page.evaluate("document.activeElement === document.querySelector('.foot a:last-of-type')"):
            break
    names = [name for tag, name in reached if tag != "AUDIO"]
    assert ("AUDIO", "Spill av Trygg hjemme: velferdsteknologi i Namdalen") in reached
    assert any(name.startswith("Last ned") for name in names)
    assert any(name.startswith("Kopier") for name in names)
    assert page.locator("main a:visible").count() <= len(set(names))


def test_headings_are_in_order_with_one_title(new_page: NewPage, site: str) -> None:
    page = new_page()
    for path in PATHS:
        page.goto(site + path)
        levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_parts_in_another_language_say_so(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + SHOW_PATH)
    assert page.locator("html").get_attribute("lang") == "nb"
    assert page.locator("h3[lang=en]").inner_text() == "Two astronauts talk"
