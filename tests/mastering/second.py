"""A finished file as ffmpeg's own measurement hears it: a second reading, none of our arithmetic."""

import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mastering.sound import FFMPEG


@dataclass(frozen=True)
class Reading:
    """LUFS (a mono file as dual mono) to three decimals; dBTP to 0.005 dB near full scale, 0.05 in the last 100 ms.

    ``doubt`` is by how many LU loudness would differ if blocks within 0.1 LU of the gate counted the other way: in a
    few seconds of sound one block weighs much, and EBU Tech 3341 lets meters differ by that. So do those within 3 LU of
    the absolute gate, which ffmpeg holds a mono file against before it counts it twice.
    """

    integrated: float
    true_peak: float
    doubt: float

    def keeps(self, target: float = -16.0, ceiling: float = -1.0) -> bool:
        """Say whether the contract holds."""
        return abs(self.integrated - target) <= 0.2 + self.doubt and self.true_peak <= ceiling


_LOUDNESS = "[x]ebur128=metadata=1:dualmono=true,ametadata=print:file=-[loudness]"
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
    loudness, moments, peaks = (
        [float(one) for one in re.findall(rf"r128\.{name}=(\S+)", said.stdout)] for name in ("I", "M", "true_peak")
    )
    most = max(float(re.findall(r"Peak:\s+(\S+) dBFS", said.stderr)[-1]), 20 * math.log10(max(peaks)))
    return Reading(loudness[-1], most, _doubt(np.array(moments)))


def _doubt(moments: NDArray[np.float64]) -> float:
    sides = [_gated(moments[3:], absolute, by) for absolute in (-70.0, -66.99) for by in (-0.1, 0.1)]
    return max(sides) - min(sides)


def _gated(moments: NDArray[np.float64], absolute: float, by: float) -> float:
    power = 10 ** (moments[moments > absolute] / 10)
    return 10 * math.log10(power[power > power.mean() / 10 * 10 ** (by / 10)].mean())
