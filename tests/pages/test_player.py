"""What the script adds to the episode page, in a real browser with real audio; and the page without it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from browser import NewPage, until
from pages.samples import RECORD, TEXT
from pages.site import EPISODE_PATH, MOVED_PATH, SHOW_PATH

TIME = "document.querySelector('audio').currentTime"


@pytest.fixture
def episode(new_page: NewPage, site: str) -> Page:
    page = new_page()
    page.goto(site + EPISODE_PATH)
    return page


def reaches(page: Page, seconds: float) -> None:
    until(page, f"{TIME} >= {seconds} && {TIME} < {seconds + 5}")


def current(page: Page) -> str:
    return page.locator("[data-chapter][aria-current=true] .title").inner_text()


def test_a_chapter_seeks_plays_and_is_marked(episode: Page) -> None:
    episode.get_by_role("link", name="0:22 Råd").click()
    reaches(episode, 22)
    assert not episode.evaluate("document.querySelector('audio').paused")
    assert current(episode) == "Råd"
    assert episode.get_by_role("status").first.inner_text() == "Spiller fra 22\u00a0sekunder: Råd"
    assert episode.url.endswith(EPISODE_PATH)


def test_a_time_in_the_transcript_seeks_and_the_cue_is_marked(episode: Page) -> None:
    episode.get_by_role("link", name="Spill fra 0:15").click()
    reaches(episode, 15.25)
    episode.wait_for_selector(".cue.current")
    assert episode.locator(".cue.current").inner_text() == "Hva var det vanskeligste?"
    assert current(episode) == "Slik begynte det"


def test_a_click_on_what_is_said_plays_it(episode: Page) -> None:
    episode.get_by_text("I dag skal vi til Namdalen.").click()
    reaches(episode, 4.2)


def test_the_marks_move_on_with_the_sound(episode: Page) -> None:
    episode.evaluate("location.hash = '#t=21.5'")
    episode.evaluate("document.querySelector('audio').play()")
    episode.locator("[aria-current] .title", has_text="Slik begynte det").wait_for()
    episode.locator("[aria-current] .title", has_text="Råd").wait_for()
    expect(episode.locator(".cue.current")).to_have_count(1)


def test_an_address_with_a_time_starts_there(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + EPISODE_PATH + "#t=22")
    page.evaluate("document.querySelector('audio').play()")
    reaches(page, 22)


@pytest.mark.parametrize(("button", "lands"), [("Fram 15", 24.5), ("Tilbake 15", 0)])
def test_fifteen_seconds_there_and_back(episode: Page, button: str, lands: float) -> None:
    episode.get_by_role("link", name="0:09 Slik begynte det").click()
    reaches(episode, 9.5)
    episode.evaluate("document.querySelector('audio').pause()")
    episode.get_by_role("button", name=button).click()
    reaches(episode, lands)


def test_speed(episode: Page) -> None:
    episode.get_by_label("Hastighet").select_option("1.5")
    episode.get_by_role("link", name="0:22 Råd").click()
    reaches(episode, 22)
    assert episode.evaluate("document.querySelector('audio').playbackRate") == 1.5


@pytest.mark.parametrize("wanted", [False, True])
def test_the_text_scrolls_only_when_asked_to(episode: Page, *, wanted: bool) -> None:
    episode.set_viewport_size({"width": 900, "height": 300})
    if wanted:
        episode.get_by_label("Rull teksten").check()
    episode.evaluate("scrollTo(0, 0)")
    episode.evaluate("document.querySelector('audio').currentTime = 22; document.querySelector('audio').play()")
    episode.wait_for_selector(".cue.current")
    episode.wait_for_timeout(200)
    assert (episode.evaluate("scrollY") > 0) is wanted


def test_a_click_with_a_key_held_is_left_to_the_browser(episode: Page) -> None:
    with episode.context.expect_page() as opened:
        episode.get_by_role("link", name="0:22 Råd").click(modifiers=["Control"])
    assert opened.value.url.endswith(".mp3#t=22")
    assert episode.evaluate(TIME) == 0


def test_the_address_of_the_feed_is_copied(episode: Page, site: str) -> None:
    episode.context.grant_permissions(["clipboard-read", "clipboard-write"])
    episode.get_by_role("button", name="Kopier").click()
    episode.get_by_text("RSS-adressen er kopiert.").wait_for()
    assert episode.evaluate("navigator.clipboard.readText()") == f"{site}fremskritt/feed.xml"


def test_audio_that_is_gone_is_told(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.route("**/*.mp3", lambda route: route.fulfill(status=404))
    page.goto(site + EPISODE_PATH)
    expect(page.get_by_text("Lyden kan ikke spilles av")).not_to_be_visible()
    page.get_by_role("link", name="0:22 Råd").click()
    page.get_by_text("Lyden kan ikke spilles av her. Last ned filen i stedet.").wait_for()


def test_without_scripts_every_time_is_a_link_into_the_audio(new_page: NewPage, site: str) -> None:
    page = new_page(scripts=False)
    page.goto(site + EPISODE_PATH)
    links = page.locator("[data-seek]").evaluate_all("all => all.map((one) => one.href)")
    audio = site + RECORD.audio.key
    assert links == [f"{audio}#t={time}" for time in ("0", "9.5", "22", "0", "9.5", "15.25", "22")]
    assert page.locator("audio source").evaluate("one => one.src") == audio
    expect(page.locator(".turn")).to_have_count(4)
    assert TEXT.transcript is not None
    for cue in TEXT.transcript.cues:
        expect(page.get_by_text(cue.text)).to_be_visible()


def test_the_newest_episode_plays_on_the_show_page(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site + SHOW_PATH)
    page.evaluate("document.querySelector('audio').play()")
    reaches(page, 0.5)


@pytest.mark.usefixtures("site")
def test_the_pages_work_straight_from_the_folder(new_page: NewPage, root: Path) -> None:
    page = new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((root / SHOW_PATH).as_uri())
    page.get_by_role("link", name=RECORD.title, exact=True).click()
    page.get_by_role("link", name="0:22 Råd").click()
    reaches(page, 22)
    assert page.evaluate("document.querySelector('.artwork').naturalWidth") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('.hero')).backgroundColor") == "rgb(10, 37, 64)"
    assert said == []


def test_an_old_address_leads_to_the_new_one(new_page: NewPage, site: str) -> None:
    page = new_page(scripts=False)
    page.goto(site + MOVED_PATH)
    page.wait_for_url(site + EPISODE_PATH)


@pytest.mark.parametrize("path", [SHOW_PATH, EPISODE_PATH])
def test_every_link_within_the_site_leads_somewhere(
    new_page: NewPage, site: str, path: str, there: Callable[[str], bool]
) -> None:
    page = new_page()
    page.goto(site + path)
    links = page.locator("a, link, img, script[src], source").evaluate_all(
        "all => all.map((one) => one.getAttribute('href') || one.getAttribute('src'))"
    )
    inside = {urljoin(page.url, link).partition("#")[0] for link in links if link}
    checked = [url for url in inside if url.startswith(site) and not url.endswith((".xml", ".vtt", ".srt"))]
    assert len(checked) > 4
    assert [url for url in checked if not there(url)] == []
