"""What mastering did, step by step, in plain words."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.formats.norwegian import clock
from pipeline.formats.podcast20 import TITLES
from pipeline.formats.sound.untreated import told
from pipeline.formats.sound.words import brief, figure, listed, number, percent
from pipeline.model.cleaning import STEPS, CleanStep
from pipeline.model.soundreport import SoundReport, Theme, TrackReport

_SOME = 0.05
"""dB under which a gain is none."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, in Norwegian, and on one line in English."""

    norwegian: str
    english: str


_CLEANED = {
    "offset": ("Likestrøm i opptaket ble fjernet: lydbølgen lå ikke midt på.", "constant offset taken out"),
    "high-pass": ("Rumling under {at} ble filtrert bort.", "high-pass at {at}"),
    "hum": ("Brum fra strømnettet ({at}) ble dempet.", "mains hum taken out ({at})"),
    "noise": ("Jevn støy ble dempet, med opptil {least}.", "steady noise lowered by up to {least}"),
    "de-ess": (
        "Skarpe s-er rundt {at} ble dempet, med opptil {least}.",
        "sibilants near {at} lowered by up to {least}",
    ),
}
_CUT = {
    "head": ("i begynnelsen", "at the beginning"),
    "pause": ("i en pause ved {at}", "in a pause at {at}"),
    "tail": ("i slutten", "at the end"),
}


_MANY = 6
"""Tracks that are told of one by one, at most."""
_NAMED = 3
"""Pauses that are told of one by one."""


def steps(report: SoundReport) -> tuple[Step, ...]:
    """Give what was done, in the order in which it was."""
    parts = (_tracks, _channels, _cleaned, _untreated, _cuts, _levelling, _sounds, _gain, _limiter, _beside)
    return tuple(step for part in parts for step in part(report))


def _tracks(report: SoundReport) -> Iterator[Step]:
    """Tell of each track, and of what was done to them together."""
    used = [track for track in report.tracks if not track.silent]
    if not used:
        return
    yield Step(f"{len(used)} spor ble satt sammen til ett.", f"mixed {len(used)} tracks")
    if report.gated and len(used) > 1:
        yield Step(
            "Mikrofonen til den som tier, ble skrudd ned, så de andre ikke høres gjennom den.",
            "turned microphones down while their own speakers were silent",
        )
    if len(used) > _MANY:
        yield from _many(used)
        yield from (_left_out(track.speaker) for track in report.tracks if track.silent)
        return
    for track in report.tracks:
        yield from _track(track, report.seconds)


def _left_out(name: str) -> Step:
    return Step(f"Sporet til {name} var stumt, og ble utelatt.", f"{name}: silent, left out")


def _many(used: Sequence[TrackReport]) -> Iterator[Step]:
    """Tell of many tracks together: of each there is a graph, and a row in a table."""
    gains = [track.gain for track in used if track.loudness is not None]
    if any(gains):
        least, most = min(gains), max(gains)
        yield Step(
            f"Hvert spor ble skrudd for seg, fra {_signed(least)} til {_signed(most)}, så alle er like sterke.",
            f"turned each track by its own, by {least:+.1f} to {most:+.1f} dB",
        )
    little = [track.speaker for track in used if track.loudness is None]
    if little:
        told = f"said too little to be levelled: {', '.join(little)}"
        yield Step(f"Disse sa for lite til å jevnes ut: {listed(little)}.", told)
    for name in STEPS:
        found = [one for track in used for one in track.cleaned if one.name == name]
        if found:
            hertz, most = tuple(at for one in found for at in one.hertz), max(one.reduction for one in found)
            norwegian, english = _clean(dataclasses.replace(found[0], hertz=hertz, reduction=most))
            yield Step(f"I {len(found)} spor: {norwegian}", f"in {len(found)} tracks: {english}")
    for track in used:
        yield from _track_untreated(track)


def _track(track: TrackReport, whole: float) -> Iterator[Step]:
    name = track.speaker
    if track.silent:
        yield _left_out(name)
        return
    share = track.spoken / whole
    if track.loudness is None:
        yield Step(f"{name} sa for lite til å jevnes ut.", f"{name}: said too little to be levelled")
    else:
        yield Step(
            f"{name} snakket {percent(share)} av tiden, med {figure(track.loudness, 'LUFS')}, og ble skrudd"
            f" {_signed(track.gain)}.",
            f"{name}: spoke {share:.0%} of the time at {track.loudness:.1f} LUFS, turned by {track.gain:+.1f} dB",
        )
    for one in track.cleaned:
        norwegian, english = _clean(one)
        yield Step(f"{name}: {norwegian}", f"{name}: {english}")
    yield from _track_untreated(track)


def _track_untreated(track: TrackReport) -> Iterator[Step]:
    for norwegian, english in map(told, track.untreated):
        yield Step(f"{track.speaker}: {norwegian}", f"{track.speaker}: {english}")


def _channels(report: SoundReport) -> Iterator[Step]:
    found = report.channels
    if found.published < found.recorded:
        if found.identical:
            yield Step(
                "Begge kanaler hadde samme lyd, så fila er i mono og halvparten så stor.",
                "identical channels made mono",
            )
        elif found.dead is not None:
            heard = ("høyre", "venstre")[found.dead], ("right", "left")[found.dead]
            yield Step(
                f"Bare {heard[0]} kanal hadde lyd, så den ble brukt alene.", f"only the {heard[1]} channel was used"
            )
        else:
            yield Step("Kanalene ble gjort om til mono, slik episoden ber om.", "made mono, as the episode asks for")


def _cleaned(report: SoundReport) -> Iterator[Step]:
    return (Step(*_clean(one)) for one in report.cleaned)


def _clean(one: CleanStep) -> tuple[str, str]:
    at, least = _hertz(one.hertz), f"{one.reduction:.0f} dB"
    norwegian, english = _CLEANED[one.name]
    return norwegian.format(at=at, least=least), english.format(at=at, least=least)


def _untreated(report: SoundReport) -> Iterator[Step]:
    yield from (Step(*told(one)) for one in report.untreated)


def _hertz(found: tuple[float, ...]) -> str:
    """Give the first and last of some frequencies."""
    low, high = round(min(found)), round(max(found))
    return f"{low} Hz" if low == high else f"{low}-{high} Hz"


def _cuts(report: SoundReport) -> Iterator[Step]:
    pauses = [cut.seconds for cut in report.cuts if cut.where == "pause"]
    many = len(pauses) > _NAMED
    for cut in report.cuts:
        if many and cut.where == "pause":
            continue
        norwegian, english = _CUT[cut.where]
        yield Step(
            f"{brief(cut.seconds)} stillhet ble klippet bort {norwegian.format(at=clock(cut.at))}.",
            f"cut {cut.seconds:.1f} s of silence {english.format(at=clock(cut.at))}",
        )
    if many:
        yield Step(
            f"{len(pauses)} lange pauser ble kortet ned, til sammen {brief(sum(pauses))}. Alle står i klippelisten.",
            f"shortened {len(pauses)} long pauses by {sum(pauses):.1f} s in all",
        )


def _levelling(report: SoundReport) -> Iterator[Step]:
    least, most = report.levelled
    if not report.profile.levelling:
        yield Step("Utjevning av stemmer er slått av.", "levelling is off")
    elif report.tracks:
        return  # told of each track
    elif most - least < _SOME:
        yield Step("Stemmene var jevne fra før, så de ble latt i fred.", "voices were even: not levelled")
    else:
        count = len(report.passages)
        gains = f"fra {_signed(least)} til {_signed(most)}"
        yield Step(
            f"Stemmene ble jevnet ut: {count} stykker tale fikk hver sin styrke, {gains}.",
            f"levelled {count} passages of speech, by {least:+.1f} to {most:+.1f} dB",
        )


def _sounds(report: SoundReport) -> Iterator[Step]:
    if report.intro:
        yield _intro(report.intro, bed=report.bed is not None)
    if report.bed:
        begin, end = (clock(second) for second in report.bed)
        yield Step(f"Musikken under begynnelsen høres fra {begin} til {end}.", f"bed from {begin} to {end}")
    if report.stings:
        at = [clock(begin) for begin, _ in report.stings]
        yield Step(
            f"Podkastens skillelyd ble lagt inn ved {listed(at)}.", f"sound between parts put in at {', '.join(at)}"
        )
    if report.outro:
        yield _outro(report.outro)


def _intro(intro: Theme, *, bed: bool) -> Step:
    """Tell of the intro, and of how it gives way to the bed or the speech."""
    seconds, overlap = intro.end - intro.begin, intro.overlap
    if not overlap:
        told = f"Introen på {brief(seconds)} ble lagt først, like sterk som talen."
        return Step(told, f"intro put first, {seconds:.1f} s")
    follows = ("musikken under begynnelsen", "the bed") if bed else ("talen", "the speech")
    return Step(
        f"Introen på {brief(seconds)} ble lagt først, like sterk som talen. Den tones ut i {brief(overlap)}, mens"
        f" {follows[0]} begynner.",
        f"intro put first, {seconds:.1f} s, fading out for {overlap:.1f} s while {follows[1]} begins",
    )


def _outro(outro: Theme) -> Step:
    seconds, at = outro.end - outro.begin, clock(outro.begin)
    if not outro.overlap:
        told = f"Outroen på {brief(seconds)} ble lagt etter talen, ved {at}, like sterk som den."
        return Step(told, f"outro put last, {seconds:.1f} s, from {at}")
    return Step(
        f"Outroen på {brief(seconds)} kommer inn ved {at}, under talens siste {brief(outro.overlap)}, og er like sterk"
        " som talen.",
        f"outro put last, {seconds:.1f} s, from {at}, fading in for {outro.overlap:.1f} s under the speech",
    )


def _gain(report: SoundReport) -> Iterator[Step]:
    if abs(report.gain) >= _SOME:
        way, english = ("opp", "up") if report.gain > 0 else ("ned", "down")
        amount = abs(report.gain)
        yield Step(f"Alt ble skrudd {figure(amount, 'dB')} {way}.", f"turned {english} by {amount:.1f} dB")


def _limiter(report: SoundReport) -> Iterator[Step]:
    found = report.limiting
    if found.deepest > -_SOME:
        yield Step("Ingen topper måtte tas ned.", "no peak had to be limited")
        return
    deepest = -found.deepest
    norwegian, english = _how_long(found.seconds)
    yield Step(
        f"Toppbegrenseren tok de sterkeste toppene: på det meste {figure(deepest, 'dB')}, {norwegian}.",
        f"limited peaks by up to {deepest:.1f} dB, {english}",
    )


def _beside(report: SoundReport) -> Iterator[Step]:
    for one in report.beside:
        name, loudness, peak = TITLES[one.codec], figure(one.loudness, "LUFS"), figure(one.true_peak, "dBTP")
        yield Step(
            f"Lyden ble også laget i {name}: {loudness}, sterkeste topp {peak}.",
            f"made in {name} as well: {one.loudness:.1f} LUFS, peak {one.true_peak:.1f} dBTP",
        )


def _how_long(seconds: float) -> tuple[str, str]:
    """Tell for how long the limiter took more than 1 dB."""
    moment = 0.1
    if not seconds:
        return "altså aldri mer enn 1\u00a0dB", "never by over 1 dB"
    if seconds < moment:
        return "mer enn 1\u00a0dB bare i et øyeblikk", "over 1 dB for a moment"
    return f"mer enn 1\u00a0dB i til sammen {brief(seconds)}", f"over 1 dB for {seconds:.1f} s"


def _signed(value: float) -> str:
    return f"{number(value, signed=True)}\u00a0dB"
