"""What was done to each of several tracks, as it was: in the data, in the graphs, and in the graphs' words."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from browser import NewPage, Scheme, violations
from mastering.conversation import RATE, SECONDS, dialogue, heard, said, written
from mastering.sound import FFMPEG, finished, mastered, synthesise
from pipeline.events import silent
from pipeline.formats.plain import report_from_json
from pipeline.formats.sound.charts import figures
from pipeline.formats.sound.drawing import Scale, band, stairs
from pipeline.formats.sound.faders import rows
from pipeline.formats.sound.lanes import Lane
from pipeline.formats.sound.page import About, report_page
from pipeline.formats.sound.story import steps
from pipeline.formats.sound.tables import passages
from pipeline.model.audio import Profile
from pipeline.model.cleaning import CleanStep
from pipeline.model.show import Stings
from pipeline.model.soundreport import SoundReport, TrackReport
from pipeline.stages.mastering.job import MasterJob
from pipeline.tools.files import blob
from report.samples import GOOD, half
from report.test_figures import UNEVEN
from report.test_page import WIDTHS

ABOUT = About("En samtale", "nb", "Fremskritt")
LONG_NAME = "Anne Kristin Bjørnson-Gulbrandsen"
SILENT = float("-inf")
LATE = 3.0
"""Seconds of silence before anybody speaks."""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> SoundReport:
    """Two microphones, the guest's 14 dB weaker; an intro is put before them, and the silence ahead is cut."""
    folder = tmp_path_factory.mktemp("talk")
    sound = heard(said(dialogue(), 2, SECONDS), [0, -14])
    tracks = written(folder, [LONG_NAME, "Gjest 2"], np.pad(sound, ((0, 0), (round(LATE * RATE), 0))))
    jingle = synthesise(folder / "jingle.wav", source="sine=frequency=440:duration=5")
    job = MasterJob(tracks, "auto", Stings(blob(jingle)), Profile(), FFMPEG.version)
    return report_from_json(finished(job, folder / "work", silent).report.path.read_bytes())


def many(count: int) -> SoundReport:
    """A report on so many tracks, no two columns of which are alike."""
    hum = CleanStep("hum", -50.0, (50.0, 100.0), 20.0)
    noise = np.round(-24 * np.random.default_rng(3).random((count, 1000)), 2)
    plain = TrackReport("", 30.0, 12.0, -20.0, 0.0, silent=False, clipped=0, cleaned=(hum,))
    tracks = tuple(
        replace(plain, speaker=f"Stemme {n}", gain=float(n), fader=(float(n),) * 1000, gate=tuple(row.tolist()))
        for n, row in enumerate(noise)
    )
    return replace(GOOD, tracks=tracks, gated=True)


def column(report: SoundReport, second: float) -> int:
    """The column in which a second of the tracks is heard."""
    moved = second + report.shift - sum(cut.seconds for cut in report.cuts if cut.where == "head")
    return int(moved / report.seconds * len(report.series.limiter))


def test_faders_and_gates_are_in_the_data_as_they_were(talk: SoundReport) -> None:
    anne, guest = talk.tracks
    count = len(talk.series.limiter)
    assert {len(values) for one in talk.tracks for values in (one.fader, one.gate)} == {count}
    assert any(cut.where == "head" for cut in talk.cuts)
    for second, speaks, waits in ((5, anne, guest), (15, guest, anne), (25, anne, guest), (50, anne, guest)):
        at = column(talk, LATE + second)
        assert speaks.gate[at] == 0
        assert waits.gate[at] == pytest.approx(-24)
        assert speaks.fader[at] == pytest.approx(speaks.gain, abs=4)  # levelled by passages around it
    before = column(talk, LATE) - 25
    assert {anne.fader[before], guest.gate[before]} == {SILENT}  # the intro alone
    assert set(talk.series.levelling) == {0.0}


def test_the_gate_closes_in_the_column_in_which_it_does(talk: SoundReport) -> None:
    """When the guest's turn begins, and a little before it ends: a microphone is open ahead of its speaker."""
    anne = talk.tracks[0]
    gate = np.array(anne.gate)
    shut = np.flatnonzero((gate < -12) & np.isfinite(gate))
    first, last = shut[0], shut[shut < column(talk, LATE + 25)][-1]
    width = talk.seconds / len(anne.gate)
    assert abs(first - column(talk, LATE + 11)) * width < 0.4
    assert 0.2 < column(talk, LATE + 20) * width - last * width < 0.8


def lanes(report: SoundReport) -> dict[str, Lane]:
    return {lane.name: lane for figure in figures(report) for lane in figure.lanes}


def claimed(told: str) -> list[float]:
    """The figures that a text gives as the ends of a range or as the most."""
    text = told.replace("\u00a0", " ").replace("\N{MINUS SIGN}", "-").replace(",", ".")
    ranges = re.findall(r"(?:fra|mellom) ([+-]?\d+\.\d)(?: dB)? (?:til|og) ([+-]?\d+\.\d)", text)
    most = re.findall(r"(?:opptil|på det meste) (\d+\.\d) dB", text)
    alone = re.findall(r"ble skrudd ([+-]?\d+\.\d) dB", text) if "Alt" not in text else []
    return [*map(float, (one for pair in ranges for one in pair)), *(-float(one) for one in most), *map(float, alone)]


def drawn(report: SoundReport) -> dict[str, list[float]]:
    """All that a lane draws, in the unit of its words."""
    series, tracks = report.series, [one for one in report.tracks if one.fader]
    found: dict[str, list[float]] = {
        "loudness": [*series.loudness_before, *series.loudness_after],
        "gain": list(series.levelling),
        "limiter": list(series.limiter),
        **{f"track-{n}": [*one.fader, *one.gate] for n, one in enumerate(tracks, 1)},
    }
    return {name: [one for one in values if np.isfinite(one)] for name, values in found.items()}


def assert_nothing_is_claimed_that_is_not_drawn(report: SoundReport, least: int) -> None:
    known, figures_in_words = drawn(report), 0
    for name, lane in lanes(report).items():
        for value in claimed(lane.told) if name in known else []:
            figures_in_words += 1
            assert min(abs(value - one) for one in known[name]) < 0.06, (name, lane.told)
    assert figures_in_words >= least


def test_no_graphs_words_claim_what_it_does_not_show(talk: SoundReport, tmp_path: Path) -> None:
    assert_nothing_is_claimed_that_is_not_drawn(talk, 9)
    uneven = mastered(synthesise(tmp_path / "uneven.wav", source=UNEVEN), tmp_path / "work")
    report = report_from_json(uneven.report.path.read_bytes())
    assert report.levelled[1] - report.levelled[0] > 15
    assert_nothing_is_claimed_that_is_not_drawn(report, 7)
    assert_nothing_is_claimed_that_is_not_drawn(GOOD, 7)
    assert_nothing_is_claimed_that_is_not_drawn(many(3), 11)


def test_each_track_has_a_graph_under_its_name(talk: SoundReport) -> None:
    found = lanes(talk)
    assert [lane.label for lane in found.values() if lane.headed] == [LONG_NAME, "Gjest 2", "Alle sammen"]
    assert "gain" not in found
    assert passages(talk) == ()
    assert found["track-2"].told.endswith("og ned med opptil 24,0\u00a0dB mens andre snakket.")
    html = report_page(talk, ABOUT).decode()
    assert f'<h3 class="name">{LONG_NAME}</h3>' in html
    assert "skrudd ned mens andre snakker</li>" in html
    assert [row[0] for row in rows(talk)] == [LONG_NAME, "Gjest 2"]
    assert rows(talk)[0][3] == "\N{MINUS SIGN}24,0"


def test_without_a_gate_none_is_told_of() -> None:
    anne = TrackReport("Anne", 30.0, 12.0, -20.0, 3.0, silent=False, clipped=0, cleaned=())
    report = replace(GOOD, tracks=(replace(anne, fader=half(3.0, 3.0), gate=half(0.0, 0.0)),))
    assert lanes(report)["track-1"].told == "Anne ble skrudd +3,0\u00a0dB."
    assert "mens andre snakker" not in report_page(report, ABOUT).decode()


def test_many_tracks_are_told_of_together() -> None:
    assert [step.norwegian for step in steps(many(20))][:4] == [
        "20 spor ble satt sammen til ett.",
        "Mikrofonen til den som tier, ble skrudd ned, så de andre ikke høres gjennom den.",
        "Hvert spor ble skrudd for seg, fra 0,0\u00a0dB til +19,0\u00a0dB, så alle er like sterke.",
        "I 20 spor: Brum fra strømnettet (50-100 Hz) ble dempet.",
    ]
    assert sum("Stemme" in step.norwegian for step in steps(many(6))) == 12


def test_a_page_of_twenty_tracks_is_light(figures: list[str]) -> None:
    size = len(report_page(many(20), ABOUT))
    figures.append(f"report on 20 tracks of which no two columns are alike: {size / 1000:.0f} kB")
    assert size < 250_000


def test_a_band_is_drawn_only_where_its_sides_are_apart() -> None:
    scale = Scale(-10.0, 0.0)
    tops, bottoms = (0.0, 0.0, 0.0, SILENT, -1.0), (0.0, -5.0, -5.0, SILENT, -2.0)
    assert band(tops, bottoms, scale) == "M1 0h2V50h-2zM4 10h1V20h-1z"
    assert stairs(tops, scale) == "M0 0h3M4 10h1"
    assert len(lanes(many(20))["track-1"].shapes[0].path) < 5000
    assert lanes(many(1))["track-1"].columns == 1000


OVERLAPS = """() => {
  const boxes = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(".unseen, title, desc, defs") || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) boxes.push([node.data.trim(), box]);
  }
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return boxes.flatMap(([text, box], n) =>
    boxes.slice(n + 1).filter((one) => meet(box, one[1])).map((one) => `${text} | ${one[0]}`));
}"""


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_text_lies_over_another(
    new_page: NewPage, tmp_path: Path, talk: SoundReport, width: int, scheme: Scheme
) -> None:
    page = new_page(width, scheme)
    for name, report in (("talk", talk), ("many", many(20)), ("one", GOOD)):
        (tmp_path / f"{name}.html").write_bytes(report_page(report, ABOUT))
        page.goto((tmp_path / f"{name}.html").as_uri())
        for details in page.locator("summary").all():
            details.click()
        assert page.evaluate(OVERLAPS) == []
        across, seen = page.evaluate(WIDTHS)
        assert across <= seen
    page.goto((tmp_path / "talk.html").as_uri())
    assert violations(page) == []
    page.add_style_tag(content=".track { height: 1rem !important }")
    assert page.evaluate(OVERLAPS)  # it would be seen
