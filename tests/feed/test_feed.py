"""What a feed says and how it says it; each trap of feedgen has a test here."""

import locale
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree

from pipeline.errors import ContentError
from pipeline.formats.feed_ext import ATOM, CONTENT, ITUNES, PODCAST, PSC, ItemTags, Tag
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Category, Owner, Person, Show

Render = Callable[..., bytes]
Records = tuple[EpisodeRecord, ...]


def titles(feed: bytes) -> list[str | None]:
    return [title.text for title in etree.fromstring(feed).iterfind("channel/item/title")]


def test_namespaces_are_declared_on_rss_and_nowhere_else(full: bytes) -> None:
    declared = {"atom": ATOM, "content": CONTENT, "itunes": ITUNES, "podcast": PODCAST, "psc": PSC}
    assert dict(etree.fromstring(full).nsmap) == declared
    assert full.count(b"xmlns:") == len(declared)
    assert PODCAST == "https://podcastindex.org/namespace/1.0"


def test_newest_first_and_the_future_absent(full: bytes) -> None:
    assert titles(full) == ["Gevinster & «fallgruver» <på ordentlig>", "Først ute", "Dette er podkasten"]
    assert "fremtid" not in full.decode().lower()


def test_an_episode_is_there_from_its_very_moment(render: Render, show: Show, record: EpisodeRecord) -> None:
    assert titles(render(show, (record,), at=record.published)) == [record.title]
    assert titles(render(show, (record,), at=record.published - timedelta(microseconds=1))) == []


def test_order_does_not_depend_on_the_order_of_the_records(render: Render, show: Show, records: Records) -> None:
    assert render(show, records) == render(show, records[::-1])


def test_episodes_of_one_moment_have_one_order(render: Render, show: Show, bare: EpisodeRecord) -> None:
    first, second = replace(bare, number=1), replace(bare, number=2, guid="2", title="Andre")
    assert titles(render(show, (first, second))) == titles(render(show, (second, first))) == ["Andre", "Først ute"]


def test_bytes_do_not_change_with_the_clock(render: Render, show: Show, records: Records, moment: datetime) -> None:
    assert render(show, records) == render(show, records, at=moment + timedelta(days=1000))


def test_dates_are_of_the_newest_content(channel: etree._Element, record: EpisodeRecord) -> None:
    for name in ("pubDate", "lastBuildDate", "item/pubDate"):
        assert channel.findtext(name) == "Sun, 01 Jun 2025 06:00:00 +0200"
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == record.published


def test_a_feed_without_episodes_has_no_date(render: Render, show: Show) -> None:
    assert b"Date>" not in render(show, ())


def test_the_locale_of_the_process_is_never_touched(
    monkeypatch: pytest.MonkeyPatch, render: Render, show: Show, records: Records
) -> None:
    def refuse(*_: object) -> None:
        raise locale.Error("unsupported locale setting")  # as on a Windows machine set to Norwegian

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert titles(render(show, records))


def test_two_threads_at_once(render: Render, show: Show, records: Records, full: bytes) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(render(show, records))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [full] * 4


def test_a_date_without_an_offset_is_refused(render: Render, show: Show, record: EpisodeRecord) -> None:
    with pytest.raises(ContentError, match="no offset"):
        render(show, (replace(record, published=datetime(2025, 1, 1)),))  # noqa: DTZ001


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner": Owner("Uten adresse", "")},
        {"description": ""},
        {"link": "https://[ø/"},
        {"link": "https://ø..no/"},
    ],
    ids=str,
)
def test_what_cannot_be_written_is_refused_by_name(render: Render, show: Show, wrong: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match="the feed of fremskritt cannot be written"):
        render(replace(show, **wrong), ())


def test_link_is_the_home_page_though_self_was_set(channel: etree._Element) -> None:
    assert channel.findtext("link") == "https://xn--blbr-roah.example.no/fremskritt/om%20oss"
    links = channel.findall(f"{{{ATOM}}}link")
    assert [dict(link.attrib) for link in links] == [
        {"href": "https://pod.example.no/fremskritt/feed.xml", "rel": "self", "type": "application/rss+xml"}
    ]


def test_a_show_without_a_site_links_to_its_page(render: Render, show: Show) -> None:
    found = etree.fromstring(render(replace(show, link=""), ()))
    assert found.findtext("channel/link") == "https://pod.example.no/fremskritt/index.html"


def test_the_slash_of_the_base_address_may_be_missing(render: Render, show: Show, records: Records) -> None:
    bare, slashed = (render(show, records, base_url=f"https://a.no/b{end}") for end in ("", "/"))
    assert bare == slashed


@pytest.mark.parametrize(("ending", "kind"), [("png", "image/png"), ("jpg", "image/jpeg")])
def test_the_picture_s_type_is_that_of_the_file_in_the_feed(render: Render, show: Show, ending: str, kind: str) -> None:
    image = etree.fromstring(render(show, (), artwork_key=f"fremskritt/media/a.{ending}")).find(
        f"channel/{{{PODCAST}}}image"
    )
    assert image is not None
    assert dict(image.attrib) == {
        "href": f"https://pod.example.no/fremskritt/media/a.{ending}",
        "alt": "To hender over et kart",
        "aspect-ratio": "1/1",
        "type": kind,
        "purpose": "artwork",
    }


def test_every_address_is_ascii(full: bytes) -> None:
    addresses = re.findall(r'(?:href|url|img)="([^"]*)"|<(?:link|url)>([^<]*)<', full.decode())
    assert len(addresses) > 20
    assert all("".join(address).isascii() for address in addresses)


def test_all_categories_of_the_show(channel: etree._Element) -> None:
    named = [(parent.get("text"), [child.get("text") for child in parent]) for parent in _itunes(channel, "category")]
    assert named == [("Government", []), ("Technology", []), ("Education", ["Self-Improvement"])]


def test_subcategories_of_one_parent_stand_together(render: Render, show: Show) -> None:
    shelves = (Category("Arts", "Food"), Category("Arts"), Category("Arts", "Books"))
    (arts,) = _itunes(etree.fromstring(render(replace(show, categories=shelves), ()))[0], "category")
    assert [child.get("text") for child in arts] == ["Food", "Books"]


@pytest.mark.parametrize("explicit", [True, False])
def test_explicit_is_true_or_false(render: Render, show: Show, record: EpisodeRecord, *, explicit: bool) -> None:
    made = etree.fromstring(render(replace(show, explicit=explicit), (replace(record, explicit=explicit),)))
    assert [element.text for element in made.iter(f"{{{ITUNES}}}explicit")] == [str(explicit).lower()] * 2


@pytest.mark.parametrize("key", ["fremskritt/media/a.jpeg", "fremskritt/media/a.png?v=2", "fremskritt/media/a"])
def test_artwork_that_feedgen_would_drop_is_refused(render: Render, show: Show, key: str) -> None:
    with pytest.raises(ContentError, match=r"\.jpg or \.png"):
        render(show, (), artwork_key=key)


@pytest.mark.parametrize("key", ["season", "number"])
def test_a_zero_that_feedgen_would_drop_is_refused(render: Render, show: Show, record: EpisodeRecord, key: str) -> None:
    zero = replace(record, season=0) if key == "season" else replace(record, number=0)
    with pytest.raises(ContentError, match=f"{key} is 0"):
        render(show, (zero,))


def test_enclosure(channel: etree._Element, record: EpisodeRecord) -> None:
    (enclosure,) = channel[-3].findall("enclosure")
    url = "https://pod.example.no/fremskritt/media/gevinst-0123456789ab.mp3"
    assert dict(enclosure.attrib) == {"url": url, "length": str(record.audio.size), "type": "audio/mpeg"}


def test_guid_is_no_link(channel: etree._Element, record: EpisodeRecord) -> None:
    guid = channel.find("item/guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (record.guid, "false")


@pytest.mark.parametrize(("seconds", "written"), [(60.0, "60"), (59.5, "60"), (59.49, "59"), (0.2, "1")])
def test_duration_in_whole_seconds(
    render: Render, show: Show, record: EpisodeRecord, seconds: float, written: str
) -> None:
    made = etree.fromstring(render(show, (replace(record, seconds=seconds),)))
    assert made.findtext(f"channel/item/{{{ITUNES}}}duration") == written


def test_an_episode_names_regulars_and_guests_once_each(channel: etree._Element) -> None:
    people = channel.findall(f"item/{{{PODCAST}}}person")
    assert [person.text for person in people] == ["Kari Nordmann", "Ola Bø", "Per Ås"]


def test_an_episode_without_guests_leaves_people_to_the_show(render: Render, show: Show, bare: EpisodeRecord) -> None:
    assert etree.fromstring(render(show, (bare,))).findall(f"channel/item/{{{PODCAST}}}person") == []


def test_the_episode_s_own_word_on_a_person_wins(render: Render, show: Show, record: EpisodeRecord) -> None:
    moved = replace(record, people=(Person("Kari Nordmann", link="https://example.no/ny"),))
    kari = etree.fromstring(render(show, (moved,))).find(f"channel/item/{{{PODCAST}}}person")
    assert kari is not None
    assert kari.get("href") == "https://example.no/ny"


def test_transcripts_with_times_are_captions(channel: etree._Element) -> None:
    found = channel.findall(f"item/{{{PODCAST}}}transcript")
    assert [(element.get("type"), element.get("rel"), element.get("language")) for element in found] == [
        ("text/vtt", "captions", "nb"),
        ("application/x-subrip", "captions", "nb"),
        ("text/html", None, "nb"),
    ]


def test_chapters_agree_to_the_second_in_every_carrier_of_the_feed(channel: etree._Element) -> None:
    described, noted = channel.findtext("item/description") or "", channel.findtext(f"item/{{{CONTENT}}}encoded") or ""
    marks = channel.findall(f"item/{{{PSC}}}chapters/{{{PSC}}}chapter")
    assert [mark.get("start") for mark in marks] == ["00:00:00.000", "00:01:23.250"]
    lines = ["(00:00:00) Åpning", "(00:01:23) Tall &amp; &lt;tro&gt;"]
    for text in (described, noted):
        assert [line.removesuffix("<br>") for line in text.splitlines() if line.startswith("(")] == lines


def test_no_notes_no_element_for_them(render: Render, show: Show, bare: EpisodeRecord) -> None:
    assert b"<content:encoded" not in render(show, (bare,))


def test_notes_stay_notes_when_there_is_no_summary(render: Render, show: Show, record: EpisodeRecord) -> None:
    made = etree.fromstring(render(show, (replace(record, summary="", chapters=()),)))
    assert made.findtext(f"channel/item/{{{CONTENT}}}encoded") == record.notes_html
    assert made.findtext("channel/item/description") == ("<p>Gevinster &amp; «fallgruver» &lt;på ordentlig&gt;</p>")


def test_an_attribute_may_be_called_name() -> None:
    extension = ItemTags()
    extension.tags = (Tag(f"{{{PODCAST}}}season", "3", {"name": "Våren", "empty": ""}),)
    (season,) = extension.extend_rss(etree.Element("item"))
    assert dict(season.attrib) == {"name": "Våren"}


def test_the_generator_has_no_version_that_would_change_the_bytes(channel: etree._Element) -> None:
    assert channel.findtext("generator") == "fremskritt"


def test_language_and_copyright(channel: etree._Element) -> None:
    assert (channel.findtext("language"), channel.findtext("copyright")) == ("nb", "© DiguT")


def test_a_base_address_with_norwegian_letters(render: Render, show: Show, record: EpisodeRecord) -> None:
    made = etree.fromstring(render(show, (record,), base_url="https://blåbær.no/på nett"))
    assert (made.findtext("channel/item/link") or "").startswith("https://xn--blbr-roah.no/p%C3%A5%20nett/fremskritt/")


def test_published_in_another_zone_keeps_its_offset(render: Render, show: Show, record: EpisodeRecord) -> None:
    made = etree.fromstring(render(show, (replace(record, published=datetime(2025, 3, 1, tzinfo=UTC)),)))
    assert made.findtext("channel/item/pubDate") == "Sat, 01 Mar 2025 00:00:00 +0000"


def _itunes(channel: etree._Element, name: str) -> list[etree._Element]:
    return channel.findall(f"{{{ITUNES}}}{name}")
