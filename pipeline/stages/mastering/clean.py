"""What is wrong with the recording's sound is treated before anything is measured for mastering."""

import dataclasses
from collections.abc import Iterable

from pipeline.audio import faults
from pipeline.model.cleaning import CleanStep, Step
from pipeline.stages.mastering.examine import Examined, heard
from pipeline.stages.mastering.job import Bench, progress
from pipeline.tools.ffmpeg.cleaning import able


def cleaned(bench: Bench, speech: Examined, wanted: Iterable[Step]) -> tuple[Examined, tuple[CleanStep, ...]]:
    """Give the recording cleaned and examined anew, with what was done; itself, without a pass, where nothing is wrong.

    ``speech`` must have been examined for faults, of which those that are ``wanted`` are treated.
    """
    steps = _found(speech, set(wanted) & set(able(bench.ffmpeg.version)))
    if not steps:
        return speech, ()
    (part,) = speech.programme.parts
    programme = dataclasses.replace(speech.programme, parts=(dataclasses.replace(part, clean=steps),))
    with progress(bench, "clean", speech.seconds) as advance:
        again = heard(bench, programme, advance)
    return dataclasses.replace(again, complaints=speech.complaints), steps


def _found(speech: Examined, possible: set[Step]) -> tuple[CleanStep, ...]:
    """Give what is wrong. A high-pass takes an offset with it, so that both are never done."""
    steps = faults.found(speech.analysis.spectra, speech.programme.rate, possible)
    if "offset" not in possible or any(step.name == "high-pass" for step in steps):
        return steps
    offset = faults.offset(speech.analysis.offset, speech.loudness.integrated)
    return (offset, *steps) if offset else steps
