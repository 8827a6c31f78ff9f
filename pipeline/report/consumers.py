"""Consumers of events: one for each way of telling."""

import dataclasses
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from pipeline.events import Advanced, Event, Finished, Noted, Started, Tell, Warned

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

Style = Literal["bars", "lines", "json"]


def style(*, as_json: bool) -> Style:
    """Choose how to tell: bars only where somebody looks at a terminal."""
    if as_json:
        return "json"
    return "bars" if sys.stderr.isatty() else "lines"


@contextmanager
def telling(how: Style) -> Iterator[Tell]:
    """Give the function that tells events, for as long as work goes on; it may be called from any thread."""
    if how != "bars":
        yield _Lines() if how == "lines" else _Json()
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and of use on a terminal only

    with bars(Console(stderr=True)) as tell:
        yield tell


@contextmanager
def bars(console: "Console", clock: Callable[[], float] | None = None) -> Iterator[Tell]:
    """Show a bar for each piece of work, with its share and the time that is left; ``clock`` gives seconds."""
    from rich import progress as parts  # noqa: PLC0415 - as above

    left = (parts.TimeRemainingColumn(), parts.TextColumn("left"))
    columns = (parts.TextColumn("{task.description}"), parts.BarColumn(), parts.TaskProgressColumn(), *left)
    with parts.Progress(*columns, console=console, transient=True, get_time=clock) as progress:
        yield _Bars(progress)


def json_line(event: object) -> None:
    """Write a dataclass as one line of JSON to standard output."""
    if dataclasses.is_dataclass(event) and not isinstance(event, type):
        line = {"event": type(event).__name__.lower(), **dataclasses.asdict(event)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()


class _Json:
    """A line of JSON for each event, whole also when several threads tell; ends quietly with its reader."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard = True

    def __call__(self, event: Event) -> None:
        with self._lock:
            if self._heard:
                try:
                    json_line(event)
                except BrokenPipeError:
                    self._heard = False


class _Lines:
    """A line when work ends, none for every step: fit for a log."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        with self._lock:
            if isinstance(event, Started):
                self._labels[event.task] = event.label
            elif isinstance(event, Finished):
                _say(f"{self._labels.pop(event.task, event.task)}: {event.outcome or 'done'}")
            elif isinstance(event, Noted):
                _say(event.text)
            elif isinstance(event, Warned):
                _say(f"warning: {event.text}")


class _Bars:
    """A bar for each piece of work, with the time that is left."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        if isinstance(event, Started):
            self._tasks[event.task] = self._progress.add_task(event.label, total=event.total)
        elif isinstance(event, Advanced):
            self._progress.update(self._tasks[event.task], completed=event.done, refresh=True)
        elif isinstance(event, Finished):
            self._progress.remove_task(self._tasks.pop(event.task))
        elif isinstance(event, Noted):
            self._progress.console.print(event.text, markup=False)
        else:
            self._progress.console.print(f"warning: {event.text}", markup=False, style="yellow")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
