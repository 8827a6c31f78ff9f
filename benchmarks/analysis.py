"""Analyse a long recording beside ffmpeg's `ebur128`: `python -m benchmarks.analysis [--minutes 60] [--speech FILE]`.

Both read the same file in the same run. ffmpeg gives loudness ten times a second, its range and the true peak; the
analysis gives loudness a hundred times a second and all else in `pipeline.audio.analysis` too.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.episode import FFMPEG, SPEECH, record, table
from benchmarks.measure import Cost, cost
from pipeline.audio.analysis import WEIGHTS, analysed
from pipeline.audio.piece import Meter
from pipeline.tools.ffmpeg.graph import Part, Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.ffmpeg.program import locate

RATE = 48_000


def analyse(recording: Path, threads: int) -> None:
    """Measure a stereo recording and print the figures."""
    programme = Programme((Part(recording),), RATE, 2)
    with pcm(locate(), programme, recording.parent) as output:
        found = analysed(output.read, Meter(RATE, WEIGHTS[2], faults=True), threads=threads)
    figures = f"I {found.integrated:.2f} LUFS, LRA {found.range:.2f} LU, TP {found.true_peak:.2f} dBTP"
    print(
        f"{figures}, M {found.momentary_max:.2f}, S {found.short_term_max:.2f} LUFS, {found.activity.size / 10:.0f} s"
    )


def contestants(recording: Path) -> dict[str, list[str]]:
    """Give the commands, by the name that the table has."""
    ours = [sys.executable, "-m", "benchmarks.analysis", "--only", str(recording), "--threads"]
    meter = [FFMPEG, "-hide_banner", "-nostats", "-nostdin", "-i", str(recording), "-af"]
    return {
        "analysis, 2 cores": [*ours, "2"],
        "analysis, 1 core": [*ours, "1"],
        "ffmpeg, with peak": [*meter, "ebur128=peak=true:framelog=quiet", "-f", "null", "-"],
        "ffmpeg, without": [*meter, "ebur128=framelog=quiet", "-f", "null", "-"],
    }


def run(speech: Path, minutes: float) -> dict[str, Cost]:
    """Run all of them, one after another, on one recording."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record(speech, minutes * 60, folder / "recording.wav")
        commands = contestants(folder / "recording.wav")
        costs = {title: cost(each, os.environ, folder / title) for title, each in commands.items()}
        print((folder / "analysis, 2 cores").read_text("utf-8").strip())
        summary = (folder / "ffmpeg, with peak").read_text("utf-8").rpartition("Summary:")[2].split()
        print("ffmpeg:", " ".join(summary))
        return costs


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="length of the recording (default: 60)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    parser.add_argument("--only", type=Path, help="analyse this file and nothing else")
    parser.add_argument("--threads", type=int, default=2, help="cores for --only (default: 2)")
    asked = parser.parse_args()
    if asked.only:
        analyse(asked.only, asked.threads)
        return
    kind = f"{asked.minutes:g} minutes of {asked.speech.name}, 48 kHz 16-bit stereo WAV"
    print(f"{kind}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    print(table(run(asked.speech, asked.minutes)))


if __name__ == "__main__":
    main()
