"""The steps of a clean-up as ffmpeg's filters."""

import itertools
import math
import re
from collections.abc import Iterable

from pipeline.model.cleaning import STEPS, CleanStep, Step

_FOUR_POLES = (0.5412, 1.3066)
"""The Q of both halves of a Butterworth filter with four poles."""

_NOTCH = 4
"""Hz of a notch, at -3 dB. The mains stray by 0.1 Hz, and a notch this wide takes 20 dB within 0.2 Hz."""

_DE_ESSES = 7
"""The first major version whose ``adynamicequalizer`` is trusted to take these options; only 9 was tried."""

_LEAST, _MOST = -80.0, -20.0
"""dBFS between which afftdn takes a noise floor …"""
_APART = 24.0
"""… and dB by which its bands may differ from that."""


def able(version: str) -> tuple[Step, ...]:
    """Give the steps that an ffmpeg of that version can do; a build from git has no number, and is newer than any."""
    major = re.match(r"n?(\d+)\.", version)
    old = major is not None and int(major[1]) < _DE_ESSES
    return tuple(step for step in STEPS if not (old and step == "de-ess"))


def filters(steps: Iterable[CleanStep], rate: int) -> list[str]:
    """Give the chain, in order. What comes out is as long as what went in, and in its place."""
    return [one for step in steps for one in _STEPS[step.name](step, rate)]


def _offset(step: CleanStep, rate: int) -> list[str]:
    """Give the filter, and a fade of 50 ms while it settles: an offset that begins at once is heard as a thump."""
    return [*_high_pass(step, rate), f"afade=t=in:ns={rate // 20}"]


def _high_pass(step: CleanStep, _: int) -> list[str]:
    return [f"highpass=f={step.hertz[0]}:t=q:w={q}:precision=f64" for q in _FOUR_POLES]


def _hum(step: CleanStep, _: int) -> list[str]:
    return [f"bandreject=f={line}:t=h:w={_NOTCH}:precision=f64" for line in step.hertz]


def _noise(step: CleanStep, rate: int) -> list[str]:
    """Give afftdn with the noise's own spectrum; it is late by a 40th of a second, which is made up for."""
    late = rate // 80 * 2
    levels = [_between(step, centre) for centre in _centres()]
    middle = min(max(sorted(levels)[len(levels) // 2], _LEAST), _MOST)
    bands = "|".join(f"{min(max(level - middle, -_APART), _APART):.1f}" for level in levels)
    denoise = f"afftdn=nr={step.reduction}:nf={middle:.1f}:nt=custom:bn={bands}"
    return [f"apad=pad_len={late}", denoise, f"atrim=start_sample={late}", "asetpts=N"]


def _de_ess(step: CleanStep, _: int) -> list[str]:
    detect = f"threshold={10 ** (step.floors[0] / 20):.6f}:dfrequency={step.hertz[0]}:dqfactor=1.2:attack=1:release=30"
    cut = f"tfrequency={step.hertz[0]}:tqfactor=0.8:ratio=4:range={step.reduction}:mode=cutabove"
    return [f"adynamicequalizer={detect}:{cut}:precision=double"]


def _between(step: CleanStep, hertz: float) -> float:
    """Give the floor at a frequency, on a straight line of levels over the logarithm of frequency."""
    pairs = list(zip(step.hertz, step.floors, strict=True))
    for (low, one), (high, other) in itertools.pairwise(pairs):
        if hertz < high:
            part = max(0.0, math.log(hertz / low) / math.log(high / low))
            return one + part * (other - one)
    return step.floors[-1]


def _centres() -> list[float]:
    """Give the middles of afftdn's 15 bands, in Hz (libavfilter/af_afftdn.c, ``band_centre``)."""
    centres = [80.0]
    while len(centres) < 15:  # noqa: PLR2004 - as many as it has
        centres.append(centres[-1] * 1.5 + 5.5)
    return centres


_STEPS = {"offset": _offset, "high-pass": _high_pass, "hum": _hum, "noise": _noise, "de-ess": _de_ess}
