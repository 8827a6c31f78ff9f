"""The report as one HTML file that stands alone: no script, no request, light and dark, on paper too."""

from dataclasses import dataclass

from pipeline.formats import look
from pipeline.formats.norwegian import clock
from pipeline.formats.sound import faders
from pipeline.formats.sound.advice import advice
from pipeline.formats.sound.charts import figures, samples
from pipeline.formats.sound.cuts import cut_list, kept
from pipeline.formats.sound.drawing import times
from pipeline.formats.sound.story import steps
from pipeline.formats.sound.tables import details, measures, passages
from pipeline.formats.sound.voices import voices
from pipeline.formats.sound.words import exact, figure, number
from pipeline.model.episode import Cue
from pipeline.model.soundreport import SoundReport


@dataclass(frozen=True, slots=True)
class About:
    """What the report is on: the episode's title with its language (BCP 47), and the show's title.

    ``cues`` are the transcript's, timed to the published file; none where their times are not known. ``spared`` are
    the seconds of the recording at which the episode keeps pauses. ``digest`` is that of the report's data, by which
    its page is known again.
    """

    title: str
    language: str
    show: str
    cues: tuple[Cue, ...] = ()
    spared: tuple[float, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment below a graph, ``at`` per cent from the left; every second one goes where there is no room."""

    at: str
    label: str
    minor: bool


def report_page(report: SoundReport, about: About) -> bytes:
    """Make the page."""
    heard = voices(report, about.cues)
    style = look.source("theme.css", {}) + look.source("sound/report.css", {})
    return look.render(
        "sound/report.html",
        (),
        about=about,
        report=report,
        style=style,
        steps=steps(report),
        advice=advice(report, heard),
        voices=heard,
        figures=figures(report),
        ticks=ticks(report.seconds),
        measures=measures(report),
        details=details(report),
        passages=passages(report),
        samples=samples(report),
        faders=faders.rows(report),
        cuts=cut_list(report, about.spared),
        kept=kept(report, about.spared),
        number=number,
        exact=exact,
        figure=figure,
    )


def ticks(seconds: float) -> tuple[Tick, ...]:
    """Give the moments that stand below every graph; none so close to the end that it would be cut off."""
    last = 0.96
    moments = [at for at in times(seconds) if at <= seconds * last]
    return tuple(Tick(f"{at / seconds * 100:.3f}", clock(at), bool(n % 2)) for n, at in enumerate(moments))
