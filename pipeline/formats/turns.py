"""The cues of a transcript gathered into turns: paragraphs that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.episode import Cue, Transcript

SENTENCE_ENDS = (".", "!", "?", "…", "»", '"', ":")
READABLE = 30.0
"""Seconds of one speaker after which a paragraph may end where a sentence does."""
LONGEST = 75.0
"""Seconds of one speaker after which a paragraph ends even inside a sentence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's cues in a row; ``named`` when the speaker is another than in the turn before."""

    speaker: str
    start: float
    cues: tuple[Cue, ...]
    named: bool


def turns(transcript: Transcript) -> tuple[Turn, ...]:
    """Gather timed cues into paragraphs by speaker and length; plain text keeps its own paragraphs."""
    groups: list[list[Cue]] = []
    for cue in transcript.cues:
        if groups and transcript.timed and _continues(groups[-1], cue):
            groups[-1].append(cue)
        else:
            groups.append([cue])
    return tuple(_named(groups))


def _continues(group: list[Cue], cue: Cue) -> bool:
    lasted = cue.end - group[0].start
    at_end = group[-1].text.rstrip().endswith(SENTENCE_ENDS)
    return group[-1].speaker == cue.speaker and lasted <= (READABLE if at_end else LONGEST)


def _named(groups: Iterable[list[Cue]]) -> Iterable[Turn]:
    before = ""
    for group in groups:
        first = group[0]
        yield Turn(first.speaker, first.start, tuple(group), named=bool(first.speaker) and first.speaker != before)
        before = first.speaker
