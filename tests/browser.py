"""A real browser for tests: Debian's Chromium driven by Playwright. ``from browser import …`` in a conftest.

Fixtures ``browser`` and ``new_page``, and ``violations``, which asks axe-core about WCAG 2.1 A and AA.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "pages" / "node" / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""No window, and no word to anybody but the server under test."""

Scheme = Literal["light", "dark"]
NewPage = Callable[..., Page]


def chromium() -> str:
    """Find Chromium: the environment variable CHROMIUM, else the usual names on PATH. There is no skipping it."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("Chromium is missing: apt-get install chromium, or set CHROMIUM to the program", pytrace=False)
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Lend a browser to a file of tests; not to the session, for its event loop keeps asyncio from other tests."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Lend a function that opens an empty page of a visitor of their own, speaking Norwegian."""
    contexts = []

    def opened(width: int = 1280, scheme: Scheme = "light", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="nb-NO",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """Give what axe-core finds wrong with the page, in Norwegian: rule, element, and what is the matter."""
    if not AXE.is_dir():
        pytest.fail("axe-core is missing: npm ci --prefix tests/pages/node", pytrace=False)
    page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
    locale = json.loads((AXE / "locales" / "nb.json").read_text(encoding="utf-8"))
    found = page.evaluate(_ASK, [locale, RULES])
    return [f"{rule}: {where}: {what}" for rule, where, what in found]


def until(page: Page, condition: str) -> None:
    """Wait for a JavaScript expression to become true (the pages' own policy forbids Playwright's way of asking)."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"did not come true in ten seconds: {condition}")


_ASK = """async ([locale, rules]) => {
  axe.configure({ locale });
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.target.join(" "), node.failureSummary]));
}"""
