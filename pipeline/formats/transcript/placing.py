"""Times for a text that has none: spread over where there is speech, in proportion to its length.

An estimate: it is right at both ends and follows the pauses, but drifts by seconds between them where people speak
faster or slower than their average.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from pipeline.formats import timecode
from pipeline.formats.transcript.captions import LONGEST, captions
from pipeline.formats.transcript.error import TranscriptError
from pipeline.model.episode import Cue, Transcript

SHORTEST_SECONDS, LONGEST_SECONDS = 0.83, 7.0
"""Between these a caption can be read and does not linger (Subtitle Edit's and Netflix' limits)."""
_FASTEST = 40.0
"""Characters a second that nobody speaks: then the speech was not all found, and the whole audio counts."""
_LEAST = 0.002
_FEWEST = 20

Interval = tuple[float, float]


def placed(transcript: Transcript, activity: Sequence[Interval], seconds: float) -> tuple[Cue, ...]:
    """Give cues with times: those of a timed transcript as they are, a plain text's paragraphs cut into captions.

    ``activity`` are the (start, end) seconds with speech, ``seconds`` the audio's duration. Cues are in order, do not
    overlap and lie within the audio. Raises TranscriptError if so much text cannot be in so short a recording.
    """
    if transcript.timed:
        return transcript.cues
    speech = _speech(activity, seconds, sum(len(cue.text) for cue in transcript.cues))
    total = sum(end - start for start, end in speech)
    pieces = list(_pieces(transcript.cues, total))
    if total < _LEAST * len(pieces):
        raise TranscriptError(f"the text is far too long for a recording of {seconds:.1f} s: is it of another one?")
    lengths = _durations([len(piece.text) for piece in pieces], total)
    return tuple(_timed(pieces, lengths, _clock(speech)))


def _speech(activity: Iterable[Interval], seconds: float, characters: int) -> list[Interval]:
    """Give the speech within the audio, in order and without overlaps; the whole audio if there is too little."""
    end = math.floor(seconds * 1000) / 1000
    merged: list[Interval] = []
    for first, last in sorted((max(0.0, first), min(last, end)) for first, last in activity):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        elif last > first:
            merged.append((first, last))
    enough = sum(last - first for first, last in merged) * _FASTEST >= characters
    return merged if merged and enough else [(0.0, end)]


def _pieces(paragraphs: Iterable[Cue], total: float) -> Iterator[Cue]:
    """Cut paragraphs into captions, shorter ones where speech is so slow that a full one would linger."""
    kept = tuple(paragraphs)
    rate = sum(len(cue.text) for cue in kept) / max(total, _LEAST)
    longest = max(_FEWEST, min(LONGEST, int(LONGEST_SECONDS * rate)))
    for cue in kept:
        yield from (replace(cue, text=text) for text in captions(cue.text, longest))


def _durations(lengths: Sequence[int], total: float) -> list[float]:
    """Share ``total`` seconds by length, but give none less than can be read, as far as there is time for that."""
    least = min(SHORTEST_SECONDS, total / len(lengths))
    raised: set[int] = set()
    while True:
        free = sum(length for index, length in enumerate(lengths) if index not in raised)
        rate = (total - least * len(raised)) / free if free else 0.0
        more = {index for index, length in enumerate(lengths) if length * rate < least} - raised
        if not more:
            return [least if index in raised else length * rate for index, length in enumerate(lengths)]
        raised |= more


def _clock(speech: Sequence[Interval]) -> Callable[[float, bool], float]:
    """Map seconds of speech to seconds of audio; at a pause, to its end or (``ending``) its start."""
    done = [0.0, *accumulate(end - start for start, end in speech)]

    def at(position: float, ending: bool) -> float:  # noqa: FBT001 - a private function of two readings
        find = bisect_left if ending else bisect_right
        index = min(max(find(done, position) - 1, 0), len(speech) - 1)
        start, end = speech[index]
        return min(start + position - done[index], end)

    return at


def _timed(pieces: Sequence[Cue], lengths: Sequence[float], at: Callable[[float, bool], float]) -> Iterator[Cue]:
    edges = [0.0, *accumulate(lengths)]
    for piece, first, last in zip(pieces, edges, edges[1:], strict=False):
        start = at(first, False)  # noqa: FBT003
        end = min(at(last, True), start + LONGEST_SECONDS)  # noqa: FBT003
        yield replace(piece, start=timecode.rounded(start), end=timecode.rounded(end))
