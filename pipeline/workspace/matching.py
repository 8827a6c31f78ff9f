"""Which of the episodes that are known are those that are there: pure, and no guess where two answers fit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """What an episode (or a show) is known by. ``number`` is (season, number) in its show.

    ``renamed_from`` is what its producer says it was called before: a slug, '' for never, None for nothing said.
    """

    slug: str
    title: str
    show: str = ""
    digest: str = ""
    number: tuple[int | None, int] | None = None
    former_slugs: tuple[str, ...] = ()
    renamed_from: str | None = None

    def was_called(self, slug: str) -> bool:
        """Say whether it is, or once was, called ``slug``."""
        return slug == self.slug or slug in self.former_slugs


@dataclass(frozen=True, slots=True)
class Matches:
    """By the slug of what is there: the one of ``known`` it is, and those it could also be."""

    known: Mapping[str, Identity]
    questions: Mapping[str, tuple[Identity, ...]]


_Rule = Callable[[Identity, Identity], bool]


def match(known: Iterable[Identity], present: Iterable[Identity]) -> Matches:
    """Pair what is known with what is there, each at most once.

    What the producer says comes first, then an unchanged slug. A slug that is gone and one that is new are the same
    episode if they share the recording, or else number and title, number, or title, and no others do.
    """
    old, new = {one.slug: one for one in known}, {one.slug: one for one in present}
    pairs = dict(_said(old, new))
    taken = {one.slug for one in pairs.values()}
    pairs |= {slug: old[slug] for slug in new.keys() - pairs.keys() if slug in old and slug not in taken}
    for rule in _RULES:
        pairs |= _alone(rule, *_left(old, new, pairs))
    return Matches(pairs, _questions(old, new, pairs))


def _said(old: Mapping[str, Identity], new: Mapping[str, Identity]) -> Iterator[tuple[str, Identity]]:
    for one in new.values():
        said = one.renamed_from
        named = [known for known in old.values() if said and known.was_called(said)]
        if len(named) == 1 and (named[0].slug == one.slug or named[0].slug not in new):
            yield one.slug, named[0]


def _left(
    old: Mapping[str, Identity], new: Mapping[str, Identity], pairs: Mapping[str, Identity]
) -> tuple[list[Identity], list[Identity]]:
    """Give the known whose folder is gone, and the new ones of which nothing is said; neither paired yet."""
    taken = {one.slug for one in pairs.values()}
    gone = [one for slug, one in old.items() if slug not in new and slug not in taken]
    fresh = [one for slug, one in new.items() if slug not in old and slug not in pairs and one.renamed_from is None]
    return gone, fresh


def _alone(rule: _Rule, gone: list[Identity], fresh: list[Identity]) -> dict[str, Identity]:
    """Give the pairs that hold the rule, where neither holds it with another."""
    links = [(one, other) for one in gone for other in fresh if rule(one, other)]
    often = Counter(slug for one, other in links for slug in (f"old {one.slug}", f"new {other.slug}"))
    return {other.slug: one for one, other in links if often[f"old {one.slug}"] == often[f"new {other.slug}"] == 1}


def _questions(
    old: Mapping[str, Identity], new: Mapping[str, Identity], pairs: Mapping[str, Identity]
) -> dict[str, tuple[Identity, ...]]:
    """Give what may be renamed, for each slug: the like that are left over, and whose recording it has."""
    gone, fresh = _left(old, new, pairs)
    asked: defaultdict[str, dict[str, Identity]] = defaultdict(dict)
    for other in fresh:
        asked[other.slug] |= {one.slug: one for one in gone if any(rule(one, other) for rule in _RULES)}
    for other, one in _recording_moved(old, new, pairs):
        asked[other.slug][one.slug] = one
    return {slug: tuple(found.values()) for slug, found in asked.items() if found}


def _recording_moved(
    old: Mapping[str, Identity], new: Mapping[str, Identity], pairs: Mapping[str, Identity]
) -> Iterator[tuple[Identity, Identity]]:
    """Find a folder that got the recording another had, while that one's slug lives on without it."""
    kept = {one.slug for slug, one in pairs.items() if one.digest == new[slug].digest}
    lost: defaultdict[str, list[Identity]] = defaultdict(list)
    for one in old.values():
        if one.slug not in kept and one.digest:
            lost[one.digest].append(one)
    for slug, other in new.items():
        if other.renamed_from is None and not (slug in pairs and pairs[slug].digest == other.digest):
            yield from ((other, one) for one in lost[other.digest])


def _same_digest(one: Identity, other: Identity) -> bool:
    return bool(one.digest) and one.digest == other.digest


def _same_number(one: Identity, other: Identity) -> bool:
    return one.number is not None and (one.show, one.number) == (other.show, other.number)


def _same_title(one: Identity, other: Identity) -> bool:
    return (one.show, one.title.casefold()) == (other.show, other.title.casefold())


def _same_number_and_title(one: Identity, other: Identity) -> bool:
    return _same_number(one, other) and _same_title(one, other)


_RULES: tuple[_Rule, ...] = (_same_digest, _same_number_and_title, _same_number, _same_title)
