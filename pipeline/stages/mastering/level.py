"""Find the levelling of a recording."""

import dataclasses

from pipeline.audio import levelling
from pipeline.audio.shaping import LEVEL, Levels
from pipeline.model.audio import Profile
from pipeline.stages.mastering.examine import Examined


def levelled(speech: Examined, profile: Profile) -> Levels:
    """Give the levels that bring all passages of speech to one loudness, as far as the profile asks for.

    The passages are found in any case: where they are not levelled, they are told of.
    """
    powers = speech.analysis.powers
    loudness = levelling.momentary(powers)
    found = levelling.passages(loudness, levelling.speech(powers, loudness), profile.levelling / 100)
    if not profile.levelling:
        return dataclasses.replace(LEVEL, passages=found)
    return Levels(levelling.curve(found, len(loudness)), passages=found)
