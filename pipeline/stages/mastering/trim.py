"""Silence before the first and after the last sound of a recording is cut off."""

import dataclasses

from pipeline.audio.excerpt import excerpt
from pipeline.audio.piece import PER_SECOND
from pipeline.model.timeline import Stretch
from pipeline.stages.mastering.examine import Examined

BEFORE, AFTER = 0.3, 0.7
"""Seconds that are left before the first sound, for the breath, and after the last, for the room to fall silent."""

WORTH = 0.5
"""Seconds that must be won at an end: less is not heard, and not worth a file of other bytes."""


def trimmed(speech: Examined, *, wanted: bool = True) -> tuple[Examined, Stretch]:
    """Give the recording without its silent ends, and the seconds of it that are left; the same where none is cut.

    Silence is what is under the gate of :mod:`pipeline.audio.activity`. No pass is made: what is left was measured
    with the whole. It fades in and out where it was cut, since noise that begins at once is heard as a click.
    """
    analysis, (part,) = speech.analysis, speech.programme.parts
    first = _spare(analysis.leading_silence, BEFORE) if wanted else 0
    away = _spare(analysis.trailing_silence, AFTER) if wanted else 0
    if not first and not away:
        return speech, (0.0, speech.seconds)
    left = excerpt(analysis, first, len(analysis.powers) - away)
    start = first * analysis.rate // PER_SECOND
    end = start + left.samples
    cut = dataclasses.replace(part, start=start, end=end, opens=start, closes=end if away else 0)
    programme = dataclasses.replace(speech.programme, parts=(cut,))
    kept = (start / analysis.rate, end / analysis.rate)
    return dataclasses.replace(speech, programme=programme, analysis=left), kept


def _spare(silence: float, left: float) -> int:
    """Give the slots of 10 ms to cut of ``silence`` seconds, of which ``left`` are to stay."""
    spare = silence - left
    return int(spare * PER_SECOND + 1e-6) if spare >= WORTH else 0
