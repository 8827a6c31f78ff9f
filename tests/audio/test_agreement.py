"""libebur128, the library that most meters are built on, measures every recording as we do.

Its Python binding, pyebur128, has no wheels for Python 3.13 and later: there ffmpeg's own filter stands in for it,
which takes the loudness range ten times a second instead of once, and so differs by up to half a LU in short files.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from audio.signals import FFMPEG, measured, programme
from pipeline.audio.loudness import DUAL_MONO, decibels
from pipeline.tools import process
from pipeline.tools.ffmpeg.graph import Programme
from pipeline.tools.ffmpeg.passes import pcm
from pipeline.tools.ffmpeg.program import quiet
from samples import shared, shipped

BOUND = sys.version_info < (3, 13)


class Figures(NamedTuple):
    integrated: float
    range: float
    true_peak: float


def by_libebur128(whole: Programme, folder: Path) -> Figures:
    import pyebur128  # noqa: PLC0415 - not there on every Python

    count = whole.channels
    mode = pyebur128.MeasurementMode
    state = pyebur128.R128State(count, whole.rate, mode.MODE_I | mode.MODE_LRA | mode.MODE_TRUE_PEAK)
    if count == 1:
        state.set_channel(0, pyebur128.ChannelType.DUAL_MONO)
    with pcm(FFMPEG, whole, folder) as output:
        while data := output.read(whole.rate * count * 4):
            state.add_frames(np.frombuffer(data, "<f4"), len(data) // (4 * count))
    peak = max(pyebur128.get_true_peak(state, channel) for channel in range(count))
    return Figures(pyebur128.get_loudness_global(state), pyebur128.get_loudness_range(state), decibels(peak))


def by_ffmpeg(whole: Programme, folder: Path) -> Figures:
    graph = f"{whole.filters()};[programme]ebur128=metadata=1:peak=true,ametadata=print:file=log.txt[out]"
    process.run(
        [*quiet(FFMPEG), *whole.inputs(), "-filter_complex", graph, "-map", "[out]", "-f", "null", "-"], cwd=folder
    )
    said = dict(re.findall(r"^lavfi\.r128\.(\w+)=(\S+)$", (folder / "log.txt").read_text("utf-8"), re.MULTILINE))
    more = DUAL_MONO if whole.channels == 1 else 0.0
    return Figures(float(said["I"]) + more, float(said["LRA"]), decibels(float(said["true_peak"])))


@pytest.mark.parametrize(
    "recording", [*shipped(), *shared(long=True)], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_recording_measures_the_same(tmp_path: Path, recording: Path) -> None:
    whole = programme(recording)
    other = by_libebur128(whole, tmp_path) if BOUND else by_ffmpeg(whole, tmp_path)
    ours = measured(whole, tmp_path)
    assert ours.integrated == pytest.approx(other.integrated, abs=0.05)
    assert ours.true_peak == pytest.approx(other.true_peak, abs=0.1)
    if BOUND or ours.seconds > 5:  # in a shorter one ffmpeg counts windows that are not full
        assert ours.range == pytest.approx(other.range, abs=0.2 if BOUND else 0.5)
