"""The sentences of a comparison: Norwegian for the administrators' page, English for the command."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["nb", "en"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: a key of ``SENTENCES``, and what is put in its places."""

    key: str
    values: tuple[str, ...] = ()

    def told(self, language: Language) -> str:
        """Give the sentence."""
        return SENTENCES[self.key][0 if language == "nb" else 1].format(*self.values)


SENTENCES: dict[str, tuple[str, str]] = {
    "standard": (
        "Formatet er et annet ({0} er blitt {1}): LMS-et begynner på nytt for alle.",
        "the format is another one ({0} became {1}): the LMS starts afresh for everybody",
    ),
    "item": (
        "Identifikatoren «{0}» er borte: LMS-et sletter det alle har gjort, og karakterene.",
        "the identifier “{0}” is gone: the LMS deletes what everybody has done, and the grades",
    ),
    "href": (
        "«{0}» åpner en annen fil ({1} er blitt {2}).",
        "“{0}” opens another file ({1} became {2})",
    ),
    "more": (
        "Pakken har fått flere innhold (SCO-er): det som var fullført, er det ikke lenger.",
        "the package has more items (SCOs): what was completed no longer is",
    ),
    "course": (
        "Dette er et annet kurs ({0} er blitt {1}): det som er lagret om deltakerne, passer ikke.",
        "this is another course ({0} became {1}): what is kept of the learners does not fit",
    ),
    "unreadable": (
        "Det er ikke mulig å lese hva kurset inneholder ({0} course.js).",
        "what the course holds cannot be read ({0} course.js)",
    ),
    "lesson": (
        "Leksjonen «{0}» er borte, og det deltakerne har gjort i den.",
        "the lesson “{0}” is gone, and what learners have done in it",
    ),
    "number": (
        "«{0}» har fått et annet nummer: det deltakerne har gjort, følger ikke med.",
        "“{0}” has another number: what learners have done does not follow it",
    ),
    "question": (
        "Oppgaven «{0}» er borte, og svarene på den.",
        "the question “{0}” is gone, and the answers to it",
    ),
    "kind": (
        "Oppgaven «{0}» er blitt av et annet slag: svarene passer ikke lenger.",
        "the question “{0}” is of another kind: the answers no longer fit",
    ),
    "option": (
        "Oppgaven «{0}» har mistet et svaralternativ: de som valgte det, må svare igjen.",
        "the question “{0}” has lost an option: those who chose it must answer again",
    ),
    "answer": (
        "Oppgaven «{0}» har fått en annen fasit: svar som var riktige, kan bli regnet som feil.",
        "the question “{0}” has another right answer: answers that were right may count as wrong",
    ),
    "reflection": (
        "Refleksjonsspørsmålet «{0}» er borte, og notatene til det.",
        "the reflection “{0}” is gone, and the notes on it",
    ),
    "length": (
        "Videoen i «{0}» har en annen lengde ({1} s er blitt {2} s): noen må kanskje se litt av den igjen.",
        "the video in “{0}” has another length ({1} s became {2} s): some may have to watch a bit of it again",
    ),
    "pass": (
        "Kravet til testen i «{0}» er blitt strengere ({1} er blitt {2} prosent).",
        "the quiz in “{0}” asks for more ({1} became {2} per cent)",
    ),
    "stricter": (
        "Kravene til fullføring er blitt strengere for dem som ikke er ferdige.",
        "the rule for completion is stricter for those who are not done",
    ),
    "new lesson": ("Ny leksjon: «{0}».", "new lesson: “{0}”"),
    "new title": ("Kurset heter nå «{0}».", "the course is now called “{0}”"),
    "new order": ("Leksjonene står i en annen rekkefølge.", "the lessons stand in another order"),
    "new name": ("«{0}» heter nå «{1}».", "“{0}” is now called “{1}”"),
    "new questions": ("{0} ny(e) oppgave(r) i «{1}».", "{0} new question(s) in “{1}”"),
    "new languages": (
        "Teksting på flere språk i «{0}»: {1}.",
        "captions in more languages in “{0}”: {1}",
    ),
    "milder": (
        "Kravene til fullføring er blitt mildere.",
        "the rule for completion is milder",
    ),
    "mended": ("Rettelser i «{0}».", "corrections in “{0}”"),
}
