"""Programs with something on their standard input: no deadlock, no silence about errors, nothing left behind."""

import _thread
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mp3.lame import FFMPEG, SMALL
from pipeline.errors import MissingError, StoppedError, ToolError
from pipeline.stages.mastering.mp3 import encode
from pipeline.stages.mastering.pieces import Samples
from pipeline.tools.ffmpeg.mp3encoding import encoded
from pipeline.tools.lame import Mp3Coding
from pipeline.tools.process import Halt, running

CODING = Mp3Coding(48_000, 1, 96, 7)
ECHO = [sys.executable, "-c", "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"]
DEAF = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILS = [sys.executable, "-c", "import sys; sys.exit('it does not like that')"]
BIG = [b"x" * 1_000_000] * 8


def test_more_than_the_pipes_hold_goes_through() -> None:
    with running(ECHO, feed=iter(BIG)) as output:
        assert output.read(-1) == b"".join(BIG)


def test_a_program_that_ends_early_tells_why() -> None:
    with pytest.raises(ToolError, match="does not like"), running(FAILS, feed=BIG) as output:
        output.read(-1)


def test_a_program_that_takes_nothing_is_ended() -> None:
    with pytest.raises(ToolError, match="hung"), running(DEAF, feed=BIG, stall=1) as output:
        output.read(-1)


def test_whoever_stops_reading_ends_it() -> None:
    began = time.monotonic()
    with pytest.raises(KeyError), running(DEAF, feed=BIG):
        raise KeyError
    assert time.monotonic() - began < 10


def test_a_feed_that_fails_ends_it() -> None:
    def feed() -> Iterator[bytes]:
        yield b"some"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), running(ECHO, feed=feed()) as output:
        output.read(-1)


def test_a_program_that_failed_is_blamed_for_what_its_reader_lacked() -> None:
    with pytest.raises(ToolError, match="does not like") as caught, running(FAILS) as output:
        raise ValueError(f"there are {len(output.read(8))} bytes")
    assert isinstance(caught.value.__cause__, ValueError)


def test_what_a_reader_says_of_a_program_that_did_well_is_told() -> None:
    with pytest.raises(ValueError, match="of no use"), running([sys.executable, "-c", "pass"]) as output:
        raise ValueError(f"of no use: {len(output.read(8))} bytes")


def test_an_error_of_our_own_is_told_whatever_became_of_the_program() -> None:
    with pytest.raises(StoppedError, match="enough"), running(FAILS) as output:
        raise StoppedError(f"enough: {len(output.read(8))} bytes")


def test_a_halt_ends_what_runs_and_what_would() -> None:
    halt = Halt()
    threading.Timer(0.3, halt.now).start()
    for _ in range(2):
        with pytest.raises(StoppedError), running(DEAF, feed=BIG, halt=halt) as output:
            output.read(-1)


def silence(seconds: int) -> Iterator[Samples]:
    for _ in range(seconds):
        yield np.zeros((48_000, 1), np.float32)


def run(blocks: Iterator[Samples], tmp_path: Path, told: Callable[[float], None] = lambda _: None) -> None:
    encode(blocks, CODING, tmp_path / "a.mp3", ffmpeg=FFMPEG, lanes=3, advance=told, grid=SMALL)


def fails(tmp_path: Path, says: str) -> None:
    bad = replace(CODING, rate=-1)
    with pytest.raises(ToolError, match=says):
        encode(silence(9), bad, tmp_path / "a.mp3", ffmpeg=FFMPEG, lanes=3, advance=lambda _: None, grid=SMALL)
    assert_none_left()


def test_lames_error_is_told(tmp_path: Path) -> None:
    fails(tmp_path, "cannot encode -1 Hz")


@pytest.mark.usefixtures("without_library")
def test_ffmpegs_error_is_told(tmp_path: Path) -> None:
    fails(tmp_path, "failed with exit code")


@pytest.mark.usefixtures("without_library")
def test_no_ffmpeg(tmp_path: Path) -> None:
    gone = replace(FFMPEG, path=str(tmp_path / "no-ffmpeg"))
    with pytest.raises(MissingError):
        encode(silence(9), CODING, tmp_path / "a.mp3", ffmpeg=gone, lanes=3, advance=lambda _: None, grid=SMALL)


def test_one_lanes_error_ends_the_others_at_once() -> None:
    def never() -> Iterator[bytes]:
        for _ in range(600):
            time.sleep(0.1)
            yield bytes(4)

    def breaks() -> Iterator[bytes]:
        yield bytes(400_000)
        raise ToolError("broken")

    began = time.monotonic()
    with pytest.raises(ToolError, match="broken"):
        list(encoded([never(), breaks(), never()], CODING, ffmpeg=FFMPEG, lanes=2))
    assert time.monotonic() - began < 10
    assert_none_left()


def test_a_source_that_fails_ends_all(tmp_path: Path) -> None:
    def source() -> Iterator[Samples]:
        yield from silence(20)
        raise ToolError("the recording could not be read")

    with pytest.raises(ToolError, match="could not be read"):
        run(source(), tmp_path)
    assert_none_left()


def test_whoever_is_told_may_end_it(tmp_path: Path) -> None:
    def stop(_: float) -> None:
        raise StoppedError("enough")

    with pytest.raises(StoppedError, match="enough"):
        run(silence(60), tmp_path, stop)
    assert_none_left()


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    def source() -> Iterator[Samples]:
        threading.Timer(0.5, _thread.interrupt_main).start()
        for block in silence(100_000):
            yield block
            time.sleep(0.002)

    with pytest.raises(KeyboardInterrupt):
        run(source(), tmp_path)
    assert_none_left()


def assert_none_left() -> None:
    """No thread of ours runs, and no program that we started."""
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("mp3")] == []
    children = [pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text("ascii").split()]
    assert [pid for pid in children if FFMPEG.path in Path(f"/proc/{pid}/cmdline").read_text("utf-8")] == []
