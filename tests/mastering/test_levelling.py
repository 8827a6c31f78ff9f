"""Levelling of real voices, heard in the finished file: equal speakers, pauses not raised, an even voice untouched."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.signals import measured, programme
from mastering.sound import FFMPEG, mastered, mastered_under, synthesise
from pipeline.audio import levelling, windows
from pipeline.audio.levelling import FRAMES, SLOPE, SLOTS, Passage
from pipeline.audio.piece import Slots
from pipeline.events import silent
from pipeline.formats.plain import report_from_json
from pipeline.model.audio import Profile
from pipeline.model.soundreport import SoundReport
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.level import levelled
from pipeline.tools.ffmpeg.graph import Part, Programme
from samples import ROOT, shared

ADA, TELESCOPE = (
    next(ROOT.glob(f"episodes/{slug}/recording.*")) for slug in ("ada-lovelace", "et-romteleskop-tar-form")
)
STARTS = (0.0, 25.9, 68.4, 98.4, 165.7, 285.7, 315.7)
"""Seconds at which the parts of the shared panel begin; SOURCES.md tells their loudness."""


def heard(path: Path, folder: Path) -> Examined:
    folder.mkdir(exist_ok=True)
    return examine(Bench(FFMPEG, folder, silent, path.stem), Programme((Part(path),), 48_000, 1))


def frames(path: Path, folder: Path) -> NDArray[np.float64]:
    """LUFS of 400 ms around the middle of each 100 ms."""
    return levelling.momentary(heard(path, folder).analysis.powers)


def gated(loudness: NDArray[np.float64]) -> float:
    """Loudness of a part, as BS.1770 gates it."""
    loud = loudness[loudness > -70]
    loud = loud[loud > 10 * np.log10(np.mean(10 ** (loud / 10))) - 10]
    return float(10 * np.log10(np.mean(10 ** (loud / 10))))


def parts(loudness: NDArray[np.float64], starts: tuple[float, ...]) -> list[NDArray[np.float64]]:
    return np.split(loudness, [round(start * 10) for start in starts[1:]])


def raised(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """By how many dB the quietest tenth of a part came closer to its speech."""
    quiet = before < np.percentile(before, 10)
    return float((after[quiet] - before[quiet]).mean() - (gated(after) - gated(before)))


def check_panel(recording: Path, starts: tuple[float, ...], folder: Path, figures: list[str]) -> None:
    before = frames(recording, folder / "before")
    master = mastered(recording, folder / "work")
    after = frames(master.audio.path, folder / "after")
    count = min(len(before), len(after))
    pairs = list(zip(parts(before[:count], starts), parts(after[:count], starts), strict=True))
    spans = [float(np.ptp([gated(pair[side]) for pair in pairs])) for side in (0, 1)]
    noise = max(raised(*pair) for pair in pairs)
    figures.append(
        f"{recording.name}: parts {spans[0]:.1f} LU apart, then {spans[1]:.1f}; noise raised by {noise:.1f} dB"
    )
    assert spans[0] > 15
    assert spans[1] <= 3.0
    assert noise <= 3.0


@dataclass(frozen=True)
class Panel:
    """A recording of uneven voices: when its parts begin, and who speaks when (begin, length, name)."""

    recording: Path
    starts: tuple[float, ...] = ()
    turns: tuple[tuple[float, float, str], ...] = ()


def shipped_panel(folder: Path) -> Panel:
    """Make one of two shipped voices, 20 and 9 dB apart."""
    panel = folder / "panel.wav"
    graph = (
        "[0:a:0]aresample=48000,aformat=channel_layouts=mono,volume=0dB,asplit[a][c0];"
        "[1:a:0]aresample=48000,aformat=channel_layouts=mono,atrim=end=12,volume=-20dB[b];[c0]volume=-9dB[c];"
        "[a][b][c]concat=n=3:v=0:a=1[out]"
    )
    inputs = ["-i", str(ADA), "-i", str(TELESCOPE), "-filter_complex", graph, "-map", "[out]", "-c:a", "pcm_f32le"]
    subprocess.run([FFMPEG.path, "-v", "error", *inputs, str(panel)], check=True, stdin=subprocess.DEVNULL)
    length = heard(ADA, folder / "length").seconds
    turns = (0.0, length, "near"), (length, 12.0, "far"), (length + 12, length, "between")
    return Panel(panel, (0.0, length, length + 12), turns)


def shared_panel(name: str) -> Panel:
    recording = next(path for path in shared() if path.name.startswith(name))
    return Panel(recording, STARTS, tuple(turns(recording)) if recording.with_suffix(".rttm").exists() else ())


def turns(recording: Path) -> Iterator[tuple[float, float, str]]:
    """Read an RTTM file: who speaks when."""
    for line in recording.with_suffix(".rttm").read_text("utf-8").splitlines():
        words = line.split()
        yield float(words[3]), float(words[4]), words[7]


def panels(*names: str) -> list[str]:
    """The shipped one, and those of the shared that are there."""
    return ["shipped", *(name for name in names if any(path.name.startswith(name) for path in shared()))]


def panel(name: str, folder: Path) -> Panel:
    return shipped_panel(folder) if name == "shipped" else shared_panel(name)


@pytest.mark.parametrize("name", panels("uneven_panel"))
def test_the_parts_of_a_panel(name: str, tmp_path: Path, figures: list[str]) -> None:
    one = panel(name, tmp_path)
    check_panel(one.recording, one.starts, tmp_path, figures)


def speakers(loudness: NDArray[np.float64], said: tuple[tuple[float, float, str], ...]) -> NDArray[np.float64]:
    """The loudness of each speaker where nobody else speaks, of those who speak for two seconds."""
    who: list[set[str]] = [set() for _ in loudness]
    for begin, length, name in said:
        for frame in range(int(begin * 10), min(len(who), int((begin + length) * 10))):
            who[frame].add(name)
    names = set().union(*who)
    alone = ([value for value, there in zip(loudness, who, strict=True) if there == {name}] for name in sorted(names))
    return np.array([gated(np.array(values)) for values in alone if len(values) >= 20])


@pytest.mark.parametrize("name", panels("ami_meetings"))
def test_the_speakers_of_a_meeting(name: str, tmp_path: Path, figures: list[str]) -> None:
    one = panel(name, tmp_path)
    master = mastered(one.recording, tmp_path / "work")
    files = one.recording, master.audio.path
    before, after = (speakers(frames(path, tmp_path / path.stem), one.turns).std() for path in files)
    figures.append(f"{name}: speakers' spread {before:.1f} LU, then {after:.1f} ({1 - after / before:.0%} less)")
    assert after <= 0.4 * before


@pytest.mark.parametrize("recording", [ADA, TELESCOPE], ids=lambda path: path.parent.name)
def test_an_even_voice_is_left_alone(recording: Path, tmp_path: Path) -> None:
    levels = levelled(heard(recording, tmp_path), Profile())
    assert np.abs(levels.decibels).max() <= 0.5


def of_100_ms(powers: Slots) -> NDArray[np.float64]:
    """LUFS of each 100 ms."""
    return windows.loudness(powers[: len(powers) // SLOTS * SLOTS].reshape(-1, SLOTS).mean(axis=1)).astype(np.float64)


def limited(report: SoundReport, count: int) -> NDArray[np.bool_]:
    """Frames in which the limiter had a hand; a column of the report may begin in one and end in the next."""
    at = np.flatnonzero(np.array(report.series.limiter)) * report.seconds / len(report.series.limiter)
    return np.isin(np.arange(count), [np.floor(at * FRAMES), np.floor(at * FRAMES) + 1])


def even() -> list[Path]:
    """The voice that was even before: the shipped one, and the shared file that it was made from."""
    return [ADA, *(path for path in shared() if path.name.startswith("whitehouse_ada"))]


@pytest.mark.parametrize("recording", even(), ids=lambda path: path.stem)
def test_the_finished_file_of_an_even_voice_is_as_even(recording: Path, tmp_path: Path, figures: list[str]) -> None:
    """Each 100 ms of speech in the decoded file differs from the recording by the static gain and nothing else."""
    master = mastered_under(Profile(trim=False, cleanup="off"), recording, tmp_path / "work")
    report = report_from_json(master.report.path.read_bytes())
    powers, finished = (measured(programme(path), tmp_path).powers for path in (recording, master.audio.path))
    before, after = of_100_ms(powers), of_100_ms(finished)
    spoken = levelling.speech(levelling.momentary(powers), levelling.moving(powers))
    held = limited(report, len(before))
    free = spoken & ~held & (before > report.before.integrated - 20)
    change = np.abs(after[: len(before)] - before - report.gain)[free]
    figures.append(
        f"{recording.name}: {free.sum()} frames of speech changed by {change.max():.2f} dB at most beyond the static"
        f" {report.gain:+.1f} dB; the limiter had a hand in {(spoken & held).sum()} more"
    )
    assert report.gain > 3
    assert free.sum() > 0.6 * spoken.sum()
    assert change.max() <= 0.5


@pytest.mark.parametrize("name", panels("uneven_panel", "ami_meetings"))
def test_gain_stands_still_where_somebody_speaks(name: str, tmp_path: Path, figures: list[str]) -> None:
    """It changes within the slope, between passages: beside the weaker one, which it enters only without a pause."""
    levels = levelled(heard(panel(name, tmp_path).recording, tmp_path / "heard"), Profile())
    found, entered = levels.passages, 0
    for before, one, after in zip((None, *found[:-1]), found, (*found[1:], None), strict=True):
        first = ramp(one, before, one.start - before.end) if before else 0
        last = ramp(one, after, after.start - one.end) if after else 0
        still = levels.decibels[one.start + first : one.end - last]
        assert np.abs(still - one.gain).max(initial=0.0) < 0.01
        entered += bool(first) + bool(last)
    slope = levelling.steepest(levels.decibels)
    figures.append(f"{name}: steepest {slope:.1f} dB/s; of {2 * len(found)} ends of passages {entered} have no pause")
    assert slope <= SLOPE + 0.01


def ramp(one: Passage, other: Passage, pause: int) -> int:
    """Frames of a passage in which its gain cannot be reached from a neighbour's, the pause being too short."""
    return max(0, ceil((one.gain - other.gain) / SLOPE * FRAMES - 1e-6) - pause)


@pytest.mark.parametrize("name", panels("uneven_panel"))
def test_half_the_strength_leaves_half_the_difference(name: str, tmp_path: Path, figures: list[str]) -> None:
    one = panel(name, tmp_path)
    spans = []
    for strength in (0, 50):
        master = mastered_under(Profile(levelling=strength, trim=False), one.recording, tmp_path / str(strength))
        after = frames(master.audio.path, tmp_path / f"after-{strength}")
        spans.append(float(np.ptp([gated(part) for part in parts(after, one.starts)])))
    figures.append(f"{name}: parts {spans[0]:.1f} LU apart without levelling, {spans[1]:.1f} at 50 %")
    assert 0.4 * spans[0] < spans[1] < 0.6 * spans[0]


def test_a_weak_speaker_is_found_where_a_text_is_placed_too(tmp_path: Path) -> None:
    """Twenty seconds of a voice, and twenty that are 22 dB weaker."""
    source = f"amovie='{ADA.as_posix()}',atrim=0:40,volume='if(gt(t,20),0.08,1)':eval=frame"
    spoken = mastered(synthesise(tmp_path / "uneven.wav", source=source), tmp_path / "work").activity
    halves = ((0, 20), (20, 40))
    first, second = (
        sum(min(b, end) - max(a, begin) for a, b in spoken if b > begin and a < end) for begin, end in halves
    )
    assert first > 15
    assert second > 0.3 * first  # what is under the gate is not found, but never all of a speaker


def test_it_can_be_off(tmp_path: Path) -> None:
    levels = levelled(heard(ADA, tmp_path), Profile(levelling=0))
    assert not levels.decibels.size
