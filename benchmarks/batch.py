"""Publish many episodes in one run, and one after another: `python -m benchmarks.batch [--episodes 6] [--minutes 10]`.

Tells how many of the cores the batch kept busy, from its first second to its last, and what it takes beside as many
runs of one episode.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.episode import FFMPEG, SPEECH, record, workspace
from benchmarks.measure import Cost, cost
from pipeline.tools.cores import cores


def lay_out(folder: Path, speech: Path, episodes: int, minutes: float) -> list[str]:
    """Make a workspace with so many episodes, each another recording; gives their slugs."""
    record(speech, minutes * 60, folder / "first.wav")
    root = workspace(folder / "ws", folder / "first.wav")
    (first,) = (root / "episodes").iterdir()
    slugs = [first.name]
    for number in range(2, episodes + 1):
        other = first.with_name(f"episode-{number}")
        other.mkdir()
        told = (first / "episode.toml").read_text("utf-8")
        hour = f"published = 2026-03-02T{number:02}:00:00"
        other.joinpath("episode.toml").write_text(told.replace("published = 2026-03-02T06:00:00", hour), "utf-8")
        record(speech, minutes * 60 + number, other / "recording.wav")
        slugs.append(other.name)
    return slugs


def run(folder: Path, slugs: list[str]) -> dict[str, Cost]:
    """Publish them in one run, then each in a run of its own; nothing is in any cache."""
    publish = [str(Path(sys.executable).parent / "publish"), "-C", str(folder / "ws"), "episode"]

    def once(cache: str, *which: str) -> Cost:
        places = {"FFMPEG_PATH": FFMPEG, "FREMSKRITT_CACHE": str(folder / cache)}
        return cost([*publish, *which, "--force"], {**os.environ, **places}, folder / "said")

    batch, single = once("batch", *slugs), [once("single", slug) for slug in slugs]
    peak = max(one.peak for one in single)
    apart = Cost(sum(one.wall for one in single), sum(one.processor for one in single), peak)
    return {"in one run": batch, "one by one": apart}


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=6, help="how many (default: 6)")
    parser.add_argument("--minutes", type=float, default=10, help="length of each (default: 10)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    asked = parser.parse_args()
    print(f"{asked.episodes} x {asked.minutes:g} minutes; {cores()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, one in run(folder, lay_out(folder, asked.speech, asked.episodes, asked.minutes)).items():
            busy = f"{one.processor / one.wall:.2f} of {cores()} cores busy"
            print(f"{title}: {one.wall:6.1f} s, {one.processor:6.1f} s of processor, {one.peak:4.0f} MB, {busy}")


if __name__ == "__main__":
    main()
