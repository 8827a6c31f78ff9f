"""What a recording must be to be mastered, and which of its channels are used."""

import dataclasses
from typing import Literal

from pipeline.errors import ContentError
from pipeline.model.episode import ChannelChoice
from pipeline.stages.mastering.examine import Examined, examine, joined
from pipeline.stages.mastering.job import Bench
from pipeline.tools.ffmpeg.graph import Programme

Pan = Literal["", "left", "right", "mix"]

SHORTEST = 1.0
_SLACK = 0.5
"""Seconds by which a header may be off: encoders count their own delay or not."""
CUT = ("ended prematurely", "partial file")
"""What ffmpeg's Matroska and MP4 readers say where a file ends before its index does."""
AGAIN = "copy it again from where it was recorded, or export it again"
SILENCE = -60.0
"""LUFS below which a recording holds no speech that could be raised without raising noise alone."""


def check(examined: Examined, declared: float | None, *, cut_off: bool, silence: bool = False) -> None:
    """Refuse what cannot become an episode; ``silence`` may be a part of one.

    Raises:
        ContentError: cut off, too short, silent, or not numbers.
    """
    seconds = examined.seconds
    if cut_off or _ends_early(examined):
        raise ContentError(f"it is cut off: the file ends too early, after {seconds:.1f} s", AGAIN)
    if declared is not None and _lacks(examined, declared):
        told = f"it is cut off: its header says {declared:.1f} s, {seconds:.1f} s can be decoded"
        raise ContentError(told, AGAIN)
    if seconds < SHORTEST:
        raise ContentError(f"it lasts {seconds:.2f} s", f"a recording must last at least {SHORTEST:.0f} s")
    if examined.analysis.bad:
        raise ContentError(f"{examined.analysis.bad} of its samples are not numbers", "export it again, as 24-bit WAV")
    if silent(examined) and not silence:
        raise ContentError("it is silent", "check that the right track was exported, with its volume up")


def broken_off(examined: Examined, declared: float | None) -> bool:
    """Say whether less was decoded than the ``declared`` seconds, or ffmpeg said that the file ends too early."""
    return _ends_early(examined) or (declared is not None and _lacks(examined, declared))


def _ends_early(examined: Examined) -> bool:
    return any(mark in line for line in examined.complaints for mark in CUT)


def _lacks(examined: Examined, declared: float) -> bool:
    return examined.seconds < declared - _SLACK


def silent(examined: Examined) -> bool:
    """Say whether nobody is heard."""
    return examined.loudness.integrated < SILENCE


def channels(examined: Examined, choice: ChannelChoice) -> tuple[Literal[1, 2], Pan]:
    """Give the channels of the master, and where they come from.

    Raises:
        ContentError: the channels cancel on a single loudspeaker, and nothing was chosen.
    """
    if examined.programme.channels == 1:
        return 1, ""
    if choice in ("left", "right"):
        return 1, choice
    if examined.analysis.inverted:
        raise ContentError(
            "its left and right channels are each other upside down, so on one loudspeaker it falls silent",
            'set channels = "left" in episode.toml, or mend the cable or plug-in and record again',
        )
    if examined.analysis.dead is not None and choice != "stereo":
        return 1, ("right", "left")[examined.analysis.dead]
    return (1, "mix") if choice == "mono" or (choice == "auto" and examined.analysis.identical) else (2, "")


def check_rest(speech: Examined) -> None:
    """Refuse what is silent once it was cleaned and its silent ends were cut: its gain would have no bound.

    Raises:
        ContentError: nothing is left that has a loudness.
    """
    if silent(speech):
        raise ContentError(
            f"once it is cleaned and silence is cut, {speech.seconds:.2f} s are left, and no speech in them",
            'was the right track exported? cleanup = "off" and trim = false in episode.toml leave it as it is',
        )


def settled(bench: Bench, speech: Examined, choice: ChannelChoice) -> Examined:
    """Give the sound in the channels that its master will have, examined as it will be heard.

    Raises:
        ContentError: as ``channels``, or what was chosen is silent.
    """
    source, (count, pan) = speech.programme, channels(speech, choice)
    if count == source.channels:
        return speech
    plain = Programme((dataclasses.replace(source.parts[0], pan=pan),), source.rate, count)
    identical = pan == "mix" and speech.analysis.identical
    if identical:
        return joined(speech, plain)
    alone = examine(bench, plain, speech.seconds, faults=speech.analysis.spectra.deep.size > 0)
    if silent(alone):
        raise ContentError(f'channels = "{choice}" leaves nothing but silence', "choose another in episode.toml")
    return alone
