import os
import threading
import time

import pytest

from pipeline.errors import ContentError, PublishError, StoppedError
from pipeline.events import Noted, Tell, silent
from pipeline.lanes import in_lanes


def test_two_things_are_worked_on_at_once_and_come_back_in_order() -> None:
    together = threading.Barrier(min(2, os.cpu_count() or 1), timeout=20)

    def work(item: int, _tell: Tell) -> int:
        together.wait()
        return item * 10

    assert in_lanes([1, 2], work, silent) == [10, 20]


def test_no_more_are_worked_on_at_once_than_is_asked_for() -> None:
    busy, most = threading.Semaphore(1), list[bool]()

    def work(item: int, _tell: Tell) -> int:
        most.append(busy.acquire(blocking=False))
        time.sleep(0.05)
        busy.release()
        return item

    assert in_lanes([1, 2, 3], work, silent, lanes=1) == [1, 2, 3]
    assert most == [True] * 3


def test_what_is_wrong_with_any_of_them_is_told_together() -> None:
    def work(item: int, _tell: Tell) -> int:
        raise ContentError(f"file-{item}: broken", "mend it")

    with pytest.raises(ContentError) as caught:
        in_lanes([1, 2, 3], work, silent)
    assert caught.value.message.splitlines() == [f"file-{item}: broken: mend it" for item in (1, 2, 3)]


def test_what_is_wrong_with_all_of_them_is_told_once() -> None:
    def work(_item: int, _tell: Tell) -> int:
        raise ContentError("show.toml: bed.sound: broken", "mend it")

    with pytest.raises(ContentError) as caught:
        in_lanes([1, 2, 3], work, silent)
    assert caught.value.message == "show.toml: bed.sound: broken: mend it"


def test_a_failure_of_another_kind_ends_the_others_when_they_tell() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(item: int, tell: Tell) -> None:
        if item == 1:
            begun.wait(20)
            raise PublishError("no way", "")
        begun.set()
        try:
            for _ in range(2000):
                tell(Noted("still at it"))
                threading.Event().wait(0.01)
        except StoppedError:
            stopped.set()
            raise

    with pytest.raises(PublishError):
        in_lanes([1, 2], work, silent)
    assert stopped.is_set()
