"""Faults of a recording that can be heard and can be treated; each detector has a module of its own.

A detector that is not sure finds nothing: what was left alone can still be cleaned by hand, but not the reverse.
"""

from collections.abc import Callable, Iterable

from pipeline.audio.faults.hum import hum
from pipeline.audio.faults.noise import noise
from pipeline.audio.faults.offset import offset
from pipeline.audio.faults.rumble import rumble
from pipeline.audio.faults.sibilance import sibilance
from pipeline.audio.faults.sight import Sight, sight
from pipeline.audio.spectra import Spectra
from pipeline.model.cleaning import STEPS, CleanStep, Step

__all__ = ["found", "offset"]

_DETECTORS: dict[Step, Callable[[Sight], CleanStep | None]] = {
    "high-pass": rumble,
    "hum": hum,
    "noise": noise,
    "de-ess": sibilance,
}

_FEWEST = 4
"""Blocks of 5 s in which there is sound, at least: of less, nothing can be said with certainty."""


def found(spectra: Spectra, rate: int, wanted: Iterable[Step] = STEPS) -> tuple[CleanStep, ...]:
    """Give what is wrong with a recording, of the steps that are ``wanted``, in the order in which it is treated.

    An ``offset`` is not seen in spectra: it has a function of its own.
    """
    seen = sight(spectra, rate)
    if seen.blocks < _FEWEST:
        return ()
    asked = set(wanted)
    steps = (_DETECTORS[name](seen) for name in STEPS if name in asked and name in _DETECTORS)
    return tuple(step for step in steps if step)
