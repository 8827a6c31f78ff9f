"""One stream of sound for several encoders side by side: made once, and held only as far as the slowest is behind."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from queue import Empty, Full, Queue

from pipeline.audio.peaks import Samples
from pipeline.errors import StoppedError
from pipeline.tools.ffmpeg.passes import Advance

Take = Callable[[Iterable[Samples]], None]
"""Reads the whole stream."""

_AHEAD = 8
"""Blocks that wait for each taker at most: a few MB."""
_PATIENCE = 0.2
"""Seconds after which whoever waits looks whether the others are still at work."""

_Waiting = Queue[Samples | None]
"""Blocks in their order; None is the end."""


def fan(blocks: Iterable[Samples], takers: Sequence[Take]) -> None:
    """Give every taker all the blocks, each taker in a thread of its own; alone, it gets them directly.

    The first failure, of a taker or of ``blocks``, ends the others: for them the stream breaks off with a StoppedError.
    """
    if len(takers) == 1:
        takers[0](blocks)
        return
    stopped = threading.Event()
    waiting = [_Waiting(_AHEAD) for _ in takers]
    with ThreadPoolExecutor(len(takers), "fan") as pool:
        pairs = zip(takers, waiting, strict=True)
        works = [pool.submit(take, _taken(queue, stopped)) for take, queue in pairs]
        try:
            for block in chain(blocks, [None]):
                for queue, work in zip(waiting, works, strict=True):
                    _give(queue, block, work)
            for work in works:
                work.result()
        except BaseException:
            stopped.set()
            raise


def _give(queue: _Waiting, block: Samples | None, work: Future[None]) -> None:
    """Wait until there is room; a taker that has failed raises here what it raised."""
    while not work.done():
        try:
            queue.put(block, timeout=_PATIENCE)
        except Full:
            continue
        return
    work.result()


def _taken(queue: _Waiting, stopped: threading.Event) -> Iterator[Samples]:
    while not stopped.is_set():
        try:
            block = queue.get(timeout=_PATIENCE)
        except Empty:
            continue
        if block is None:
            return
        yield block
    raise StoppedError("stopped, since another part of the work ended")


def slowest(count: int, advance: Advance) -> list[Advance]:
    """Give a way to tell of progress to each of several that work side by side; together they are as far as the last.

    Alone, it is ``advance`` itself.
    """
    if count == 1:
        return [advance]
    done, lock = [0.0] * count, threading.Lock()

    def one(number: int) -> Advance:
        def told(seconds: float) -> None:
            with lock:
                done[number] = max(done[number], seconds)
                advance(min(done))

        return told

    return [one(number) for number in range(count)]
