"""Faults of a recording that can be heard; each detector has a module of its own.

A detector that is not sure finds nothing: what was left alone can still be cleaned by hand, but not the reverse.
"""

from collections.abc import Callable, Iterator

from pipeline.audio.analysis import BLOCK
from pipeline.audio.faults.hum import hum
from pipeline.audio.faults.noise import noise
from pipeline.audio.faults.offset import offset
from pipeline.audio.faults.rumble import rumble
from pipeline.audio.faults.sibilance import sibilance
from pipeline.audio.faults.sight import Sight, sight
from pipeline.audio.spectra import Spectra, first
from pipeline.model.cleaning import STEPS, CleanStep, Step, Untreated

__all__ = ["found", "offset"]

_DETECTORS: dict[Step, Callable[[Sight], CleanStep | Untreated | None]] = {
    "high-pass": rumble,
    "hum": hum,
    "noise": noise,
    "de-ess": sibilance,
}

_FEWEST: dict[Step, int] = {"noise": 4, "de-ess": 4}
"""Blocks of 5 s in which there is sound, at least, for a fault to be treated.

Whether noise is steady, and whether a voice is sharp and not one word of it, shows over several only. Of some 370
stretches of five recordings, noise was found in 17 to 21 of one to three blocks where the minute around them has none,
and in 13 of four; a sharp s in 17 to 27, and in 12. For rumble and hum there was no such difference, with what hum asks
for in few blocks.
"""


_SHORT, _WHOLE = 20.0, 2.8
"""Seconds of a recording of which every block counts, and what must be left for its last one to be taken then: in fewer
than four long frames a held vowel is a line."""


def found(spectra: Spectra, rate: int, seconds: float) -> tuple[CleanStep | Untreated, ...]:
    """Give what is wrong with a recording that lasts ``seconds``, in the order in which it is treated.

    An ``offset`` is not seen in spectra: it has a function of its own.
    """
    if seconds < _SHORT:
        spectra = first(spectra, int((seconds + BLOCK - _WHOLE) / BLOCK))
    seen = sight(spectra, rate)
    return tuple(_found(seen)) if seen.blocks else ()


def _found(seen: Sight) -> Iterator[CleanStep | Untreated]:
    for name in STEPS:
        fault = _DETECTORS[name](seen) if name in _DETECTORS else None
        if fault and seen.blocks < _FEWEST.get(name, 1):
            yield Untreated(name, fault.level, "short")
        elif fault:
            yield fault
