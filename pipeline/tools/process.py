"""Run outside programs. The only place that knows ``subprocess``."""

import os
import shlex
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.errors import MissingError, PipelineError, StoppedError, ToolError

STALL_SECONDS = 120.0
"""A program that says nothing for so long hangs; media programs report several times a second."""

_LAST_LINES = 8
_ENDING = 10.0
"""Seconds that a program may take to end after its last output."""

Buffer = bytes | memoryview
"""What is written to a program: bytes, or a view of bytes that need not be copied."""


@dataclass(slots=True)
class Output:
    """A running program's standard output, guarded: reading it resets the stall clock.

    ``complaints`` are the last lines that it said on standard error, once it has ended; ``over``, all that it wrote was
    read.
    """

    stream: IO[bytes]
    _stall: "_Watchdog"
    complaints: tuple[str, ...] = ()
    over: bool = False

    def read(self, size: int) -> bytes:
        """Give exactly ``size`` bytes, fewer only at the end."""
        data = self.stream.read(size)
        self._stall.pat()
        self.over = self.over or len(data) < size or size < 0
        return data

    def lines(self) -> Iterator[str]:
        """Give the text lines as they come."""
        for line in self.stream:
            self._stall.pat()
            yield line.decode("utf-8", "replace").rstrip("\r\n")


class _Watchdog:
    """Ends a program that has stopped talking."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self._stop, self._patted = threading.Event(), threading.Event()
        self.fired = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def pat(self) -> None:
        self._patted.set()

    def stop(self) -> None:
        self._stop.set()
        self._patted.set()
        self._thread.join()

    def _watch(self) -> None:
        while self._patted.wait(self._seconds):
            if self._stop.is_set():
                return
            self._patted.clear()
            self._stop.wait(0.5)
        self.fired = True
        self._process.kill()


class Halt:
    """Ends, from any thread, the programs that run under it; none starts under it from then on."""

    def __init__(self) -> None:
        self._lock, self._processes = threading.Lock(), set[subprocess.Popen[bytes]]()
        self.called = False
        self.cause: BaseException | None = None

    def now(self, cause: BaseException | None = None) -> None:
        """End them all at once. The first ``cause`` is kept: those that were ended know nothing of it."""
        with self._lock:
            self.called, self.cause = True, self.cause or cause
            for process in self._processes:
                process.kill()

    @contextmanager
    def over(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Hold a program while it runs. Raises StoppedError if it was ended from here."""
        with self._lock:
            self._processes.add(process)
            if self.called:
                process.kill()
        try:
            yield
        finally:
            with self._lock:
                self._processes.discard(process)
        if self.called and process.returncode:
            raise StoppedError("stopped, since another part of the work ended")


class _Feeder(threading.Thread):
    """Writes a program's standard input, so that its output can be read meanwhile: neither pipe ever fills up."""

    def __init__(self, process: subprocess.Popen[bytes], feed: Iterable[Buffer], pat: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._process, self._feed, self._pat = process, feed, pat
        self.error: BaseException | None = None

    def run(self) -> None:
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        try:
            for data in self._feed:
                self._process.stdin.write(data)
                self._process.stdin.flush()
                self._pat()
        except OSError:
            pass  # it ended without reading all; its exit code tells why
        except BaseException as error:  # noqa: BLE001 - raised where the program is run
            self.error = error
            self._process.kill()
        finally:
            with suppress(OSError):
                self._process.stdin.close()


@contextmanager
def running(  # noqa: PLR0913 - by name, and each with a default
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    stall: float = STALL_SECONDS,
    words: int = _LAST_LINES,
    feed: Iterable[Buffer] | None = None,
    halt: Halt | None = None,
) -> Iterator[Output]:
    """Run ``command`` and give its standard output; on leaving, it has ended. ``words`` lines at most are complaints.

    ``feed`` is written to its standard input from another thread, as fast as it is read; ``halt`` may end it.

    Raises:
        MissingError: there is no such program.
        ToolError: it failed or hung; carries the last lines it said and the exact command.
        StoppedError: ``halt`` ended it.
    """
    with tempfile.TemporaryFile() as said:
        process = _start(command, cwd, said, fed=feed is not None)
        watchdog = _Watchdog(process, stall)
        try:
            with (halt or Halt()).over(process), process, _fed(process, feed, watchdog.pat):
                assert process.stdout is not None  # noqa: S101 - a pipe was asked for
                output = Output(process.stdout, watchdog)
                with _blamed(command, process, output, said):
                    yield output
                process.stdout.read()
        except BaseException:
            process.kill()
            raise
        finally:
            watchdog.stop()
        if watchdog.fired:
            raise ToolError(
                f"{_name(command)} hung: no output for {stall:.0f} s", f"the command was {shlex.join(command)}"
            )
        output.complaints = _last_words(said, words)
        if process.returncode:
            raise _failed(command, process.returncode, output.complaints[-_LAST_LINES:])


@contextmanager
def _blamed(
    command: Sequence[str], process: subprocess.Popen[bytes], output: Output, said: IO[bytes]
) -> Iterator[None]:
    """Tell of the program that failed rather than of what its reader then lacked; our own errors know their cause."""
    try:
        yield
    except PipelineError:
        raise
    except Exception as error:
        with suppress(subprocess.TimeoutExpired):
            if output.over and process.wait(_ENDING):
                raise _failed(command, process.returncode, _last_words(said, _LAST_LINES)) from error
        raise


@contextmanager
def _fed(process: subprocess.Popen[bytes], feed: Iterable[Buffer] | None, pat: Callable[[], None]) -> Iterator[None]:
    if feed is None:
        yield
        return
    feeder = _Feeder(process, feed, pat)
    feeder.start()
    try:
        yield
    except BaseException:
        process.kill()  # else the feeder would wait for a program that nobody reads from
        raise
    finally:
        feeder.join()
    if feeder.error is not None:
        raise feeder.error


def run(command: Sequence[str], *, cwd: Path | None = None, stall: float = STALL_SECONDS) -> str:
    """Run ``command`` to its end and give what it wrote to standard output."""
    with running(command, cwd=cwd, stall=stall) as output:
        return "\n".join(output.lines())


def _start(command: Sequence[str], cwd: Path | None, said: IO[bytes], *, fed: bool) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - a list, never a shell
            list(command),
            stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=cwd,
            # Ctrl-C in a terminal reaches us alone, and we end the program: else its end would pass for a failure
            process_group=None if os.name == "nt" else 0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if os.name == "nt" else 0,
        )
    except OSError as error:
        raise MissingError(
            f"{command[0]} cannot be run: {error.strerror}", "check that the program is installed"
        ) from error


def _last_words(said: IO[bytes], count: int) -> tuple[str, ...]:
    said.seek(0, os.SEEK_END)
    said.seek(max(0, said.tell() - 2_500 * count))
    lines = [line for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return tuple(lines[-count:])


def _failed(command: Sequence[str], code: int, words: Sequence[str]) -> ToolError:
    told = "\n  ".join(words) or "it said nothing"
    return ToolError(
        f"{_name(command)} failed with exit code {code}\n  {told}", f"the command was {shlex.join(command)}"
    )


def _name(command: Sequence[str]) -> str:
    return Path(command[0]).name
