"""The tracks of several speakers: what each was turned by, as a graph and as a row of a table."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, inf, isfinite

from pipeline.formats.sound.drawing import Scale, band, stairs
from pipeline.formats.sound.lanes import Lane, Shape, rules
from pipeline.formats.sound.words import figure, number
from pipeline.model.soundreport import SoundReport, TrackReport

_ROOM = 2.0
"""dB that a scale has over and under what it shows, at least."""
_COLUMNS = 4000
"""Columns of all lanes together as they are drawn, so that a page with twenty is light; the report has them all."""
_SOME = 0.05
"""dB under which a gate did nothing."""


def tracks(report: SoundReport) -> tuple[Lane, ...]:
    """Draw what each track was turned by, all on one scale."""
    heard = [one for one in report.tracks if one.fader]
    faders = [value for one in heard for value in _known(one.fader)] or [0.0]
    turned = [value for one in heard for value in _known(_turned(one))] or [0.0]
    scale = Scale(floor(min(0.0, *turned) - _ROOM), ceil(max(0.0, *faders) + _ROOM))
    return tuple(_lane(one, number, scale, _COLUMNS // len(heard)) for number, one in enumerate(heard, 1))


def rows(report: SoundReport) -> tuple[tuple[str, ...], ...]:
    """Give for each track whose it is, the least and the most of its fader, and the deepest of its gate."""
    return tuple(
        (one.speaker, *(number(at, signed=True) for at in _ends(one.fader)), number(_ends(one.gate)[0]))
        for one in report.tracks
        if one.fader
    )


def _lane(track: TrackReport, order: int, scale: Scale, columns: int) -> Lane:
    fader, turned = (_fewer(values, columns) for values in (track.fader, tuple(_turned(track))))
    shapes = Shape("gate", band(fader, turned, scale)), Shape("turned", stairs(fader, scale))
    lines = rules(scale, 4)
    return Lane(f"track-{order}", track.speaker, _told(track), len(fader), shapes, lines, "track", headed=True)


def _told(track: TrackReport) -> str:
    least, most = (figure(value, "dB", signed=True) for value in _ends(track.fader))
    moved = f"skrudd {least}" if least == most else f"skrudd fra {least} til {most}"
    deepest = -_ends(track.gate)[0]
    gated = f", og ned med opptil {figure(deepest, 'dB')} mens andre snakket" if deepest >= _SOME else ""
    return f"{track.speaker} ble {moved}{gated}."


def _turned(track: TrackReport) -> Iterator[float]:
    return (fader + gate for fader, gate in zip(track.fader, track.gate, strict=True))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    known = _known(values) or [0.0]
    return min(known), max(known)


def _known(values: Sequence[float] | Iterator[float]) -> list[float]:
    return [value for value in values if isfinite(value)]


def _fewer(values: Sequence[float], most: int) -> list[float]:
    """Give the means of neighbours, so many that no more than ``most`` are left."""
    width = -(-len(values) // most)
    groups = (_known(values[at : at + width]) for at in range(0, len(values), width))
    return [sum(group) / len(group) if group else -inf for group in groups]
