"""The page on which a recording is heard beside its master, in the preview alone."""

from pipeline.formats import look
from pipeline.formats.sound.charts import waves
from pipeline.formats.sound.page import About, ticks
from pipeline.formats.sound.words import figure
from pipeline.model.comparison import Comparison
from pipeline.model.soundreport import SoundReport

STYLE, SCRIPT, ICON = "listen.css", "listen.js", "icon.svg"
BEFORE, AFTER = "for.mp3", "etter.mp3"
"""The names of the files beside the page."""

_SAME = 0.5
"""LU within which the master is heard as it is."""


def listen_page(report: SoundReport, comparison: Comparison, about: About) -> bytes:
    """Make the page; its style, script and sounds lie beside it."""
    return look.render(
        "sound/listen.html",
        (),
        about=about,
        report=report,
        comparison=comparison,
        lanes=waves(report).lanes,
        ticks=ticks(report.seconds),
        quieter=report.after.integrated - comparison.loudness >= _SAME,
        figure=figure,
        files={"style": STYLE, "script": SCRIPT, "icon": ICON, "before": BEFORE, "after": AFTER},
    )


def static_files() -> dict[str, bytes]:
    """Give the page's style sheet, script and icon by their names."""
    style = look.source("theme.css", {}) + look.source("sound/listen.css", {})
    script, icon = look.source("sound/listen.js", {}), look.source("sandbox/icon.svg", {})
    return {STYLE: style.encode(), SCRIPT: script.encode(), ICON: icon.encode()}
