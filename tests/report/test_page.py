"""The report's page: well formed, told in words too, and in a real browser: WCAG 2.1 A and AA, reflow, no request."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from browser import NewPage, Scheme, violations
from pages.markup import Strict
from pipeline.formats.sound.page import About, report_page, ticks
from pipeline.formats.sound.story import steps
from pipeline.formats.sound.tables import measures, passages
from pipeline.model.cleaning import CleanStep
from pipeline.model.soundreport import Cut, LevelledPassage, SoundReport, Theme
from report.samples import COLUMNS, GOOD

ABOUT = About("En prat om lyd & <ro>", "nb", "Fremskritt")
BAD = replace(
    GOOD,
    blemishes=replace(GOOD.blemishes, clipped=4, clips=(2.0, 3.0), offset=0.02, dropouts=((1.0, 1.5),)),
    noise=replace(GOOD.noise, before=-30.0),
    cuts=(Cut(0.0, 1.5, "head", 0.0), Cut(10.0, 2.0, "pause", 11.5)),
    cleaned=(CleanStep("hum", -30.0, (50.0, 150.0), 20.0), CleanStep("noise", -25.0, (1000.0,), 8.0)),
)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(params=["good", "bad"])
def report(request: pytest.FixtureRequest) -> SoundReport:
    return {"good": GOOD, "bad": BAD}[request.param]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag(new_page: NewPage, tmp_path: Path, report: SoundReport, width: int, scheme: Scheme) -> None:
    (tmp_path / "report.html").write_bytes(report_page(report, ABOUT))
    page = new_page(width, scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    for details in page.locator("summary").all():
        details.click()
    assert violations(page) == []
    across, seen = page.evaluate(WIDTHS)
    assert across <= seen
    assert len(asked) == 1


def test_every_graph_has_its_size_and_nothing_lies_over_the_next(new_page: NewPage, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(report_page(BAD, ABOUT))
    page = new_page(600)
    page.goto((tmp_path / "report.html").as_uri())
    boxes = page.locator(".plot").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == 10
    assert all(box["width"] > 300 for box in boxes)
    assert all(above["bottom"] <= below["top"] for above, below in itertools.pairwise(boxes))


def test_graphs_are_told_in_words(report: SoundReport) -> None:
    html = report_page(report, ABOUT)
    page = Strict(html)
    pictures = [one for one in page.named("svg") if one.get("role") == "img"]
    told = dict(re.findall(r'<desc id="([^"]+)">([^<]+)</desc>', html.decode()))
    assert len(pictures) == len(told) == 6
    for picture in pictures:
        title, description = picture["aria-labelledby"].split()
        assert title in page.values("id")
        assert told[description].endswith(".")


def test_paths_stay_in_their_box() -> None:
    html = report_page(BAD, ABOUT).decode()
    drawn = [path for path in re.findall(r' d="(M0 [^"]+z)"', html) if "V" in path]
    assert drawn
    for path in drawn:
        assert sum(map(int, re.findall(r"h(\d+)", path))) in {COLUMNS, 24, 19, 14}
        assert all(0 <= float(y) <= 100 for y in re.findall(r"V([\d.]+)", path))


def test_it_stands_alone_and_no_text_can_run() -> None:
    page = Strict(report_page(BAD, ABOUT))
    assert not page.named("script", "link", "img", "iframe")
    assert not page.values("src")
    assert all(href.startswith("#") for href in page.values("href"))
    assert "En prat om lyd &amp; &lt;ro&gt;" in report_page(BAD, ABOUT).decode()


def test_it_is_light() -> None:
    many = replace(GOOD, series=replace(GOOD.series, **{name: series_of(name) for name in GOOD.series.__slots__}))  # type: ignore[arg-type]
    assert len(report_page(many, ABOUT)) < 120_000


def test_of_thousands_of_passages_the_longest_are_told_of() -> None:
    every = tuple(LevelledPassage(10.0 * n, 10.0 * n + 9, 1.0 + n % 7, -20.0, 0.5) for n in range(3600))
    report = replace(GOOD, passages=every)
    html = report_page(report, ABOUT)
    assert "(de 200 lengste av 3600)" in html.decode()
    assert len(html) < 120_000
    assert {one.spoken for one in passages(report)} == {7.0}
    assert [one.begin for one in passages(report)] == sorted(one.begin for one in passages(report))


def series_of(name: str) -> tuple[float, ...]:
    """A thousand columns that all differ from their neighbours."""
    if name == "activity":
        return tuple(number % 3 for number in range(1000))
    return tuple(round(0.001 * (number * 37 % 1000), 3) for number in range(1000))


def pauses(count: int) -> list[Cut]:
    return [Cut(10.0 + 3 * at, 2.5, "pause", 11.5 + 5.5 * at) for at in range(count)]


def test_many_short_cuts_are_told_as_one() -> None:
    many = replace(GOOD, cuts=(Cut(0.0, 1.5, "head", 0.0), *pauses(4)))
    told = [step.norwegian for step in steps(many)]
    assert "4 lange pauser ble kortet ned, til sammen 10\u00a0s. Alle står i klippelisten." in told
    assert sum("klippet bort" in step for step in told) == 1


def test_cuts_and_cleaning_are_told() -> None:
    html = report_page(BAD, ABOUT).decode()
    assert "Brum fra strømnettet (50-150 Hz) ble dempet." in html
    assert "Jevn støy ble dempet, med opptil 8 dB." in html
    assert "1,5\u00a0s stillhet ble klippet bort i begynnelsen." in html
    assert "2,0\u00a0s stillhet ble klippet bort i en pause ved 0:10." in html
    assert "klippet bort</li>" in html


def test_every_cut_is_listed_with_its_time_in_the_recording_and_the_line_that_keeps_it() -> None:
    cuts = (Cut(0.0, 1.5, "head", 0.0), *pauses(5), Cut(25.0, 4.2, "tail", 3670.0))
    report = replace(GOOD, cuts=cuts, profile=replace(GOOD.profile, longest_pause=1.5))
    html = report_page(report, replace(ABOUT, spared=(70.0,))).decode()
    table = html[html.index("Stillhet som er klippet bort, med tidene i opptaket") :]
    rows = re.findall(r"<tr>(<th scope=.row.>.+)</tr>", table[: table.index("</table>")])
    plain = [re.sub("(<[^>]+>)+", "|", row).strip("|") for row in rows]
    assert len(plain) == 7
    assert plain[0] == "begynnelsen|00:00:00,0 \u2013 00:00:01,5|1,5\u00a0s|0:00|trim = &#34;end&#34;"
    kept = "keep_pauses = [&#34;00:00:17&#34;, &#34;00:01:10&#34;]"
    assert plain[2] == f"pause|00:00:17,0 \u2013 00:00:19,5|2,5\u00a0s|0:13|{kept}"
    assert plain[-1] == "slutten|01:01:10,0 \u2013 01:01:14,2|4,2\u00a0s|0:25|trim = &#34;start&#34;"
    assert "Dette er valgt fra før: <code>keep_pauses = [&#34;00:01:10&#34;]</code>" in html


def test_a_list_without_cuts_tells_what_is_kept() -> None:
    html = report_page(replace(GOOD, profile=replace(GOOD.profile, trim="end")), ABOUT).decode()
    assert "Klippelisten" not in html
    assert "Ingenting er klippet bort. Dette er valgt fra før: <code>trim = &#34;end&#34;</code>" in html


@pytest.mark.parametrize("seconds", [1.5, 13, 42, 329, 1800, 5400, 20_000])
def test_moments_below_the_graphs_are_few_and_round(seconds: float) -> None:
    moments = ticks(seconds)
    assert 2 <= len(moments) <= 7
    assert (moments[0].label, moments[0].at) == ("0:00", "0.000")
    assert all(float(moment.at) <= 96 for moment in moments)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_it_is_dark_on_white(new_page: NewPage, tmp_path: Path, scheme: Scheme) -> None:
    (tmp_path / "report.html").write_bytes(report_page(BAD, ABOUT))
    page = new_page(720, scheme)
    page.emulate_media(media="print")
    page.goto((tmp_path / "report.html").as_uri())
    assert violations(page) == []
    colours = "(name) => getComputedStyle(document.querySelector(name)).fill"
    assert page.evaluate(colours, ".after .body") == "rgb(5, 73, 79)"
    assert page.evaluate("getComputedStyle(document.querySelector('main > section')).backgroundColor") == (
        "rgb(255, 255, 255)"
    )


def promised(loudness: float, true_peak: float) -> SoundReport:
    """A report under another profile."""
    return replace(GOOD, profile=replace(GOOD.profile, loudness=loudness, true_peak=true_peak))


@pytest.mark.parametrize(
    ("loudness", "true_peak", "aim", "most"),
    [
        (-19.3, -1.5, "\N{MINUS SIGN}19,3", "\N{MINUS SIGN}1,5"),
        (-16.0, -0.5, "\N{MINUS SIGN}16", "\N{MINUS SIGN}0,5"),
        (-16.25, -1.0, "\N{MINUS SIGN}16,25", "\N{MINUS SIGN}1"),
    ],
)
def test_what_was_promised_is_told_as_it_was_chosen(loudness: float, true_peak: float, aim: str, most: str) -> None:
    html = report_page(promised(loudness, true_peak), ABOUT).decode()
    assert f"<td>{aim} ± 0,2</td>" in html
    assert f"<td>høyst {most}</td>" in html
    assert f"målet, {aim}\u00a0LUFS</li>" in html
    assert re.search(rf'<text class="target"[^>]*>{aim}</text>', html)
    assert f"Over {most} kan den skurre" in html


def test_a_mono_file_is_told_of_as_both_kinds_of_meter_see_it() -> None:
    rows = {row[0]: row[1:] for row in measures(GOOD)}
    assert rows["Målt som én kanal"] == ("LUFS", "\N{EN DASH}", "\N{MINUS SIGN}19,0", "")  # the recording was stereo
    mono = replace(GOOD, channels=replace(GOOD.channels, recorded=1))
    rows = {row[0]: row[1:] for row in measures(mono)}
    assert rows["Målt som én kanal"] == ("LUFS", "\N{MINUS SIGN}23,0", "\N{MINUS SIGN}19,0", "")
    assert "viser 3\u00a0dB mindre" in html_text(mono)
    stereo = replace(GOOD, one_channel=None)
    assert "Målt som én kanal" not in html_text(stereo)


def html_text(report: SoundReport) -> str:
    return report_page(report, ABOUT).decode().replace("&nbsp;", "\u00a0")


def test_sample_peaks_stand_beside_true_peaks() -> None:
    rows = {row[0]: row[1:] for row in measures(GOOD)}
    assert rows["Sterkeste sampel"] == ("dBFS", "\N{MINUS SIGN}6,1", "\N{MINUS SIGN}1,6", "")


def test_intro_and_outro_are_told_of() -> None:
    intro, outro = Theme(0.0, 5.0, 1.0), Theme(25.0, 33.5, 1.5)
    told = [step.norwegian for step in steps(replace(GOOD, intro=intro, outro=outro))]
    first = (
        "Introen på 5,0\u00a0s ble lagt først, like sterk som talen. Den tones ut i 1,0\u00a0s, mens talen begynner."
    )
    last = "Outroen på 8,5\u00a0s kommer inn ved 0:25, under talens siste 1,5\u00a0s, og er like sterk som talen."
    assert [first, last] == [one for one in told if "troen" in one]
    bedded = [step.norwegian for step in steps(replace(GOOD, intro=intro, bed=(4.0, 26.0)))]
    assert any("mens musikken under begynnelsen begynner" in one for one in bedded)
    hard = replace(GOOD, intro=replace(intro, overlap=0.0), outro=replace(outro, overlap=0.0))
    assert [step.english for step in steps(hard) if "put" in step.english] == [
        "intro put first, 5.0 s",
        "outro put last, 8.5 s, from 0:25",
    ]
