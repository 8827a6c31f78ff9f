"""Faults of the sound that were found and left: what they are, why they were left, and what to do about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.cleaning import Step, Untreated, Why
from pipeline.model.soundreport import SoundReport

_FOUND: dict[Step, tuple[str, str]] = {
    "offset": ("likestrøm i opptaket", "constant offset"),
    "high-pass": ("rumling", "rumble"),
    "hum": ("brum fra strømnettet", "mains hum"),
    "noise": ("jevn støy", "steady noise"),
    "de-ess": ("skarpe s-er", "sharp sibilants"),
}
_WHY: dict[Why, tuple[str, str]] = {
    "off": ('Oppryddingen er slått av (cleanup = "off")', "cleanup is off"),
    "skipped": ("Det er valgt bort (cleanup_skip)", "in cleanup_skip"),
    "loud": (
        "Den er så sterk at ordene ville blitt vanskeligere å forstå",
        "too loud to lower without harm to the words",
    ),
    "short": ("Opptaket er for kort til å være sikker", "the recording is too short to be sure"),
    "ffmpeg": ("ffmpeg er for gammel til det", "this ffmpeg is too old for it"),
}


@dataclass(frozen=True, slots=True)
class Tip:
    """What was left and what to do about it, in Norwegian; ``english`` is one line that says both."""

    heard: str
    todo: str
    english: str


def told(one: Untreated) -> tuple[str, str]:
    """Tell that a fault was left, and why, in Norwegian and in English."""
    (what, english), (why, because) = _FOUND[one.name], _WHY[one.why]
    return f"{_begin(what)} ble funnet, men ikke dempet. {why}.", f"{english} found, but left: {because}"


def tips(report: SoundReport, *, noisy: bool = False) -> Iterator[Tip]:
    """Give what a producer can do about faults that were left though they wanted them treated.

    ``noisy``: they are told of noise already.
    """
    for speaker, one in _all(report):
        whose, of = (f" på sporet til {speaker}", f" on the track of {speaker}") if speaker else ("", "")
        if one.why == "loud" and not noisy:
            yield Tip(
                f"Støyen{whose} var for sterk til å dempes: {-one.level:.0f}\u00a0dB under ordene.",
                "Slå av vifter, gå nærmere mikrofonen, eller rens opptaket for hånd og lytt på ordene etterpå.",
                f"the noise{of} was too loud to lower, {-one.level:.0f} dB under the words: come closer",
            )
        elif one.why == "ffmpeg":
            yield Tip(
                f"{_begin(_FOUND[one.name][0])}{whose} kunne ikke dempes med denne utgaven av ffmpeg.",
                "Installer en nyere ffmpeg, og publiser en gang til.",
                f"{_FOUND[one.name][1]}{of} needs a newer ffmpeg",
            )


def _all(report: SoundReport) -> Iterator[tuple[str, Untreated]]:
    yield from (("", one) for one in report.untreated)
    yield from ((track.speaker, one) for track in report.tracks for one in track.untreated)


def _begin(text: str) -> str:
    return text[0].upper() + text[1:]
