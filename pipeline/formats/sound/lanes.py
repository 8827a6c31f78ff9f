"""What a graph of the report is made of."""

from dataclasses import dataclass
from math import ceil

from pipeline.formats.sound.drawing import Scale
from pipeline.formats.sound.words import exact


@dataclass(frozen=True, slots=True)
class Shape:
    """A path and its class in the style sheet; a ``mirrored`` one goes up and down from the middle."""

    kind: str
    path: str
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the graph, ``at`` per cent from the top, with its label and class."""

    at: str
    label: str
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Lane:
    """One graph, ``columns`` wide; ``told`` says in words what it shows. The label of a ``headed`` one is above it."""

    name: str
    label: str
    told: str
    columns: int
    shapes: tuple[Shape, ...]
    rules: tuple[Rule, ...] = ()
    size: str = "tall"
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Graphs below each other over one time axis; ``key`` tells (class, meaning) of what is drawn."""

    name: str
    title: str
    lead: str
    lanes: tuple[Lane, ...]
    key: tuple[tuple[str, str], ...] = ()


def rule(scale: Scale, value: float, kind: str = "grid", *, signed: bool = False) -> Rule:
    """Give the line at a value, labelled with it."""
    return Rule(f"{scale.at(value):g}", exact(value, signed=signed), kind)


def rules(scale: Scale, most: int = 5) -> tuple[Rule, ...]:
    """Give the lines of a scale of dB: 0, and some on both sides, about ``most`` in all."""
    step = next((one for one in (3, 6, 12) if (scale.high - scale.low) / one <= most), 24)
    first = ceil(scale.low / step) * step
    values = range(first, int(scale.high) + 1, step)
    return tuple(rule(scale, float(value), "zero" if value == 0 else "grid", signed=True) for value in values)
