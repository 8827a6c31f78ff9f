"""A draft of the accessibility statement of a course, in bokmål, for the official form on uustatus.no.

The law asks for one for every public web solution: forskrift om universell utforming av IKT-løsninger, section 4,
after directive (EU) 2016/2102. What only a person can answer stands as a question to fill in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.formats import look, norwegian
from pipeline.model.course import Course, DescriptionKind, Lesson

NAME = "tilgjengelighet.html"
_TEMPLATE = "lms/statement.html"
_OWN = "bokmål"
_DECISIONS: Mapping[DescriptionKind, str] = {
    "integrated": "Det som er viktig i bildet, blir sagt i videoen.",
    "track": "Videoen har et eget spor med synstolking, som kan slås på.",
    "described-version": "Det finnes en egen utgave av videoen med synstolking.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of a lesson's video, in words; ``tag`` is its language as BCP 47 has it."""

    title: str
    tag: str
    language: str
    captions: str
    transcript: str
    decision: str
    reason: str


def statement(course: Course, reviewed: date | None = None, templates: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Give the draft as one HTML page that needs no other file; ``reviewed`` is when the course was gone through."""
    return look.render(
        _TEMPLATE,
        templates,
        course=course,
        rows=[_row(lesson) for lesson in course.lessons],
        shortcomings=tuple(shortcomings(course)),
        reviewed=norwegian.date_words(reviewed) if reviewed else "",
    )


def shortcomings(course: Course) -> Iterator[str]:
    """Give, a sentence each, what the content itself shows that not everybody gets."""
    for lesson in course.lessons:
        where = f"Leksjonen «{lesson.title}»: "
        if not lesson.transcript.timed:
            yield f"{where}teksten til videoen har ingen tider, og følger derfor ikke med mens videoen spilles."
        track = lesson.audio_description.track
        if track:
            yield f"{where}synstolkingen blir lest opp av en datastemme, som ikke finnes for alle språk."
            if track.language != lesson.language:
                yield f"{where}synstolkingen er på {_language(track.language)}, ikke på {_language(lesson.language)}."
        if lesson.links:
            yield f"{where}lenkene går til sider som andre har ansvaret for."
    if any(one.language.startswith("sma") for one in course.lessons) or course.language.startswith("sma"):
        yield "De sørsamiske ordene i menyer og knapper er ikke kontrollert av en som har språket som morsmål."


def _row(lesson: Lesson) -> Row:
    return Row(
        title=lesson.title,
        tag=lesson.language,
        language=_language(lesson.language),
        captions=_listed([_language(one.language) for one in lesson.captions]),
        transcript="følger videoen" if lesson.transcript.timed else "uten tider",
        decision=_DECISIONS[lesson.audio_description.kind],
        reason=lesson.audio_description.reason,
    )


def _language(tag: str) -> str:
    """Give the name of a language; its tag where we know no name."""
    return norwegian.language_words(tag) or (_OWN if tag.partition("-")[0] in {"nb", "no"} else tag)


def _listed(words: list[str]) -> str:
    return " og ".join(filter(None, (", ".join(words[:-1]), words[-1])))
