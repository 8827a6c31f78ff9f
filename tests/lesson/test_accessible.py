"""Every view and state in a real browser: WCAG 2.1 A and AA by axe-core, reflow, zoom, and no request to others."""

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import NewPage, Scheme, violations
from lesson.conftest import VIEWS, Site
from lesson.taking import complete

Open = Callable[..., Page]
READ_THE_WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SMALL_TARGETS = """() => Array.from(document.querySelectorAll(
    "button, .menu a, .steps a, .around a, .button, summary, input"))
  .filter((one) => !one.closest("[data-player], [data-transcript], .reading, [data-quiz]"))
  .map((one) => [one.textContent.trim().slice(0, 30) || one.id || one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize(("view", "width"), [*itertools.product(VIEWS, (320, 1280))])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag(opened: Open, view: str, width: int, scheme: Scheme) -> None:
    page = opened(view, width, scheme)
    for details in page.locator("summary:visible").all():
        details.click()
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (940, "dark")])
def test_wcag_when_all_is_done(opened: Open, width: int, scheme: Scheme) -> None:
    page = opened("fullfort", width, scheme)
    complete(page)
    expect(page.locator(".certificate")).to_be_visible()
    assert violations(page) == []
    for view in ("innhold", "leksjon_3"):
        page.evaluate(f"location.hash = '#{view}'")
        page.locator(f"#{view}").wait_for()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag_of_notes_and_their_deletion(opened: Open, scheme: Scheme) -> None:
    page = opened("refleksjon", 320, scheme)
    field = page.locator("#refleksjon textarea").first
    field.fill("Kort.")
    field.blur()
    page.get_by_role("button", name="Slett alle notatene").click()
    assert violations(page) == []


def test_wcag_of_what_is_not_saved(new_page: NewPage, site: Site) -> None:
    page = new_page(940)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw Error('closed'); } })")
    page.goto(site.at("innhold"))
    expect(page.locator(".saved.not")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_wcag_without_scripts(new_page: NewPage, site: Site, width: int) -> None:
    page = new_page(width)
    page.route("**/*.js", lambda route: route.abort())  # axe-core itself needs a browser that runs scripts
    page.goto(site.at(""))
    expect(page.locator("html.js")).to_have_count(0)
    assert violations(page) == []


def test_wcag_of_the_draft_of_the_statement(new_page: NewPage, site: Site) -> None:
    page = new_page(320)
    page.goto(site.address + "tilgjengelighet.html")
    assert violations(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(opened: Open, view: str) -> None:
    page = opened(view, 320)
    needed, there = page.evaluate(READ_THE_WIDTHS)
    assert (needed, there) == (320, 320)


def test_nothing_scrolls_sideways_without_scripts(opened: Open) -> None:
    assert opened("", 320, scripts=False).evaluate(READ_THE_WIDTHS) == [320, 320]


@pytest.mark.parametrize("view", VIEWS)
def test_larger_text_alone_breaks_nothing(opened: Open, view: str) -> None:
    page = opened(view, 640)
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    needed, there = page.evaluate(READ_THE_WIDTHS)
    assert needed == there
    clipped = page.evaluate(
        "() => Array.from(document.querySelectorAll('.menu a, .button, .opening h1'))"
        ".filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth).map((one) => one.textContent)"
    )
    assert clipped == []


@pytest.mark.parametrize("view", VIEWS)
def test_targets_are_large_enough_for_a_finger(opened: Open, view: str) -> None:
    assert opened(view, 320).evaluate(SMALL_TARGETS) == []


def test_forced_colours_keep_what_is_current_and_done(browser: Browser, site: Site) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(site.at("ordliste"))
    current = page.locator(".menu [aria-current]")
    assert current.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert (
        page.locator(".menu a:not([aria-current])").first.evaluate("one => getComputedStyle(one).outlineStyle")
        == "none"
    )
    context.close()


def test_no_request_leaves_the_bundle_and_none_fails(new_page: NewPage, site: Site) -> None:
    page = new_page()
    asked: list[str] = []
    failed: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for view in VIEWS:
        page.goto(site.at(view), wait_until="networkidle")
    assert len(asked) >= 8
    assert [url for url in asked if not url.startswith((site.address, "blob:"))] == []
    assert (failed, said) == ([], [])


def test_videos_wait_until_somebody_opens_their_lesson(new_page: NewPage, site: Site) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.at("innhold"), wait_until="networkidle")
    assert [url for url in asked if url.endswith(".mp4")] == []
    with page.expect_request("**/*.mp4"):
        page.get_by_role("link", name="Start kurset").click()
    page.wait_for_load_state("networkidle")
    assert {url.rsplit("/", 1)[1] for url in asked if url.endswith(".mp4")} == {"leksjon_1.mp4"}


def test_the_page_forbids_what_others_would_slip_in(opened: Open) -> None:
    page = opened()
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
        " document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
