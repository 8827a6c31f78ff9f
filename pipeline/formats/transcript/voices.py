"""Who speaks: names before the words, and several voices in one cue."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.formats import timecode
from pipeline.formats.text import one_line, tidy_lines
from pipeline.formats.transcript.error import TranscriptError
from pipeline.model.episode import Cue

_NAMED = re.compile(r"(?P<name>[^\W\d_][\w.'\u2019 -]{0,39}):[ \t]+(?=\S)")
_SOUND = re.compile(r"[\[(♪]")
_SHOWN = 30

Said = tuple[str, str]
"""A speaker, or '', and what is said, whose lines are tidy."""


def named(text: str) -> Said:
    """Split ``Navn: text`` into the name and the text; the name is '' if the text does not begin with one.

    A name begins with a capital letter and has at most 40 letters, digits, spaces, hyphens, full stops and apostrophes.
    """
    found = _NAMED.match(text)
    if not found or not found["name"][0].isupper():
        return "", text
    return found["name"].strip(), text[found.end() :]


def prefixed(speaker: str, text: str) -> str:
    """Give ``Navn: text``, or only the text when nobody is named."""
    return f"{one_line(speaker)}: {text}" if one_line(speaker) else text


def is_sound(text: str) -> bool:
    """Say whether ``text`` tells of a sound, such as ``[latter]``, which belongs to nobody."""
    return bool(_SOUND.match(text))


def split(start: float, end: float, said: Iterable[Said]) -> list[Cue]:
    """Give a cue for each voice in turn; they share the time by the length of their texts.

    Voices in a cue too short to be shared, a few milliseconds, speak at once.
    """
    voices = [(one_line(speaker), tidy_lines(text)) for speaker, text in said]
    voices = [(speaker, text) for speaker, text in voices if text]
    edges = [timecode.rounded(edge) for edge in _edges(start, end, [len(text) for _, text in voices])]
    if len(set(edges)) < len(edges):
        return [Cue(start, end, text, speaker) for speaker, text in voices]
    times = pairwise(edges)
    return [Cue(*time, text, speaker) for time, (speaker, text) in zip(times, voices, strict=True)]


def checked(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Give cues in order of time. Raises TranscriptError if one does not end after it starts."""
    for number, cue in enumerate(cues, start=1):
        if timecode.milliseconds(cue.end) <= timecode.milliseconds(cue.start):
            begin, words = timecode.vtt(cue.start), one_line(cue.text)[:_SHOWN]
            raise TranscriptError(
                f"cue {number} (“{words}”) does not end after it starts, at {begin}: correct its times"
            )
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _edges(start: float, end: float, lengths: Sequence[int]) -> list[float]:
    total, done, edges = sum(lengths), 0, [start]
    for length in lengths:
        done += length
        edges.append(end if done == total else start + (end - start) * done / total)
    return edges
