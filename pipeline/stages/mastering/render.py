"""Render until the decoded file keeps the contract."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.curve import GainCurve, fitted
from pipeline.audio.loudness import decibels, factor
from pipeline.errors import ContentError
from pipeline.events import Advanced, Finished, Started
from pipeline.model.audio import Loudness, Profile
from pipeline.stages.mastering.examine import Examined, exact_peaks, figures
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.passes import MP3, Coding, encoding, measured, write
from pipeline.tools.wav import write_float_mono

_MARGIN = 0.5
"""dB kept below the ceiling, since lossy coding moves peaks up."""

_ROUNDS = 6
_DOUBT = 2
"""Rounds after which corrections are halved: where blocks lie at the gate's edge, whole ones go to and fro."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An encoded file as a listener's app decodes it, and the curve that made it."""

    path: Path
    samples: int
    loudness: Loudness
    curve: GainCurve


def render(bench: Bench, examined: Examined, profile: Profile, coding: Coding = MP3) -> Rendered:
    """Encode under a gain curve, measure the decoded file, and correct until the contract holds.

    Raises:
        ContentError: it does not hold after a few rounds; only very peaky sound does that.
    """
    aim, ceiling = profile.loudness + coding.turned_down, profile.true_peak + coding.turned_down - _MARGIN
    peaks = _peaks(bench, examined, aim, ceiling)
    for turn in range(_ROUNDS):
        rate = examined.programme.rate / examined.facts.cell
        curve = fitted(examined.momentary, peaks, rate, aim, ceiling)
        rendered = under(curve, bench, examined, profile, coding)
        got = rendered.loudness
        if abs(got.integrated - profile.loudness) <= profile.tolerance and got.true_peak <= profile.true_peak:
            return rendered
        aim += (profile.loudness - got.integrated) * (1.0 if turn < _DOUBT else 0.5)
        ceiling -= max(0.0, got.true_peak - profile.true_peak + 0.1)
    raise ContentError(
        f"after {_ROUNDS} tries it is {got.integrated:.2f} LUFS with a true peak of {got.true_peak:.2f} dBTP",
        "the recording has far louder peaks than speech: remove bangs and clicks from it, or record again",
    )


def _peaks(bench: Bench, examined: Examined, aim: float, ceiling: float) -> NDArray[np.float64]:
    """Give cell peaks exact enough to limit by: sample peaks where no true peak comes near the ceiling."""
    gain = aim - examined.loudness.integrated
    if decibels(examined.facts.true_peak) + gain < ceiling:
        return examined.facts.cells.astype(np.float64)
    with progress(bench, "limit", examined.seconds) as advance:
        return exact_peaks(bench, examined, factor(ceiling - gain), advance)


def under(curve: GainCurve, bench: Bench, examined: Examined, profile: Profile, coding: Coding) -> Rendered:
    """Encode once under a gain curve, and measure the decoded file."""
    programme, target = examined.programme, bench.folder / coding.name
    wave = bench.folder / "gain.wav"
    held = np.pad(curve.factors, (0, 1000), mode="edge")  # the stream ends with the programme, not with the curve
    write_float_mono(wave, programme.rate // examined.facts.cell, held.astype("<f4").tobytes())
    kbps = profile.mono_kbps if programme.channels == 1 else profile.stereo_kbps
    with progress(bench, "encode", examined.seconds) as advance:
        write(encoding(bench.ffmpeg, programme, wave, coding.at(kbps)), target, advance)
    with progress(bench, "prove", examined.seconds) as advance:
        log, samples = measured(bench.ffmpeg, target, bench.folder, lambda heard: advance(heard / programme.rate))
    return Rendered(target, samples, figures(log, programme.channels, log.true_peak or 0.0), curve)


@contextmanager
def progress(bench: Bench, work: str, total: float | None) -> Iterator[Callable[[float], None]]:
    """Lend the function that tells how many of ``total`` seconds are done."""
    task, most = f"{bench.task}:{work}", inf if total is None else total
    bench.tell(Started(task, f"{bench.task}: {work}", total))
    yield lambda seconds: bench.tell(Advanced(task, min(seconds, most)))
    bench.tell(Finished(task))
