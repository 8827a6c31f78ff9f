"""Publish a short and a very long recording: `python -m benchmarks.length [--minutes 5 600] [--speech FILE]`.

Memory must not grow with the length, and disk only with the finished episode. Both are looked at 20 times a second:
memory of the whole process tree (shared pages once), and all that the run has written outside the target, nameless
files with it. A peak over 200 MB fails. The recordings are stereo WAV, RF64 where they pass 4 GB: 10 hours take 7 GB
of disk.

`--cleanup` gives the recording hum and noise, and treats them; `--alternates aac,opus` makes those as well;
`--tracks N` gives the episode so many files in mono instead, one for each speaker.
"""

import argparse
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.episode import FFMPEG, SPEECH, TWO_MICROPHONES, record, workspace
from benchmarks.measure import PROC, cost, tree

EVERY = 0.05
MOST = 200.0
"""MB that may be taken, whatever the length."""
FAULTS = (
    f"{TWO_MICROPHONES}[v];anoisesrc=a=0.004:c=pink:r=48000:seed=3[n];sine=50:r=48000,volume=-24dB[h];"
    "[n][h]amix=normalize=0,asplit[x][y];[x][y]join=inputs=2[m];[v][m]amix=duration=first:normalize=0"
)
"""A room that hisses, and hum of the mains."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is published: ``speech`` looped, in so many ``tracks``, or as one recording where there are none."""

    speech: Path
    cleanup: bool
    alternates: tuple[str, ...]
    tracks: int

    @property
    def settings(self) -> str:
        """Give the section of the workspace's settings."""
        others = ", ".join(f'"{codec}"' for codec in self.alternates)
        return f'cleanup = "{"auto" if self.cleanup else "off"}"\nalternates = [{others}]'

    def lay_out(self, folder: Path, seconds: float) -> list[str]:
        """Make the recordings and the workspace; gives the command that publishes it."""
        graph = FAULTS if self.cleanup else TWO_MICROPHONES
        record(self.speech, 1 if self.tracks else seconds, folder / "recording.wav", graph)
        home = workspace(folder / "ws", folder / "recording.wav", self.settings)
        (episode,) = (home / "episodes").iterdir()
        if self.tracks:
            (episode / "recording.wav").unlink()
            (episode / "tracks").mkdir()
        for number in range(self.tracks):
            own = f"aformat=channel_layouts=mono,atrim=start={7 * number},asetpts=N,volume={-number % 5 * 3}dB"
            record(self.speech, seconds, episode / "tracks" / f"Speaker {number + 1}.wav", own)
        return [sys.executable, "-m", "pipeline", "-C", str(home), "episode", "--all"]


@dataclass(slots=True)
class Disk:
    """The most bytes that lay in some folders and in nameless files at one time."""

    most: int = 0


@contextmanager
def watched(*folders: Path) -> Iterator[Disk]:
    """Look at how much lies in ``folders`` and in the nameless files of all that we started, again and again."""
    disk, done = Disk(), threading.Event()

    def look() -> None:
        while not done.wait(EVERY):
            named = sum(size(path) for folder in folders for path in folder.rglob("*"))
            disk.most = max(disk.most, named + nameless())

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
    except OSError:
        return 0


def nameless() -> int:
    """Give the bytes of open files that have no name any more, each counted once; 0 where there is no /proc."""
    found = dict[int, int]()
    for pid in tree(os.getpid()):
        for one in PROC.glob(f"{pid}/fd/*"):
            with suppress(OSError):
                if str(one.readlink()).endswith("(deleted)"):
                    found[one.stat().st_ino] = one.stat().st_blocks * 512
    return sum(found.values())


def run(asked: Asked, minutes: float) -> str:
    """Publish a recording of this length, and give a row of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache, temporary = folder / "cache", folder / "temporary"
        temporary.mkdir()
        command = asked.lay_out(folder, minutes * 60)
        places = {"FREMSKRITT_CACHE": str(cache), "TMPDIR": str(temporary)}
        with watched(cache, temporary) as disk:
            found = cost(command, {**os.environ, "FFMPEG_PATH": FFMPEG, **places}, folder / "said")
        published = sum(
            path.stat().st_size for kind in ("mp3", "m4a", "opus") for path in folder.glob(f"ws/**/media/*.{kind}")
        )
        figures = f"{found.wall:9.1f}{found.processor:9.1f}{minutes * 60 / found.wall:8.0f}x{found.peak:9.0f}"
        verdict = "PASS" if found.peak <= MOST else "FAIL"
        return f"{minutes:8g}{figures}{disk.most / 1e6:9.0f}{published / 1e6:11.0f}  {verdict}"


def main() -> None:
    """Parse the options, run, print; ends with 1 if a peak is over what may be taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[5, 600], help="lengths (default: 5 600)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    parser.add_argument("--cleanup", action="store_true", help="with faults, which are treated")
    parser.add_argument("--alternates", default="", help="other codecs than MP3, with commas between")
    parser.add_argument("--tracks", type=int, default=0, help="files, one for each speaker (default: one recording)")
    given = parser.parse_args()
    asked = Asked(given.speech, given.cleanup, tuple(filter(None, given.alternates.split(","))), given.tracks)
    kind = f"{asked.tracks} tracks" if asked.tracks else "one recording"
    print(f"{kind}, {asked.settings.replace(chr(10), ', ')}; at most {MOST:g} MB", flush=True)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"{'minutes':>8}{'wall s':>9}{'CPU s':>9}{'speed':>9}{'peak MB':>9}{'disk MB':>9}{'episode MB':>11}")
    rows = []
    for minutes in given.minutes:
        rows.append(run(asked, minutes))
        print(rows[-1], flush=True)
    sys.exit(any(row.endswith("FAIL") for row in rows))


if __name__ == "__main__":
    main()
