"""Who was how loud: the passages of speech under the names that stand in the transcript."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.episode import Cue
from pipeline.model.soundreport import SoundReport

LEAST = 5.0
"""Seconds that somebody must speak to be told of."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's ``loudness`` in LUFS as recorded, over ``spoken`` seconds, and the ``gain`` in dB that levelling gave.

    ``over`` is by how many dB they are louder than all the others together; negative where they are weaker.
    """

    name: str
    spoken: float
    loudness: float
    gain: float
    over: float


def voices(report: SoundReport, cues: tuple[Cue, ...]) -> tuple[Voice, ...]:
    """Give those who speak; nobody where less than two are named.

    Where each has a track, that tells exactly. Else ``cues`` do, which are timed to the published file, in the order in
    which speakers first speak: a passage counts for a cue by the seconds that they share.
    """
    shares = defaultdict[str, list[tuple[float, float, float]]](list)
    for name, seconds, loudness, gain in _tracks(report) if report.tracks else _shared(report, cues):
        shares[name].append((seconds, loudness, gain))
    heard = {name: _mean(parts) for name, parts in shares.items() if sum(part[0] for part in parts) >= LEAST}
    if len(heard) <= 1:
        return ()
    found = []
    for name, (spoken, loudness, gain) in heard.items():
        rest = _mean([one for other, one in heard.items() if other != name])
        found.append(Voice(name, round(spoken, 1), loudness, gain, loudness - rest[1]))
    return tuple(found)


def _tracks(report: SoundReport) -> Iterator[tuple[str, float, float, float]]:
    """Give (name, seconds, LUFS, dB) of every track whose level is known."""
    return ((one.speaker, one.spoken, one.loudness, one.gain) for one in report.tracks if one.loudness is not None)


def _shared(report: SoundReport, cues: tuple[Cue, ...]) -> Iterator[tuple[str, float, float, float]]:
    """Give (name, seconds, LUFS, dB) of every passage in every cue, both being in the order of time."""
    passages, first = report.passages, 0
    for cue in cues:
        begin, end = cue.start, cue.end
        while first < len(passages) and passages[first].end <= begin:
            first += 1
        for one in passages[first:]:
            if one.begin >= end:
                break
            if cue.speaker:
                yield cue.speaker, min(end, one.end) - max(begin, one.begin), one.loudness, one.gain


def _mean(parts: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    spoken = sum(seconds for seconds, _, _ in parts)
    loudness, gain = (sum(part[0] * part[n] for part in parts) / spoken for n in (1, 2))
    return spoken, loudness, gain
