"""Two lessons encoded one after another and side by side: `python -m benchmarks.video VIDEO [VIDEO]`.

The pictures are encoded anew, which is what takes long; nothing is in any cache. Both ways are run in one go, each in
a process of its own, so that processor time is counted for them alone.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, cost
from pipeline.events import Tell, silent
from pipeline.lanes import in_lanes
from pipeline.model.bundle import EncodedVideo, VideoProfile
from pipeline.stages import video
from pipeline.tools.ffmpeg.program import locate
from pipeline.tools.files import blob


def encode(path: Path, folder: Path, height: int, tell: Tell) -> EncodedVideo:
    """Encode one lesson in a folder of its own."""
    ffmpeg = locate()
    job = video.VideoJob(blob(path), None, None, VideoProfile(height=height), ffmpeg.version)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        return video.encode(job, ffmpeg, Path(work), tell, task=path.stem)


def work(way: str, paths: list[Path], folder: Path, height: int) -> None:
    """Encode all, in a row or in lanes; this is what the measured process does."""
    if way == "row":
        for path in paths:
            encode(path, folder, height, silent)
    else:
        in_lanes(paths, lambda path, tell: encode(path, folder, height, tell), silent)


def table(row: Cost, lanes: Cost) -> str:
    """Set both ways side by side."""
    lines = [f"{'':16}{'wall s':>8}{'CPU s':>8}{'cores':>7}"]
    for title, one in {"one after another": row, "side by side": lanes}.items():
        lines.append(f"{title:18}{one.wall:6.1f}{one.processor:8.1f}{one.processor / one.wall:7.2f}")
    return "\n".join([*lines, f"side by side is {row.wall / lanes.wall:.2f} times as fast"])


def main() -> None:
    """Parse the options, run both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", type=Path, nargs="+", help="two lessons; one alone is taken twice")
    parser.add_argument("--height", type=int, default=360, help="shorter side to encode at (default: 360)")
    parser.add_argument("--way", choices=["row", "lanes"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    paths = asked.videos * 2 if len(asked.videos) == 1 else asked.videos
    if asked.way:
        work(asked.way, paths, asked.folder, asked.height)
        return
    load = os.getloadavg()[0]
    print(f"{', '.join(path.name for path in paths)}; {os.cpu_count()} processors, load {load:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "benchmarks.video", *map(str, paths), "--height", str(asked.height)]
        ways = {way: cost([*command, "--way", way, "--folder", name], os.environ, Path(name, "said")) for way in _WAYS}
    print(table(ways["row"], ways["lanes"]))


_WAYS = ("row", "lanes")

if __name__ == "__main__":
    main()
