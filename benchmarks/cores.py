"""One core and all of them, stage by stage: `python -m benchmarks.cores [--minutes 20] [--speech FILE]`.

The same recording is mastered in the same run, first with the process held to one core. For each stage stand its share
of the time and how many cores it kept busy; what is left, Python between the stages, is the serial rest. Both results
must have the same bytes, or the benchmark stops. Linux only.
"""

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.episode import SPEECH, record
from pipeline.events import Event, Finished, Started
from pipeline.model.audio import Profile
from pipeline.model.show import Stings
from pipeline.stages.mastering.job import MasterJob
from pipeline.stages.mastering.master import master
from pipeline.tools.ffmpeg.program import locate
from pipeline.tools.files import blob


def now() -> tuple[float, float]:
    """Give seconds on the clock, and of the processors: ours and those of programs that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


@dataclass(slots=True)
class Stages:
    """Hears the work's events; ``spent`` are the seconds by clock and processor of each stage."""

    began: dict[str, tuple[float, float]] = field(default_factory=dict)
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)

    def hear(self, event: Event) -> None:
        """Take the time where a stage begins or ends."""
        if isinstance(event, Started):
            self.began[event.task] = now()
        elif isinstance(event, Finished):
            wall, processor = (b - a for a, b in zip(self.began[event.task], now(), strict=True))
            name = event.task.rpartition(":")[2]
            before = self.spent.get(name, (0.0, 0.0))
            self.spent[name] = before[0] + wall, before[1] + processor


def run(recording: Path, target: Path) -> None:
    """Master the recording on the cores that this process has, and print the table."""
    ffmpeg, stages = locate(), Stages()
    job = MasterJob(blob(recording), "auto", Stings(), Profile(cleanup="off"), ffmpeg.version)
    target.mkdir()
    began = now()
    made = master(job, ffmpeg, target, stages.hear, task="master")
    wall, processor = (b - a for a, b in zip(began, now(), strict=True))
    rest = wall - sum(one for one, _ in stages.spent.values()), processor - sum(one for _, one in stages.spent.values())
    for name, (clock, used) in {**stages.spent, "the rest": rest}.items():
        print(f"  {name:10}{clock:8.2f} s {clock / wall:6.1%}{used / clock:7.2f} cores busy")
    print(f"  {'together':10}{wall:8.2f} s       {processor / wall:7.2f} cores busy, {processor:.1f} s of processor")
    print(f"  {hashlib.sha256(made.audio.path.read_bytes()).hexdigest()}")


def compare(speech: Path, minutes: float) -> None:
    """Run on one core and on all, and print both tables and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder, walls, sums = Path(name), list[float](), set[str]()
        record(speech, minutes * 60, folder / "recording.wav")
        every = sorted(os.sched_getaffinity(0))
        for held in (every[:1], every):
            here = str(folder / str(len(held)))
            command = [sys.executable, "-m", "benchmarks.cores", "--only", str(folder / "recording.wav"), here]
            os.sched_setaffinity(0, held)
            began = time.perf_counter()
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            walls.append(time.perf_counter() - began)
            sums.add(said.split()[-1])
            print(f"{len(held)} core{'s' * (len(held) > 1)}:\n{said.rpartition('  ')[0]}", end="", flush=True)
        if len(sums) != 1:
            raise SystemExit("the bytes are not the same")
        print(f"{walls[0] / walls[1]:.2f} times as fast on {len(every)} cores, the same bytes")


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20, help="length of the recording (default: 20)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    parser.add_argument("--only", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        run(*asked.only)
        return
    print(f"{asked.minutes:g} minutes of stereo speech; load {os.getloadavg()[0]:.1f}", flush=True)
    compare(asked.speech, asked.minutes)


if __name__ == "__main__":
    main()
