"""Put the show's sounds round the recording, under its first words and between its parts."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.audio.partings import partings
from pipeline.audio.piece import PER_SECOND
from pipeline.audio.shaping import Levels, Span, loudness_under
from pipeline.audio.silence import loud
from pipeline.model.show import Stings
from pipeline.model.soundreport import Around, Theme
from pipeline.model.timeline import Gap, Stretch, Timeline
from pipeline.stages.mastering.examine import Examined
from pipeline.stages.mastering.job import Bench
from pipeline.stages.mastering.mix import Desk, Mixed, Range, Windows
from pipeline.stages.mastering.sounds import Sounds, ready
from pipeline.tools.ffmpeg.graph import Part, Programme

_APART = 1.0
"""Seconds that there must be between two sounds that are put in."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """A programme with the show's sounds, and what of its levelling is left to do.

    The recording begins ``start`` seconds into it; ``gaps`` are in seconds of what was kept of it.
    """

    programme: Programme
    levels: Levels
    start: float
    gaps: tuple[Gap, ...]
    around: Around

    def timeline(self, kept: tuple[Stretch, ...]) -> Timeline:
        """Give where the recording is heard, of which those seconds were ``kept``."""
        whole = Timeline(kept)
        return Timeline(
            kept, self.start, tuple(dataclasses.replace(gap, at=whole.recorded(gap.at)) for gap in self.gaps)
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at which the recording is to be parted: as it was asked for, and in what was kept; both in seconds."""

    asked: float
    second: float


def marked(asked: Iterable[float], timeline: Timeline) -> tuple[Mark, ...]:
    """Give the marks for seconds of the recording; of those that a cut has brought within a second, the first."""
    marks = list[Mark]()
    for each in asked:
        second = timeline.at(each)
        if not marks or second >= marks[-1].second + _APART:
            marks.append(Mark(each, second))
    return tuple(marks)


def assemble(bench: Bench, speech: Examined, levels: Levels, stings: Stings, marks: Sequence[Mark] = ()) -> Assembly:
    """Mix the show's sounds with the recording's windows beside them, in memory; all between stays in the stream.

    Raises:
        StingError: one of the sounds cannot be used; names its file and key.
    """
    plain, loudness = speech.programme, loudness_under(speech.analysis.powers, levels)
    sounds = ready(bench, plain, stings, loudness)
    layout = _layout(speech, stings, marks, len(sounds.between) if sounds.between else 0)
    mixed = Desk(bench, speech, levels, loudness).mixed(sounds, stings, layout)
    laid = tuple(_laid(mixed, layout, plain.parts[0], speech.analysis.samples))
    left = dataclasses.replace(levels, spans=tuple(_spans(laid, plain.rate)))
    start = (mixed[0].samples - layout.head[1]) / plain.rate if mixed[0] else 0.0
    programme = dataclasses.replace(plain, parts=tuple(each.part for each in laid))
    gaps = _gaps(mixed[1:-1], layout.inner, marks, plain.rate)
    around = Around(
        _intro(sounds, stings, start),
        _outro(sounds, sum(each.samples for each in laid) / plain.rate, layout.tail, plain.rate),
        _bed(sounds, stings, start, layout.head[1] / plain.rate),
    )
    return Assembly(programme, left, start, tuple(gaps), around)


def _intro(sounds: Sounds, stings: Stings, start: float) -> Theme | None:
    """Give when the intro is heard, and for how long with the bed, or where there is none with the speech."""
    if not sounds.intro:
        return None
    seconds, alone = sounds.intro.duration_seconds, stings.bed.alone if stings.bed else 0.0
    return Theme(0.0, round(seconds, 2), max(round(seconds + alone - start, 2), 0.0))


def _outro(sounds: Sounds, whole: float, tail: Range, rate: int) -> Theme | None:
    """Give when the outro is heard, and for how long with the speech."""
    if not sounds.outro:
        return None
    seconds = sounds.outro.duration_seconds
    overlap = min((tail[1] - tail[0]) / rate, seconds)
    return Theme(round(whole - seconds, 2), round(whole, 2), round(overlap, 2))


def _bed(sounds: Sounds, stings: Stings, start: float, head: float) -> Stretch | None:
    """Give when the bed is heard: until it ends itself, or with the head, ``head`` seconds into the recording."""
    if not (sounds.bed and stings.bed):
        return None
    begin = start - stings.bed.alone
    return begin, min(begin + sounds.bed.duration_seconds, start + head)


def _layout(speech: Examined, stings: Stings, marks: Sequence[Mark], sting: int) -> Windows:
    """Lay out the windows, none of which reaches into another; ``sting`` milliseconds are put in at each mark."""
    rate, total = speech.programme.rate, speech.analysis.samples
    grain, most = rate // PER_SECOND, sting // 10 // 3
    whole = slice(total // grain)
    sounds, seconds = loud(speech.analysis)[whole], [mark.second for mark in marks]
    found = partings(speech.analysis.powers[whole], sounds, seconds, most) if marks and sting else ()
    inner = tuple(((one.at - one.half) * grain, (one.at + one.half) * grain) for one in found)
    first, last = (inner[0][0], inner[-1][1]) if inner else (total, 0)
    overlap = min(round(stings.overlap * rate), total // 3)
    tail = min(overlap, total - last) // grain * grain if stings.outro else 0
    wanted = max(overlap if stings.intro else 0, round(stings.bed.seconds * rate) if stings.bed else 0)
    return Windows((0, min(wanted, first, total - tail) // grain * grain), inner, (total - tail, total))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part that lasts ``samples``; ``begin`` is where it begins in the recording, None of what was mixed."""

    part: Part
    samples: int
    begin: int | None = None


def _laid(mixed: Sequence[Mixed | None], layout: Windows, whole: Part, total: int) -> Iterator[_Laid]:
    """Give what is played, in order: the mixed windows, and what of the recording lies between them."""
    done = 0
    for window, sound in zip(layout.all, mixed, strict=True):
        if window[0] > done:
            part = dataclasses.replace(whole, start=done, end=None if window[0] == total else window[0])
            yield _Laid(part, window[0] - done, done)
            done = window[0]
        if sound:
            yield _Laid(sound.part, sound.samples)
            done = window[1]


def _spans(laid: Sequence[_Laid], rate: int) -> Iterator[Span]:
    """Give where in the sound the recording itself is heard."""
    at = 0
    for each in laid:
        if each.begin is not None:
            yield Span(at / rate, (at + each.samples) / rate, (at - each.begin) / rate)
        at += each.samples


def _gaps(mixed: Sequence[Mixed | None], inner: Sequence[Range], marks: Sequence[Mark], rate: int) -> Iterator[Gap]:
    for mark, (begin, end), sound in zip(marks, inner, mixed, strict=False):
        if sound:
            half = (end - begin) // 2
            yield Gap((begin + half) / rate, (sound.samples - 2 * half) / rate, half / rate, mark.asked)
