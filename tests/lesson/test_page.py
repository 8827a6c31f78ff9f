"""The page as it stands without scripts: everything can be read, in the right language, and no answer is given away."""

import re
from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Page, expect

from lesson.conftest import VIEWS, Site


def parsed(site: Site) -> HtmlElement:
    return html.fromstring((site.root / "index.html").read_text(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def only(element: HtmlElement, selector: str) -> HtmlElement:
    found = element.cssselect(selector)
    assert len(found) == 1
    return found[0]


def test_there_is_one_section_for_each_view(site: Site) -> None:
    assert [one.get("id") for one in parsed(site).cssselect("section.view")] == list(VIEWS)


def test_a_lesson_has_its_number_and_language(site: Site) -> None:
    lessons = parsed(site).cssselect("section.lesson")
    assert [(one.get("data-lesson"), one.get("lang")) for one in lessons] == [("1", "nb"), ("2", "nn"), ("3", "en")]
    assert "Før du ser videoen" in words(lessons[0])
    assert "Teksten til videoen" in words(lessons[1])
    assert "The text of the video" in words(lessons[2])


def test_the_video_has_native_controls_and_its_tracks(site: Site) -> None:
    first, second, _ = parsed(site).cssselect("section.lesson")
    video = only(first, "[data-player] > video")
    assert {"controls", "playsinline", "poster"} <= set(video.keys())
    assert "autoplay" not in video
    assert [(one.get("kind"), one.get("srclang"), one.get("label")) for one in first.cssselect("track")] == [
        ("captions", "nb", "Norsk bokmål"), ("captions", "en", "English"),
    ]  # fmt: skip
    assert [one.get("kind") for one in second.cssselect("track")] == ["captions", "descriptions"]


def test_every_address_in_the_page_is_a_file_of_the_bundle(site: Site) -> None:
    page = parsed(site)
    named = {one.get(key) for key in ("src", "href", "poster") for one in page.iter() if isinstance(one.tag, str)}
    files = {name for name in named if name and not name.startswith(("#", "https://www.digdir.no/"))}
    assert len(files) > 10
    assert {name for name in files if not (site.root / name).is_file()} == set()
    targets = {name[1:] for name in named if name and name.startswith("#")}
    assert {name for name in targets if not page.get_element_by_id(name, None) is not None} == set()


def test_the_transcript_has_chapters_and_times(site: Site) -> None:
    transcript = only(parsed(site).cssselect("section.lesson")[0], "[data-transcript]")
    assert [words(one) for one in transcript.cssselect("h4")] == ["Velkommen", "Brukeren først"]
    spans = [(one.get("data-start"), one.get("data-end")) for one in transcript.cssselect("span[data-start]")]
    assert spans == [("0.2", "1.8"), ("1.9", "2.9"), ("3", "4.4"), ("4.5", "5.9")]
    assert "Kari Nordmann: Brukeren er den som skal merke forskjellen. Spør derfor" in words(transcript)
    assert "mennesker, og ikke" in words(transcript)


def test_a_transcript_without_times_pretends_none(site: Site) -> None:
    transcript = only(parsed(site).cssselect("section.lesson")[1], "[data-transcript]")
    assert [words(one) for one in transcript.cssselect("p")] == ["Vi spør brukaren.", "Så spør vi igjen."]
    assert transcript.cssselect("[data-start]") == []


def test_the_printed_quiz_gives_no_answer_away(site: Site) -> None:
    quiz = only(parsed(site).cssselect("section.lesson")[0], "[data-quiz]")
    asked = quiz.cssselect("[data-question]")
    assert len(asked) == 5
    assert [words(one) for one in asked[3].cssselect("ul li")] == ["Forsøk", "Måling", "Behov"]
    assert [words(one) for one in asked[4].cssselect("ul li")] == [
        "Innbygger", "Folkevalgt", "Bestemmer målene", "Bruker tjenesten",
    ]  # fmt: skip
    assert "Riktig." not in words(quiz)
    assert "hjelpemiddel" not in words(quiz)


def test_what_the_course_asks_for_is_told(site: Site) -> None:
    about = words(only(parsed(site), "#om"))
    assert "minst 90 prosent av videoen og svart på spørsmålene" in about
    assert "Skriv til post@digut.example." in about
    assert "Notatene dine under «Refleksjon» blir bare lagret på denne enheten og sendes ikke til noen." in about
    assert "Stemmen er laget av en maskin." in about


def test_the_glossary_is_in_norwegian_order(site: Site) -> None:
    assert [words(one) for one in parsed(site).cssselect("#ordliste dt")] == ["Brukar", "Gevinst", "Ærlig tall"]
    assert only(parsed(site), "#ordliste div[lang]").get("lang") == "nn"


def test_ids_are_unique(site: Site) -> None:
    ids = re.findall(r'\bid="([^"]+)"', (site.root / "index.html").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) > 20


def test_without_scripts_all_of_it_can_be_seen(opened: Callable[..., Page]) -> None:
    page = opened(scripts=False)
    for view in set(VIEWS) - {"fullfort"}:
        expect(page.locator(f"#{view}")).to_be_visible()
    expect(page.locator("video[controls]")).to_have_count(3)
    expect(page.get_by_text("Nettleseren kjører ikke JavaScript.")).to_be_visible()
    expect(page.locator("button:visible, textarea:visible, input:visible, [data-js]:visible")).to_have_count(0)


def test_without_scripts_links_lead_to_lessons(opened: Callable[..., Page]) -> None:
    page = opened(scripts=False)
    page.get_by_role("link", name="Brukaren først").first.click()
    assert page.url.endswith("#leksjon_2")
    expect(page.locator("#leksjon_2-tittel")).to_be_visible()


def test_a_script_that_fails_leaves_a_page_to_read(opened: Callable[..., Page]) -> None:
    page = opened("om")
    page.route("**/course.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("html.js")).to_have_count(0)
    expect(page.locator("#leksjon_1")).to_be_visible()
    expect(page.locator("video[controls]")).to_have_count(3)
