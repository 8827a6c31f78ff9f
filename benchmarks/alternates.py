"""Publish an episode as MP3 alone, and in AAC and Opus as well: `python -m benchmarks.alternates [--minutes 20]`.

Nothing is in any cache. What is asked is what the others cost beside the MP3: in time, in work, and in memory, which
must not grow with the length. `--hear FILE …` compares the sound instead: how far each encoder's noise lies under what
masks it (`benchmarks/masking.py`), in 20 s of a recording as it is, and the kb/s that came of it. `--cut FILE …` shows
why they are encoded in one piece.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.episode import FFMPEG, SPEECH, record, workspace
from benchmarks.masking import masked
from benchmarks.measure import Cost, cost
from benchmarks.mp3 import HEARD, RATE, raw

START, AHEAD = 60 * RATE, 20 * 15_360
"""Where the second piece counts from, and the samples that it begins earlier to settle: 6.4 s."""

CHOICES = ("[]", '["aac"]', '["opus"]', '["aac", "opus"]')

SOUNDS = {
    "MP3": ("mp3", (96, 128), "-c:a libmp3lame -reservoir 0 -compression_level 5"),
    "AAC": ("m4a", (96, 128), "-c:a aac"),
    "AAC fast": ("m4a", (96, 128), "-c:a aac -aac_coder fast"),
    "Opus 48/80": ("opus", (48, 80), "-c:a libopus"),
    "Opus 64/96": ("opus", (64, 96), "-c:a libopus"),
}
"""Ending, kb/s of mono and stereo, and ffmpeg's arguments."""


def publish(folder: Path, recording: Path, alternates: str) -> Cost:
    """Publish a workspace of its own in which these alternates are set."""
    home = workspace(folder / "ws", recording)
    (home / "config").mkdir(exist_ok=True)
    (home / "config/publish.toml").write_text(f"[mastering]\nalternates = {alternates}\n", "utf-8")
    environment = {**os.environ, "FFMPEG_PATH": FFMPEG, "FREMSKRITT_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "pipeline", "-C", str(home), "episode", "--all"]
    return cost(command, environment, folder / "said")


def coded(source: Path, channels: int, name: str) -> Path:
    """Encode raw samples."""
    ending, rates, arguments = SOUNDS[name]
    target = source.with_suffix(f".{ending}")
    form = ["-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-i", str(source), *arguments.split()]
    encode = [FFMPEG, "-v", "error", "-y", *form, "-b:a", f"{rates[channels - 1]}k", str(target)]
    subprocess.run(encode, check=True)
    return target


def decoded(path: Path, channels: int) -> NDArray[np.float32]:
    """Decode a file, shape (samples, channels)."""
    decode = [FFMPEG, "-v", "error", "-i", str(path), "-f", "f32le", "-"]
    data = subprocess.run(decode, check=True, capture_output=True).stdout
    return np.frombuffer(data, np.float32).reshape(-1, channels)


def heard(source: Path, channels: int, name: str) -> str:
    """Encode and decode raw samples, and hold them against the original."""
    target = coded(source, channels, name)
    plain = np.fromfile(source, np.float32).reshape(-1, channels)
    other = decoded(target, channels)[: len(plain)]
    found = masked(plain[: len(other)], other)
    kbps = target.stat().st_size * 8 * RATE / len(plain) / 1000
    return f"{found.ratio:7.1f} dB{found.disturbed:6.1%}{kbps:5.0f}k"


def sound(recordings: list[Path]) -> None:
    """Print for each encoder dB of noise over mask, the share of disturbed frames, and kb/s."""
    print(f"{'noise over mask':32}" + "".join(f"{name:>21}" for name in SOUNDS))
    for recording in recordings:
        for channels in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                source = raw(recording, channels, Path(folder) / "raw", "-ss", "5", "-t", f"{HEARD}")
                row = "".join(heard(source, channels, name) for name in SOUNDS)
            print(f"{recording.name[:28]:29}x{channels} {row}", flush=True)


def cut(recordings: list[Path]) -> None:
    """Encode in one piece, and again from the middle on with so much ahead, and print how the decoded samples differ.

    Both begin at the edge of a frame of either codec, a multiple of 15 360 samples; what is compared begins ``AHEAD``
    later, to the end but for half a second.
    """
    print(f"from {START // RATE} s on, of one piece and of one that began {AHEAD / RATE:.1f} s before")
    for recording in recordings:
        for channels in (1, 2):
            for name in ("AAC", "AAC fast", "Opus 64/96"):
                with tempfile.TemporaryDirectory() as folder:
                    source = raw(
                        recording,
                        channels,
                        Path(folder) / "raw",
                        "-stream_loop",
                        "-1",
                        "-t",
                        f"{2 * START / RATE + HEARD}",
                    )
                    whole = np.fromfile(source, np.float32).reshape(-1, channels)
                    whole[START - AHEAD :].tofile(late := source.with_name("late"))
                    one, other = (decoded(coded(path, channels, name), channels) for path in (source, late))
                one, other = one[START : -RATE // 2], other[AHEAD : -RATE // 2]
                difference = one - other
                level = 10 * np.log10(np.sum(difference**2) / np.sum(one**2) + 1e-20)
                told = f"{np.mean(difference != 0):7.1%} of samples differ, by {level:6.1f} dB of the sound"
                print(f"{recording.name[:28]:29}x{channels} {name:11}{told}", flush=True)


def main() -> None:
    """Parse the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[20], help="lengths (default: 20)")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="what is looped (default: a shipped recording)")
    parser.add_argument("--hear", type=Path, nargs="+", default=[], help="recordings to compare the sound of, instead")
    parser.add_argument("--cut", type=Path, nargs="+", default=[], help="recordings to encode in two pieces, instead")
    asked = parser.parse_args()
    if asked.cut:
        cut(asked.cut)
        return
    if asked.hear:
        sound(asked.hear)
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"{'minutes':>8}  {'alternates':18}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    for minutes in asked.minutes:
        with tempfile.TemporaryDirectory() as name:
            recording = Path(name) / "recording.wav"
            record(asked.speech, minutes * 60, recording)
            for number, choice in enumerate(CHOICES):
                folder = Path(name) / str(number)
                folder.mkdir()
                found = publish(folder, recording, choice)
                figures = f"{found.wall:9.1f}{found.processor:9.1f}{found.peak:9.0f}"
                print(f"{minutes:8g}  {choice:18}{figures}", flush=True)


if __name__ == "__main__":
    main()
