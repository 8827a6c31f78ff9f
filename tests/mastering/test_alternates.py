"""AAC and Opus beside MP3: the contract holds on what is decoded of each, and all of them are the same sound."""

import dataclasses
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mastering.sound import FFMPEG, finished, mastered_under, synthesise
from pipeline.audio.shaping import LEVEL
from pipeline.errors import ContentError, MissingError, PublishError, ToolError
from pipeline.events import Event, Started, silent
from pipeline.model.audio import Master, Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.alternates import alternates, codings
from pipeline.stages.mastering.encode import ALTERNATES, MP3
from pipeline.stages.mastering.examine import Examined, examine
from pipeline.stages.mastering.job import Bench, MasterJob
from pipeline.stages.mastering.render import render
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.files import blob
from samples import ROOT, shared, shipped

BOTH = Profile(alternates=("aac", "opus"))
ADA = next(ROOT.glob("episodes/ada-lovelace/recording.*"))
LONG = ("ami_meetings", "mit_physics", "uneven_panel")
"""Of the second, Opus misses its first round."""
CHOSEN = [*shipped(), *(path for path in shared() if path.name.startswith(LONG))]


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by ffmpeg's own summary: a second reading, not ours."""
    heard = ["-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"]
    command = [FFMPEG.path, "-hide_banner", "-i", str(path), "-map", "0:a", *heard]
    said = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True).stderr.decode()
    found = re.findall(r"(?:I|Peak):\s+(-?[\d.]+)", said[said.rindex("Summary:") :])
    return float(found[0]), float(found[1])


def heard(path: Path, rate: int = 48_000) -> NDArray[np.float32]:
    """What is decoded, in mono at one rate."""
    command = [FFMPEG.path, "-v", "error", "-i", str(path), "-map", "0:a", "-ac", "1", "-ar", str(rate), "-f", "f32le"]
    done = subprocess.run([*command, "-"], check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return np.frombuffer(done.stdout, np.float32)


def excerpt(path: Path, *, rate: int = 48_000) -> Path:
    """Write eight seconds of a voice."""
    cut = ["-ss", "2", "-t", "8", "-i", str(ADA), "-map", "0:a", "-ac", "1", "-ar", str(rate)]
    subprocess.run([FFMPEG.path, "-v", "error", "-y", *cut, str(path)], check=True, stdin=subprocess.DEVNULL)
    return path


def assert_contract(master: Master, profile: Profile) -> None:
    assert [one.codec for one in master.alternates] == list(profile.alternates)
    for path in (master.audio.path, *(one.audio.path for one in master.alternates)):
        loudness, peak = measured(path)
        assert loudness == pytest.approx(profile.loudness, abs=profile.tolerance + 0.05), path  # it prints one decimal
        assert peak <= profile.true_peak + 0.05, path
    for one in master.alternates:
        assert one.after.integrated == pytest.approx(profile.loudness, abs=profile.tolerance)
        assert one.after.true_peak <= profile.true_peak
        assert one.samples == pytest.approx(master.samples * one.rate / master.rate, abs=1)


@pytest.mark.parametrize("recording", CHOSEN, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_real_recordings(recording: Path, tmp_path: Path) -> None:
    assert_contract(mastered_under(BOTH, recording, tmp_path), BOTH)


@pytest.mark.parametrize("loudness", [-23.0, -19.3])
@pytest.mark.parametrize(("rate", "channels"), [(48_000, 2), (44_100, 1)])
def test_any_loudness_is_reached_by_every_codec(loudness: float, rate: int, channels: int, tmp_path: Path) -> None:
    """A file in mono is measured as dual mono, as it is heard: -23 LUFS is -26 of its one channel."""
    recording = synthesise(tmp_path / "a.wav", rate=rate, seconds=8, arguments=f"-ac {channels}")
    profile = dataclasses.replace(BOTH, loudness=loudness, true_peak=-2.0)
    master = mastered_under(profile, recording, tmp_path / "work")
    assert master.channels == channels
    assert_contract(master, profile)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_all_of_them_are_the_same_sound_at_the_same_time(rate: int, tmp_path: Path) -> None:
    """Opus begins with samples to skip and is decoded at 48 kHz; AAC's delay stands in an edit list."""
    recording = excerpt(tmp_path / "a.wav", rate=rate)
    master = mastered_under(BOTH, recording, tmp_path / "work")
    plain = heard(master.audio.path)
    assert [one.rate for one in master.alternates] == [rate, 48_000]
    for one in master.alternates:
        other = heard(one.audio.path)
        assert len(other) == pytest.approx(len(plain), abs=1)
        size = 1 << (len(plain) + len(other)).bit_length()
        match = np.fft.irfft(np.fft.rfft(plain, size) * np.conj(np.fft.rfft(other, size)))
        lag = int(np.argmax(match))
        assert min(lag, size - lag) <= 2, one.codec
        assert match[lag] / (np.linalg.norm(plain) * np.linalg.norm(other)) > 0.9, one.codec


def test_the_mp3_is_the_same_whatever_is_made_beside_it(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "a.wav")
    alone, beside = (mastered_under(each, recording, tmp_path / name) for each, name in ((Profile(), "a"), (BOTH, "b")))
    assert alone.audio.sha256 == beside.audio.sha256
    assert (alone.alternates, len(beside.alternates)) == ((), 2)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "a.wav", rate=44_100)
    one, other = (mastered_under(BOTH, recording, tmp_path / name) for name in "ab")
    assert [each.audio.sha256 for each in one.alternates] == [each.audio.sha256 for each in other.alternates]


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_what_is_proven_is_what_players_decode(rate: int, tmp_path: Path) -> None:
    """The proof gets the frames of an M4A without the file around them."""
    master = mastered_under(Profile(alternates=("aac",)), excerpt(tmp_path / "a.wav", rate=rate), tmp_path / "work")
    (one,) = master.alternates
    file = Programme((Part(one.audio.path),), rate, 1)
    found = examine(Bench(FFMPEG, tmp_path, silent, "a"), file)
    assert (found.loudness, found.analysis.samples) == (one.after, one.samples)


def test_the_sound_is_made_once_for_all(tmp_path: Path) -> None:
    told: list[Event] = []
    job = MasterJob(
        blob(excerpt(tmp_path / "a.wav")), "auto", Stings(), dataclasses.replace(BOTH, cleanup="off"), FFMPEG.version
    )
    finished(job, tmp_path / "work", told.append)
    assert [event.task for event in told if isinstance(event, Started)] == ["a:analyse", "a:encode", "a:prove"]


def examined(tmp_path: Path) -> tuple[Bench, list[Event], Examined]:
    told: list[Event] = []
    bench = Bench(FFMPEG, tmp_path, told.append, "a")
    programme = Programme((Part(excerpt(tmp_path / "a.wav")),), 48_000, 1)
    return bench, told, examine(bench, programme)


def test_what_misses_is_made_again_alone(tmp_path: Path) -> None:
    """An encoder that is thought to turn everything down by 1 dB, and does not, makes it too loud at first."""
    bench, told, whole = examined(tmp_path)
    loud = dataclasses.replace(ALTERNATES["opus"], turned_down=1.0)
    mp3, aac, opus = render(bench, whole, Profile(), LEVEL, (MP3, ALTERNATES["aac"], loud))
    first = mp3.path.stat().st_mtime_ns
    assert [event.task for event in told if isinstance(event, Started)] == ["a:analyse", *["a:encode", "a:prove"] * 2]
    assert opus.path.stat().st_mtime_ns > max(first, aac.path.stat().st_mtime_ns)
    assert opus.loudness.integrated == pytest.approx(-16.0, abs=0.2)
    assert opus.curve.gain < aac.curve.gain
    assert mp3.curve.gain == pytest.approx(aac.curve.gain + MP3.turned_down - ALTERNATES["aac"].turned_down)


def test_what_no_round_brings_into_the_contract_is_refused(tmp_path: Path) -> None:
    bench, _, whole = examined(tmp_path)
    with pytest.raises(ContentError, match=r"after 6 tries its OPUS is -1\d\.\d\d LUFS"):
        render(bench, whole, Profile(tolerance=0.0), LEVEL, (ALTERNATES["opus"],))


def test_a_disk_without_room_is_told_of_before_any_work(tmp_path: Path) -> None:
    bench, told, whole = examined(tmp_path)
    told.clear()
    long = dataclasses.replace(whole, analysis=dataclasses.replace(whole.analysis, samples=10**15))
    with pytest.raises(PublishError, match=r"MB left, and \d+ MB are needed: make room on it") as raised:
        render(bench, long, Profile(), LEVEL, (MP3,))
    assert str(tmp_path) in str(raised.value)
    assert told == []


def test_an_encoder_that_fails_ends_the_others(tmp_path: Path) -> None:
    bench, _, whole = examined(tmp_path)
    impossible = dataclasses.replace(ALTERNATES["opus"], rates=(9_000, 9_000))
    with pytest.raises(ToolError, match="ffmpeg"):
        render(bench, whole, Profile(), LEVEL, (MP3, ALTERNATES["aac"], impossible))


def test_a_file_that_lasts_longer_than_the_sound_is_refused(tmp_path: Path) -> None:
    bench, _, whole = examined(tmp_path)
    rendered = render(bench, whole, BOTH, LEVEL, codings(BOTH, FFMPEG))
    assert len(list(alternates(BOTH, rendered, whole.seconds))) == 2
    with pytest.raises(ToolError, match=r"makes AAC that lasts 8\.000 s of 7\.990 s of sound"):
        list(alternates(BOTH, rendered, whole.seconds - 0.01))


def test_an_ffmpeg_without_the_encoder_is_told_before_any_work(tmp_path: Path) -> None:
    lame = tmp_path / "ffmpeg"
    lame.write_text(f'#!/bin/sh\n"{FFMPEG.path}" "$@" | grep -v libopus\n')
    lame.chmod(0o755)
    ffmpeg = Ffmpeg(str(lame), FFMPEG.version)
    assert codings(Profile(alternates=("aac",)), ffmpeg) == (ALTERNATES["aac"],)
    with pytest.raises(MissingError, match='cannot make Opus: it was built without libopus: take "opus" out of'):
        codings(BOTH, ffmpeg)
