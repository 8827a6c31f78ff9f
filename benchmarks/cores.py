"""One core and all of them, stage by stage: `python -m benchmarks.cores [--minutes 20] [--speech FILE]`.

The same episode is published in the same run, from the start of the command to the feed, first with all processes held
to one core; and all of it with clean-up off, with clean-up on (the recording has hum and noise), and then with AAC and
Opus beside the MP3: each of their encoders works in one piece (ADR 15), so that at last one may be alone. For each
stage stand its share of the time and how many cores it kept busy. From these comes its serial part: the share of all of
the time in which one core alone would have worked, had they all worked in the rest of the stage, which is share x
(cores - busy) / (cores - 1). No stage may have more than 10 %. `the rest` is what no stage tells of: the start of the
command, hashing, tags, pages, the feed.

All files that are published must have the same bytes on one core as on all, or the benchmark stops. Linux only.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.episode import FFMPEG, SPEECH, record, workspace
from benchmarks.length import FAULTS
from benchmarks.measure import PROC, tree

MOST = 0.10
"""The share of the time in which a stage may keep one core alone busy."""
_TICKS = os.sysconf("SC_CLK_TCK")
"""Ticks of a second in /proc."""

Spent = tuple[float, float]
"""Seconds by the clock, and of the processors."""


def now(root: int) -> Spent:
    """Give the time, and what a process, all below it, and all of them that have ended have taken so far."""
    ticks = 0
    for pid in tree(root):
        with suppress(OSError):
            ticks += sum(map(int, (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[11:15]))
    return time.perf_counter(), ticks / _TICKS


@dataclass(slots=True)
class Stages:
    """Hears the lines of `publish --json`; ``spent`` is of each stage, in their order."""

    began: dict[str, Spent] = field(default_factory=dict)
    spent: dict[str, Spent] = field(default_factory=dict)

    def hear(self, event: dict[str, str], moment: Spent) -> None:
        """Take the time where a stage begins or ends."""
        if event.get("event") == "started":
            self.began[event["task"]] = moment
        elif event.get("event") == "finished":
            name = event["task"].rpartition(":")[2]
            before, first = self.spent.get(name, (0.0, 0.0)), self.began[event["task"]]
            self.spent[name] = before[0] + moment[0] - first[0], before[1] + moment[1] - first[1]

    def table(self, whole: Spent, cores: int) -> Iterable[str]:
        """Give a line for each stage and for what is left, with its serial part where there are several cores."""
        rest = (
            whole[0] - sum(wall for wall, _ in self.spent.values()),
            whole[1] - sum(u for _, u in self.spent.values()),
        )
        for name, (wall, used) in {**self.spent, "the rest": rest}.items():
            share, busy = wall / whole[0], used / wall
            line = f"  {name:10}{wall:8.2f} s {share:6.1%}{busy:7.2f} cores busy"
            serial = share * min(1.0, max(0.0, (cores - busy) / (cores - 1))) if cores > 1 else 0.0
            told = f"{serial:7.1%} serial" if cores > 1 else ""
            yield line + told + (f": over {MOST:.0%}" if serial > MOST else "")
        yield f"  {'together':10}{whole[0]:8.2f} s       {whole[1] / whole[0]:7.2f} cores busy, {whole[1]:.1f} s CPU"


def publish(home: Path, cache: Path, cores: int) -> float:
    """Publish a workspace, nothing being in its cache; prints the table and gives the seconds."""
    command = [sys.executable, "-m", "pipeline", "-C", str(home), "episode", "--all", "--json"]
    environment = {**os.environ, "FFMPEG_PATH": FFMPEG, "FREMSKRITT_CACHE": str(cache)}
    stages, began = Stages(), time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        stages.hear(json.loads(line), now(process.pid))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"publish ended with {process.returncode}")
    wall = time.perf_counter() - began
    print(*stages.table((wall, usage.ru_utime + usage.ru_stime), cores), sep="\n", flush=True)
    return wall


def published(home: Path) -> dict[str, str]:
    """Give the digest of every media file, by its kind, and of every page and feed by its name."""
    files = sorted(path for path in home.glob("public/**/*") if path.is_file())
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def compare(recording: Path, folder: Path, cleanup: str, alternates: str) -> None:
    """Publish on one core and on all, and print both tables and the ratio."""
    walls, results, every = list[float](), list[dict[str, str]](), sorted(os.sched_getaffinity(0))
    for held in (every[:1], every):
        here = folder / f"{cleanup}-{bool(alternates)}-{len(held)}"
        home = workspace(here, recording, f'cleanup = "{cleanup}"\nalternates = [{alternates}]')
        print(f"clean-up {cleanup}, alternates [{alternates}], {len(held)} core{'s' * (len(held) > 1)}:", flush=True)
        os.sched_setaffinity(0, held)
        walls.append(publish(home, folder / f"cache-{here.name}", len(held)))
        results.append(published(home))
    kinds = {name.rpartition(".")[2] for name in results[0]}
    if results[0] != results[1] or not {"mp3", *(("m4a", "opus") if alternates else ())} <= kinds:
        raise SystemExit("the bytes are not the same")
    print(f"{walls[0] / walls[1]:.2f} times as fast on {len(every)} cores, all {len(results[0])} files the same bytes")


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20, help="length of the recording (default: 20)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    asked = parser.parse_args()
    print(f"{asked.minutes:g} minutes of stereo speech; load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record(asked.speech, asked.minutes * 60, folder / "recording.wav", FAULTS)
        for cleanup, alternates in (("off", ""), ("auto", ""), ("auto", '"aac", "opus"')):
            compare(folder / "recording.wav", folder, cleanup, alternates)


if __name__ == "__main__":
    main()
