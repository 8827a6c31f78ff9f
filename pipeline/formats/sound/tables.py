"""The report's figures as rows of tables."""

from pipeline.formats.norwegian import duration_words
from pipeline.formats.sound.words import brief, figure, number, percent
from pipeline.model.soundreport import SoundReport

Row = tuple[str, ...]


def measures(report: SoundReport) -> tuple[Row, ...]:
    """Give rows of what, unit, before, after, and what is promised."""
    before, after, profile = report.before, report.after, report.profile
    aim = f"{number(profile.loudness, 0)} ± {number(profile.tolerance)}"
    return (
        ("Lydstyrke", "LUFS", number(before.integrated), number(after.integrated), aim),
        (
            "Sterkeste topp",
            "dBTP",
            number(before.true_peak),
            number(after.true_peak),
            f"høyst {number(profile.true_peak, 0)}",
        ),
        ("Forskjell svakt og sterkt (LRA)", "LU", number(before.range), number(after.range), ""),
        ("Sterkeste øyeblikk (0,4 s)", "LUFS", number(before.momentary_max), number(after.momentary_max), ""),
        ("Sterkeste tre sekunder", "LUFS", number(before.short_term_max), number(after.short_term_max), ""),
        ("Støygulv", "LUFS", number(report.noise.before), number(report.noise.after), ""),
    )


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


def _channels(count: int) -> str:
    return "mono" if count == 1 else "stereo"
