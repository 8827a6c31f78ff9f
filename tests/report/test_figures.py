"""The report as mastering makes it: true to the recording and the finished file, and the same bytes every time."""

import json
import re
import subprocess
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, SPEECH, mastered, synthesise
from pipeline.events import silent
from pipeline.formats.plain import report_from_json, report_to_json
from pipeline.model.audio import Master, Profile
from pipeline.model.show import Stings
from pipeline.model.soundreport import SoundReport, Theme
from pipeline.stages.mastering.job import MasterJob
from pipeline.stages.mastering.master import master
from pipeline.tools.files import blob
from samples import ROOT

TELESCOPE = next(ROOT.glob("episodes/et-romteleskop-tar-form/recording.*"))
ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
UNEVEN = f"amovie='{ADA.as_posix()}',atrim=0:40,volume='if(gt(t,20),0.08,1)':eval=frame"


def read(made: Master) -> SoundReport:
    return report_from_json(made.report.path.read_bytes())


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> SoundReport:
    """Twenty seconds of a voice, and twenty that are 22 dB weaker."""
    folder = tmp_path_factory.mktemp("uneven")
    return read(mastered(synthesise(folder / "uneven.wav", source=UNEVEN), folder / "work"))


def test_same_recording_same_bytes(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "sound.wav")
    first, second = (mastered(recording, tmp_path / name) for name in ("a", "b"))
    assert first.report.sha256 == second.report.sha256
    assert first.data.sha256 == second.data.sha256
    assert report_to_json(read(first)) == first.report.path.read_bytes()


def test_json_holds_no_infinity(tmp_path: Path) -> None:
    short = mastered(synthesise(tmp_path / "short.wav", seconds=2), tmp_path / "work")

    def refuse(name: str) -> None:
        pytest.fail(name)

    document = json.loads(short.report.path.read_bytes(), parse_constant=refuse)
    assert document["before"]["short_term_max"] is None  # it lasts less than 3 s
    assert read(short).before.short_term_max == -np.inf


def test_figures_are_those_of_the_master(tmp_path: Path) -> None:
    made = mastered(TELESCOPE, tmp_path / "work")
    report = read(made)
    assert report.after.integrated == pytest.approx(made.after.integrated, abs=0.005)
    assert report.seconds == pytest.approx(made.seconds, abs=0.0005)
    assert report.limiting.deepest == pytest.approx(made.limited, abs=0.005)
    assert report.sample_peak.after <= report.after.true_peak + 0.005
    assert max(report.series.peaks_after) == pytest.approx(10 ** (report.sample_peak.after / 20), abs=0.001)
    assert max(report.series.peaks_before) == pytest.approx(10 ** (report.sample_peak.before / 20), abs=0.001)
    assert report.heard.speech + report.heard.music + report.heard.pause == pytest.approx(report.recorded, abs=0.11)


def test_a_gain_is_what_lies_between_the_lines(uneven: SoundReport) -> None:
    series = uneven.series
    count = len(series.levelling)
    assert count == 1000
    assert {len(getattr(series, name)) for name in series.__slots__} == {count}
    for at in (250, 750):  # away from the ends and the jump
        turned = uneven.gain + series.levelling[at]
        limited = min(series.limiter[at - 40 : at + 40])
        assert turned + limited - 0.3 < series.loudness_after[at] - series.loudness_before[at] < turned + 0.3
    assert series.levelling[750] - series.levelling[250] == pytest.approx(21.9, abs=2)
    assert max(series.peaks_after) == pytest.approx(10 ** (uneven.after.true_peak / 20), abs=0.05)


def test_passages_are_told_of_where_nothing_is_levelled(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "uneven.wav", source=UNEVEN)
    job = MasterJob(blob(recording), "auto", Stings(), Profile(levelling=0), FFMPEG.version)
    report = read(master(job, FFMPEG, tmp_path, silent, task="test"))
    first, last = report.passages[0], report.passages[-1]
    assert first.loudness - last.loudness == pytest.approx(21.9, abs=3)
    assert {one.gain for one in report.passages} == set(report.series.levelling) == {0.0}


def test_the_limiter_is_seen_where_it_worked(tmp_path: Path) -> None:
    bangs = f"{SPEECH.format(rate=44_100, seconds=40)},volume='if(between(t,30,30.05),9,1)':eval=frame"
    report = read(mastered(synthesise(tmp_path / "bang.wav", source=bangs, rate=44_100), tmp_path / "work"))
    limiter = report.series.limiter
    assert int(np.argmin(limiter)) in range(748, 756)  # columns of 40 ms
    assert min(limiter) == pytest.approx(report.limiting.deepest, abs=0.02)
    assert 0 < report.limiting.seconds < 2
    assert report.limiting.deepest < report.limiting.mean < -1


def test_with_an_intro_all_is_on_the_time_line_of_the_file(tmp_path: Path) -> None:
    jingle = synthesise(tmp_path / "jingle.wav", source="sine=frequency=440:duration=5")
    recording = synthesise(tmp_path / "sound.wav", seconds=20)
    report = read(mastered(recording, tmp_path / "work", stings=Stings(blob(jingle), None, 1.0)))
    left = 20 - sum(cut.seconds for cut in report.cuts)
    assert [cut.where for cut in report.cuts] == ["tail"]
    assert report.shift == pytest.approx(report.seconds - left, abs=0.05)
    first = int(report.shift / report.seconds * len(report.series.activity))
    assert set(report.series.activity[: first - 1]) == {-1}
    assert -1 not in report.series.activity[first + 1 :]
    assert report.series.loudness_before[first - 2] == -np.inf
    assert report.series.loudness_after[first - 2] > -30
    assert report.intro == Theme(0.0, 5.0, 1.0)
    assert report.outro is None


def test_of_a_mono_file_the_loudness_of_its_one_channel_is_told(tmp_path: Path) -> None:
    """As ffmpeg's meter has it, which counts one channel once; of a stereo file there is no such thing."""
    outro = synthesise(tmp_path / "outro.wav", source="sine=frequency=440:duration=6")
    made = mastered(ADA, tmp_path / "mono", stings=Stings(None, blob(outro), 2.0))
    told = read(made)
    command = [FFMPEG.path, "-i", str(made.audio.path), "-af", "ebur128", "-f", "null", "-"]
    heard = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    (loudness,) = re.findall(r"I: +(-[\d.]+) LUFS", heard.rpartition("Summary")[2])
    assert told.one_channel == pytest.approx(float(loudness), abs=0.06)
    assert told.one_channel == pytest.approx(-19, abs=0.2)
    assert told.outro
    assert astuple(told.outro) == pytest.approx((told.seconds - 6, told.seconds, 2.0), abs=0.011)
    stereo = read(mastered(synthesise(tmp_path / "stereo.wav"), tmp_path / "stereo"))
    assert stereo.one_channel is None


def test_what_is_wrong_with_channels_and_samples_is_seen_before_they_are_chosen(tmp_path: Path) -> None:
    source = "aevalsrc=exprs='min(0.3,max(-1,sin(2*PI*150*t)*abs(sin(6*t))))+0.02|0':s=48000:d=8"
    report = read(mastered(synthesise(tmp_path / "left.wav", source=source), tmp_path / "work"))
    assert (report.channels.recorded, report.channels.published, report.channels.dead) == (2, 1, 1)
    assert report.channels.difference is None
    assert report.blemishes.clipped > 3
    assert report.blemishes.clips[0] < 1
    assert report.blemishes.offset > 0.01
