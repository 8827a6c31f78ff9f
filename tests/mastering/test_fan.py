"""One stream for several that take it, each at its own pace."""

import threading
import time
from collections.abc import Iterable, Iterator

import numpy as np
import pytest

from pipeline.audio.peaks import Samples
from pipeline.errors import StoppedError
from pipeline.stages.mastering.fan import fan, slowest

BLOCKS = [np.full((3, 1), number, np.float32) for number in range(40)]


class Taker:
    """Takes blocks, with a rest after each; may fail at one of them."""

    def __init__(self, rest: float = 0.0, fails: int = -1) -> None:
        self.rest, self.fails = rest, fails
        self.got: list[float] = []
        self.ended: BaseException | None = None

    def __call__(self, sound: Iterable[Samples]) -> None:
        try:
            for block in sound:
                assert len(self.got) != self.fails
                self.got.append(float(block[0, 0]))
                time.sleep(self.rest)
        except BaseException as error:
            self.ended = error
            raise


@pytest.mark.parametrize("count", [1, 2, 3])
def test_everybody_gets_everything_in_order(count: int) -> None:
    takers = [Taker(rest=0.002 * number) for number in range(count)]
    fan(iter(BLOCKS), takers)
    assert [taker.got for taker in takers] == [list(range(40))] * count


def test_nobody_is_far_ahead_of_the_slowest() -> None:
    slow, quick, ahead = Taker(rest=0.01), Taker(), list[int]()

    def source() -> Iterator[Samples]:
        for number, block in enumerate(BLOCKS):
            ahead.append(number - len(slow.got))
            yield block

    fan(source(), [quick, slow])
    assert max(ahead) <= 10
    assert len(quick.got) == len(slow.got) == 40


@pytest.mark.parametrize("fails", [0, 5, 39])
def test_one_that_fails_ends_all(fails: int) -> None:
    others, broken = [Taker(rest=0.01), Taker(rest=0.01)], Taker(fails=fails)
    with pytest.raises(AssertionError):
        fan(iter(BLOCKS), [others[0], broken, others[1]])
    for other in others:
        assert isinstance(other.ended, StoppedError) or len(other.got) == 40
    assert threading.active_count() < 20


def test_a_source_that_fails_ends_all() -> None:
    takers = [Taker(), Taker()]

    def source() -> Iterator[Samples]:
        yield from BLOCKS[:7]
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        fan(source(), takers)
    assert all(isinstance(taker.ended, StoppedError) for taker in takers)


def test_together_they_are_as_far_as_the_last() -> None:
    told: list[float] = []
    one, other = slowest(2, told.append)
    for advance, seconds in ((one, 5.0), (other, 3.0), (one, 9.0), (other, 8.0)):
        advance(seconds)
    assert told == [0.0, 3.0, 3.0, 8.0]
    assert slowest(1, told.append) == [told.append]
