"""Silence before the first and after the last sound of a recording is cut off, and long pauses if that is wanted."""

import dataclasses
from pathlib import Path

from pipeline.audio.excerpt import excerpt
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.silence import Cutting, kept, loud
from pipeline.model.timeline import Stretch
from pipeline.stages.mastering.examine import Examined


def cut(speech: Examined, cutting: Cutting, folder: Path | None = None) -> tuple[Examined, tuple[Stretch, ...]]:
    """Give the recording without the silence that goes, and the seconds of it that are left; itself where all stays.

    No pass is made: what is left was measured with the whole. It fades out and in where it was cut, since noise that
    begins at once is heard as a click. What is known of every 10 ms of it lies in ``folder``.
    """
    analysis, (part,) = speech.analysis, speech.programme.parts
    left = kept(loud(analysis), cutting)
    if left == ((0, len(analysis.powers)),):
        return speech, ((0.0, speech.seconds),)
    length, total = analysis.rate // PER_SECOND, analysis.samples
    stretches = tuple((first * length, min(last * length, total)) for first, last in left)
    played = tuple((first, None if last == total else last) for first, last in stretches)
    programme = dataclasses.replace(speech.programme, parts=(dataclasses.replace(part, kept=played),))
    seconds = tuple((first / analysis.rate, last / analysis.rate) for first, last in stretches)
    return dataclasses.replace(speech, programme=programme, analysis=excerpt(analysis, left, folder)), seconds
