"""Find the levelling of a recording."""

import dataclasses

from pipeline.audio import levelling, music
from pipeline.audio.activity import Heard
from pipeline.audio.shaping import LEVEL, Levels
from pipeline.model.audio import Profile
from pipeline.stages.mastering.examine import Examined


def levelled(speech: Examined, profile: Profile) -> Levels:
    """Give the levels that bring all passages of speech to one loudness, as far as the profile asks for.

    The passages are found in any case: where they are not levelled, they are told of. Music that lasts is no passage,
    and left as it is.
    """
    powers = speech.analysis.powers
    loudness = levelling.momentary(powers)
    moves = levelling.moving(powers)
    plays = music.lasting(powers, loudness, moves, speech.analysis.activity != Heard.PAUSE)
    spoken = levelling.speech(loudness, moves) & ~plays
    found = levelling.passages(loudness, spoken, profile.levelling / 100)
    if not profile.levelling:
        return dataclasses.replace(LEVEL, passages=found)
    found = levelling.beside_the_strongest(found)
    return Levels(levelling.curve(found, len(loudness), plays), passages=found)
