"""The cues of a transcript gathered into turns: paragraphs that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.formats.text import one_line
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

    @property
    def end(self) -> float:
        """Seconds at which its last cue ends."""
        return self.cues[-1].end

    @property
    def text(self) -> str:
        """Everything that is said, as running text."""
        return one_line(" ".join(cue.text for cue in self.cues))


def has_times(cues: Iterable[Cue]) -> bool:
    """Say whether cues lie in time, measured or estimated; those of a plain text all stand at 0 s until placed."""
    return any(cue.end > 0 for cue in cues)


def turns(transcript: Transcript) -> tuple[Turn, ...]:
    """Gather cues that have times, be they estimated, into paragraphs by speaker and length.

    Each cue of a plain text without times is a paragraph already, and stays one.
    """
    placed = has_times(transcript.cues)
    groups: list[list[Cue]] = []
    for cue in transcript.cues:
        if groups and placed and _continues(groups[-1], cue):
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
