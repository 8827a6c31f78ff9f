"""Pieces joined are what one piece would be: every byte, whatever the length, on any number of cores."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mp3.lame import FFMPEG, SMALL, blocks, decoded, in_one_piece, in_pieces, speech
from pipeline.formats.mp3 import read_xing
from pipeline.formats.mp3frames import frame_header
from pipeline.formats.mp3info import info_size
from pipeline.stages.mastering.mp3 import encode
from pipeline.stages.mastering.pieces import Grid, Samples, cut
from pipeline.tools.lame import Mp3Coding

PIECE = 49 * 1152
LOOK_AHEAD = 4 * 1152
SETTLING = 576 + 529
"""Samples that encoder and decoder put ahead of the sound."""
Channels = Literal[1, 2]


def frames_of(data: bytes) -> bytes:
    return data[info_size(frame_header(data[:4])) :]


def assert_same(samples: Samples, coding: Mp3Coding, folder: Path, grid: Grid | None = SMALL) -> None:
    """The frames are those of one piece, and so is what is decoded, which is as long as what was encoded."""
    data = in_pieces(samples, coding, folder / "pieces.mp3", grid=grid)
    one = in_one_piece(samples, coding)
    assert frames_of(data) == one
    sound = decoded(folder / "pieces.mp3", coding.channels)
    assert len(sound) == len(samples)
    (folder / "one.mp3").write_bytes(one)
    whole = decoded(folder / "one.mp3", coding.channels)[SETTLING:]  # with no header nothing tells where sound begins
    np.testing.assert_array_equal(sound, whole[: len(sound)])


@pytest.mark.parametrize("level", [3, 5, 7])
@pytest.mark.parametrize(("rate", "channels", "kbps"), [(44_100, 1, 96), (48_000, 2, 128), (44_100, 2, 128)])
def test_speech(rate: int, channels: Channels, kbps: int, level: int, tmp_path: Path) -> None:
    assert_same(speech(rate, channels, 30), Mp3Coding(rate, channels, kbps, level), tmp_path)


@pytest.mark.parametrize(("rate", "channels", "kbps"), [(44_100, 2, 128), (48_000, 1, 96)])
def test_ten_minutes_on_the_real_grid(rate: int, channels: Channels, kbps: int, tmp_path: Path) -> None:
    samples, coding = speech(rate, channels, 600), Mp3Coding(rate, channels, kbps, 5)
    data = in_pieces(samples, coding, tmp_path / "pieces.mp3")
    assert frames_of(data) == in_one_piece(samples, coding)
    assert len(decoded(tmp_path / "pieces.mp3", channels)) == len(samples)


EDGES = [1, 2, 575, 576, 577, 1151, 1152, 1153, 2304, PIECE - 1, PIECE, PIECE + 1]
EDGES += [PIECE + LOOK_AHEAD - 1, PIECE + LOOK_AHEAD, PIECE + LOOK_AHEAD + 1, 3 * PIECE, 3 * PIECE + 575]


@pytest.mark.parametrize("length", EDGES)
@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (48_000, 2)])
def test_edges(length: int, rate: int, channels: Channels, tmp_path: Path) -> None:
    samples = speech(rate, channels, 8)[30_000 : 30_000 + length]
    assert_same(np.ascontiguousarray(samples), Mp3Coding(rate, channels, 96, 5), tmp_path)


@pytest.fixture(scope="module")
def long() -> Samples:
    return speech(44_100, 2, 12)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(1, 10 * 44_100), level=st.sampled_from([5, 7]), lanes=st.integers(1, 4))
def test_any_length(length: int, level: int, lanes: int, long: Samples, tmp_path: Path) -> None:
    coding = Mp3Coding(44_100, 2, 128, level)
    data = in_pieces(long[:length], coding, tmp_path / "pieces.mp3", grid=SMALL, lanes=lanes)
    assert frames_of(data) == in_one_piece(long[:length], coding)
    assert read_xing(data).samples == length == len(decoded(tmp_path / "pieces.mp3", 2))


@pytest.mark.parametrize("kind", ["gated", "jumps", "tones", "noise"])
def test_sounds_that_encoders_remember(kind: str, tmp_path: Path) -> None:
    random, rate = np.random.default_rng(7), 44_100
    plain = speech(rate, 1, 40)
    slow = np.repeat(random.random(20), 2 * rate)[:, None]
    sounds = {
        "gated": plain * (slow < 0.5),
        "jumps": plain * 10 ** (-4 * slow),
        "tones": 0.3 * np.sin(np.arange(40 * rate) * 0.0627)[:, None] * (slow < 0.6),
        "noise": random.normal(0, 0.1, (40 * rate, 1)) * 10 ** (-3 * slow),
    }
    assert_same(sounds[kind].astype(np.float32), Mp3Coding(rate, 1, 96, 5), tmp_path)


def test_neither_cores_nor_blocks_decide_a_byte(tmp_path: Path) -> None:
    samples, coding = speech(44_100, 1, 9), Mp3Coding(44_100, 1, 96, 7)
    made = {in_pieces(samples, coding, tmp_path / "a.mp3", grid=SMALL, lanes=lanes) for lanes in (1, 2, 5)}
    encode(blocks(samples, 777), coding, tmp_path / "b.mp3", ffmpeg=FFMPEG, lanes=2, advance=lambda _: None, grid=SMALL)
    assert made == {(tmp_path / "b.mp3").read_bytes()}


def test_blocks_are_let_go_as_they_are_read() -> None:
    taken = deque[int]()

    def source() -> Iterator[Samples]:
        for number in range(200):
            taken.append(number)
            yield np.full((1000, 1), number, np.float32)

    pieces = cut(source(), SMALL)
    first = next(pieces)
    assert len(taken) == -(-(PIECE + LOOK_AHEAD) // 1000)
    assert sum(len(data) for data in first.feed()) == 4 * (PIECE + LOOK_AHEAD)
    assert not first.samples


@pytest.mark.parametrize(("frames", "settling"), [(0, 0), (48, 0), (49, 8)])
def test_a_grid_is_of_whole_periods(frames: int, settling: int) -> None:
    with pytest.raises(ValueError, match="49"):
        Grid(frames, settling)


@pytest.mark.parametrize(("shape", "says"), [((0, 1), "no samples"), ((10, 2), "not of 1 channels"), ((10,), "shape")])
def test_what_cannot_be_encoded(shape: tuple[int, ...], says: str, tmp_path: Path) -> None:
    source = [np.zeros(shape, np.float32)]
    with pytest.raises(ValueError, match=says):
        encode(source, Mp3Coding(48_000, 1, 96), tmp_path / "a.mp3", ffmpeg=FFMPEG, lanes=2, advance=lambda _: None)
