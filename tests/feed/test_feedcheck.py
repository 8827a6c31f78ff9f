"""The last check finds each fault alone, and nothing in a feed of ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.formats.feedcheck import problems
from pipeline.model.record import EpisodeRecord
from pipeline.model.show import Show

Render = Callable[..., bytes]
Records = tuple[EpisodeRecord, ...]

AUDIO = "https://pod.example.no/fremskritt/media/gevinst-0123456789ab.mp3"
GUID = "0a54d4ae-0000-4000-8000-000000000002"
OPUS = "https://pod.example.no/fremskritt/media/gevinst-0123456789ab.opus"
SRI = '\n        <podcast:integrity type="sri" value="sha256-'
ITEM = "item “Gevinster & «fallgruver» <på ordentlig>”"

FAULTS = {
    "no channel image": (
        '<itunes:image href="https://pod.example.no/fremskritt/media/artwork-0123456789ab.png"/>',
        "",
        "channel itunes:image: is missing",
    ),
    "channel image by another ending": (
        'ab.png"/>\n    <itunes:owner>',
        'ab.webp"/>\n    <itunes:owner>',
        ".jpg or .png",
    ),
    "no channel title": (
        "<channel>\n    <title>Kommunenes digitale fremskritt &amp; «æøå» &lt;3<",
        "<channel>\n    <title><",
        "channel title: is missing",
    ),
    "no language": ("<language>nb</language>", "", "channel language: is missing"),
    "no category": ("itunes:category", "itunes:genre", "channel itunes:category: is missing"),
    "a category from before 2019": ('text="Government"', 'text="Society"', "Society is not Apple's"),
    "explicit as it was before 2019": (
        "<itunes:explicit>false</itunes:explicit>\n    <podcast:guid>",
        "<itunes:explicit>no</itunes:explicit>\n    <podcast:guid>",
        "channel itunes:explicit: is neither",
    ),
    "podcast:guid is no UUID": (
        "<podcast:guid>917393e3",
        "<podcast:guid>urn:917393e3",
        "channel podcast:guid: is not a UUID",
    ),
    "locked without an owner": (
        'locked owner="redaksjonen@example.no"',
        "locked",
        "channel podcast:locked: is not yes or no with an owner",
    ),
    "a licence nobody knows": (
        ' url="https://creativecommons.org/licenses/by/4.0/">CC-BY-4.0',
        ">Vår egen",
        "has no url",
    ),
    "no address of its own": ('rel="self"', 'rel="alternate"', "channel atom:link rel=self"),
    "length zero": ('length="19200001"', 'length="0"', f"{ITEM} enclosure: length is “0”"),
    "length None": ('length="19200001"', 'length="None"', f"{ITEM} enclosure: length is “None”"),
    "another length": ('length="19200001"', 'length="19200000"', "length is 19200000, the file has 19200001 bytes"),
    "plain http": (AUDIO, AUDIO.replace("https", "http"), "is not an https address"),
    "ftp": (AUDIO, AUDIO.replace("https", "ftp"), "is not an https address"),
    "a broken address": (AUDIO, "https://[::1/lyd.mp3", "is not an https address"),
    "a letter that is not ASCII": (AUDIO, AUDIO.replace("gevinst", "gevinståret"), "is not ASCII"),
    "an ending Apple refuses": (AUDIO, AUDIO.replace(".mp3", ".ogg"), "does not end in .mp3 or .m4a"),
    "a type that does not fit": ('type="audio/mpeg"', 'type="audio/x-m4a"', "type audio/x-m4a does not fit"),
    "no enclosure": (f'<enclosure url="{AUDIO}" length="19200001" type="audio/mpeg"/>', "", "is there 0 times"),
    "one address twice": (AUDIO, AUDIO.replace("gevinst", "forst"), "is there 2 times"),
    "another duration": ("<itunes:duration>1600<", "<itunes:duration>1601<", "is 1601 s, the audio 1599.500 s"),
    "duration with a colon": ("<itunes:duration>1600<", "<itunes:duration>26:40<", "itunes:duration: is “26:40”"),
    "no guid": (f'<guid isPermaLink="false">{GUID}</guid>', "", f"{ITEM} guid: is missing"),
    "a guid twice": (GUID, GUID.replace("0002", "0001"), "is there 2 times"),
    "an episode left out": (GUID, "another", "item: gevinst is missing"),
    "an episode never published": (GUID, "another", "is not a published episode"),
    "a description too long": ("<description>&lt;p&gt;Hva", "<description>" + "å" * 2000, "bytes, the limit is 4000"),
    "a channel description too long": ("<description>Insp", "<description>" + "å" * 2000, "channel description: is 40"),
    "a date in the future": ("01 Jun 2025 06:00:00 +0200", "01 Jun 2098 06:00:00 +0200", "is in the future"),
    "a date in ISO 8601": ("Sun, 01 Jun 2025 06:00:00 +0200", "2025-06-01T06:00:00+02:00", "is not an RFC 2822 date"),
    "a date without an offset": ("06:00:00 +0200", "06:00:00", "is not an RFC 2822 date with an offset"),
    "no date": ("<pubDate>Fri, 31 Jan 2025 06:30:00 +0100</pubDate>", "", "item “Først ute” pubDate: is missing"),
    "a transcript type that is widespread and wrong": (
        '"application/x-subrip"',
        '"application/srt"',
        "podcast:transcript: type",
    ),
    "a transcript over http": (
        "https://pod.example.no/fremskritt/media/gevinst-0123456789ab.vtt",
        "http://a.no/b.vtt",
        "https",
    ),
    "chapters of another type": ('"application/json+chapters"', '"application/json"', "podcast:chapters: type"),
    "an alternate of another length": ('length="19600000"', 'length="19600001"', "length is 19600001, https"),
    "an alternate without a length": ('length="19600000"', "", "podcast:alternateEnclosure: length is “”"),
    "an alternate whose bit rate is no number": ('bitrate="98012"', 'bitrate="98k"', "bitrate is “98k”"),
    "an alternate of a type that does not fit": ('type="audio/ogg"', 'type="audio/opus"', "audio/opus does not fit"),
    "an alternate over http": (OPUS, OPUS.replace("https", "http"), "is not an https address"),
    "an alternate that was never published": (OPUS, OPUS.replace("gevinst", "annen"), "is no file of this episode"),
    "an alternate without an address": (f'<podcast:source uri="{OPUS}"/>', "", "is no file of this episode"),
    "an alternate with another digest": (f'{OPUS}"/>{SRI}AAAAAA', f'{OPUS}"/>{SRI}BAAAAA', "is not that of"),
    "an alternate with half a digest": (f'{OPUS}"/>{SRI}AAAAAA', f'{OPUS}"/>{SRI}AA', "has no sound podcast:integrity"),
    "an alternate with an unknown digest": ('value="sha256-', 'value="md5-', "has no sound podcast:integrity"),
    "an alternate that is signed": ('integrity type="sri"', 'integrity type="pgp"', "has no sound podcast:integrity"),
    "an alternate left out": ("podcast:alternateEnclosure", "podcast:andre", "is there 0 times, there are 3 files"),
    "no alternate is the enclosure": (' default="true"', "", "does not name the enclosure as the one default"),
    "all alternates are the enclosure": ('codecs="', 'default="true" codecs="', "does not name the enclosure"),
    "season zero": ("<itunes:season>2<", "<itunes:season>0<", "itunes:season: is “0”"),
    "an episode number with a letter": ("<podcast:episode>7<", "<podcast:episode>7b<", "podcast:episode: is “7b”"),
    "an unknown kind of episode": ("episodeType>full<", "episodeType>teaser<", "itunes:episodeType: is “teaser”"),
    "an episode's explicit": ("explicit>true<", "explicit>clean<", f"{ITEM} itunes:explicit: is neither"),
    "an episode's licence": ("license>CC0-1.0<", "license>Fri bruk<", f"{ITEM} podcast:license: “Fri bruk” has no url"),
    "not XML": ("</channel>", "", "is not well-formed XML"),
    "no channel": ("channel>", "kanal>", "is not an RSS 2.0 feed"),
    "not RSS": ("rss", "atom", "is not an RSS 2.0 feed"),
}


def told(feed: bytes, records: Records, moment: datetime) -> list[str]:
    return [str(problem) for problem in problems(feed, records, moment, "fremskritt/feed.xml")]


def test_our_own_feed_has_no_problem(full: bytes, records: Records, moment: datetime) -> None:
    assert told(full, records, moment) == []


def test_the_least_and_the_empty_feed_have_no_problem(
    render: Render, bare_show: Show, bare: EpisodeRecord, moment: datetime
) -> None:
    assert told(render(bare_show, (bare,)), (bare,), moment) == []
    assert told(render(bare_show, ()), (), moment) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_finds(full: bytes, records: Records, moment: datetime, fault: tuple[str, str, str]) -> None:
    was, becomes, found = fault
    assert was in full.decode()
    problem = [text for text in told(full.decode().replace(was, becomes).encode(), records, moment) if found in text]
    assert problem
    assert all(text.startswith("fremskritt/feed.xml: ") for text in problem)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000/", "http://localhost:8000", "http://[::1]:8000/"])
def test_plain_http_is_for_this_machine(
    render: Render, show: Show, records: Records, moment: datetime, base: str
) -> None:
    assert told(render(show, records, base_url=base), records, moment) == []


def test_plain_http_is_for_this_machine_only(render: Render, show: Show, records: Records, moment: datetime) -> None:
    texts = told(render(show, records, base_url="http://pod.example.no/"), records, moment)
    assert (
        sum("is not an https address" in text for text in texts) == 12
    )  # self, artwork, 3 enclosures, 3 + 3 + 1 beside


def test_a_file_that_changed_since_is_found(full: bytes, records: Records, moment: datetime) -> None:
    grown = tuple(replace(one, audio=replace(one.audio, size=one.audio.size + 1)) for one in records)
    assert sum("the file has" in text for text in told(full, grown, moment)) == 3


def test_what_is_due_later_is_found_earlier(render: Render, show: Show, records: Records, moment: datetime) -> None:
    later = render(show, records, at=datetime(2100, 1, 1, tzinfo=UTC))
    texts = told(later, records, moment)
    assert any("item “I fremtiden”: is not a published episode" in text for text in texts)
    assert any("item “I fremtiden” pubDate" in text and "is in the future" in text for text in texts)


def test_entities_are_not_followed(moment: datetime) -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><title>&a;</title></channel></rss>'
    assert any("channel title: is missing" in text for text in told(bomb, (), moment))
