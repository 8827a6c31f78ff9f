"""A finished file as ffmpeg's own measurement hears it: a second reading, none of our arithmetic."""

import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mastering.sound import FFMPEG


@dataclass(frozen=True)
class Reading:
    """LUFS (a mono file as dual mono) to three decimals; dBTP to 0.005 dB near full scale, 0.05 in the last 100 ms."""

    integrated: float
    true_peak: float


_LOUDNESS = "[x]ebur128=metadata=1:dualmono=true,ametadata=print:key=lavfi.r128.I:file=-[loudness]"
_PEAKS = "[y]adelay=100:all=1,ebur128=metadata=1:peak=true,ametadata=print:key=lavfi.r128.true_peak:file=-[peaks]"
"""With silence ahead, as in a loudspeaker: where sound begins at once, its oversampling tells of half a dB too much."""


def read(path: Path) -> Reading:
    """Decode with ``ebur128``: its figures of every 100 ms, the last ones counting, and its summary."""
    graph = ["-filter_complex", f"[0:a]asplit[x][y];{_LOUDNESS};{_PEAKS}"]
    outputs = ["-map", "[loudness]", "-f", "null", "-", "-map", "[peaks]", "-f", "null", "-"]
    command = [FFMPEG.path, "-hide_banner", "-i", str(path), *graph, *outputs]
    said = subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8"
    )
    loudness, peaks = (re.findall(rf"r128\.{name}=(\S+)", said.stdout) for name in ("I", "true_peak"))
    summary = re.findall(r"Peak:\s+(\S+) dBFS", said.stderr)[-1]
    return Reading(float(loudness[-1]), max(float(summary), *(20 * math.log10(max(float(p), 1e-9)) for p in peaks)))
