"""The bed under the first words of a real voice: full before them, down while they are said, gone when it should be."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from mastering.sound import FFMPEG, decoded, finished, mastered, synthesise
from mastering.test_contract import assert_contract
from pipeline.audio.ducking import FADE, FALL, RISE
from pipeline.audio.silence import loud
from pipeline.audio.stings import ROOM
from pipeline.errors import StingError
from pipeline.events import silent
from pipeline.model.audio import Loudness, Master, Profile
from pipeline.model.show import Bed, Stings
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.files import blob
from samples import ROOT

ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
RATE = 48_000
CHORD = "0.2*sin(2*PI*220*t)+0.1*sin(2*PI*330*t)"
TONE = 5000
"""Hz at which speech has little, but for its sibilants."""


def music(path: Path, *, seconds: float = 40, rate: int = 48_000, source: str = CHORD) -> Path:
    return synthesise(path, source=f"aevalsrc=exprs='{source}':s={rate}:d={seconds}")


def voice(path: Path, *, seconds: float = 30, head: float = 0.0) -> Path:
    """Write the beginning of a real recording, in mono, after some silence."""
    graph = f"aformat=channel_layouts=mono,aresample={RATE},atrim=0:{seconds},adelay={head * 1000:.0f}"
    return synthesise(path, source=f"amovie='{ADA.as_posix()}',{graph}")


def under(path: Path, *, bed: Bed, folder: Path, stings: Stings | None = None) -> Master:
    return mastered(path, folder, stings=dataclasses.replace(stings or Stings(), bed=bed))


def heard(path: Path) -> np.ndarray:
    return np.frombuffer(decoded(path, form="f32le"), np.float32)


def examined(path: Path, folder: Path) -> Examined:
    return examine(Bench(FFMPEG, folder, silent, path.stem), Programme((Part(path),), RATE, 1))


@dataclasses.dataclass(frozen=True)
class Apart:
    """The mixed window's bed and speech by themselves, and the slots of the speech in which it is heard."""

    bed: np.ndarray
    speech: np.ndarray
    speaks: np.ndarray
    alone: int


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Apart:
    """An even voice is not levelled, nor cleaned here, so what is mixed with it is what is left without it."""
    folder = tmp_path_factory.mktemp("apart")
    speech = voice(folder / "speech.wav")
    bed = Bed(blob(music(folder / "bed.wav")), under=16, seconds=20, alone=2)
    job = MasterJob(blob(speech), "auto", Stings(bed=bed), Profile(cleanup="off"), FFMPEG.version)
    master = finished(job, folder / "work", silent)
    assert_contract(master)
    assert master.shift == 2.0
    window = heard(folder / "work/opening.wav").astype(np.float64) * 10 ** (ROOM / 20)
    assert len(window) == 22 * RATE
    said = heard(speech).astype(np.float64)[: 20 * RATE]
    window[2 * RATE :] -= said
    return Apart(window, said, loud(examined(speech, folder).analysis)[:2000], 2 * RATE)


def level(samples: np.ndarray) -> float:
    return 10 * math.log10(float(np.mean(samples**2)) + 1e-20)


def figures(samples: np.ndarray, path: Path) -> Loudness:
    """How loud samples are, as the product measures files."""
    raw = path.with_suffix(".raw")
    raw.write_bytes(samples.astype("<f4").tobytes())
    made = synthesise(
        path, source=f"amovie='{raw.as_posix()}':f=f32le:format_opts=ar=48000", arguments="-c:a pcm_f32le"
    )
    return examined(made, path.parent).loudness


def test_it_is_as_loud_as_the_speech_before_the_first_word(apart: Apart, tmp_path: Path) -> None:
    """Its low chord has less of what loudness is than the voice, so both are measured as they are heard."""
    bed = figures(apart.bed[RATE // 10 : RATE * 14 // 10], tmp_path / "bed.wav").integrated
    assert bed == pytest.approx(figures(apart.speech, tmp_path / "speech.wav").integrated, abs=1)


def test_it_is_as_far_under_every_word_as_was_asked_for(apart: Apart) -> None:
    """In each tenth of a second in which somebody speaks, in the middle of the bed."""
    full = level(apart.bed[RATE // 10 : RATE * 14 // 10])
    down = [
        level(apart.bed[apart.alone + at * 480 : apart.alone + at * 480 + 4800])
        for at in range(0, 1600, 10)
        if apart.speaks[at : at + 10].any()
    ]
    assert len(down) > 100
    assert max(down) <= full - 16 + 0.1


def test_its_loudest_moment_is_as_far_under_the_speech_as_was_asked_for(apart: Apart, tmp_path: Path) -> None:
    """As loudness is measured: the loudest 400 ms from the first word on against the mean of the words."""
    first = int(np.flatnonzero(apart.speaks)[0]) * 480
    bed = figures(apart.bed[apart.alone + first : apart.alone + 16 * RATE], tmp_path / "bed.wav").momentary_max
    words = figures(apart.speech, tmp_path / "speech.wav").integrated
    assert 16 - 0.1 <= words - bed <= 18


def test_it_is_down_when_the_first_word_begins_and_gone_at_its_end(apart: Apart) -> None:
    first = int(np.flatnonzero(apart.speaks)[0]) * 480
    full = level(apart.bed[RATE // 10 : RATE * 14 // 10])
    before = apart.bed[apart.alone + first - 2400 : apart.alone + first]
    assert level(before) <= full - 15.9
    assert level(apart.bed[-480:]) < full - 55


def test_nothing_jumps(apart: Apart) -> None:
    """In every 50 ms, eleven periods of the chord, it changes by no more than a hand on a fader would."""
    steps = np.array([level(apart.bed[at : at + 2400]) for at in range(4800, len(apart.bed) - 2400, 2400)])
    slopes = np.diff(steps) / 0.05
    assert slopes.max() <= RISE + 1.5
    assert slopes.min() >= -max(FALL, FADE) - 1.5


def strength(samples: np.ndarray) -> np.ndarray:
    """How much of the tone is heard in each tenth of a second, in dB."""
    at = np.exp(-2j * math.pi * TONE * np.arange(4800) / RATE)
    parts = np.abs(samples[: len(samples) // 4800 * 4800].reshape(-1, 4800) @ at) / 2400
    return np.asarray(20 * np.log10(parts + 1e-9))


def test_the_finished_file_holds_it_with_an_intro_in_front(tmp_path: Path) -> None:
    """The bed comes in where the intro fades, is full alone, down under the words, and then gone."""
    tone = music(tmp_path / "bed.wav", source=f"0.1*sin(2*PI*{TONE}*t)")
    intro = synthesise(tmp_path / "intro.wav", source="sine=f=500:d=3:r=48000")
    bed = Bed(blob(tone), under=18, seconds=12, alone=3)
    master = under(
        voice(tmp_path / "v.wav"), bed=bed, folder=tmp_path / "work", stings=Stings(blob(intro), blob(intro), 1.0)
    )
    assert_contract(master)
    assert master.shift == 2 + 3
    assert master.seconds == pytest.approx(30 + 5 + 2, abs=0.001)
    found = strength(heard(master.audio.path))
    alone = float(np.median(found[31:43]))
    words = float(np.median(found[55:130]))
    assert max(found[:19]) < alone - 30
    assert alone - words == pytest.approx(18, abs=2.5)
    assert alone - words >= 17.5
    assert np.median(found[172:340]) < alone - 40


def test_it_comes_up_where_nobody_speaks(tmp_path: Path) -> None:
    """Four seconds of silence in the middle of the bed."""
    graph = (
        f"amovie='{ADA.as_posix()}',aformat=channel_layouts=mono,aresample=48000,"
        "asplit[a][b];[a]atrim=0:6,apad=pad_dur=4[x];[b]atrim=9:25,asetpts=N[y];[x][y]concat=v=0:a=1"
    )
    speech = synthesise(tmp_path / "v.wav", source=graph)
    tone = music(tmp_path / "bed.wav", source=f"0.1*sin(2*PI*{TONE}*t)")
    master = under(speech, bed=Bed(blob(tone), alone=1), folder=tmp_path / "work")
    found = strength(heard(master.audio.path))
    assert np.median(found[88:100]) == pytest.approx(np.median(found[2:5]), abs=1.5)
    assert np.median(found[115:180]) < np.median(found[2:5]) - 15.5


def test_a_bed_that_is_too_short_ends(tmp_path: Path) -> None:
    short = music(tmp_path / "bed.wav", seconds=6, source=f"0.1*sin(2*PI*{TONE}*t)")
    master = under(voice(tmp_path / "v.wav"), bed=Bed(blob(short)), folder=tmp_path / "work")
    assert_contract(master)
    found = strength(heard(master.audio.path))
    assert max(found[1:15]) - np.median(found[65:300]) > 35
    assert master.seconds == pytest.approx(32, abs=0.001)


@pytest.mark.parametrize("outro", [False, True])
def test_an_episode_shorter_than_its_bed(outro: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    speech = voice(tmp_path / "v.wav", seconds=4)
    bell = synthesise(tmp_path / "outro.wav", source="sine=f=700:d=2:r=48000")
    stings = Stings(outro=blob(bell) if outro else None)
    master = under(speech, bed=Bed(blob(music(tmp_path / "bed.wav"))), folder=tmp_path / "w", stings=stings)
    assert_contract(master)
    assert master.seconds == pytest.approx(2 + 4 + (1 if outro else 0), abs=0.001)


@pytest.mark.parametrize("wide", ["speech", "bed"])
def test_stereo_with_mono_at_other_rates(wide: str, tmp_path: Path) -> None:
    speech = (
        synthesise(tmp_path / "wide.wav", seconds=9, rate=44_100) if wide == "speech" else voice(tmp_path / "v.wav")
    )
    sides = CHORD if wide == "speech" else f"{CHORD}|0.2*sin(2*PI*277*t)"
    master = under(speech, bed=Bed(blob(music(tmp_path / "bed.wav", rate=22_050, source=sides))), folder=tmp_path / "w")
    assert (master.channels, master.rate) == ((2, 44_100) if wide == "speech" else (1, 48_000))
    assert_contract(master)


def test_same_bytes_twice(tmp_path: Path) -> None:
    speech, sound = voice(tmp_path / "v.wav"), blob(music(tmp_path / "bed.wav"))
    job = MasterJob(blob(speech), "auto", Stings(bed=Bed(sound)), Profile(), FFMPEG.version)
    first, second = (finished(job, tmp_path / name, silent) for name in ("a", "b"))
    assert (first.audio.sha256, first.report.sha256) == (second.audio.sha256, second.report.sha256)


@pytest.mark.parametrize("source", ["anullsrc=d=20", "sine=d=0.2"])
def test_a_bed_that_is_not_heard_is_refused(source: str, tmp_path: Path) -> None:
    sound = synthesise(tmp_path / "bed.wav", source=source)
    with pytest.raises(StingError, match=r"show.toml: bed.sound: is silent"):
        under(voice(tmp_path / "v.wav", seconds=5), bed=Bed(blob(sound)), folder=tmp_path / "w")


def test_a_bed_that_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bed.wav").write_bytes(b"hei" * 99)
    with pytest.raises(StingError, match=r"show.toml: bed.sound: no sound can be read"):
        under(voice(tmp_path / "v.wav", seconds=5), bed=Bed(blob(tmp_path / "bed.wav")), folder=tmp_path / "w")
