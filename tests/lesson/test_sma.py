"""A course in Southern Sámi: whatever is said in bokmål for want of words is marked so, in every view and state."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import NewPage, until, violations
from lesson.courses import ready, write
from lesson.taking import ask, complete
from pages.site import served
from pipeline.formats.lesson.page import bundle_files
from pipeline.formats.lesson.words import words

SHEET = Path(__file__).parents[2] / "docs" / "sma-review.md"
SCRIPTS = Path(__file__).parents[2] / "pipeline" / "templates" / "lesson"
SAY = words("sma", {})
ROW = re.compile(r"^\| `([\w.-]+)` \| (.+?) \| (.+?) \| .+ \|$", re.MULTILINE)
PLAIN = re.compile(r"(?<![\w.])t\(")
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SAID = """([norwegian, own]) => {
  const matches = (list, text) => list.some((one) => new RegExp(one, "s").test(text));
  const found = [];
  const look = (text, element, where) => {
    const said = text.trim().replace(/\\s+/g, " ");
    const wanted = matches(norwegian, said) ? "nb" : matches(own, said) ? "sma" : "";
    if (wanted) found.push([wanted, element.closest("[lang]").lang, where + said]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, .prompt") || !(element.checkVisibility() || element.closest("select"))) continue;
    look(walker.currentNode.data, element, "");
  }
  for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      if (one.checkVisibility()) look(one.getAttribute(name), one, name + ": ");
    }
  }
  return found;
}"""
"""What of the interface is seen or read aloud: its language, the one that it is marked with, and the text."""


def _patterns(texts: list[str]) -> list[str]:
    """Give expressions for texts with any values filled in; those that are little but values would match anything."""
    telling = [text for text in texts if len(re.sub(r"\{\w+\}", "", text).strip()) > 3]
    return ["^" + re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)).replace(r"\ ", " ") + "$" for text in telling]


PHRASES = [
    _patterns([text for key, text in SAY.fallback.items() if key not in SAY.own]),
    _patterns(list(SAY.own.values())),
]


def marked(page: Page) -> set[str]:
    """Check every text of the interface that there is now, and give what is said in Southern Sámi."""
    found = [tuple(one) for one in page.evaluate(SAID, PHRASES)]
    assert [one for one in found if one[0] != one[1]] == []
    return {text for language, _, text in found if language == "sma"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    course, encoded = ready(tmp_path_factory.mktemp("work"))
    lessons = tuple(replace(lesson, language="sma") for lesson in course.lessons)
    root = tmp_path_factory.mktemp("sma")
    write(bundle_files(replace(course, language="sma", lessons=lessons), encoded, "web"), root)
    with served(root) as found:
        yield found


@pytest.fixture(params=[320, 1280])
def page(new_page: NewPage, address: str, request: pytest.FixtureRequest) -> Page:
    opened = new_page(request.param)
    opened.goto(f"{address}index.html")
    return opened


def _shown(page: Page, view: str) -> None:
    page.evaluate(f"location.hash = '#{view}'")
    page.locator(f"#{view}.shown").wait_for()


def _sound(page: Page) -> None:
    assert violations(page) == []
    needed, there = page.evaluate(WIDTHS)
    assert needed == there


@pytest.mark.parametrize("view", ["innhold", "ordliste", "om"])
def test_views_that_are_read(page: Page, view: str) -> None:
    _shown(page, view)
    if view == "ordliste":
        page.get_by_label("Baakoem ohtsedh").fill("tall")
    assert page.locator("html").get_attribute("lang") == "sma"
    assert {"Sisvege", "Kuvsjen bïjre"} <= marked(page)
    _sound(page)


def test_a_lesson_in_use(page: Page) -> None:
    _shown(page, "leksjon_1")
    until(page, "document.querySelector('.shown video').readyState > 1")
    section = page.locator("#leksjon_1")
    section.get_by_role("button", name="Teksten hammoe").click()
    section.get_by_label("Tekstesne ohtsedh").fill("en")
    form = section.locator('[data-question="q_1"] form')
    form.get_by_role("button", name="Vaestiedassem gïehtjedidh").click()
    assert {"aria-label: Spealadidh", "Voestegh vaestiedassem veeljedh.", "Klaerieh"} <= marked(page)
    form.get_by_label("Nye datamaskiner").check()
    form.get_by_role("button", name="Vaestiedassem gïehtjedidh").click()
    form.get_by_role("button", name="Vihth pryövedh").wait_for()
    assert "Ij leah reaktoe." in marked(page)
    _sound(page)


def test_a_described_lesson_and_one_that_fails(page: Page) -> None:
    _shown(page, "leksjon_2")
    section = page.locator("#leksjon_2")
    section.get_by_role("button", name="Synstolking").click()
    marked(page)
    page.route("**/*.mp4", lambda route: route.abort())
    section.locator("video").evaluate("(video) => video.load()")
    section.locator(".trouble").wait_for()
    assert "Vihth pryövedh" in marked(page)
    _sound(page)


def test_notes_and_their_deletion(page: Page) -> None:
    _shown(page, "refleksjon")
    field = page.locator("#refleksjon").get_by_label("Dov notaate: Hvilken tjeneste")
    field.fill("Åarjelsaemien.")
    field.blur()
    assert field.evaluate("(one) => one.closest('[lang]').lang") == "sma"
    page.get_by_role("button", name="Slett alle notatene").click()
    assert {"Notaate lea vöörhkeme dov masjijnesne.", "Notaath vöörhkedh"} <= marked(page)
    _sound(page)


def test_the_certificate_before_and_after(page: Page) -> None:
    _shown(page, "fullfort")
    assert "Ih leah annje kuvsjem tjïrrehtamme" in marked(page)
    _sound(page)
    complete(page)
    assert {"Kuvsjevïhtesjimmie", "Dov nomme"} <= marked(page)
    assert page.locator(".when span[lang=nb]").count() == 1  # its date is in Norwegian words
    _sound(page)


def test_without_scripts(new_page: NewPage, address: str) -> None:
    page = new_page(320)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{address}index.html")
    assert {"Videjoven åvtelen", "Gyhtjelassh"} <= marked(page)


def test_the_sheet_for_review_says_what_the_program_says() -> None:
    rows = [(key, norwegian, own) for key, norwegian, own in ROW.findall(SHEET.read_text(encoding="utf-8"))]
    assert rows == [(key, SAY.fallback[key], text) for key, text in SAY.own.items()]


def test_what_is_shown_is_a_part_that_knows_its_language() -> None:
    """Plain strings are for what has no language of its own: a file, a file's name, an attribute's value."""
    found = {path.name: len(PLAIN.findall(path.read_text(encoding="utf-8"))) for path in SCRIPTS.glob("*.js")}
    del found["i18n.js"]
    assert {name: count for name, count in found.items() if count} == {
        "controls.js": 1, "dom.js": 3, "notes.js": 3, "places.js": 1,
    }  # fmt: skip


def test_a_language_without_any_words_has_the_whole_interface_marked(tmp_path: Path) -> None:
    course, encoded = ready(tmp_path)
    lessons = tuple(replace(lesson, language="se") for lesson in course.lessons)
    made = replace(course, language="se", lessons=lessons)
    page = {file.name: file.body for file in bundle_files(made, encoded, "web")}["index.html"]
    assert isinstance(page, bytes)
    assert b'<html lang="se">' in page
    assert b'<a href="#innhold"><span lang="nb">Innhold</span></a>' in page
    assert b'<nav class="menu" aria-label="Kurset" lang="nb">\n      <ul lang="se">' in page


def test_parts_of_one_element_are_in_one_language() -> None:
    sma = "F.i18n('sma')"
    assert ask(f"[{sma}.together(['video', 'skip']).language, {sma}.together(['video', 'noscript']).language]") == [
        "sma",
        "nb",
    ]
    assert ask(f"{sma}.part('audience', {{audience: {{text: 'x', lang: 'en'}}}}).pieces.length") == 3
    assert ask("[F.i18n('se').part('video').lang, F.i18n('no').part('video').lang]") == ["nb", ""]
