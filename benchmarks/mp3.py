"""LAME in ffmpeg, in one piece, on all cores; its levels: `python -m benchmarks.mp3 [--minutes 10] [--hear FILE …]`.

The times are of raw samples in a file that become an MP3, at 128 kb/s stereo and 96 kb/s mono; those of all cores
include Python's start. What is joined is compared with the one piece. The sound of each level is told by how far its
noise lies under what masks it (`benchmarks/masking.py`).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.episode import FFMPEG, SPEECH, TWO_MICROPHONES
from benchmarks.masking import Masked, masked
from benchmarks.measure import Cost, cost
from pipeline.formats.mp3frames import frame_header
from pipeline.formats.mp3info import info_size
from pipeline.stages.mastering.mp3 import encode
from pipeline.stages.mastering.pieces import Samples
from pipeline.tools import lame
from pipeline.tools.ffmpeg.mp3encoding import command
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.lame import Mp3Coding

LEVELS = (3, 5, 7)
RATE = 48_000
KBPS: dict[Literal[1, 2], int] = {2: 128, 1: 96}
HEARD = 20
"""Seconds of each recording that are listened to, from its sixth on."""


def raw(source: Path, channels: int, path: Path, *cuts: str) -> Path:
    """Write real speech as raw float samples."""
    graph = [] if channels == 1 else ["-filter_complex", TWO_MICROPHONES]
    kind = ["-ac", str(channels), "-ar", str(RATE), "-f", "f32le", str(path)]
    subprocess.run([FFMPEG, "-v", "error", "-y", *cuts, "-i", str(source), *graph, *kind], check=True)
    return path


def blocks(path: Path, channels: int) -> Iterator[Samples]:
    """Read raw samples a second at a time."""
    with path.open("rb") as file:
        while data := file.read(4 * channels * RATE):
            yield np.frombuffer(data, np.float32).reshape(-1, channels)


def joined(coding: Mp3Coding, source: Path, target: Path, lanes: int) -> None:
    """Encode in pieces, or with no lanes in one piece to bare frames: what the timed process does."""
    if lanes:
        ffmpeg = Ffmpeg(FFMPEG, "")
        encode(blocks(source, coding.channels), coding, target, ffmpeg=ffmpeg, lanes=lanes, advance=lambda _: None)
        return
    library = lame.library()
    if library is None:
        raise SystemExit("LAME's library cannot be called here")
    feed = (block.data.cast("B") for block in blocks(source, coding.channels))
    with target.open("wb") as file:
        file.writelines(lame.frames(library, feed, coding))


def timed(coding: Mp3Coding, source: Path, folder: Path) -> dict[str, Cost]:
    """Time ffmpeg, one piece, one lane and all lanes; stops the benchmark unless the last come to the same frames."""
    one, many = folder / "one.mp3", folder / "many.mp3"
    whole = ["-protocol_whitelist", "file,pipe", *command(Ffmpeg(FFMPEG, ""), coding)[1:]]
    plain = [FFMPEG, *(str(source) if word == "pipe:0" else str(one) if word == "pipe:1" else word for word in whole)]
    costs = {"by ffmpeg": cost(plain, os.environ, folder / "said")}
    settings = [str(each) for each in (coding.level, coding.channels)]
    for lanes in (0, *sorted({1, os.cpu_count() or 1})):
        target = many if lanes else one
        ours = [sys.executable, "-m", "benchmarks.mp3", "--join", *settings, str(lanes), str(source), str(target)]
        title = "one piece" if not lanes else f"{lanes} lane{'s' if lanes > 1 else ''}"
        costs[title] = cost(ours, os.environ, folder / "said")
        data = target.read_bytes()
        if lanes and data[info_size(frame_header(data[:4])) :] != one.read_bytes():
            raise SystemExit("the pieces are not what one piece is")
    return costs


def heard(coding: Mp3Coding, source: Path, folder: Path) -> Masked:
    """Encode and decode a stretch, and hold it against the original."""
    joined(coding, source, folder / "heard.mp3", 1)
    decode = [FFMPEG, "-v", "error", "-i", str(folder / "heard.mp3"), "-f", "f32le", "-"]
    data = subprocess.run(decode, check=True, capture_output=True).stdout
    shape = (-1, coding.channels)
    return masked(np.fromfile(source, np.float32).reshape(shape), np.frombuffer(data, np.float32).reshape(shape))


def speed(minutes: float, folder: Path) -> None:
    """Print the table of times."""
    print(f"{'':26}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'faster':>8}   (than ffmpeg at level 3)")
    for channels, kbps in KBPS.items():
        source = raw(SPEECH, channels, folder / "raw", "-stream_loop", "-1", "-t", f"{minutes * 60}")
        first = 0.0
        for level in LEVELS:
            for title, one in timed(Mp3Coding(RATE, channels, kbps, level), source, folder).items():
                first = first or one.wall
                name = f"{kbps}k x{channels} level {level} {title}"
                figures = f"{one.wall:8.2f}{one.processor:8.2f}{one.peak:9.0f}{first / one.wall:7.2f}x"
                print(f"{name:26}{figures}", flush=True)


def sound(recordings: list[Path], folder: Path) -> None:
    """Print the table of how the levels sound: for each, dB of noise over mask, and the share of disturbed frames."""
    print(f"\n{'noise over mask':34}" + "".join(f"{f'level {level}':>16}" for level in LEVELS))
    for recording in recordings:
        for channels, kbps in KBPS.items():
            source = raw(recording, channels, folder / "raw", "-ss", "5", "-t", f"{HEARD}")
            found = [heard(Mp3Coding(RATE, channels, kbps, level), source, folder) for level in LEVELS]
            figures = "".join(f"{one.ratio:8.1f} dB{one.disturbed:5.1%}" for one in found)
            print(f"{recording.name[:24]:25}{kbps:3}k x{channels}  {figures}", flush=True)


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="length of what is timed (default: 10)")
    parser.add_argument("--hear", type=Path, nargs="*", default=[SPEECH], help="recordings to compare the sound of")
    parser.add_argument("--join", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.join:
        level, channels, lanes, source, target = asked.join
        count: Literal[1, 2] = 1 if channels == "1" else 2
        joined(Mp3Coding(RATE, count, KBPS[count], int(level)), Path(source), Path(target), int(lanes))
        return
    print(
        f"{asked.minutes:g} minutes of speech; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True
    )
    with tempfile.TemporaryDirectory() as name:
        speed(asked.minutes, Path(name))
        sound(asked.hear, Path(name))


if __name__ == "__main__":
    main()
