"""Awkward recordings through the whole of mastering: a right result, measured by another program, or a reason."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from mastering.made import Piece, Recording, speech
from mastering.second import read
from mastering.sound import FFMPEG, decoded, mastered, mastered_under
from mastering.test_contract import assert_contract
from mastering.test_refusals import refused
from pipeline.errors import ContentError
from pipeline.model.audio import Master, Profile

VOICE = Piece("speech", 5.0, -6, 0.2)


def made(folder: Path, *pieces: Piece, rate: int = 48_000, layout: str = "mono", form: str = "float.wav") -> Path:
    return Recording(pieces or (VOICE,), rate, layout, form).write(folder)


def samples(master: Master) -> np.ndarray:
    return np.frombuffer(decoded(master.audio.path, form="f32le"), np.float32)


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.9])
def test_what_is_too_short_is_refused_with_its_length(seconds: float, tmp_path: Path) -> None:
    error = refused(made(tmp_path, Piece("speech", seconds, 0, 0.3)), tmp_path)
    assert f"lasts {seconds:.2f} s" in error.message
    assert "at least 1 s" in error.hint


@pytest.mark.parametrize("seconds", [1.0, 1.7, 2.99])
def test_less_than_a_short_term_window_keeps_the_contract(seconds: float, tmp_path: Path) -> None:
    master = mastered(made(tmp_path, Piece("speech", seconds, 0, 0.3)), tmp_path / "work")
    assert_contract(master)
    assert master.recorded == pytest.approx(seconds)


@pytest.mark.parametrize(
    "form", ["u8.wav", "16.wav", "24.wav", "32.wav", "float.wav", "double.wav", "24.flac", "a.aiff"]
)
@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000, 192_000])
def test_rates_and_depths(form: str, rate: int, tmp_path: Path) -> None:
    master = mastered(made(tmp_path, rate=rate, form=form), tmp_path / "work")
    assert_contract(master)
    assert master.rate == (44_100 if rate == 44_100 else 48_000)
    assert master.recorded == pytest.approx(5.0, abs=0.001)


def test_float_over_full_scale_is_turned_down_not_cut(tmp_path: Path) -> None:
    loud = mastered(made(tmp_path, Piece("speech", 5.0, 30, 0.2)), tmp_path / "loud")
    plain = mastered(made(tmp_path, VOICE), tmp_path / "plain")
    assert loud.before.true_peak > 15
    assert_contract(loud)
    assert np.corrcoef(samples(loud), samples(plain))[0, 1] > 0.999


def test_a_voice_in_the_centre_of_5_1_becomes_mono(tmp_path: Path) -> None:
    """A downmix puts it into both channels alike; what thunders in the channel of low frequencies is left out."""
    path, six = tmp_path / "six.wav", np.zeros((5 * 48_000, 6), "<f4")
    six[:, 2] = speech(48_000)[48_000 : 6 * 48_000]
    six[:, 3] = 0.9 * np.sin(2 * np.pi * 40 * np.arange(len(six)) / 48_000)
    source = ["-f", "f32le", "-ar", "48000", "-ch_layout", "5.1", "-i", "-", "-c:a", "pcm_s24le", str(path)]
    subprocess.run([FFMPEG.path, "-v", "error", *source], check=True, input=six.tobytes())
    master = mastered(path, tmp_path / "work")
    assert master.channels == 1
    assert_contract(master)
    assert np.corrcoef(samples(master), six[:, 2])[0, 1] > 0.99


@pytest.mark.parametrize("layout", ["same", "left only", "right only"])
def test_mono_in_stereo_and_a_dead_channel_are_the_mono_voice(layout: str, tmp_path: Path) -> None:
    master = mastered(made(tmp_path, layout=layout), tmp_path / "work")
    plain = mastered(made(tmp_path), tmp_path / "plain")
    assert (master.channels, master.kbps) == (1, 96)
    assert_contract(master)
    assert np.corrcoef(samples(master), samples(plain))[0, 1] > 0.999


def test_a_chosen_channel_that_is_silent_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, layout="right only")
    with pytest.raises(ContentError, match='channels = "left" leaves nothing but silence') as caught:
        mastered(path, tmp_path / "work", channels="left")
    assert "episode.toml" in caught.value.hint
    assert_contract(mastered(path, tmp_path / "right", channels="right"))


@pytest.mark.parametrize("seconds", [5.0, 30.0])
@pytest.mark.parametrize("shift", [0.03, -0.4])
def test_a_constant_offset_is_taken_out_and_costs_no_loudness(shift: float, seconds: float, tmp_path: Path) -> None:
    voice = speech(48_000)[: round(seconds * 48_000)] * 0.3
    path = tmp_path / "shifted.wav"
    source = ["-f", "f32le", "-ar", "48000", "-ac", "1", "-i", "-", "-c:a", "pcm_f32le", str(path)]
    subprocess.run([FFMPEG.path, "-v", "error", *source], check=True, input=(voice + shift).astype("<f4").tobytes())
    master = mastered(path, tmp_path / "work")
    assert_contract(master)
    assert master.cleaning[0].name == "offset"
    assert abs(samples(master).mean()) < 0.001
    told = json.loads(master.report.path.read_bytes())
    assert abs(told["blemishes"]["offset"] - abs(shift)) < 0.001
    left = mastered_under(Profile(cleanup="off"), path, tmp_path / "off") if abs(shift) < 0.1 else None
    assert left is None or samples(left).mean() > 0.03


def test_a_clipped_recording_is_mastered_and_told_of(tmp_path: Path) -> None:
    master = mastered(made(tmp_path, Piece("clipped", 5.0, 0, 0.2), form="16.wav"), tmp_path / "work")
    assert_contract(master)
    blemishes = json.loads(master.report.path.read_bytes())["blemishes"]
    assert blemishes["clipped"] > 100
    assert len(blemishes["clips"]) == 5


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e30])
def test_a_single_sample_that_is_no_number_is_refused(value: float, tmp_path: Path) -> None:
    path = made(tmp_path)
    data = bytearray(path.read_bytes())
    data[-40_000:-39_996] = np.float32(value).tobytes()
    path.write_bytes(data)
    error = refused(path, tmp_path)
    assert "1 of its samples are not numbers" in error.message
    assert "24-bit" in error.hint


@pytest.mark.parametrize("layout", ["mono", "wide"])
def test_a_click_alone_is_refused(layout: str, tmp_path: Path) -> None:
    """The limiter takes whatever gain adds to it: gain must not grow until samples are no numbers."""
    click = made(tmp_path, Piece("clicks", 0.4, 0, 0.5), Piece("silence", 2.0, 0, 0), layout=layout, form="24.wav")
    assert "after 6 tries" in refused(click, tmp_path).message


def test_a_click_at_the_very_end_is_refused(tmp_path: Path) -> None:
    click = made(tmp_path, Piece("silence", 2.46, 0, 0), Piece("noise", 0.04, 0, 0.5), form="24.wav")
    assert "0.34 s are left" in refused(click, tmp_path).message


@pytest.mark.parametrize("kind", ["mp4", "mkv", "webm"])
def test_a_video_of_varying_frame_rate_keeps_its_sound_in_time(kind: str, tmp_path: Path) -> None:
    """Pictures at 5 to 30 a second, as phones and meetings record: each second's pip is heard at its second."""
    video = "testsrc2=s=160x120:r=30:d=8,select='gt(mod(n\\,30)\\,24)+lt(mod(floor(t)\\,3)\\,1)'"
    pips = "aevalsrc='0.5*sin(2000*PI*t)*lt(mod(t\\,1)\\,0.1)':s=48000:d=8"
    codecs = "-c:v libvpx -c:a libopus" if kind == "webm" else "-c:v libx264 -preset ultrafast -c:a aac"
    inputs = ["-f", "lavfi", "-i", video, "-f", "lavfi", "-i", pips, "-fps_mode", "vfr", *codecs.split()]
    path = tmp_path / f"meeting.{kind}"
    subprocess.run([FFMPEG.path, "-v", "error", *inputs, str(path)], check=True, stdin=subprocess.DEVNULL)
    master = mastered_under(Profile(trim=False), path, tmp_path / "work")
    assert master.recorded == pytest.approx(8, abs=0.06)
    heard = read(master.audio.path)
    assert heard.keeps(), heard
    loud = np.abs(samples(master)) > 0.1
    for second in range(1, 8):
        begin = int(np.flatnonzero(loud[second * 48_000 - 4800 :])[0])  # nothing sounds in the tenth before
        assert begin / 48_000 == pytest.approx(0.1, abs=0.03)
