"""Samples → a sound file, by the ffmpeg that the project ships; the same samples always give the same bytes."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]
"""Full scale is 1; one row a sample, and for stereo one column a channel."""

FFMPEG: str = imageio_ffmpeg.get_ffmpeg_exe()


def encode(samples: Samples, rate: int, target: Path, *options: str) -> None:
    """Write ``samples`` at ``rate`` Hz to ``target``, with further ``options`` for ffmpeg's output."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    given = ["-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", "-"]
    wanted = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", *options]
    command = [FFMPEG, "-hide_banner", "-loglevel", "error", "-y", *given, *wanted, str(target)]
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(command, input=samples.astype("<f4").tobytes(), check=True)
    print(f"{target.parent.name}/{target.name}: {len(samples) / rate:.2f} s, {target.stat().st_size} bytes")
