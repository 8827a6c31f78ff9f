"""LAME in this process, and ffmpeg's where its library cannot be called."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from mp3.lame import SMALL, decoded, in_one_piece, in_pieces, speech
from pipeline.errors import ToolError
from pipeline.formats.mp3frames import frame_header
from pipeline.formats.mp3info import info_size
from pipeline.stages.mastering.job import VERSION
from pipeline.tools import lame
from pipeline.tools.lame import Mp3Coding


def test_this_lame_goes_with_this_version_of_the_engine() -> None:
    """Where this fails there is another LAME: raise VERSION, so that no cache gives what the old one made."""
    assert (VERSION, lame.name()) == (6, b"LAME4.0 ")


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize(("rate", "channels", "kbps"), [(44_100, 1, 96), (48_000, 2, 128)])
def test_ffmpeg_does_the_same(rate: int, channels: Literal[1, 2], kbps: int, tmp_path: Path) -> None:
    samples, coding = speech(rate, channels, 20), Mp3Coding(rate, channels, kbps, 5)
    data = in_pieces(samples, coding, tmp_path / "pieces.mp3", grid=SMALL)
    assert data[info_size(frame_header(data[:4])) :] == in_one_piece(samples, coding)
    assert b"LAME3.100" in data[:200]
    assert len(decoded(tmp_path / "pieces.mp3", channels)) == len(samples)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_both_are_the_same_sound(rate: int, channels: Literal[1, 2], tmp_path: Path) -> None:
    """Neither length, level nor place differ; how they divide bits among bands does, somewhat."""
    samples, coding = speech(rate, channels, 8), Mp3Coding(rate, channels, 64, 5)
    in_pieces(samples, coding, tmp_path / "a.mp3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lame, "library", lambda: None)
        in_pieces(samples, coding, tmp_path / "b.mp3")
    ours, other = decoded(tmp_path / "a.mp3", channels), decoded(tmp_path / "b.mp3", channels)
    assert len(ours) == len(other) == len(samples)
    assert np.square(ours - other).mean() < 0.02 * np.square(other).mean()
    assert np.square(ours).mean() == pytest.approx(np.square(other).mean(), rel=0.02)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e9, -1e9])
def test_what_lame_would_end_the_process_on_is_refused(bad: float) -> None:
    samples = np.zeros((48_000, 2), np.float32)
    samples[20_000, 1] = bad
    with pytest.raises(ToolError, match="no sound"):
        in_one_piece(samples, Mp3Coding(48_000, 2, 128, 5))


def test_what_is_far_over_full_scale_is_encoded() -> None:
    loud = np.full((48_000, 1), 9_999, np.float32) * np.sign(np.sin(np.arange(48_000)))[:, None].astype(np.float32)
    assert len(in_one_piece(loud, Mp3Coding(48_000, 1, 96, 5))) % 288 == 0


def test_a_feed_that_fails_leaves_lame_closed() -> None:
    def feed() -> Iterator[bytes]:
        yield bytes(48_000)
        raise OSError

    library = lame.library()
    assert library is not None
    with pytest.raises(OSError):  # noqa: PT011 - our own
        list(lame.frames(library, feed(), Mp3Coding(48_000, 1, 96, 5)))


def test_encoding_leaves_nothing_to_the_garbage_collector() -> None:
    """It may not come for minutes, and what it would find adds up to some MB until then."""
    samples = np.zeros((20 * 48_000, 2), np.float32)
    gc.collect()
    gc.disable()
    try:
        in_one_piece(samples, Mp3Coding(48_000, 2, 128, 7))
        assert gc.collect() < 50
    finally:
        gc.enable()


def test_levels_differ() -> None:
    samples = speech(48_000, 1, 3)
    assert len({in_one_piece(samples, Mp3Coding(48_000, 1, 96, level)) for level in (3, 5, 7)}) == 3
