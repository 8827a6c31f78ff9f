"""The curves beside a master: as other meters see the file, and as it was made of the recording."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.conversation import RATE, SECONDS, dialogue, heard, said, written
from mastering.sound import FFMPEG, finished, mastered, synthesise
from pipeline.events import silent
from pipeline.formats.plain import report_from_json
from pipeline.formats.sound.sheet import header, lines
from pipeline.model.audio import Master, Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob
from pipeline.tools.files import blob
from report.test_figures import ADA, UNEVEN

Table = dict[str, NDArray[np.float64]]


def table(made: Master) -> Table:
    """The columns by their names; what is empty is no number, and the kind of sound is left out."""
    first, *rest = made.data.path.read_text("utf-8-sig").splitlines()
    names = first.split(";")[:-1]
    rows = [[float(cell.replace(",", ".") or "nan") for cell in line.split(";")[:-1]] for line in rest]
    return dict(zip(names, np.array(rows).T, strict=True))


def kinds(made: Master) -> list[str]:
    return [line.rpartition(";")[2] for line in made.data.path.read_text("utf-8-sig").splitlines()[1:]]


def metered(path: Path, key: str) -> NDArray[np.float64]:
    """What ffmpeg's meter says of a mono file, ten times a second."""
    told = f"ebur128=metadata=1:dualmono=true,ametadata=print:key=lavfi.r128.{key}:file=-"
    command = [FFMPEG.path, "-v", "error", "-i", str(path), "-af", told, "-f", "null", "-"]
    text = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    return np.array([float(one) for one in re.findall(rf"r128\.{key}=(\S+)", text)])


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Master:
    """Twenty seconds of a voice, and twenty that are 22 dB weaker; in mono."""
    folder = tmp_path_factory.mktemp("uneven")
    recording = synthesise(folder / "uneven.wav", source=UNEVEN, arguments="-ac 1")
    return mastered(recording, folder / "work")


@pytest.mark.parametrize(("key", "column", "since"), [("M", "øyeblikk", 4), ("S", "3 s", 30)])
def test_another_meter_sees_the_same_in_the_finished_file(uneven: Master, key: str, column: str, since: int) -> None:
    ours, theirs = table(uneven)[f"Ferdig {column} (LUFS)"], metered(uneven.audio.path, key)
    assert len(ours) == int(uneven.seconds * 10)
    count = min(len(ours), len(theirs))
    assert np.isnan(ours[: since - 1]).all()
    loud = theirs[since:count] > -50
    assert np.abs(ours[since:count] - theirs[since:count])[loud].max() < 0.2


def test_figures_are_those_of_the_report(uneven: Master) -> None:
    found, report = table(uneven), report_from_json(uneven.report.path.read_bytes())
    assert np.nanmax(found["Ferdig topp (dBFS)"]) == pytest.approx(report.sample_peak.after, abs=0.06)
    assert np.nanmax(found["Opptak topp (dBFS)"]) == pytest.approx(report.sample_peak.before, abs=0.06)
    assert np.nanmax(found["Ferdig 3 s (LUFS)"]) == pytest.approx(report.after.short_term_max, abs=0.3)
    assert found["Toppbegrenser (dB)"].min() == pytest.approx(report.limiting.deepest, abs=0.02)
    assert set(found["Likt for alt (dB)"]) == {round(report.gain, 2)}
    assert kinds(uneven).count("tale") / 10 == pytest.approx(report.heard.speech, abs=0.2)


def test_the_gains_are_what_lies_between_recording_and_finished_file(uneven: Master) -> None:
    found = table(uneven)
    turned = found["Likt for alt (dB)"] + found["Utjevning (dB)"]
    between = found["Ferdig øyeblikk (LUFS)"] - found["Opptak øyeblikk (LUFS)"]
    still = [n for n in range(10, len(turned) - 5) if np.ptp(turned[n - 5 : n + 2]) == 0]
    free = [n for n in still if found["Toppbegrenser (dB)"][n - 5 : n + 2].min() == 0]
    assert len(free) > 200
    assert np.nanpercentile(np.abs(between - turned)[free], 95) < 0.25  # of quiet moments MP3 keeps less
    assert np.ptp(found["Utjevning (dB)"]) == pytest.approx(21.9, abs=2)


def test_all_is_where_it_is_heard(tmp_path: Path) -> None:
    """An intro before the tracks, whose first seconds are cut: nothing is told of a recording that is not there."""
    sound = heard(said(dialogue(), 2, SECONDS), [0, -14])
    tracks = written(tmp_path, ["Anne", "Gjest 2"], np.pad(sound, ((0, 0), (3 * RATE, 0))))
    jingle = synthesise(tmp_path / "jingle.wav", source="sine=frequency=440:duration=5")
    job = MasterJob(tracks, "auto", Stings(blob(jingle)), Profile(), FFMPEG.version)
    made = finished(job, tmp_path / "work", silent)
    found, start = table(made), round(made.shift * 10)
    assert list(found)[-4:] == ["Fader Anne (dB)", "Port Anne (dB)", "Fader Gjest 2 (dB)", "Port Gjest 2 (dB)"]
    for name in ("Opptak topp (dBFS)", "Utjevning (dB)", "Fader Anne (dB)", "Port Gjest 2 (dB)"):
        assert np.isnan(found[name][: start - 1]).all(), name
        assert np.isfinite(found[name][start + 1 : -1]).all(), name
    assert set(kinds(made)[: start - 1]) == {""}
    for second, speaks, waits in ((5, "Anne", "Gjest 2"), (15, "Gjest 2", "Anne")):
        at = round(made.timeline.at(3 + second) * 10)
        assert (found[f"Port {speaks} (dB)"][at], found[f"Port {waits} (dB)"][at]) == (0, -24)
    assert set(found["Utjevning (dB)"][start + 1 : -1]) == {0}


def test_a_sound_between_parts_is_no_recording(tmp_path: Path) -> None:
    sting = synthesise(tmp_path / "sting.wav", source="sine=frequency=440:duration=4")
    job = MasterJob(blob(ADA), "auto", Stings(between=blob(sting)), Profile(), FFMPEG.version, marks=(15.0,))
    made = finished(job, tmp_path / "work", silent)
    found, (gap,) = table(made), made.gaps
    begin = made.timeline.until(gap.at)
    inside = slice(round(begin * 10) + 1, round((begin + gap.seconds) * 10) - 1)
    assert np.isnan(found["Opptak topp (dBFS)"][inside]).all()
    assert (found["Ferdig øyeblikk (LUFS)"][inside] > -40).all()
    behind = round((begin + gap.seconds) * 10) + 8
    turned = found["Ferdig topp (dBFS)"][behind:-30] - found["Opptak topp (dBFS)"][behind:-30]
    assert np.nanmedian(turned) == pytest.approx(np.nanmedian(found["Likt for alt (dB)"]), abs=1)


def test_a_sound_shorter_than_a_window_has_rows_too(tmp_path: Path) -> None:
    made = mastered(synthesise(tmp_path / "short.wav", source="sine=frequency=300:duration=1.2"), tmp_path / "work")
    found = table(made)
    assert len(found["Sekund"]) == int(made.seconds * 10)
    assert np.isnan(found["Ferdig 3 s (LUFS)"]).all()
    assert np.nanmax(found["Ferdig øyeblikk (LUFS)"]) == pytest.approx(-16, abs=0.5)


def test_the_table_is_read_as_it_is_written() -> None:
    assert header(['Anne; "A"']).decode("utf-8-sig").split(";", 10)[10] == (
        '"Fader Anne; ""A"" (dB)";"Port Anne; ""A"" (dB)";Hørt\n'
    )
    columns = [[1.0], [-20.04], *[[float("nan")]] * 5, [0.0], [-3.456]]
    assert lines(columns, [1]).decode() == "1,0;-20,0;;;;;;0,00;-3,46;tale\n"
