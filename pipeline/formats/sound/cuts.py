"""The cut list: every silence that was left out, when in the recording, and the line that keeps it."""

from dataclasses import dataclass

from pipeline.formats import timecode
from pipeline.formats.norwegian import clock
from pipeline.formats.sound.words import figure
from pipeline.model.soundreport import Cut, SoundReport

_WHERE = {
    "head": ("begynnelsen", "beginning"),
    "pause": ("pause", "pause"),
    "tail": ("slutten", "end"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A cut as it is read: ``begin`` and ``end`` in the recording, ``heard`` in the published file.

    ``keep`` is the line of ``episode.toml`` that keeps this silence, and all that is kept already.
    """

    where: str
    english: str
    begin: str
    end: str
    shorter: str
    heard: str
    keep: str


def cut_list(report: SoundReport, spared: tuple[float, ...] = ()) -> tuple[Listed, ...]:
    """Give the cuts in the order of the recording; ``spared`` are the seconds in it at which pauses are kept."""
    return tuple(_listed(cut, report, spared) for cut in report.cuts)


def kept(report: SoundReport, spared: tuple[float, ...] = ()) -> tuple[str, ...]:
    """Give the lines by which silence is kept already."""
    trim = report.profile.trim
    ends = () if trim is True else (_trim(trim),)
    return (*ends, _pauses(spared)) if spared and report.profile.longest_pause else ends


def _listed(cut: Cut, report: SoundReport, spared: tuple[float, ...]) -> Listed:
    begin, end = cut.recorded_at, cut.recorded_at + cut.seconds
    shorter = figure(cut.seconds, "s")
    return Listed(*_WHERE[cut.where], _moment(begin), _moment(end), shorter, clock(cut.at), _keep(cut, report, spared))


def _keep(cut: Cut, report: SoundReport, spared: tuple[float, ...]) -> str:
    if cut.where == "pause":
        return _pauses((cut.recorded_at, *spared))
    other = {"head": "end", "tail": "start"}[cut.where]
    return _trim(other if report.profile.trim is True else False)


def _trim(value: str | bool) -> str:  # noqa: FBT001 - as the key is written
    return f'trim = "{value}"' if isinstance(value, str) else "trim = false"


def _pauses(moments: tuple[float, ...]) -> str:
    """Name pauses by the second of the recording in which their cut begins, as a person writes it."""
    times = sorted({f'"{timecode.vtt(at)[:8]}"' for at in moments})
    return f"keep_pauses = [{', '.join(times)}]"


def _moment(seconds: float) -> str:
    """Give ``00:12:34,5``."""
    return timecode.srt(seconds)[:10]
