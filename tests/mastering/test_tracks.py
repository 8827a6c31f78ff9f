"""Several microphones become one master: even, free of each other's speakers, and with every word."""

import os
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.conversation import (
    RATE,
    SECONDS,
    Sound,
    Turn,
    dialogue,
    heard,
    level,
    mastered,
    read,
    said,
    samples,
    voice,
    written,
)
from mastering.sound import FFMPEG, decoded
from mastering.test_contract import assert_contract
from mastering.test_faults import ADA, STUDIO
from pipeline.errors import TrackError
from pipeline.events import Event, Warned, silent
from pipeline.formats.plain import report_from_json
from pipeline.model.audio import Master, Profile
from pipeline.model.comparison import CompareJob
from pipeline.model.soundreport import SoundReport
from pipeline.stages.comparison import compare
from pipeline.stages.mastering.examine import examine
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Part, Programme

AS_IT_IS = Profile(trim=False, cleanup="off")
NAMES = ["Anne", "Gjest 2"]
_LATE = round(0.009 * RATE)


@dataclass(frozen=True)
class Talk:
    """A conversation, what came of it, and what came of it without the gate."""

    turns: list[Turn]
    mouths: Sound
    gated: Master
    open: Master
    folder: Path


def told(result: Master) -> SoundReport:
    return report_from_json(result.report.path.read_bytes())


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """Two microphones 3 m apart, of which the guest's is 14 dB weaker."""
    folder = tmp_path_factory.mktemp("talk")
    turns = dialogue()
    mouths = said(turns, 2, SECONDS)
    tracks = written(folder, NAMES, heard(mouths, [0, -14]))
    gated = mastered(tracks, folder / "gated", profile=AS_IT_IS)
    free = mastered(tracks, folder / "open", profile=replace(AS_IT_IS, gate=False))
    return Talk(turns, mouths, gated, free, folder)


def alone(talk: Talk) -> list[Turn]:
    """The turns in which nobody else speaks."""
    return [turn for turn in talk.turns if not talk.mouths[1 - turn.speaker, turn.span].any()]


def parts(sound: NDArray[np.float64], *sources: NDArray[np.float64]) -> list[float]:
    """How much of each source is in a sound, in dB: by least squares."""
    found = np.linalg.lstsq(np.stack(sources, axis=1), sound, rcond=None)[0]
    return [float(20 * np.log10(max(abs(one), 1e-9))) for one in found]


def test_the_master_of_several_tracks_keeps_the_contract(talk: Talk) -> None:
    assert_contract(talk.gated)
    assert talk.gated.channels == 1
    assert talk.gated.seconds == pytest.approx(SECONDS, abs=0.001)
    assert talk.gated.recorded == pytest.approx(SECONDS, abs=0.001)


def test_speakers_14_db_apart_are_equally_loud(talk: Talk, tmp_path: Path, figures: list[str]) -> None:
    loud: list[list[float]] = [[], []]
    for turn in alone(talk):
        part = Part(talk.gated.audio.path, start=turn.span.start, end=turn.span.stop)
        found = examine(Bench(FFMPEG, tmp_path, silent, "turn"), Programme((part,), RATE, 1))
        loud[turn.speaker].append(found.loudness.integrated)
    first, second = (float(np.mean(each)) for each in loud)
    figures.append(f"speakers: {first:.1f} and {second:.1f} LUFS, 14 LU apart before")
    assert abs(first - second) < 1.5


def test_crosstalk_is_far_below_that_of_the_plain_sum(talk: Talk, figures: list[str]) -> None:
    """The echo of a voice in the other microphone, 9 ms late, against the voice itself."""
    for turn in alone(talk):
        mouth = talk.mouths[turn.speaker]
        late = np.roll(mouth, _LATE)[turn.span]
        echoes = []
        for result in (talk.open, talk.gated):
            own, echo = parts(samples(result)[turn.span, 0], mouth[turn.span], late)
            echoes.append(echo - own)
        figures.append(f"echo of speaker {turn.speaker}: {echoes[0]:.1f} dB without the gate, {echoes[1]:.1f} with it")
        assert -26 < echoes[0] < -18
        assert echoes[1] < echoes[0] - 15


def test_noise_between_words_is_that_of_one_microphone(talk: Talk) -> None:
    between = slice(round(44.3 * RATE), round(45.2 * RATE))
    loud, quiet = (level(samples(one)[between, 0]) for one in (talk.open, talk.gated))
    assert quiet < loud - 2


def test_no_word_is_cut(talk: Talk) -> None:
    """Every 100 ms in which somebody speaks is as strong as without the gate, but for the static gain."""
    free, gated = samples(talk.open)[:, 0], samples(talk.gated)[:, 0]
    static = talk.gated.gain - talk.open.gain
    for turn in talk.turns:
        assert level(gated[turn.span]) - level(free[turn.span]) == pytest.approx(static, abs=0.3)
        frame = RATE // 10
        for at in range(turn.span.start, turn.span.stop - frame, frame):
            some = slice(at, at + frame)
            if level(talk.mouths[turn.speaker, some]) > -40:
                assert level(gated[some]) - level(free[some]) == pytest.approx(static, abs=1.0)


def test_two_who_speak_at_once_are_both_heard(talk: Talk) -> None:
    """Each as strong as without the gate."""
    at_once = slice(round(32.2 * RATE), round(34.8 * RATE))
    free, gated = (parts(samples(one)[at_once, 0], *talk.mouths[:, at_once]) for one in (talk.open, talk.gated))
    static = talk.gated.gain - talk.open.gain
    assert [after - before for before, after in zip(free, gated, strict=True)] == pytest.approx([static] * 2, abs=0.5)


def test_the_report_names_each_speaker_with_level_and_gain(talk: Talk) -> None:
    report = told(talk.gated)
    anne, guest = report.tracks
    assert [anne.speaker, guest.speaker] == NAMES
    assert anne.loudness is not None
    assert guest.loudness is not None
    assert anne.loudness - guest.loudness == pytest.approx(14, abs=1.5)  # speech of two people is not of one density
    assert guest.gain - anne.gain == pytest.approx(anne.loudness - guest.loudness, abs=0.1)
    assert anne.spoken == pytest.approx(34, abs=4)
    assert guest.spoken == pytest.approx(20, abs=4)
    assert report.gated
    assert not told(talk.open).gated


def test_nothing_is_left_of_the_mix_that_lay_on_the_disk(talk: Talk) -> None:
    assert sorted(path.name for path in (talk.folder / "gated").iterdir()) == ["data.csv", "master.mp3", "report.json"]


def test_the_bytes_do_not_depend_on_the_cores(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    tracks = read(talk.folder / "episodes/samtale/tracks")
    again = mastered(tracks, tmp_path / "again", profile=AS_IT_IS)
    assert again.audio.sha256 == talk.gated.audio.sha256
    assert again.report.sha256 == talk.gated.report.sha256
    assert again.data.sha256 == talk.gated.data.sha256


def test_levelling_can_be_off(talk: Talk, tmp_path: Path) -> None:
    off = mastered(read(talk.folder / "episodes/samtale/tracks"), tmp_path, profile=replace(AS_IT_IS, levelling=0))
    assert [track.gain for track in told(off).tracks] == [0, 0]
    first, second = (level(samples(off)[turn.span, 0]) for turn in alone(talk)[:2])
    assert first - second > 12


def test_levelling_can_be_half(talk: Talk, tmp_path: Path) -> None:
    half = mastered(read(talk.folder / "episodes/samtale/tracks"), tmp_path, profile=replace(AS_IT_IS, levelling=50))
    whole = [one.gain / 2 for one in told(talk.gated).tracks]
    assert [one.gain for one in told(half).tracks] == pytest.approx(whole, abs=0.02)
    first, second = (level(samples(half)[turn.span, 0]) for turn in alone(talk)[:2])
    assert first - second == pytest.approx(7, abs=1.5)


def test_a_silent_track_is_told_of_and_left_out(talk: Talk, tmp_path: Path) -> None:
    sound = heard(talk.mouths, [0, -14])
    tracks = written(tmp_path, [*NAMES, "Reserve"], np.vstack([sound, np.zeros_like(sound[:1])]))
    events: list[Event] = []
    result = mastered(tracks, tmp_path / "work", profile=AS_IT_IS, tell=events.append)
    assert [one.text for one in events if isinstance(one, Warned)] == [
        "samtale: Reserve: the track is silent, and is left out"
    ]
    assert result.audio.sha256 == talk.gated.audio.sha256
    assert [track.silent for track in told(result).tracks] == [False, False, True]


def test_of_one_track_with_sound_a_master_is_made(talk: Talk, tmp_path: Path) -> None:
    sound = heard(talk.mouths, [0, -14])[:1]
    tracks = written(tmp_path, NAMES, np.vstack([sound, np.zeros_like(sound)]))
    assert_contract(mastered(tracks, tmp_path / "work"))


def test_tracks_that_are_all_silent_are_refused(tmp_path: Path) -> None:
    tracks = written(tmp_path, NAMES, np.zeros((2, 3 * RATE)))
    with pytest.raises(TrackError, match="episodes/samtale/tracks: tracks: all of them are silent: check that"):
        mastered(tracks, tmp_path / "work")


def test_every_broken_track_is_named_at_once(talk: Talk, tmp_path: Path) -> None:
    tracks = written(tmp_path, [*NAMES, "Ola"], heard(talk.mouths[[0, 1, 1]], [0, 0, 0])[:, : 5 * RATE])
    for name in ("Anne", "Ola"):
        (tracks.path / f"{name}.wav").write_bytes(b"no sound at all" * 100)
    with pytest.raises(TrackError) as caught:
        mastered(read(tracks.path), tmp_path / "work")
    lines = str(caught.value).splitlines()
    assert [line.partition(": no sound can be read")[0] for line in lines] == [
        f"episodes/samtale/tracks/{name}.wav: tracks" for name in ("Anne", "Ola")
    ]


def test_a_track_that_was_cut_off_is_named(talk: Talk, tmp_path: Path) -> None:
    tracks = written(tmp_path, NAMES, heard(talk.mouths, [0, 0]))
    file = tracks.path / "Gjest 2.wav"
    file.write_bytes(file.read_bytes()[:3_000_000])
    with pytest.raises(TrackError, match=r"episodes/samtale/tracks/Gjest 2\.wav: tracks: it is cut off"):
        mastered(read(tracks.path), tmp_path / "work")


def test_tracks_may_differ_in_rate_format_and_length(talk: Talk, tmp_path: Path) -> None:
    """A FLAC at 44.1 kHz, and an Opus whose two channels are one, half as long: told of, and still in step."""
    tracks = written(tmp_path, NAMES, heard(talk.mouths, [0, -14]))
    folder = tracks.path
    _convert(folder / "Anne.wav", folder / "Anne.flac", "-ar", "44100")
    _convert(folder / "Gjest 2.wav", folder / "Gjest 2.opus", "-ac", "2", "-t", "22", "-b:a", "128k")
    events: list[Event] = []
    result = mastered(read(folder), tmp_path / "work", profile=AS_IT_IS, tell=events.append)
    assert_contract(result)
    assert (result.rate, result.channels) == (48_000, 1)
    assert result.seconds == pytest.approx(SECONDS, abs=0.01)
    warned = [one.text for one in events if isinstance(one, Warned)]
    assert warned == ["samtale: Gjest 2: the track ends 36 s before the longest one: do all begin together?"]
    sound = samples(result)[:, 0]
    for turn in alone(talk)[:2]:
        assert np.corrcoef(sound[turn.span], talk.mouths[turn.speaker, turn.span])[0, 1] > 0.97


def test_all_at_44100_hz_stay_there(talk: Talk, tmp_path: Path) -> None:
    tracks = written(tmp_path, NAMES, heard(talk.mouths, [0, -14])[:, : 12 * RATE], rate=44_100)
    result = mastered(tracks, tmp_path / "work")
    assert_contract(result)
    assert result.rate == 44_100


def test_a_track_that_is_truly_stereo_makes_the_master_stereo(talk: Talk, tmp_path: Path) -> None:
    tracks = written(tmp_path, NAMES, heard(talk.mouths, [0, -14])[:, : 20 * RATE])
    folder = tracks.path
    wide = ("-filter_complex", "[0:a]asplit[a][b];[b]adelay=11,volume=-4dB[c];[a][c]join=inputs=2")
    _convert(folder / "Anne.wav", folder / "Anne.flac", *wide)
    result = mastered(read(folder), tmp_path / "work", profile=AS_IT_IS)
    assert_contract(result)
    assert result.channels == 2
    left, right = (level(side[talk.turns[0].span]) for side in samples(result).T)
    assert left - right == pytest.approx(4, abs=1)
    left, right = (level(side[slice(11 * RATE, 18 * RATE)]) for side in samples(result).T)
    assert left - right == pytest.approx(0, abs=0.1)


def test_faults_are_treated_in_the_track_that_has_them(talk: Talk, tmp_path: Path) -> None:
    sound = heard(talk.mouths, [0, -14])
    at = np.arange(sound.shape[1]) / RATE
    sound[0] += sum(0.004 * np.sin(2 * np.pi * 50 * order * at) for order in (1, 2, 3))
    result = mastered(written(tmp_path, NAMES, sound), tmp_path / "work", profile=Profile(cleanup_skip=("noise",)))
    assert_contract(result)
    anne, guest = told(result).tracks
    assert "hum" in [one.name for one in anne.cleaned]
    assert guest.cleaned == ()


def test_twenty_tracks_become_one(tmp_path: Path) -> None:
    files = ADA, STUDIO
    turns = [Turn(who, 0.5 + 2.2 * who, voice(files[who % 2], who * 1.7, 2.0)) for who in range(20)]
    gains = [float(-(who * 7 % 15)) for who in range(20)]
    mouths = said(turns, 20, 46)
    tracks = written(tmp_path, [f"Stemme {who:02}" for who in range(20)], heard(mouths, gains))
    result = mastered(tracks, tmp_path / "work", profile=AS_IT_IS)
    assert_contract(result)
    found = told(result).tracks
    assert len(found) == 20
    assert all(track.spoken == pytest.approx(2, abs=1) for track in found)
    sound = samples(result)[:, 0]
    levels = [level(sound[turn.span]) for turn in turns]
    assert max(levels) - min(levels) < 6  # each says two seconds: sentences differ as well
    assert np.corrcoef(levels, gains)[0, 1] < 0.5


def test_the_plain_sum_is_heard_beside_the_master(talk: Talk, tmp_path: Path) -> None:
    """As long as the master, with nothing evened out, and no mix is left on the disk."""
    tracks, result = read(talk.folder / "episodes/samtale/tracks"), talk.gated
    sound = (result.audio, result.samples, result.rate, result.after.integrated)
    found = compare(CompareJob(tracks, *sound, result.timeline, FFMPEG.version), FFMPEG, tmp_path, silent, task="x")
    assert [path.name for path in tmp_path.iterdir()] == ["before.mp3"]
    before = np.frombuffer(decoded(found.before.path, form="f32le"), np.float32).astype(np.float64)
    assert len(before) == result.samples
    first, second = (level(before[turn.span]) for turn in alone(talk)[:2])
    assert first - second > 12


def _convert(source: Path, target: Path, *arguments: str) -> None:
    command = [FFMPEG.path, "-v", "error", "-i", str(source), *arguments, str(target)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    source.unlink()
