"""What a producer could do better next time: one small rule for each, with its threshold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.formats.norwegian import clock
from pipeline.formats.sound.apart import LONG, MANY, Apart, apart
from pipeline.formats.sound.untreated import tips
from pipeline.formats.sound.voices import Voice
from pipeline.formats.sound.words import brief, figure, listed, number, percent
from pipeline.model.soundreport import SoundReport

NAMED = 6.0
"""dB between somebody and the others from which on they are named: twice or half the distance to the microphone."""
NEAR = 20.0
"""dB that speech should be over the noise, at least."""
OFFSET = 0.01
"""A mean of the samples, full scale being 1, from which on it takes room from the sound."""
ONE_SIDED = 6.0
"""dB between left and right in a recording of speech."""
PEAKY, OFTEN = -8.0, 0.05
"""The limiter's deepest reduction in dB, and the share of the time it works, that tell of uneven peaks."""
QUIET = -35.0
"""LUFS under which a recording is so quiet that its noise is raised with it."""
IDLE = 4.0
"""Seconds of silence at the beginning or end that nobody needs."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What was heard and what to do about it, in Norwegian; ``english`` is one line that says both."""

    rule: str
    heard: str
    todo: str
    english: str


Rule = Callable[[SoundReport], Iterable[Advice]]


def advice(report: SoundReport, heard: tuple[Voice, ...] = ()) -> tuple[Advice, ...]:
    """Give all that can be said, the most important first; nothing where all is well.

    Voices that are known by name are told of instead of the places where somebody was weak or strong.
    """
    named = tuple(_named(heard))
    found = (one for rule in RULES for one in rule(report) if not (named and rule in {weak, strong}))
    return (*named, *found)


def _named(heard: tuple[Voice, ...]) -> Iterator[Advice]:
    """Somebody's microphone: the one furthest from the others, whom it makes look wrong too; of two, the weaker."""
    furthest = max(heard, key=lambda voice: (round(abs(voice.over), 1), voice.over < 0), default=None)
    if furthest is None or abs(furthest.over) < NAMED:
        return
    by, name = abs(furthest.over), furthest.name
    if furthest.over < 0:
        told, todo = f"{figure(by, 'dB', 0)} svakere", "Flytt den nærmere: halv avstand gir 6\u00a0dB."
        english = f"{by:.0f} dB weaker than the others: move it closer"
    else:
        told, todo = f"{figure(by, 'dB', 0)} sterkere", "Skru den ned, eller la den stå litt lenger unna."
        english = f"{by:.0f} dB louder than the others: turn it down"
    yield Advice(
        "voice", f"Mikrofonen til {name} var {told} enn de andre.", todo, f"the microphone of {name} was {english}"
    )


def dead(report: SoundReport) -> Iterator[Advice]:
    """A channel without sound: a cable, a switch, a microphone that was off."""
    side = report.channels.dead
    if side is not None:
        yield Advice(
            "dead",
            f"{('Venstre', 'Høyre')[side]} kanal var stum.",
            "Sjekk kabelen og at mikrofonen er på, og lytt på begge kanaler før dere begynner.",
            f"the {('left', 'right')[side]} channel was silent: check the cable and the microphone",
        )


def inverted(report: SoundReport) -> Iterator[Advice]:
    """Channels that cancel each other on one loudspeaker."""
    if report.channels.inverted:
        yield Advice(
            "inverted",
            "Venstre og høyre kanal var hverandres speilbilde, og forsvinner sammen i én høyttaler.",
            "Se etter en snudd fase i kabelen eller et programtillegg.",
            "left and right were each other upside down: look for a swapped phase",
        )


def clipped(report: SoundReport) -> Iterator[Advice]:
    """Tops that were cut off while recording."""
    found = report.blemishes
    if found.clipped:
        first = _moments(found.clips)
        times = "1 gang" if found.clipped == 1 else f"{found.clipped} ganger"
        yield Advice(
            "clipped",
            f"Lyden ble klippet {times}, først ved {listed(first)}. Det som er klippet, kan ikke reddes.",
            f"Skru ned følsomheten på opptakeren, så de sterkeste ordene når {figure(-12, 'dB', 0)} på måleren.",
            f"clipped {found.clipped} times, first at {', '.join(first)}: turn the recorder's input down",
        )
    yield from _clipped_tracks(report)


def _clipped_tracks(report: SoundReport) -> Iterator[Advice]:
    """Give the same for each speaker's own track."""
    for track in report.tracks:
        if track.clipped:
            times = "1 gang" if track.clipped == 1 else f"{track.clipped} ganger"
            yield Advice(
                "clipped",
                f"Lyden til {track.speaker} ble klippet {times}. Det som er klippet, kan ikke reddes.",
                f"Skru ned den mikrofonen, så de sterkeste ordene når {figure(-12, 'dB', 0)} på måleren.",
                f"the track of {track.speaker} was clipped {track.clipped} times: turn that microphone down",
            )


def weak(report: SoundReport) -> Iterator[Advice]:
    """Somebody far below the others."""
    found = apart(report, above=False)
    if found:
        yield Advice(
            "weak",
            f"{_where(found)} var stemmen {figure(found.by, 'dB', 0)} svakere enn resten. Da høres rommet mer.",
            "Flytt mikrofonen nærmere den som snakker: halv avstand gir 6\u00a0dB.",
            f"somebody was {found.by:.0f} dB weaker than the rest ({_places(found)}): move the microphone closer",
        )


def strong(report: SoundReport) -> Iterator[Advice]:
    """Somebody far above the others."""
    found = apart(report, above=True)
    if found:
        yield Advice(
            "strong",
            f"{_where(found)} var stemmen {figure(found.by, 'dB', 0)} sterkere enn resten.",
            "Skru ned den mikrofonen, eller la den stå litt lenger unna.",
            f"somebody was {found.by:.0f} dB louder than the rest ({_places(found)}): turn that microphone down",
        )


def noisy(report: SoundReport) -> Iterator[Advice]:
    """Noise that is heard between the words; where a gate made the pauses silent, nobody knows what was there."""
    gated = sum(end - begin for begin, end in report.blemishes.dropouts)
    known = report.heard.speech >= LONG and gated < report.heard.pause / 2
    if known and report.noise.distance < NEAR:
        yield Advice(
            "noisy",
            f"Det som høres mellom ordene, ligger bare {figure(report.noise.distance, 'dB', 0)} under stemmen.",
            "Slå av vifter, velg et dempet rom, og gå nærmere mikrofonen. Er det musikk med vilje, er det greit.",
            f"noise or room is only {report.noise.distance:.0f} dB under the voice: find a quieter place, come closer",
        )


def untreated(report: SoundReport) -> Iterator[Advice]:
    """Faults that could not be treated."""
    for tip in tips(report, noisy=any(noisy(report))):
        yield Advice("untreated", tip.heard, tip.todo, tip.english)


def quiet(report: SoundReport) -> Iterator[Advice]:
    """A recording at so low a level that all was raised by much."""
    if report.before.integrated < QUIET:
        yield Advice(
            "quiet",
            f"Opptaket var svakt: {figure(report.before.integrated, 'LUFS')}. Suset blir skrudd opp med stemmen.",
            f"Skru opp opptakeren, så stemmen ligger mellom {number(-24, 0)} og {figure(-12, 'dB', 0)} på måleren.",
            f"the recording was quiet ({report.before.integrated:.1f} LUFS): turn the recorder's input up",
        )


def peaky(report: SoundReport) -> Iterator[Advice]:
    """Peaks far over the speech, such as bangs, laughter and plosives."""
    found = report.limiting
    if found.deepest <= PEAKY or found.share >= OFTEN:
        worked = f"i {percent(found.share)} av tiden, på det meste {figure(-found.deepest, 'dB')}"
        yield Advice(
            "peaky",
            f"Noen topper var mye sterkere enn stemmen: de ble tatt ned {worked}.",
            "Bruk puffilter, unngå støt i bordet, og sitt litt lenger unna når noen ler eller roper.",
            f"peaks were taken down by up to {-found.deepest:.1f} dB: use a pop filter, mind the table",
        )


def one_sided(report: SoundReport) -> Iterator[Advice]:
    """Voices on one side."""
    found = report.channels
    if found.published > 1 and found.difference is not None and abs(found.difference) >= ONE_SIDED:
        side, english = ("venstre", "left") if found.difference > 0 else ("høyre", "right")
        more = abs(found.difference)
        yield Advice(
            "one-sided",
            f"Lyden ligger mest til {side}: {figure(more, 'dB', 0)} mer enn på den andre siden.",
            'Stemmer hører hjemme i midten. Skriv channels = "mono" i episode.toml hvis det er det du vil.',
            f'the sound leans {english} by {more:.0f} dB: channels = "mono" in episode.toml puts it in the middle',
        )


def dropouts(report: SoundReport) -> Iterator[Advice]:
    """Exact digital silence between sound."""
    found = report.blemishes.dropouts
    if found:
        first = _moments(tuple(begin for begin, _ in found))
        times = "1 gang" if len(found) == 1 else f"{len(found)} ganger"
        yield Advice(
            "dropouts",
            f"Lyden forsvant helt {times}, først ved {listed(first)}.",
            "Er det en støyport eller støyfjerning i møteprogrammet, så slå den av. Ellers: sjekk kabel og nett.",
            f"the sound was gone {len(found)} times, first at {', '.join(first)}: a noise gate, a cable or the network",
        )


def offset(report: SoundReport) -> Iterator[Advice]:
    """A direct current, which takes room and clicks at cuts."""
    if report.blemishes.offset >= OFFSET:
        yield Advice(
            "offset",
            "Lydbølgen ligger ikke midt på: det er likestrøm i opptaket.",
            "Det kommer fra lydkortet eller en adapter. Prøv en annen inngang.",
            "the wave is off its middle (DC): try another input of the sound card",
        )


def idle(report: SoundReport) -> Iterator[Advice]:
    """Silence at the ends."""
    ends = (report.heard.leading, "begynnelsen", "beginning"), (report.heard.trailing, "slutten", "end")
    for seconds, where, english in ends:
        if seconds >= IDLE:
            yield Advice(
                "idle",
                f"Det er stille i {brief(seconds)} i {where}.",
                "Klipp det bort før du publiserer.",
                f"{seconds:.1f} s of silence at the {english}: cut it off",
            )


RULES: tuple[Rule, ...] = (
    dead, inverted, clipped, weak, strong, noisy, untreated, quiet, peaky, one_sided, dropouts, offset, idle,
)  # fmt: skip


def _moments(seconds: tuple[float, ...]) -> list[str]:
    return list(dict.fromkeys(clock(at) for at in seconds[:MANY]))


def _where(found: Apart) -> str:
    words = listed([f"fra {clock(begin)} til {clock(end)}" for begin, end in found.places])
    more = f" (og {'ett sted' if found.more == 1 else f'{found.more} steder'} til)" if found.more else ""
    return words[0].upper() + words[1:] + more


def _places(found: Apart) -> str:
    more = f", and {found.more} more" if found.more else ""
    return ", ".join(f"{clock(begin)}-{clock(end)}" for begin, end in found.places) + more
