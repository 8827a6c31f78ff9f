"""Publish a short and a very long recording: `python -m benchmarks.length [--minutes 5 600] [--speech FILE]`.

Memory must not grow with the length, and disk only with the finished episode. Both are looked at 20 times a second:
memory of the whole process tree (shared pages once), and all that the run has written outside the target, but for
nameless files: values of every 10 ms, 7 MB an hour, or 10 where something is cut. The recordings are stereo WAV, RF64
where they pass 4 GB: 10 hours take 7 GB of disk.
"""

import argparse
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.episode import FFMPEG, SPEECH, contestants, record
from benchmarks.measure import cost

EVERY = 0.05


@dataclass(slots=True)
class Disk:
    """The most bytes that lay in some folders at one time."""

    most: int = 0


@contextmanager
def watched(*folders: Path) -> Iterator[Disk]:
    """Look at how much lies in ``folders``, again and again."""
    disk, done = Disk(), threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            disk.most = max(disk.most, sum(size(path) for folder in folders for path in folder.rglob("*")))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield disk
    finally:
        done.set()
        watcher.join()


def size(path: Path) -> int:
    """Give the bytes that a file takes; 0 for a folder, and for what has just gone."""
    try:
        return path.stat().st_blocks * 512 if path.is_file() else 0
    except FileNotFoundError:
        return 0


def run(speech: Path, minutes: float) -> str:
    """Publish a recording of this length, and give a row of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache, temporary = folder / "cache", folder / "temporary"
        temporary.mkdir()
        record(speech, minutes * 60, folder / "recording.wav")
        command = contestants(folder, folder / "recording.wav")["publish episode"]
        places = {"FREMSKRITT_CACHE": str(cache), "TMPDIR": str(temporary)}
        with watched(cache, temporary) as disk:
            found = cost(command, {**os.environ, "FFMPEG_PATH": FFMPEG, **places}, folder / "said")
        (episode,) = (folder / "ws").rglob("media/**/*.mp3")
        figures = f"{found.wall:9.1f}{found.processor:9.1f}{minutes * 60 / found.wall:8.0f}x{found.peak:9.0f}"
        return f"{minutes:8g}{figures}{disk.most / 1e6:9.0f}{episode.stat().st_size / 1e6:11.0f}"


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[5, 600], help="lengths (default: 5 600)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"{'minutes':>8}{'wall s':>9}{'CPU s':>9}{'speed':>9}{'peak MB':>9}{'disk MB':>9}{'episode MB':>11}")
    for minutes in asked.minutes:
        print(run(asked.speech, minutes), flush=True)


if __name__ == "__main__":
    main()
