"""The report's figures as rows of tables."""

from pipeline.formats.norwegian import duration_words
from pipeline.formats.sound.words import brief, exact, figure, number, percent
from pipeline.model.soundreport import LevelledPassage, SoundReport

Row = tuple[str, ...]

_PASSAGES = 200
"""Passages that are told of one by one, at most: of ten hours there may be thousands."""


def measures(report: SoundReport) -> tuple[Row, ...]:
    """Give rows of what, unit, before, after, and what is promised."""
    before, after, profile = report.before, report.after, report.profile
    aim = f"{exact(profile.loudness)} ± {exact(profile.tolerance)}"
    most = f"høyst {exact(profile.true_peak)}"
    return (
        ("Lydstyrke", "LUFS", number(before.integrated), number(after.integrated), aim),
        *_one_channel(report),
        ("Sterkeste topp", "dBTP", number(before.true_peak), number(after.true_peak), most),
        ("Sterkeste sampel", "dBFS", number(report.sample_peak.before), number(report.sample_peak.after), ""),
        ("Forskjell svakt og sterkt (LRA)", "LU", number(before.range), number(after.range), ""),
        ("Sterkeste øyeblikk (0,4 s)", "LUFS", number(before.momentary_max), number(after.momentary_max), ""),
        ("Sterkeste tre sekunder", "LUFS", number(before.short_term_max), number(after.short_term_max), ""),
        ("Støygulv", "LUFS", number(report.noise.before), number(report.noise.after), ""),
    )


def _one_channel(report: SoundReport) -> tuple[Row, ...]:
    """Give what meters tell of a mono file that count its channel once; of the recording where it was one too."""
    if report.one_channel is None:
        return ()
    less = report.after.integrated - report.one_channel
    before = report.before.integrated - less if report.channels.recorded == 1 else None
    return (("Målt som én kanal", "LUFS", number(before), number(report.one_channel), ""),)


def details(report: SoundReport) -> tuple[Row, ...]:
    """Give rows of what and how much: what Auphonic's statistics tell, and a little more."""
    heard, limiting, channels = report.heard, report.limiting, report.channels
    least, most = report.levelled
    levelled = [number(value, signed=True) for value in (least, report.levelled_by)]
    difference = figure(None if channels.recorded == 1 else channels.difference, "dB", signed=True)
    return (
        ("Lengde", duration_words(report.seconds)),
        ("Tale / musikk / pause", " / ".join(map(duration_words, (heard.speech, heard.music, heard.pause)))),
        ("Stille i begynnelsen / slutten", f"{brief(heard.leading)} / {brief(heard.trailing)}"),
        ("Stemmen over støyen", figure(report.noise.distance, "dB")),
        ("Skrudd likt for alt", figure(report.gain, "dB", signed=True)),
        ("Utjevning, minst / middel / mest", " / ".join((*levelled, figure(most, "dB", signed=True)))),
        ("Utjevning, brattest", figure(report.steepest, "dB/s")),
        ("Toppbegrenser, middel / mest", f"{number(limiting.mean)} / {figure(limiting.deepest, 'dB')}"),
        ("Toppbegrenser over 1 dB", f"{brief(limiting.seconds)} ({percent(limiting.share)})"),
        ("Kanaler, opptak → ferdig", f"{_channels(channels.recorded)} → {_channels(channels.published)}"),
        ("Venstre over høyre", difference),
        ("Klippet", f"{report.blemishes.clipped} steder" if report.blemishes.clipped else "nei"),
        ("Helt stille hull", str(len(report.blemishes.dropouts)) if report.blemishes.dropouts else "ingen"),
        ("Likestrøm (DC)", percent(report.blemishes.offset)),
    )


def passages(report: SoundReport) -> tuple[LevelledPassage, ...]:
    """Give the passages of speech that are told of one by one, in order: the longest where there are many.

    Of tracks there are none: each was levelled by itself, which the passages of their mix know nothing of.
    """
    if report.tracks:
        return ()
    longest = sorted(report.passages, key=lambda one: -one.spoken)[:_PASSAGES]
    return tuple(sorted(longest, key=lambda one: one.begin))


def _channels(count: int) -> str:
    return "mono" if count == 1 else "stereo"
