"""Faults in real recordings: what was put in is found, what is there is found, and clean sound and music have none."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, mixed
from pipeline.audio import faults
from pipeline.events import silent
from pipeline.model.cleaning import CleanStep, Step, Untreated
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Part, Programme
from samples import ROOT, recordings

ADA, STUDIO, TELESCOPE = (
    next(ROOT.glob(f"episodes/{slug}/recording.*"))
    for slug in ("ada-lovelace", "gevinster-som-blir-hentet", "et-romteleskop-tar-form")
)
STINGS = sorted(ROOT.glob("feeds/*/*tro.flac"))

HUM = "aevalsrc='0.001*sin({0}*t*2*PI)+0.001*sin({0}*4*PI*t)+0.0008*sin({0}*6*PI*t+1)':s=48000"
HISS = "anoisesrc=a={0}:c={1}:r=48000:seed=3"
LORRY = "anoisesrc=a=1:c=brown:r=48000:seed=5,lowpass=f=40,lowpass=f=40,volume=0.3"

KNOWN: dict[str, tuple[Step, ...]] = {
    "ada-lovelace": ("hum",),  # 120 Hz, as in America
    "whitehouse_ada_en_42s_coverart.mp3": ("hum",),
    "sense_and_sensibility_01_austen_64kb-0880.wav": ("high-pass",),  # a reader at home
    "sense_and_sensibility_01_austen_64kb-0930.wav": ("high-pass",),
    "ami_meetings_en_390s.flac": ("high-pass",),  # heard by a microphone on the table
}


def found(path: Path, folder: Path, *wanted: Step) -> tuple[CleanStep, ...]:
    """What is to be treated in a file, of what is wanted."""
    steps = (one for one in seen(path, folder) if isinstance(one, CleanStep))
    return tuple(step for step in steps if not wanted or step.name in wanted)


def seen(path: Path, folder: Path) -> tuple[CleanStep | Untreated, ...]:
    """What is wrong with a file."""
    bench = Bench(FFMPEG, folder, silent, path.stem)
    analysis = examine(bench, Programme((Part(path),), 48_000, 1), faults=True).analysis
    return faults.found(analysis.spectra, 48_000, analysis.seconds)


def names(steps: tuple[CleanStep | Untreated, ...]) -> tuple[Step, ...]:
    return tuple(step.name for step in steps)


@pytest.mark.parametrize("path", recordings(), ids=str)
def test_real_recordings_have_the_faults_that_are_known_and_no_other(path: Path, tmp_path: Path) -> None:
    assert names(found(path, tmp_path)) == KNOWN.get(path.name, KNOWN.get(path.parent.name, ()))


@pytest.mark.parametrize("mains", [50, 60])
def test_hum_is_found_with_its_lines(mains: int, tmp_path: Path) -> None:
    (step,) = found(mixed(tmp_path / "hum.wav", STUDIO, HUM.format(mains)), tmp_path)
    assert step.name == "hum"
    assert step.hertz == pytest.approx([mains, 2 * mains, 3 * mains], abs=0.4)
    assert step.reduction > 20


def test_the_hum_of_a_real_recording(tmp_path: Path) -> None:
    (step,) = found(ADA, tmp_path)
    assert step.hertz == pytest.approx([120], abs=0.3)


def test_a_bass_is_no_hum(tmp_path: Path) -> None:
    """The notes G, 49 and 98 Hz, and B, 61.7 and 123.5 Hz, are beside the mains' multiples."""
    for note in (48.9994, 61.7354):
        assert found(mixed(tmp_path / "bass.wav", STUDIO, HUM.format(note)), tmp_path) == ()


def test_rumble_is_found(tmp_path: Path) -> None:
    assert names(found(mixed(tmp_path / "lorry.wav", STUDIO, LORRY), tmp_path)) == ("high-pass",)


@pytest.mark.parametrize("colour", ["white", "pink", "brown"])
def test_noise_is_found_as_loud_as_it_is(colour: str, tmp_path: Path) -> None:
    """A reduction is asked for that fits, and of its colour: white noise is as dense everywhere."""
    levels, floors = [], []
    quiet = {"white": 0.005, "pink": 0.012, "brown": 0.03}[colour]
    for volume in (quiet, 2 * quiet):
        (step,) = found(mixed(tmp_path / "hiss.wav", STUDIO, HISS.format(volume, colour)), tmp_path, "noise")
        levels.append(step.level)
        floors.append(np.array(step.floors))
        assert 3 <= step.reduction <= 12
    assert levels[1] - levels[0] == pytest.approx(6.0, abs=1.0)
    assert np.median(floors[1] - floors[0]) == pytest.approx(6.0, abs=1.0)
    fall = floors[0][1] - floors[0][7]  # from 283 Hz to 6.7 kHz: 4.6 octaves
    assert fall == pytest.approx({"white": 0, "pink": 14, "brown": 27}[colour], abs=3)


def test_noise_that_is_hardly_heard_is_left(tmp_path: Path) -> None:
    assert found(mixed(tmp_path / "hiss.wav", STUDIO, HISS.format(0.001, "white")), tmp_path) == ()


@pytest.mark.parametrize("sting", STINGS, ids=lambda path: path.stem)
def test_music_is_left_alone(sting: Path, tmp_path: Path) -> None:
    """Alone, and as a bed under a voice that pauses."""
    bed = f"amovie='{sting.as_posix()}':loop=0,asetpts=N,volume={{0}}"
    music = mixed(tmp_path / "music.wav", sting, bed.format(1))
    assert found(music, tmp_path) == ()
    for volume in (0.03, 0.1, 0.3):
        assert found(mixed(tmp_path / "bed.wav", STUDIO, bed.format(volume)), tmp_path) == ()


def beginning(path: Path, seconds: float, target: Path) -> Path:
    command = [FFMPEG.path, "-v", "error", "-y", "-i", str(path), "-map", "0:a:0", "-t", str(seconds), str(target)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return target


@pytest.mark.parametrize("path", recordings(), ids=str)
def test_in_a_short_piece_of_a_real_recording_nothing_else_is_found(path: Path, tmp_path: Path) -> None:
    known = KNOWN.get(path.name, KNOWN.get(path.parent.name, ()))
    for seconds in (4, 9):
        assert set(names(found(beginning(path, seconds, tmp_path / "short.wav"), tmp_path))) <= {*known}


@pytest.mark.parametrize("seconds", [3, 6, 13])
def test_a_short_recording(seconds: int, tmp_path: Path) -> None:
    """A clean one is left alone; in one with hum or rumble that is found; for noise and sharpness it is too short."""

    def faults_with(*sources: str) -> tuple[CleanStep | Untreated, ...]:
        return seen(mixed(tmp_path / "short.wav", STUDIO, *sources, seconds=seconds), tmp_path)

    assert faults_with("anullsrc=cl=mono:r=48000") == ()
    hum, rumble = faults_with(HUM.format(50) + ",volume=4"), faults_with(LORRY)
    assert [type(one) for one in (*hum, *rumble)] == [CleanStep, CleanStep]
    assert names((*hum, *rumble)) == ("hum", "high-pass")
    (noise,) = faults_with(HISS.format(0.012, "pink"))
    assert noise == Untreated("noise", noise.level, "short")


def test_a_loud_hum_is_no_rumble(tmp_path: Path) -> None:
    assert names(found(mixed(tmp_path / "hum.wav", STUDIO, HUM.format(50) + ",volume=20"), tmp_path)) == ("hum",)


def test_of_less_than_a_few_seconds_nothing_is_said(tmp_path: Path) -> None:
    path = mixed(tmp_path / "hum.wav", STUDIO, HUM.format(50) + ",volume=4", seconds=2.5)
    assert seen(path, tmp_path) == ()


def test_noise_that_is_too_loud_is_found_and_left(tmp_path: Path) -> None:
    (noise,) = seen(mixed(tmp_path / "hiss.wav", STUDIO, HISS.format(0.1, "pink")), tmp_path)
    assert noise == Untreated("noise", noise.level, "loud")
    assert -26 < noise.level < -15


def test_all_are_found_at_once(tmp_path: Path) -> None:
    path = mixed(tmp_path / "all.wav", STUDIO, HUM.format(50) + ",volume=4", LORRY, HISS.format(0.012, "pink"))
    assert names(found(path, tmp_path)) == ("high-pass", "hum", "noise")


def sharpened(path: Path, by: int) -> Path:
    """A real voice with more treble than it had."""
    bright = f"equalizer=f=7000:t=o:w=1:g={by}"
    command = [FFMPEG.path, "-v", "error", "-y", "-i", str(ADA), "-ac", "1", "-af", bright, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def test_a_sharp_voice_is_found_and_a_bright_one_left(tmp_path: Path) -> None:
    assert found(sharpened(tmp_path / "bright.wav", 3), tmp_path, "de-ess") == ()
    milder, sharper = (found(sharpened(tmp_path / f"{by}.wav", by), tmp_path, "de-ess")[0] for by in (8, 12))
    assert sharper.level > milder.level
    assert sharper.reduction >= milder.reduction > 4


def test_hiss_is_no_sibilance(tmp_path: Path) -> None:
    assert found(mixed(tmp_path / "hiss.wav", STUDIO, HISS.format(0.05, "white")), tmp_path, "de-ess") == ()
