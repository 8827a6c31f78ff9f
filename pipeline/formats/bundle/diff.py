"""Compare two bundles: may the new one be put in the old one's place, and what would learners lose.

Moodle keeps a learner's tracks by the identifier of the item: where that is unchanged they stay, where it is not they
are deleted with the grade, without a word. What our own state keeps goes by the numbers of lessons and questions.
The sentences are Norwegian, for the administrators' page shows them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.formats.bundle.reading import read
from pipeline.model.bundle import Manifested

__all__ = ["Difference", "compare", "read"]

_SHORTER = 1.0
"""Seconds by which a video may change without being another one."""

Parts = Mapping[Any, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """``safe`` to replace in place or not; why not; what learners would lose; and what is new."""

    safe: bool
    reasons: tuple[str, ...]
    losses: tuple[str, ...]
    news: tuple[str, ...]


def compare(old: Manifested, new: Manifested) -> Difference:
    """Say what it means to put ``new`` where ``old`` is."""
    before, after = _document(old), _document(new)
    both = bool(before and after)
    reasons = (*_reasons(old, new), *(_broken(before, after) if both else ()))
    losses = tuple(_losses(before, after)) if both else ()
    return Difference(not reasons, reasons, losses, tuple(_news(before, after)) if both else ())


def _reasons(old: Manifested, new: Manifested) -> Iterator[str]:
    if old.standard != new.standard:
        yield f"Formatet er et annet ({old.standard} er blitt {new.standard}): LMS-et begynner på nytt for alle."
    kept = {item.identifier: item for item in new.items}
    for item in old.items:
        if item.identifier not in kept:
            yield f"Identifikatoren «{item.identifier}» er borte: LMS-et sletter det alle har gjort, og karakterene."
        elif item.href != kept[item.identifier].href:
            yield f"«{item.title}» åpner en annen fil ({item.href} er blitt {kept[item.identifier].href})."
    if old.items and len(new.items) > len(old.items):
        yield "Pakken har fått flere innhold (SCO-er): det som var fullført, er det ikke lenger."


def _broken(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Tell of what learners may have done that has no place any more."""
    after = _by(new["lessons"], "id")
    for identifier, lesson in _by(old["lessons"], "id").items():
        if identifier not in after:
            yield f"Leksjonen «{lesson['title']}» er borte, og det deltakerne har gjort i den."
        else:
            yield from _gone(_questions(lesson), _questions(after[identifier]))


def _gone(before: Parts, after: Parts) -> Iterator[str]:
    for identifier, question in before.items():
        if identifier not in after:
            yield f"Oppgaven «{question['prompt']}» er borte, og svarene på den."
        elif question["kind"] != after[identifier]["kind"]:
            yield f"Oppgaven «{question['prompt']}» er blitt av et annet slag: svarene passer ikke lenger."


def _losses(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Tell of what some learners must do again, though everything has its place."""
    after = _by(new["lessons"], "id")
    for lesson in old["lessons"]:
        if lesson["id"] in after:
            yield from _again(lesson, after[lesson["id"]])
    yield from _stricter(old["completion"], new["completion"])


def _again(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    after = _questions(new)
    for identifier, question in _questions(old).items():
        if identifier in after and set(_ids(question)) - set(_ids(after[identifier])):
            yield f"Oppgaven «{question['prompt']}» har mistet et svaralternativ: de som valgte det, må svare igjen."
    if abs(new["seconds"] - old["seconds"]) > _SHORTER:
        yield f"Videoen i «{new['title']}» har en annen lengde: noen må kanskje se litt av den igjen."


def _stricter(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if _rank(new) > _rank(old):
        yield "Kravene til fullføring er blitt strengere for dem som ikke er ferdige."


def _rank(rule: Mapping[str, Any]) -> tuple[float, float, int]:
    lessons = float("inf") if rule["lessons"] is None else rule["lessons"]
    return (lessons, rule["watched"], ("none", "answered", "passed").index(rule["quiz"]))


def _news(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after = _by(old["lessons"], "id"), _by(new["lessons"], "id")
    for identifier, lesson in after.items():
        if identifier not in before:
            yield f"Ny leksjon: «{lesson['title']}»."
        else:
            yield from _changed(before[identifier], lesson)
    if old["title"] != new["title"]:
        yield f"Kurset heter nå «{new['title']}»."
    if [one for one in after if one in before] != [one for one in before if one in after]:
        yield "Leksjonene står i en annen rekkefølge."


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if old["title"] != new["title"]:
        yield f"«{old['title']}» heter nå «{new['title']}»."
    added = [one for one in _questions(new) if one not in _questions(old)]
    if added:
        yield f"{len(added)} ny(e) oppgave(r) i «{new['title']}»."
    languages = {track["language"] for track in new["tracks"]} - {track["language"] for track in old["tracks"]}
    if languages:
        yield f"Teksting på flere språk i «{new['title']}»: {', '.join(sorted(languages))}."
    told = ("summary", "chapters", "reflections", "minutes")
    if any(old[key] != new[key] for key in told) or _worded(old) != _worded(new):
        yield f"Rettelser i «{new['title']}»."


def _worded(lesson: Mapping[str, Any]) -> list[Any]:
    return [{**one, "options": sorted(map(str, one["options"]))} for one in _questions(lesson).values()]


def _document(one: Manifested) -> dict[str, Any]:
    found = json.loads(one.document) if one.document else {}
    return found if isinstance(found, dict) else {}


def _by(things: list[Mapping[str, Any]], key: str) -> Parts:
    return {thing[key]: thing for thing in things}


def _questions(lesson: Mapping[str, Any]) -> Parts:
    return _by(lesson["quiz"]["questions"], "id") if lesson["quiz"] else {}


def _ids(question: Mapping[str, Any]) -> list[str]:
    return [option["id"] for option in question["options"]]
