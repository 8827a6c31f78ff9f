"""Frame headers, CRC and the Info frame, held against ffmpeg's own and mutagen's reading."""

from pathlib import Path
from struct import unpack_from

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode, MPEGInfo

from mp3.lame import SMALL, in_one_piece, in_pieces, one_file, piped, speech
from pipeline.formats.crc16 import crc16
from pipeline.formats.mp3 import read_xing
from pipeline.formats.mp3frames import NoFrameError, frame_header, frame_starts
from pipeline.formats.mp3info import Sound, info_frame, info_size
from pipeline.tools.lame import Mp3Coding

STEREO = Mp3Coding(48_000, 2, 128, 7)


@pytest.mark.parametrize(
    ("word", "size", "samples", "side"),
    [
        ("fffb9064", 417, 1152, 32),  # 44.1 kHz, 128 kb/s, joint stereo
        ("fffb9264", 418, 1152, 32),  # padded
        ("fffb74c4", 288, 1152, 17),  # 48 kHz, 96 kb/s, mono
        ("fff384c4", 192, 576, 9),  # MPEG-2: 24 kHz, 64 kb/s, mono
        ("ffe388c4", 576, 576, 9),  # 2.5: 8 kHz, 64 kb/s, mono
    ],
)
def test_headers(word: str, size: int, samples: int, side: int) -> None:
    header = frame_header(bytes.fromhex(word))
    assert (header.size, header.samples, header.side) == (size, samples, side)


@pytest.mark.parametrize("word", ["", "ff", "fffb", "00000000", "fffd9064", "fffbf064", "fffb0064", "fffb9c64"])
def test_what_is_no_header(word: str) -> None:
    with pytest.raises(NoFrameError):
        frame_header(bytes.fromhex(word))


@pytest.mark.parametrize("rate", [22_050, 32_000, 44_100])
def test_frames_are_found(rate: int) -> None:
    source = ["-f", "lavfi", "-i", f"anoisesrc=d=3:r={rate}", "-b:a", "64k", "-write_xing", "0"]
    stream = piped([*source, "-id3v2_version", "0", "-f", "mp3", "-"], b"")
    starts = frame_starts(stream)
    assert starts[-1] == len(stream)
    assert starts[-1] / (len(starts) - 1) == pytest.approx((1152 if rate >= 32_000 else 576) / 8 * 64_000 / rate, abs=1)
    with pytest.raises(NoFrameError, match="cut off"):
        frame_starts(stream[:-1])
    with pytest.raises(NoFrameError, match="begin"):
        frame_starts(stream + b"TAG.")


def test_crc_has_its_check_value() -> None:
    assert crc16(b"123456789") == 0xBB3D


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 255))
def test_crc_goes_on_where_it_stopped(first: int, second: int, seed: int) -> None:
    data = np.random.default_rng(seed).bytes(first + second)
    plain = 0
    for at in range(0, len(data), 1000):
        plain = crc16(data[at : at + 1000], plain)
    assert crc16(data[first:], crc16(data[:first])) == crc16(data) == plain


@pytest.mark.parametrize(("rate", "channels", "kbps"), [(44_100, 1, 96), (48_000, 2, 128)])
def test_the_header_tells_what_ffmpegs_own_does(rate: int, channels: int, kbps: int, tmp_path: Path) -> None:
    coding = Mp3Coding(rate, 1 if channels == 1 else 2, kbps, 7)
    samples = speech(rate, channels, 10.3)
    ours = in_pieces(samples, coding, tmp_path / "ours.mp3", grid=SMALL)
    theirs = one_file(samples, coding, tmp_path / "theirs.mp3").read_bytes()
    assert read_xing(ours) == read_xing(theirs)
    assert len(ours) == len(theirs)
    at = 4 + (17 if channels == 1 else 32)
    assert ours[at : at + 16] == theirs[at : at + 16]  # Info, flags, frames, bytes
    table, other = (np.frombuffer(data[at + 16 : at + 116], np.uint8).astype(int) for data in (ours, theirs))
    assert np.abs(table - other).max() <= 1
    delay = at + 120 + 21
    assert ours[delay : delay + 3] == theirs[delay : delay + 3]
    length, crc = unpack_from(">IH", ours, at + 120 + 28)
    assert (length, crc) == (len(ours), crc16(ours[info_size(frame_header(ours[:4])) :]))
    (other_length,) = unpack_from(">I", theirs, at + 120 + 28)
    assert other_length in {length, 0}
    assert unpack_from(">H", ours, at + 154)[0] == crc16(ours[: at + 154])


@pytest.mark.parametrize(("rate", "channels", "kbps"), [(44_100, 1, 32), (44_100, 1, 96), (48_000, 2, 32)])
@pytest.mark.parametrize("seconds", [0.01, 1.5, 61.7])
def test_mutagen_reads_it(rate: int, channels: int, kbps: int, seconds: float, tmp_path: Path) -> None:
    coding = Mp3Coding(rate, 1 if channels == 1 else 2, kbps, 7)
    samples = speech(rate, channels, seconds)
    in_pieces(samples, coding, tmp_path / "a.mp3")
    info = MP3(tmp_path / "a.mp3").info  # type: ignore[no-untyped-call]
    assert isinstance(info, MPEGInfo)
    assert info.length == pytest.approx(len(samples) / rate, abs=1e-6)
    assert (info.sample_rate, info.channels, info.bitrate_mode) == (rate, channels, BitrateMode.CBR)
    assert info.bitrate == pytest.approx(kbps * 1000, abs=10 if seconds > 60 else 600)
    assert not info.sketchy
    assert info.encoder_info.startswith("LAME 4.0")


def test_ffmpeg_tells_the_duration(tmp_path: Path) -> None:
    in_pieces(speech(48_000, 2, 61.7), STEREO, tmp_path / "a.mp3")
    told = piped(["-v", "info", "-i", str(tmp_path / "a.mp3"), "-f", "ffmetadata", "-"], b"")
    frames = piped(["-i", str(tmp_path / "a.mp3"), "-c:a", "pcm_s16le", "-f", "framecrc", "-"], b"").decode()
    assert told
    lines = [line.split(",") for line in frames.splitlines() if not line.startswith("#")]
    assert sum(int(line[3]) for line in lines) == round(61.7 * 48_000)


@pytest.mark.parametrize("samples", [0, 200_000])
def test_frames_that_do_not_fit_the_samples(samples: int) -> None:
    header = frame_header(in_one_piece(speech(48_000, 2, 1), STEREO)[:4])
    with pytest.raises(ValueError, match="100 frames"):
        info_frame(Sound(header, 100, 38_400, 0, samples, 7, b"LAME4.0"))
