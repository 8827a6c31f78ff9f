"""What is told of faults that were found and left, in the story and in the advice."""

from dataclasses import replace

import pytest

from pipeline.formats.plain import report_from_json, report_to_json
from pipeline.formats.sound.advice import advice
from pipeline.formats.sound.page import About, report_page
from pipeline.formats.sound.story import steps
from pipeline.model.cleaning import Step, Untreated, Why
from pipeline.model.soundreport import SoundReport, TrackReport
from report.samples import GOOD

LOUD = Untreated("noise", -21.0, "loud")


@pytest.mark.parametrize(
    ("name", "why", "told"),
    [
        ("noise", "loud", "Den er så sterk at ordene ville blitt vanskeligere å forstå."),
        ("hum", "off", 'Oppryddingen er slått av (cleanup = "off").'),
        ("high-pass", "skipped", "Det er valgt bort (cleanup_skip)."),
        ("noise", "short", "Opptaket er for kort til å være sikker."),
        ("de-ess", "ffmpeg", "ffmpeg er for gammel til det."),
    ],
)
def test_what_was_left_and_why(name: Step, why: Why, told: str) -> None:
    report = replace(GOOD, untreated=(Untreated(name, -30.0, why),))
    assert report_from_json(report_to_json(report)) == report
    (line,) = (step.norwegian for step in steps(report) if told in step.norwegian)
    assert "ble funnet, men ikke dempet." in line
    assert line[0].isupper()
    assert told in report_page(report, About("En prat", "nb", "Fremskritt")).decode().replace("&#34;", '"').replace(
        "&quot;", '"'
    )


def rules(report: SoundReport) -> list[str]:
    return [one.rule for one in advice(report)]


def test_advice_where_the_producer_can_do_something() -> None:
    assert rules(replace(GOOD, untreated=(Untreated("hum", -30.0, "off"), Untreated("noise", -40.0, "short")))) == []
    (one,) = advice(replace(GOOD, untreated=(LOUD,)))
    assert one.heard == "Støyen var for sterk til å dempes: 21\u00a0dB under ordene."
    (other,) = advice(replace(GOOD, untreated=(Untreated("de-ess", -8.0, "ffmpeg"),)))
    assert other.todo == "Installer en nyere ffmpeg, og publiser en gang til."


def test_loud_noise_is_advised_on_once() -> None:
    noisy = replace(GOOD, untreated=(LOUD,), noise=replace(GOOD.noise, before=-30.0))
    assert rules(noisy) == ["noisy"]


def test_the_noise_of_one_track_is_told_with_its_speaker() -> None:
    plain = TrackReport("Kari", 30.0, 12.0, -20.0, 0.0, silent=False, clipped=0, cleaned=())
    report = replace(GOOD, tracks=(plain, replace(plain, speaker="Ola", untreated=(LOUD,))))
    told = [step.norwegian for step in steps(report)]
    assert any(line.startswith("Ola: Jevn støy ble funnet, men ikke dempet.") for line in told)
    (one,) = (one for one in advice(report) if one.rule == "untreated")
    assert one.heard.startswith("Støyen på sporet til Ola")
