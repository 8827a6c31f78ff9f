"""Headers that lie: all of the sound is used, or the recording is refused; nothing is lost without a word."""

import struct
import subprocess
from pathlib import Path

import pytest

from mastering.made import SPEECH
from mastering.second import read
from mastering.sound import FFMPEG, mastered
from mastering.test_refusals import refused

SECONDS = 6.0
RIFF = 4
_FLAC_TOTAL = 18
_ALL = 2**36 - 1


def real(path: Path, arguments: str = "") -> Path:
    """Six seconds of a real voice."""
    form = ["-map", "0:a", "-t", str(SECONDS), "-ac", "1", "-bitexact", *arguments.split()]
    command = [FFMPEG.path, "-v", "error", "-y", "-i", str(SPEECH), *form, str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def patched(path: Path, *changes: tuple[int, str, int]) -> Path:
    data = bytearray(path.read_bytes())
    for at, form, value in changes:
        struct.pack_into(form, data, at, value)
    path.write_bytes(data)
    return path


def after(path: Path, mark: bytes) -> int:
    """Where what follows a mark begins."""
    return path.read_bytes().index(mark) + len(mark)


def assert_whole(path: Path, folder: Path) -> None:
    master = mastered(path, folder / "work")
    assert master.recorded == pytest.approx(SECONDS, abs=0.03)
    heard = read(master.audio.path)
    assert heard.keeps(), heard


STREAMED = {
    "nothing": (0, 0),
    "nothing of data": (0, None),
    "all": (0xFFFF_FFFF, 0xFFFF_FFFF),
    "all data": (2**32 - 1, None),
}


@pytest.mark.parametrize("kind", STREAMED)
def test_a_wav_of_unknown_length_is_taken_to_its_end(kind: str, tmp_path: Path) -> None:
    path = real(tmp_path / "a.wav")
    data, riff = STREAMED[kind]
    changes = [(after(path, b"data"), "<I", data)] + ([(RIFF, "<I", riff)] if riff is not None else [])
    assert_whole(patched(path, *changes), tmp_path)


@pytest.mark.parametrize("both", [False, True])
def test_a_wav_that_tells_of_more_than_there_is_is_cut_off(both: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    path = real(tmp_path / "a.wav")
    more = 2 * path.stat().st_size
    changes = [(after(path, b"data"), "<I", more)] + ([(RIFF, "<I", more + 36)] if both else [])
    assert "cut off" in refused(patched(path, *changes), tmp_path).message


@pytest.mark.parametrize(("kind", "share"), [("wav", 0.5), ("rf64", 0.5), ("rf64", 0.0), ("w64", 0.5), ("w64", 0.0)])
def test_sound_that_is_not_counted_is_told_of(kind: str, share: float, tmp_path: Path) -> None:
    """Other programs play what is counted, as if that were all."""
    name, arguments = {"wav": ("a.wav", ""), "rf64": ("a.wav", "-rf64 always"), "w64": ("a.w64", "")}[kind]
    path = real(tmp_path / name, arguments)
    size = round(path.stat().st_size * share / 8) * 8
    at = {"wav": b"data", "rf64": b"ds64", "w64": b"data"}[kind]
    place = after(path, at) + {"wav": 0, "rf64": 12, "w64": 12}[kind]
    said = refused(
        patched(path, (place, "<I" if kind == "wav" else "<Q", size + 24 * (kind == "w64"))), tmp_path
    ).message
    assert f"tells of {SECONDS * share:.1f} s, but {SECONDS * (1 - share):.1f} s more are in the file" in said


def test_other_chunks_and_room_set_aside_are_no_sound(tmp_path: Path) -> None:
    path = real(tmp_path / "a.wav")
    with path.open("ab") as file:
        file.write(b"LIST" + struct.pack("<I", 200_000) + b"x" * 200_000 + bytes(500_000))
    assert_whole(path, tmp_path)


@pytest.mark.parametrize("arguments", ["-b:a 64k", "-q:a 6"])
@pytest.mark.parametrize("factor", [0, 0.5, 2])
def test_an_mp3_with_another_number_of_frames(arguments: str, factor: float, tmp_path: Path) -> None:
    """What there is counts; if frames are missing it was cut off."""
    path = real(tmp_path / "a.mp3", arguments)
    at = after(path, b"Info" if "b:a" in arguments else b"Xing") + 4
    (frames,) = struct.unpack_from(">I", path.read_bytes(), at)
    patched(path, (at, ">I", round(frames * factor)))
    if factor > 1:
        assert "header says 12.0 s, 6.0 s can be decoded" in refused(path, tmp_path).message
    else:
        assert_whole(path, tmp_path)


def test_a_variable_mp3_without_a_header(tmp_path: Path) -> None:
    assert_whole(real(tmp_path / "a.mp3", "-q:a 4 -write_xing 0"), tmp_path)


@pytest.mark.parametrize("factor", [0, 0.5, 2])
def test_a_flac_with_another_number_of_samples(factor: float, tmp_path: Path) -> None:
    path = real(tmp_path / "a.flac")
    (word,) = struct.unpack_from(">Q", path.read_bytes(), _FLAC_TOTAL)
    patched(path, (_FLAC_TOTAL, ">Q", (word & ~_ALL) | round((word & _ALL) * factor)))
    if factor > 1:
        assert "header says 12.0 s, 6.0 s can be decoded" in refused(path, tmp_path).message
    else:
        assert_whole(path, tmp_path)


@pytest.mark.parametrize("frames", [0, 44_100])
def test_an_aiff_with_another_number_of_frames(frames: int, tmp_path: Path) -> None:
    path = real(tmp_path / "a.aiff")
    assert_whole(patched(path, (after(path, b"COMM") + 6, ">I", frames)), tmp_path)
