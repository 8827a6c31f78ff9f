"""What the pages hold, without a browser: golden bytes, well-formed HTML, nothing that can run in any text."""

import dataclasses
import json
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from pages.markup import Strict
from pages.samples import BASE_URL, FOREIGN, PLACED, PLACED_TEXT, RECORD, RECORDS, SHOW, TEXT, kit
from pipeline.formats.pages import (
    PageKit,
    PageText,
    episode_key,
    episode_page,
    page_asset,
    redirect_asset,
    redirect_page,
    show_key,
    show_page,
    static_assets,
)
from pipeline.model.episode import Cue, Transcript
from pipeline.model.release import IMMUTABLE, REVALIDATE

T = TypeVar("T")
GOLDEN = Path(__file__).parent / "golden"
FIXED = dataclasses.replace(kit(), style="fremskritt/assets/style.css", script="fremskritt/assets/player.js")
UNTIMED = PageText(Transcript((Cue(0, 0, "Første avsnitt."), Cue(0, 0, "Andre avsnitt.")), timed=False))
EVIL = """x"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}&amp;\u2028"""
STRUCTURAL = {"key", "codec", "guid", "slug", "page", "timezone", "kind", "sha256", "notes_html", "inputs"}
"""Fields that are never free text: the workspace's reader has checked them, or we made them."""

PAGES = {
    "show.html": show_page(SHOW, RECORDS, FIXED),
    "show_empty.html": show_page(dataclasses.replace(SHOW, people=(), funding=(), subscribe=()), (), FIXED),
    "episode.html": episode_page(SHOW, RECORD, FIXED, TEXT),
    "episode_foreign.html": episode_page(SHOW, FOREIGN, FIXED, PageText(transcript_exception="Uten tale.")),
    "episode_untimed.html": episode_page(SHOW, RECORD, FIXED, UNTIMED),
    "episode_estimated.html": episode_page(SHOW, PLACED, FIXED, PLACED_TEXT),
    "redirect.html": redirect_page("../ny/index.html", "Ny tittel"),
}


def poisoned(value: T, *, link: str = EVIL) -> T:
    """Put markup that would run into every free text of a value."""
    if isinstance(value, str):
        return type(value)(link)
    if isinstance(value, tuple):
        return type(value)(poisoned(one, link=link) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: poisoned(getattr(value, field.name), link=link)
            for field in dataclasses.fields(value)
            if field.name not in STRUCTURAL
        }
        return dataclasses.replace(value, **changes)
    return value


@pytest.mark.parametrize("name", sorted(PAGES))
def test_golden(name: str) -> None:
    path = GOLDEN / name
    if os.environ.get("FREMSKRITT_RENEW"):
        path.write_bytes(PAGES[name])
        pytest.fail(f"{name} is renewed: look at the difference, then run without FREMSKRITT_RENEW")
    assert PAGES[name] == path.read_bytes(), f"{name} has changed; if that is right, renew it with FREMSKRITT_RENEW=1"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_well_formed_and_nothing_inline(name: str) -> None:
    page = Strict(PAGES[name])
    assert len(page.named("h1")) == len(page.named("main")) == 1
    assert page.named("html") == [{"lang": "nb"}]
    assert not page.named("style")
    assert not page.values("style")
    assert all("src" in script or script["type"] == "application/ld+json" for script in page.named("script"))
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_is_loaded_is_ours_and_relative(name: str) -> None:
    page = Strict(PAGES[name])
    loaded = [one["src"] for one in page.named("img", "script", "source", "audio") if "src" in one]
    loaded += [one["href"] for one in page.named("link") if one["rel"] in {"stylesheet", "icon"}]
    assert not [address for address in loaded if ":" in address or address.startswith("/")]


@pytest.mark.parametrize(
    "link", [EVIL, "javascript:alert(1)", "https://ok.example/\"onclick='alert(1)'", "data:text/html,x"]
)
def test_no_text_can_run(link: str) -> None:
    show, record, text = poisoned(SHOW, link=link), poisoned(RECORD, link=link), poisoned(TEXT, link=link)
    plain = {"show": PAGES["show.html"], "episode": PAGES["episode.html"]}
    evil = {"show": show_page(show, (record,), FIXED), "episode": episode_page(show, record, FIXED, text)}
    for name, html in evil.items():
        page = Strict(html)
        assert len(page.named("script")) == 2
        assert not [one for _, attributes in page.elements for one in attributes if one.startswith("on")]
        assert not [href for href in page.values("href") if href.lower().startswith(("javascript:", "data:"))]
        assert {tag for tag, _ in page.elements} <= {tag for tag, _ in Strict(plain[name]).elements}
        assert json.loads(page.data[-1])["name"] == link


def test_estimated_captions_are_running_text_with_a_time_for_each_turn() -> None:
    page = PAGES["episode_estimated.html"].decode()
    assert "Hei og velkommen til podkasten. I dag skal vi snakke om trygghetsalarmer i fire kommuner.</span>" in page
    assert re.findall(r'class="cue" data-start="([^"]+)" data-end="([^"]+)"', page) == [("0", "9"), ("9.5", "31")]
    assert re.findall(r'<a class="time" href="[^"]+#t=([^"]+)"', page) == ["0", "9.5"]
    assert re.findall(r'<p class="speaker">([^<]+)<', page) == ["Kari Nordmann", "Ingrid Moen"]
    assert "som tekst. Tidene er anslått.<span" in page


@pytest.mark.parametrize("name", ["episode.html", "episode_untimed.html", "episode_foreign.html"])
def test_only_estimated_times_are_said_to_be(name: str) -> None:
    assert "anslått" not in PAGES[name].decode()


def test_paragraphs_stay_paragraphs() -> None:
    text = "Første linje\nog andre.\n \n\nNytt <avsnitt>."
    leads = '<p class="lead">Første linje og andre.</p>\n<p class="lead">Nytt &lt;avsnitt&gt;.</p>\n'
    show = show_page(dataclasses.replace(SHOW, description=text), RECORDS, FIXED)
    episode = episode_page(SHOW, dataclasses.replace(RECORD, summary=text), FIXED, TEXT)
    for page in (show, episode):
        assert leads in page.decode()
        described = [one["content"] for one in Strict(page).named("meta") if one.get("name") == "description"]
        assert described == ["Første linje og andre. Nytt <avsnitt>."]


@pytest.mark.parametrize("summary", ["", " \n"])
def test_without_a_summary_the_title_describes_the_episode(summary: str) -> None:
    record = dataclasses.replace(RECORD, summary=summary)
    assert b'class="summary"' not in show_page(SHOW, (record,), FIXED)
    html = episode_page(SHOW, record, FIXED, TEXT)
    assert b'class="lead"' not in html
    page = Strict(html)
    meta = {one.get("name") or one.get("property"): one.get("content") for one in page.named("meta")}
    assert meta["description"] == meta["og:description"] == RECORD.title
    assert json.loads(page.data[-1])["description"] == RECORD.title


def test_json_ld_tells_what_the_page_tells() -> None:
    told = json.loads(Strict(PAGES["episode.html"]).data[-1])
    assert told["@type"] == "PodcastEpisode"
    assert told["associatedMedia"]["contentUrl"] == BASE_URL + RECORD.audio.key
    assert told["partOfSeries"]["webFeed"] == f"{BASE_URL}fremskritt/feed.xml"
    assert told["duration"] == "PT32S"
    assert json.loads(Strict(PAGES["show.html"]).data[-1])["@type"] == "PodcastSeries"


def test_readers_find_the_feed() -> None:
    for name in ("show.html", "episode.html"):
        links = [one for one in Strict(PAGES[name]).named("link") if one["rel"] == "alternate"]
        assert [(one["type"], one["href"]) for one in links] == [
            ("application/rss+xml", f"{BASE_URL}fremskritt/feed.xml")
        ]


def test_a_serial_begins_at_its_beginning() -> None:
    def order(page: bytes) -> list[int]:
        return [page.index(record.title.encode()) for record in (FOREIGN, RECORD)]

    body = PAGES["show.html"].split(b"<body>")[1]
    serial = show_page(dataclasses.replace(SHOW, kind="serial"), RECORDS, FIXED).split(b"<body>")[1]
    assert order(body) != sorted(order(body))
    assert order(serial) == sorted(order(serial))


def test_the_date_is_that_of_the_shows_zone() -> None:
    late = dataclasses.replace(RECORD, published=RECORD.published.replace(hour=23, minute=30))
    page = episode_page(SHOW, late, FIXED, TEXT).decode()
    assert 'datetime="2026-03-06T00:30:00+01:00">6.\u00a0mars 2026<' in page


def test_same_values_same_bytes_whatever_their_order() -> None:
    assert show_page(SHOW, tuple(reversed(RECORDS)), FIXED) == PAGES["show.html"]


def test_pages_are_revalidated_and_what_they_use_is_kept() -> None:
    assert page_asset(show_key(SHOW), b"").cache_control == REVALIDATE
    style, script = static_assets(SHOW)
    assert (style.cache_control, script.cache_control) == (IMMUTABLE, IMMUTABLE)
    assert (style.key, script.key) == (kit().style, kit().script)
    assert style.key.startswith("fremskritt/assets/style-")


def test_an_old_address_gets_a_page_of_its_own() -> None:
    asset = redirect_asset(SHOW, "gammelt", RECORD)
    assert asset.key == episode_key(SHOW, "gammelt") == "fremskritt/episodes/gammelt/index.html"
    assert isinstance(asset.body, bytes)
    refresh = [one for one in Strict(asset.body).named("meta") if one.get("http-equiv") == "refresh"]
    assert refresh[0]["content"] == "0; url=../velferd-i-namdalen/index.html"


def test_hundreds_of_episodes_make_one_page() -> None:
    many = tuple(
        dataclasses.replace(RECORD, guid=str(n), published=RECORD.published + timedelta(hours=n)) for n in range(500)
    )
    assert len(Strict(show_page(SHOW, many, FIXED)).named("article")) == 500


def test_pages_stand_below_any_address() -> None:
    def inside(given: PageKit) -> list[str]:
        page = Strict(show_page(SHOW, RECORDS, given))
        return [href for href in page.values("href") if "://" not in href]

    assert inside(kit("https://a.example/")) == inside(kit("http://127.0.0.1:8000/under/en/mappe/"))
