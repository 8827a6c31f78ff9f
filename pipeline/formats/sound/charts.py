"""The report's graphs: what is drawn, what stands beside it, and what is told to those who do not see it."""

import dataclasses
from collections.abc import Sequence
from math import ceil, floor, isfinite

from pipeline.formats.norwegian import clock
from pipeline.formats.sound import faders
from pipeline.formats.sound.drawing import Scale, area, line, marks, runs
from pipeline.formats.sound.lanes import Figure, Lane, Rule, Shape, rule, rules
from pipeline.formats.sound.words import brief, exact, figure, listed, number, percent
from pipeline.model.soundreport import SoundReport

_FULL = Scale(0.0, 1.0)
_ROOM = 2.0
"""dB that a scale has over and under what it shows, at least."""
_APART = 5
"""dB between two labels, at least."""


def figures(report: SoundReport) -> tuple[Figure, ...]:
    """Give all graphs of a report."""
    return waves(report), loudness(report), gains(report), activity(report)


def waves(report: SoundReport) -> Figure:
    """Draw the waveform before and after."""
    series, found = report.series, report.blemishes
    clips = (Shape("clip", marks(found.clips, report.seconds, len(series.peaks_before))),) if found.clips else ()
    before = f"Opptaket: sterkeste topp {figure(report.before.true_peak, 'dBTP')}, {_clipping(report)}."
    after = f"Den ferdige fila: sterkeste topp {figure(report.after.true_peak, 'dBTP')}."
    first = _wave("before", "Opptak", before, (series.peaks_before, series.body_before))
    second = _wave("after", "Ferdig", after, (series.peaks_after, series.body_after))
    lanes = dataclasses.replace(first, shapes=(*first.shapes, *clips)), second
    key = (("peak", "topper"), ("body", "gjennomsnitt"), *((("clip", "klippet"),) if clips else ()))
    return Figure("waves", "Lydbølgen", "Jo høyere utslag, desto sterkere lyd.", lanes, key)


def _wave(name: str, label: str, told: str, drawn: tuple[Sequence[float], Sequence[float]]) -> Lane:
    shapes = tuple(
        Shape(kind, area(values, _FULL, 0.0), mirrored=True)
        for kind, values in zip(("peak", "body"), drawn, strict=True)
    )
    return Lane(name, label, told, len(drawn[0]), shapes, (Rule("50", ""),), "wave")


def _clipping(report: SoundReport) -> str:
    return f"klippet {report.blemishes.clipped} steder" if report.blemishes.clipped else "ikke klippet"


def loudness(report: SoundReport) -> Figure:
    """Draw short-term loudness before and after, with the target."""
    series, aim = report.series, report.profile.loudness
    every = [value for value in (*series.loudness_before, *series.loudness_after) if isfinite(value)]
    scale = Scale(-50.0, max(-8.0, ceil(max(every, default=aim) + _ROOM)))
    shapes = Shape("was", line(series.loudness_before, scale)), Shape("is", line(series.loudness_after, scale))
    values = (value for value in range(-40, 0, 10) if value < scale.high and abs(value - aim) > _APART)
    grid = tuple(rule(scale, float(value)) for value in values)
    lines = (*grid, rule(scale, aim, "target"))
    told = (
        f"Lydstyrken over tre sekunder. Opptaket: {figure(report.before.integrated, 'LUFS')} i gjennomsnitt, "
        f"{_span(series.loudness_before)}. "
        f"Ferdig: {figure(report.after.integrated, 'LUFS')}, {_span(series.loudness_after)}."
    )
    lane = Lane("loudness", "LUFS", told, len(series.loudness_after), shapes, lines)
    key = ("was", "opptaket"), ("is", "ferdig"), ("target", f"målet, {exact(aim, 'LUFS')}")
    return Figure(
        "loudness",
        "Lydstyrken",
        "Hvor sterkt det høres ut. Målet gjelder hele episoden, ikke hvert sekund.",
        (lane,),
        key,
    )


def gains(report: SoundReport) -> Figure:
    """Draw what the volume was turned by, and why: of the whole, or of each of several tracks before it."""
    lanes, key = _tracks(report) if report.tracks else _volume(report)
    lead = "Hvor mye lyden ble skrudd opp eller ned, og hvorfor."
    if report.tracks:
        turned = figure(report.gain, "dB", signed=True)
        lead = f"Hvor mye hvert spor ble skrudd opp eller ned, og hvorfor. Så ble alt skrudd {turned}."
    more = (("limiter", "toppbegrenser"), *((("cut", "klippet bort"),) if report.cuts else ()))
    return Figure("gains", "Volumknappen", lead, (*lanes, _limiter(report)), (*key, *more))


_Drawn = tuple[tuple[Lane, ...], tuple[tuple[str, str], ...]]


def _tracks(report: SoundReport) -> _Drawn:
    gate = (("gate", "skrudd ned mens andre snakker"),) if report.gated else ()
    return faders.tracks(report), (("turned", "utjevning av hvert spor"), *gate)


def _volume(report: SoundReport) -> _Drawn:
    """Give the lane and key of one recording: the static gain, and what levelling added as it is drawn."""
    fixed, levelling = report.gain, report.series.levelling
    turned = [round(fixed + value, 2) for value in levelling]
    scale = Scale(floor(min(0.0, *turned) - _ROOM), ceil(max(0.0, *turned) + _ROOM))
    shapes = Shape("levelling", area(turned, scale, fixed)), Shape("turned", line(turned, scale))
    least, most = (figure(value, "dB", signed=True) for value in (min(levelling), max(levelling)))
    added = f"utjevningen la til fra {least} til {most}" if any(levelling) else "utjevningen la ikke til noe"
    own = rule(scale, round(fixed, 1), "fixed", signed=True)
    lines = *(_beside(own, one) for one in rules(scale)), own
    told = f"Alt ble skrudd {figure(fixed, 'dB', signed=True)}; {added}."
    key = ("fixed", f"likt for alt, {figure(fixed, 'dB', signed=True)}"), ("levelling", "utjevning av stemmer")
    return (Lane("gain", "dB", told, len(turned), shapes, lines),), key


def _limiter(report: SoundReport) -> Lane:
    found = report.limiting
    scale = Scale(min(-6.0, floor(found.deepest)), 0.0)
    told = (
        f"Toppbegrenseren tok på det meste {figure(-found.deepest, 'dB')}, "
        f"og mer enn 1 dB i {brief(found.seconds)} ({percent(found.share)} av tiden)."
    )
    values = report.series.limiter
    shapes = Shape("limiter", area(values, scale, 0.0)), *_cuts(report)
    lines, headed = (rule(scale, 0.0), rule(scale, scale.low)), bool(report.tracks)
    return Lane("limiter", "Alle sammen" if headed else "topper", told, len(values), shapes, lines, "short", headed)


def _cuts(report: SoundReport) -> tuple[Shape, ...]:
    times = [cut.at for cut in report.cuts]
    return (Shape("cut", marks(times, report.seconds, len(report.series.limiter))),) if times else ()


def activity(report: SoundReport) -> Figure:
    """Draw when somebody speaks."""
    found, kinds = report.heard, report.series.activity
    whole = max(found.speech + found.music + found.pause, 0.1)
    names = (("speech", "tale", found.speech), ("music", "musikk", found.music), ("pause", "pause", found.pause))
    key = tuple(
        (kind, f"{word} {percent(seconds / whole)}") for kind, word, seconds in names if seconds or kind != "music"
    )
    told = listed([f"{word} i {brief(seconds)}" for _, word, seconds in names if seconds]) or "Ingenting høres"
    shapes = tuple(Shape(kind, runs(kinds, number)) for number, kind in ((1, "speech"), (2, "music"), (0, "pause")))
    lane = Lane("activity", "", f"{told[0].upper()}{told[1:]}.", len(kinds), shapes, (), "strip")
    return Figure(
        "activity", "Når noen snakker", "Funnet av rytmen i lyden, uten å forstå hva som blir sagt.", (lane,), key
    )


def _beside(own: Rule, other: Rule) -> Rule:
    """Take the label from a line whose own would lie under that of another."""
    room = 9.0
    return dataclasses.replace(other, label="") if abs(float(other.at) - float(own.at)) < room else other


def _span(values: Sequence[float]) -> str:
    there = [value for value in values if isfinite(value)]
    return f"mellom {number(min(there))} og {number(max(there))}" if there else "stille"


def samples(report: SoundReport, rows: int = 20) -> tuple[tuple[str, ...], ...]:
    """Give what is drawn as rows of a table: time, loudness before and after, gain unless of tracks, limiter."""
    series, count = report.series, len(report.series.limiter)
    edges = sorted({at * count // rows for at in range(rows)})
    return tuple(
        (
            clock(at * report.seconds / count),
            number(series.loudness_before[at]),
            number(series.loudness_after[at]),
            *(() if report.tracks else (number(report.gain + series.levelling[at], signed=True),)),
            number(min(series.limiter[at : max(end, at + 1)])),
        )
        for at, end in zip(edges, [*edges[1:], count], strict=True)
    )
