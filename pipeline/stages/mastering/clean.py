"""What is wrong with the recording's sound is treated before anything is measured for mastering."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.audio import faults
from pipeline.model.audio import Profile
from pipeline.model.cleaning import CleanStep, Step, Untreated, Why
from pipeline.stages.mastering.examine import Examined, heard
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.ffmpeg.cleaning import able


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """A recording after its clean-up by ``steps``, and the faults that were ``untreated``."""

    sound: Examined
    steps: tuple[CleanStep, ...] = ()
    untreated: tuple[Untreated, ...] = ()


def cleaned(bench: Bench, speech: Examined, profile: Profile) -> Cleaned:
    """Give the recording cleaned and examined anew; itself, without a pass, where nothing is to be treated.

    ``speech`` must have been examined for faults.
    """
    found = tuple(_settled(speech, profile, able(bench.ffmpeg.version)))
    steps = tuple(one for one in found if isinstance(one, CleanStep))
    untreated = tuple(one for one in found if isinstance(one, Untreated))
    if not steps:
        return Cleaned(speech, (), untreated)
    (part,) = speech.programme.parts
    programme = dataclasses.replace(speech.programme, parts=(dataclasses.replace(part, clean=steps),))
    with progress(bench, "clean", speech.seconds) as advance:
        again = heard(bench, programme, advance)
    return Cleaned(dataclasses.replace(again, complaints=speech.complaints), steps, untreated)


def _settled(speech: Examined, profile: Profile, able: tuple[Step, ...]) -> Iterator[CleanStep | Untreated]:
    """Give what is wrong, in order. A high-pass takes an offset with it, so that both are never done."""
    seen = faults.found(speech.analysis.spectra, speech.programme.rate, speech.seconds)
    found = [_kept(one, profile, able) for one in seen]
    offset = faults.offset(speech.analysis.offset, speech.loudness.integrated)
    if offset and not any(one.name == "high-pass" and isinstance(one, CleanStep) for one in found):
        yield _kept(offset, profile, able)
    yield from found


def _kept(fault: CleanStep | Untreated, profile: Profile, able: tuple[Step, ...]) -> CleanStep | Untreated:
    """Give the fault as one that is left, if it is."""
    why: Why | None = None
    if profile.cleanup == "off":
        why = "off"
    elif fault.name not in profile.steps:
        why = "skipped"
    elif fault.name not in able:
        why = "ffmpeg"
    return Untreated(fault.name, fault.level, why) if why else fault
