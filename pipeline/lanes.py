"""Work on several things at once, one lane for each core; what is wrong with any of them is told together."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pipeline.errors import ContentError, StoppedError
from pipeline.events import Event, Tell
from pipeline.tools.cores import cores

In = TypeVar("In")
Out = TypeVar("Out")


def in_lanes(
    items: Iterable[In], work: Callable[[In, Tell], Out], tell: Tell, *, lanes: int | None = None
) -> list[Out]:
    """Give the results of ``work`` in the order of ``items``; the first failure other than of content ends all.

    There are as many ``lanes`` as cores, unless fewer are asked for.

    Raises:
        ContentError: every problem of every item.
    """
    stopped = threading.Event()
    guarded = _until(stopped, tell)

    def one(item: In) -> Out | ContentError:
        try:
            return work(item, guarded)
        except ContentError as error:
            return error

    with ThreadPoolExecutor(min(cores(), lanes or cores())) as pool:
        try:
            results = list(pool.map(one, items))
        except BaseException:
            stopped.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    errors = [result for result in results if isinstance(result, ContentError)]
    if errors:
        raise ContentError("\n".join(dict.fromkeys(map(str, errors))), "")  # what they share is told once
    return [result for result in results if not isinstance(result, ContentError)]


def _until(stopped: threading.Event, tell: Tell) -> Tell:
    """Give a ``tell`` that ends the work that calls it once it is stopped: work tells several times a second."""

    def told(event: Event) -> None:
        if stopped.is_set():
            raise StoppedError("stopped, since another part of the work ended")
        tell(event)

    return told
