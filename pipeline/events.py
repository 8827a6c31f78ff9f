"""What the pipeline tells while it works; printing is one consumer, tests use ``list.append``."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Started:
    """A piece of work began. ``task`` is unique in the run; ``total`` in ``unit``, if known."""

    task: str
    label: str
    total: float | None = None
    unit: str = "s"


@dataclass(frozen=True, slots=True)
class Advanced:
    """The piece of work has come to ``done`` of its total."""

    task: str
    done: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The piece of work is done; ``outcome`` says how in a few words."""

    task: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something worth knowing that stops nothing."""

    text: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something the producer should look at, though the work goes on."""

    text: str


Event = Started | Advanced | Finished | Noted | Warned
Tell = Callable[[Event], None]


def silent(_event: Event) -> None:
    """Tell nobody."""
