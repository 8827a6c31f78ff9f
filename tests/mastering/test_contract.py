"""The contract holds on the decoded file: for real recordings, and for every awkward format."""

import re
import subprocess
from pathlib import Path

import pytest
from mutagen.mp3 import MP3, BitrateMode, MPEGInfo

from mastering.sound import FFMPEG, decoded, mastered, mastered_under, synthesise
from pipeline.events import Advanced, Event, Finished, Started
from pipeline.formats.mp3 import read_xing
from pipeline.model.audio import Encoding, Master, Profile
from samples import recordings, shipped


def measured(master: Master) -> tuple[float, float]:
    """Integrated loudness and true peak by ffmpeg's own summary: a second reading, not our gating."""
    command = [
        FFMPEG.path,
        "-hide_banner",
        "-i",
        str(master.audio.path),
        "-af",
        "ebur128=peak=true:dualmono=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8"
    ).stderr
    summary = said[said.rindex("Summary:") :]
    found = [float(value) for value in re.findall(r"(?:I|Peak):\s+(-?[\d.]+)", summary)]
    return found[0], found[1]


def assert_contract(master: Master) -> None:
    loudness, peak = measured(master)
    assert loudness == pytest.approx(-16.0, abs=0.2)
    assert peak <= -1.0
    assert master.after.integrated == pytest.approx(loudness, abs=0.06)  # ffmpeg prints one decimal
    info = MP3(master.audio.path).info  # type: ignore[no-untyped-call]
    assert isinstance(info, MPEGInfo)
    assert info.channels == master.channels
    assert info.bitrate == pytest.approx(master.kbps * 1000, abs=10)
    assert info.bitrate_mode is BitrateMode.CBR
    assert info.sample_rate in {44_100, 48_000}
    samples = len(decoded(master.audio.path)) // 2 // master.channels
    assert samples == master.samples
    assert info.length == pytest.approx(master.seconds, abs=0.05)
    header = read_xing(master.audio.path)
    assert (header.samples, header.size, header.is_cbr) == (samples, master.audio.size, True)


@pytest.mark.parametrize("recording", recordings(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_real_recordings(recording: Path, tmp_path: Path) -> None:
    assert_contract(mastered(recording, tmp_path))


FORMATS = {
    "eight.wav": "-ar 8000 -ac 1",
    "ninety-six.flac": "-ar 96000 -sample_fmt s32",
    "deep.wav": "-c:a pcm_s24le",
    "surround.webm": "-ac 6 -c:a libopus",
    "phone.m4a": "-ar 22050 -ac 1 -c:a aac -b:a 32k",
    "voice.ogg": "-c:a libopus -b:a 24k",
    "variable.mp3": "-c:a libmp3lame -q:a 6",
    "sixty-four.w64": "",
    "sixty-four.wav": "-rf64 always",
    "æøå 🎙 mellomrom.mkv": "-c:a libvorbis",
}


@pytest.mark.parametrize("name", FORMATS)
def test_whatever_ffmpeg_decodes(name: str, tmp_path: Path) -> None:
    recording = synthesise(tmp_path / name, arguments=FORMATS[name])
    assert_contract(mastered(recording, tmp_path / "work"))


def test_float_far_over_full_scale_is_not_clipped(tmp_path: Path) -> None:
    """Float samples may pass 1.0: they are turned down, so no peak may have been cut flat on the way."""
    loud = synthesise(tmp_path / "loud.wav", arguments="-af volume=24dB -c:a pcm_f32le")
    quiet = synthesise(tmp_path / "quiet.wav", arguments="-c:a pcm_f32le")
    one, other = mastered(loud, tmp_path / "a"), mastered(quiet, tmp_path / "b")
    assert one.before.true_peak > 6
    assert_contract(one)
    assert one.limited == pytest.approx(other.limited, abs=0.05)
    assert one.gain == pytest.approx(other.gain - 24, abs=0.05)


def test_identical_channels_become_mono(tmp_path: Path) -> None:
    one = synthesise(tmp_path / "one.wav", arguments="-ac 1")
    both = tmp_path / "both.wav"
    copy = ["-af", "pan=stereo|c0=c0|c1=c0", str(both)]
    subprocess.run([FFMPEG.path, "-v", "error", "-i", str(one), *copy], check=True, stdin=subprocess.DEVNULL)
    mono, dual = mastered(one, tmp_path / "a"), mastered(both, tmp_path / "b")
    assert mono.channels == dual.channels == 1
    assert dual.before.integrated == pytest.approx(mono.before.integrated, abs=0.05)
    assert_contract(dual)


def test_channels_that_differ_stay_stereo(tmp_path: Path) -> None:
    master = mastered(synthesise(tmp_path / "wide.wav"), tmp_path / "work")
    assert (master.channels, master.kbps) == (2, 128)


@pytest.mark.parametrize(("choice", "expected"), [("left", 1), ("right", 1), ("mono", 1), ("stereo", 2)])
def test_the_producer_may_choose_channels(choice: str, expected: int, tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "wide.wav")
    master = mastered(recording, tmp_path / "work", channels=choice)  # type: ignore[arg-type]
    assert master.channels == expected
    assert_contract(master)


def test_a_dead_channel_is_left_out(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "dead.wav", arguments="-af pan=stereo|c0=c0|c1=0*c1")
    master = mastered(recording, tmp_path / "work")
    assert master.channels == 1
    assert_contract(master)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    recording = synthesise(tmp_path / "a.wav")
    first, second = mastered(recording, tmp_path / "1"), mastered(recording, tmp_path / "2")
    assert first.audio.sha256 == second.audio.sha256


def test_a_fast_encoding_keeps_the_contract_too(tmp_path: Path) -> None:
    recording = shipped()[0]
    encodings: tuple[Encoding, ...] = ("fine", "fast")
    fine, fast = (mastered_under(Profile(encoding=one), recording, tmp_path / one) for one in encodings)
    assert_contract(fast)
    assert (fast.samples, fast.kbps, fast.audio.size) == (fine.samples, fine.kbps, fine.audio.size)
    assert fast.audio.sha256 != fine.audio.sha256


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[Event] = []
    mastered(synthesise(tmp_path / "a.wav"), tmp_path / "work", tell=told.append)
    begun = [event.task for event in told if isinstance(event, Started)]
    assert [task for task in begun if task != "a:limit"][:3] == ["a:analyse", "a:encode", "a:prove"]
    assert set(begun) <= {"a:analyse", "a:limit", "a:encode", "a:prove"}
    assert [event.task for event in told if isinstance(event, Finished)] == begun
    steps = [event.done for event in told if isinstance(event, Advanced) and event.task == "a:analyse"]
    assert steps == sorted(steps)
    assert steps[-1] == pytest.approx(6, abs=0.01)


def test_the_finest_of_several_tracks_is_taken(tmp_path: Path) -> None:
    """A camera's file often holds a proxy track first."""
    coarse, fine = (synthesise(tmp_path / f"{rate}.wav", rate=rate, arguments="-ac 1") for rate in (8_000, 48_000))
    both = tmp_path / "both.mka"
    command = ["-v", "error", "-i", str(coarse), "-i", str(fine), "-map", "0", "-map", "1", "-c", "copy", str(both)]
    subprocess.run([FFMPEG.path, *command], check=True, stdin=subprocess.DEVNULL)
    one, other = mastered(both, tmp_path / "a"), mastered(fine, tmp_path / "b")
    assert one.audio.sha256 == other.audio.sha256
