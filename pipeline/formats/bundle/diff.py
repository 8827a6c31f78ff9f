"""Compare two bundles: may the new one be put in the old one's place, and what would learners lose.

Moodle keeps a learner's tracks by the identifier of the item: where that is unchanged they stay, where it is not they
are deleted with the grade, without a word. What our own state keeps goes by the numbers of lessons and questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.formats.bundle.coursediff import broken, losses, news
from pipeline.formats.bundle.reading import read
from pipeline.formats.bundle.shape import Shape, shape_of
from pipeline.formats.bundle.told import Change, Language
from pipeline.model.bundle import Manifested

__all__ = ["Difference", "compare", "read"]


@dataclass(frozen=True, slots=True)
class Difference:
    """``safe`` to replace in place or not; why not; what some learners must do again; and what is new."""

    safe: bool
    reasons: tuple[str, ...]
    losses: tuple[str, ...]
    news: tuple[str, ...]


def compare(old: Manifested, new: Manifested, language: Language = "nb") -> Difference:
    """Say in ``language`` what it means to put ``new`` where ``old`` is."""
    before, after = _shape(old), _shape(new)
    reasons, lost, fresh = [*_reasons(old, new), *_unreadable(old, before, new, after)], [], []
    if before and after:
        reasons += broken(before, after)
        if before.id == after.id:
            lost, fresh = list(losses(before, after)), list(news(before, after))
    told = [tuple(one.told(language) for one in changes) for changes in (reasons, lost, fresh)]
    return Difference(not reasons, *told)


def _reasons(old: Manifested, new: Manifested) -> Iterator[Change]:
    if old.standard != new.standard:
        yield Change("standard", (old.standard, new.standard))
    kept = {item.identifier: item for item in new.items}
    for item in old.items:
        if item.identifier not in kept:
            yield Change("item", (item.identifier,))
        elif item.href != kept[item.identifier].href:
            yield Change("href", (item.title, item.href, kept[item.identifier].href))
    if old.items and len(new.items) > len(old.items):
        yield Change("more")


def _shape(one: Manifested) -> Shape | None:
    try:
        return shape_of(one.document) if one.document else None
    except ValueError:
        return None


def _unreadable(old: Manifested, before: Shape | None, new: Manifested, after: Shape | None) -> Iterator[Change]:
    """Tell of a document that only one of them has: ours would not be ours any more, or cannot be understood."""
    if (old.document and not before) or (before and not after):
        yield Change("unreadable", ("old" if not before else "new",))
    elif new.document and not after:
        yield Change("unreadable", ("new",))
