"""The sheet of exact Moodle settings for one course: what an LMS administrator ticks, and why.

The names are those of Moodle 4.5's form «SCORM-pakke», in English as they stand in the language pack that is always
there; the words beside them say in Norwegian what to choose. Source: what was tried on a real Moodle 4.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.course import LmsProfile


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: the form's section and field, what to choose, and why."""

    section: str
    field: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sheet depends on: the course has a quiz; which rules the LMS has; how many zips are imported.

    ``reflections``: what learners write is sent to the LMS.
    """

    has_quiz: bool
    profile: LmsProfile
    per_lesson: bool = False
    reflections: bool = False


def settings(asked: Asked) -> tuple[Setting, ...]:
    """Give the settings in the order of the form, and last that of the whole site."""
    form = (*_package(), *_appearance(), *_grading(asked), *_attempts(), *_compatibility(), *_completion(asked))
    return (*form, *_site(asked))


def _package() -> Iterator[Setting]:
    yield Setting(
        "Package", "Package file", "Zip-filen fra denne siden", "Pakk den ikke ut, og gi den ikke nytt innhold."
    )
    yield Setting("Package", "Auto-update frequency", "Never", "Filen ligger i Moodle; det er ingenting å hente.")


def _appearance() -> Iterator[Setting]:
    where = "Appearance"
    yield Setting(
        where, "Display package", "Current window", "Egne vinduer blir ofte stoppet av nettleseren, særlig på iPad."
    )
    yield Setting(where, "Display activity name", "Nei", "Kurset viser sitt eget navn, og trenger høyden.")
    yield Setting(where, "Student skip content structure page", "Always", "Pakken har bare ett innhold å velge.")
    yield Setting(where, "Disable preview mode", "Ja", "I forhåndsvisning blir ingenting lagret.")
    yield Setting(where, "Display course structure in player", "Disabled", "Kurset har sin egen innholdsliste.")
    yield Setting(where, "Show navigation", "Nei", "Kurset har sine egne knapper for forrige og neste.")
    yield Setting(where, "Display attempt status", "My and course overview", "Da ser den som lærer, hva som er igjen.")


def _grading(asked: Asked) -> Iterator[Setting]:
    where = "Grade"
    method, why = (
        ("Highest grade", "Kurset melder poengsummen fra oppgavene, fra 0 til 100.")
        if asked.has_quiz
        else ("Learning objects", "Kurset har ingen oppgaver med poeng.")
    )
    yield Setting(where, "Grading method", method, why)
    yield Setting(where, "Maximum grade", "100", "Poengsummen er i prosent.")


def _attempts() -> Iterator[Setting]:
    where = "Attempts management"
    yield Setting(where, "Number of attempts", "Unlimited attempts", "Den som vil ta kurset om igjen, får lov.")
    yield Setting(where, "Attempts grading", "Highest attempt", "Et nytt forsøk skal aldri gjøre noe dårligere.")
    yield Setting(
        where,
        "Force new attempt",
        "Nei",
        "Ellers begynner den som lærer, på nytt hver gang, i stedet for der hun slapp.",
    )
    yield Setting(where, "Lock after final attempt", "Nei", "Innholdet skal kunne åpnes igjen etter fullføring.")


def _compatibility() -> Iterator[Setting]:
    where = "Compatibility settings"
    yield Setting(where, "Force completed", "Nei", "Ellers er kurset fullført i det det åpnes.")
    yield Setting(where, "Auto-continue", "Nei", "Pakken har bare ett innhold.")
    yield Setting(where, "Auto-commit", "Nei", "Kurset lagrer selv ved hvert svar, hver pause og når siden forlates.")
    yield Setting(
        where, "Mastery score overrides status", "Nei", "Ellers bytter Moodle ut «fullført» med «bestått/ikke bestått»."
    )


def _completion(asked: Asked) -> Iterator[Setting]:
    where = "Activity completion"
    yield Setting(
        where, "Completion tracking", "Show activity as complete when conditions are met", "Kurset melder selv."
    )
    yield Setting(where, "Require view", "Nei", "Å åpne kurset er ikke å ta det.")
    yield Setting(where, "Require grade / passing grade", "Nei", "Poengsummen er til egen nytte.")
    success = asked.profile in {"openedx", "generic"}
    ticked = "Completed og Passed" if success else "Completed"
    yield Setting(where, "Require status", ticked, "Kurset setter denne statusen når kravene i kurset er oppfylt.")
    yield Setting(
        where,
        "Require all SCOs to return completion status",
        "Nei",
        "Pakken har bare ett innhold." if not asked.per_lesson else "Hver leksjonspakke har bare ett innhold.",
    )


def _site(asked: Asked) -> Iterator[Setting]:
    """Give what Moodle calls ``scormstandard``: whether texts are held to the length that SCORM 1.2 names."""
    where, field = "Site administration, SCORM package", "SCORM standards mode"
    if asked.profile == "moodle-strict":
        why = "Kurset er laget for det: Tekstene er korte nok, og navnet «Nordmann, Kari» snus på kursbeviset."
        yield Setting(where, field, "Ja", why)
    elif asked.profile == "moodle":
        why = (
            "Da er det plass til omtrent 15 000 tegn refleksjoner fra hver deltaker. Er den på hos dere, ber dere om"
            " kurset med profilen moodle-strict: Ellers blir lange refleksjoner avvist."
            if asked.reflections
            else "Kurset virker likt om den er på. Innstillingen gjelder hele nettstedet, og trenger ikke endres."
        )
        yield Setting(where, field, "Nei er vanlig", why)
