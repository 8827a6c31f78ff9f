"""Which of the questions, options and reflections that are known are those that are there: pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.formats.text import one_line

ALIKE = 0.6
"""How alike (difflib's ratio) two wordings in one place must be to be the same thing, reworded."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A question, option or reflection: what it says, of which kind it is, and whether it is gone."""

    text: str
    kind: str = ""
    gone: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """What tells it from others whatever its capitals and spaces."""
        return self.kind, one_line(self.text).casefold()


def rematch(known: Sequence[Thing], present: Sequence[Thing]) -> tuple[int | None, ...]:
    """Give for each of ``present``, in order, the index of the one of ``known`` it is, or None: it is new.

    First those of the same words, then those reworded in the same place, last those that come back after they were
    gone. Of another kind is another thing. Each of ``known`` is given once at most.
    """
    there = [index for index, thing in enumerate(known) if not thing.gone]
    pairs = _same(known, there, present, {})
    pairs |= _reworded(known, there, present, pairs)
    pairs |= _same(known, [index for index, thing in enumerate(known) if thing.gone], present, pairs)
    return tuple(pairs.get(index) for index in range(len(present)))


def _same(
    known: Sequence[Thing], some: Sequence[int], present: Sequence[Thing], pairs: dict[int, int]
) -> dict[int, int]:
    found: dict[int, int] = {}
    left = list(some)
    for index, thing in enumerate(present):
        match = next((one for one in left if known[one].words == thing.words), None)
        if index not in pairs and match is not None:
            found[index] = match
            left.remove(match)
    return found


def _reworded(
    known: Sequence[Thing], there: Sequence[int], present: Sequence[Thing], pairs: dict[int, int]
) -> dict[int, int]:
    """Pair what is left and alike in the same place, the most alike first."""
    old_places = dict(zip(there, _places([one if one in pairs.values() else None for one in there]), strict=True))
    new_places = _places([pairs.get(index) for index in range(len(present))])
    links = sorted(
        (-_likeness(known[one], present[index]), index, one)
        for index in range(len(present))
        for one in there
        if index not in pairs and one not in pairs.values() and old_places[one] & new_places[index]
    )
    found: dict[int, int] = {}
    for likeness, index, one in links:
        if -likeness >= ALIKE and index not in found and one not in found.values():
            found[index] = one
    return found


def _places(anchors: Sequence[int | None]) -> list[frozenset[tuple[str, int, int]]]:
    """Tell where each stands: counted from the start, and from the nearest known one before it and after it."""
    before = list(_counted(anchors))
    after = list(reversed(list(_counted(anchors[::-1]))))
    return [
        frozenset({("at", index, 0), ("after", *one), ("before", *other)})
        for index, (one, other) in enumerate(zip(before, after, strict=True))
    ]


def _counted(anchors: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    anchor, steps = -1, 0
    for one in anchors:
        steps += 1
        yield anchor, steps
        if one is not None:
            anchor, steps = one, 0


def _likeness(one: Thing, other: Thing) -> float:
    if one.kind != other.kind:
        return 0.0
    return SequenceMatcher(None, one.words[1], other.words[1], autojunk=False).ratio()
