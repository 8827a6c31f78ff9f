"""What is left of the work is shown while it goes on, in time and as a share."""

import io
import re
from itertools import pairwise
from pathlib import Path

from rich.console import Console

from pipeline.events import Advanced, Event, Finished, Started
from pipeline.report.consumers import bars
from video.footage import encoded, film


def shown(console: Console) -> list[str]:
    """Give what stood on the terminal, line by line, without colours."""
    assert isinstance(console.file, io.StringIO)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\n", console.file.getvalue()).splitlines()


def seconds_left(lines: list[str]) -> list[int]:
    found = (re.search(r"(\d+):(\d\d):(\d\d) left", line) for line in lines)
    return [int(one[1]) * 3600 + int(one[2]) * 60 + int(one[3]) for one in found if one]


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, color_system=None, width=100)


def test_the_time_left_is_shown_and_falls() -> None:
    console, now = terminal(), [0.0]
    with bars(console, lambda: now[0]) as tell:
        tell(Started("a", "leksjon-1 (full): pictures", 300.0))
        for second in range(1, 30):
            now[0] = float(second)
            tell(Advanced("a", second * 10.0))
        tell(Finished("a"))
    lines = shown(console)
    assert any("leksjon-1 (full): pictures" in line and "50%" in line and "0:00:15 left" in line for line in lines)
    left = seconds_left(lines)
    assert (left[0], left[-1]) == (28, 1)
    assert all(one >= other for one, other in pairwise(left))


def test_an_encode_tells_shares_that_grow_to_one(tmp_path: Path) -> None:
    told: list[Event] = []
    encoded(film(tmp_path / "a.mkv", coding="-c:v mpeg4 -c:a flac"), tmp_path / "work", tell=told.append)
    begun = [event for event in told if isinstance(event, Started)]
    assert {"a: read", "a: analyse", "a: encode", "a: prove", "a: pictures"} <= {event.label for event in begun}
    for event in begun:
        assert event.total == 3
    pictures = [event.done / 3 for event in told if isinstance(event, Advanced) and event.task == "a:pictures"]
    assert all(one <= other for one, other in pairwise(pictures))
    assert pictures[-1] == 1
