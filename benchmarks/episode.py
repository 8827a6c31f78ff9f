"""Publish a long episode beside two other tools: `python -m benchmarks.episode [--minutes 60] [--speech FILE]`.

Below them stands what ffmpeg alone takes for the works that mastering cannot do without (`benchmarks/works.py`), and
what LAME alone takes for the same MP3 on all cores, of samples that are there already: no way to master is faster than
that. The last lines hold the ratios against what is asked.

All three get the same recording in the same run and end in an MP3 of 128 kb/s stereo. Only `publish` and
ffmpeg-normalize reach a loudness of -16 LUFS; only `publish` proves loudness and true peak on the decoded file, encodes
again until they hold, and writes pages and a feed. Levelling is on and clean-up off, in both of its ways to encode.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import imageio_ffmpeg

from benchmarks.measure import Cost, cost

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "workspaces" / "minimal"
SPEECH = ROOT / "episodes" / "ada-lovelace" / "recording.mp3"
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
LAME = "LAME alone"
MOST_WORK = 1.35
"""Times the processor of the bare works that `publish` may take."""
FASTER = {"ffmpeg-normalize": 8, "naive pydub": 2.5}
"""Times as fast as these that `publish` is asked to be."""
TWO_MICROPHONES = "aformat=channel_layouts=mono,asplit[a][b];[b]adelay=11,volume=0.8[c];[a][c]join=inputs=2"
"""Channels that differ, or `publish` would rightly make mono of them at half the work."""


def record(speech: Path, seconds: float, path: Path, graph: str = TWO_MICROPHONES) -> None:
    """Make a recording of real speech, looped: 48 kHz, 16-bit WAV, in stereo unless the ``graph`` makes it mono."""
    source = ("-stream_loop", "-1", "-i", str(speech), "-filter_complex", graph, "-t", f"{seconds}")
    kind = ("-ar", "48000", "-c:a", "pcm_s16le", "-rf64", "auto", str(path))
    subprocess.run([FFMPEG, "-v", "error", "-y", *source, *kind], check=True)


def workspace(folder: Path, recording: Path, mastering: str = "") -> Path:
    """Lay out a workspace whose only episode has ``recording``; ``mastering`` are settings of that section."""
    shutil.copytree(MINIMAL, folder)
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config" / "publish.toml").write_text(f"[mastering]\n{mastering}\n", encoding="utf-8")
    (episode,) = (folder / "episodes").iterdir()
    for old in episode.glob("recording.*"):
        old.unlink()
    (episode / "recording.wav").hardlink_to(recording)
    return folder


def contestants(folder: Path, recording: Path) -> dict[str, list[str]]:
    """Give the commands, by the name that the table has."""
    here = Path(sys.executable).parent
    fine = workspace(folder / "ws", recording, 'cleanup = "off"')
    fast = workspace(folder / "fast", recording, 'cleanup = "off"\nencoding = "fast"')
    normalize = [str(here / "ffmpeg-normalize"), str(recording), "-t", "-16", "-c:a", "libmp3lame", "-b:a", "128k"]
    cores, raw = os.cpu_count() or 1, folder / "recording.raw"
    kind = ("-ar", "48000", "-ac", "2", "-f", "f32le", str(raw))
    subprocess.run([FFMPEG, "-v", "error", "-y", "-i", str(recording), *kind], check=True)
    lame = [sys.executable, "-m", "benchmarks.mp3", "--join", "5", "2", str(cores)]
    return {
        "publish episode": [str(here / "publish"), "-C", str(fine), "episode", "--all"],
        "encoding = fast": [str(here / "publish"), "-C", str(fast), "episode", "--all"],
        "ffmpeg-normalize": [*normalize, "-ar", "48000", "-o", str(folder / "normalized.mp3")],
        "naive pydub": [sys.executable, "-m", "benchmarks.naive_pydub", str(recording), str(folder / "pydub.mp3")],
        "its bare works": [sys.executable, "-m", "benchmarks.works", str(recording), str(folder)],
        LAME: [*lame, str(raw), str(folder / "lame.mp3")],
    }


def run(speech: Path, minutes: float) -> dict[str, Cost]:
    """Run all of them, one after another, on one recording; nothing is in any cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record(speech, minutes * 60, folder / "recording.wav")
        environment = {**os.environ, "FFMPEG_PATH": FFMPEG, "FREMSKRITT_CACHE": str(folder / "cache")}
        commands = contestants(folder, folder / "recording.wav")
        return {title: cost(each, environment, folder / "said") for title, each in commands.items()}


def table(costs: dict[str, Cost]) -> str:
    """Set the costs side by side, with their ratio to the first."""
    first = next(iter(costs.values()))
    rows = [f"{'':18}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'wall':>8}{'CPU':>7}{'memory':>8}"]
    for title, one in costs.items():
        ratios = f"{one.wall / first.wall:7.1f}x{one.processor / first.processor:6.1f}x{one.peak / first.peak:7.1f}x"
        rows.append(f"{title:18}{one.wall:9.1f}{one.processor:9.1f}{one.peak:9.0f}{ratios}")
    return "\n".join(rows)


def verdicts(costs: dict[str, Cost]) -> str:
    """Hold the ratios against what is asked, and tell how much of it LAME leaves."""
    ours, lame, bare = costs["publish episode"], costs[LAME], costs["its bare works"]
    work = ours.processor / bare.processor
    rows = [f"CPU of publish / its bare works: {work:.2f}, at most {MOST_WORK}: {_holds(work <= MOST_WORK)}"]
    for title, least in FASTER.items():
        ratio, asked = costs[title].wall / ours.wall, costs[title].wall / least
        rows.append(f"publish is {ratio:.2f}x as fast as {title}, at least {least}: {_holds(ratio >= least)}")
        rows.append(f"  {least}x would be {asked:.1f} s; LAME alone on {os.cpu_count()} cores takes {lame.wall:.1f} s")
    return "\n".join(rows)


def _holds(it: bool) -> str:  # noqa: FBT001 - what is told of
    return "holds" if it else "falls short"


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="length of the recording (default: 60)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    asked = parser.parse_args()
    kind = f"{asked.minutes:g} minutes of {asked.speech.name}, 48 kHz 16-bit stereo WAV"
    print(f"{kind}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    costs = run(asked.speech, asked.minutes)
    print(table(costs), verdicts(costs), sep="\n")


if __name__ == "__main__":
    main()
