"""What was done to the sound: a few lines for the terminal, and the page."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from pipeline.formats.plain import report_from_json
from pipeline.formats.sound import listen
from pipeline.formats.sound.advice import advice
from pipeline.formats.sound.cuts import cut_list
from pipeline.formats.sound.page import About, report_page
from pipeline.formats.sound.story import steps
from pipeline.formats.sound.voices import voices
from pipeline.model.audio import Master
from pipeline.model.comparison import Comparison
from pipeline.model.episode import Cue, Episode
from pipeline.model.show import Show
from pipeline.model.soundreport import SoundReport

_WIDTH = 96
_START = 200
"""Bytes at the beginning of a page in which it says what it is on."""
_CUTS = 12
"""Cuts that are told of one by one in the terminal."""


def read(master: Master) -> SoundReport:
    """Give the report on a master."""
    return report_from_json(master.report.path.read_bytes())


def json_line(master: Master, episode: Episode) -> str:
    """Give the report on a master as a line of JSON that names its episode."""
    document = {"slug": episode.slug, **json.loads(master.report.path.read_bytes())}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def lines(master: Master, episode: Episode) -> Iterator[str]:
    """Give what was done, and what could be better next time."""
    report = read(master)
    before, after, heard = report.before, report.after, report.heard
    whole = max(heard.speech + heard.music + heard.pause, 0.1)
    yield (
        f"{before.integrated:.1f} → {after.integrated:.1f} LUFS, "
        f"peak {before.true_peak:.1f} → {after.true_peak:.1f} dBTP, range {before.range:.1f} → {after.range:.1f} LU"
    )
    if report.one_channel is not None:
        yield (
            f"measured as one channel: {report.one_channel:.1f} LUFS "
            "(what programs show that count a mono file once, not for two loudspeakers)"
        )
    yield f"speech {heard.speech / whole:.0%}, voice {report.noise.distance:.0f} dB over the noise"
    yield from (f"- {step.english}" for step in steps(report))
    yield from _cut_lines(report, episode.keep_pauses)
    for one in advice(report, voices(report, _cues(master, episode))):
        yield from wrap(f"! {one.english}", _WIDTH, subsequent_indent="  ")


def _cut_lines(report: SoundReport, spared: tuple[float, ...]) -> Iterator[str]:
    """Give the cuts by their times in the recording, and how to keep each; of many only the first."""
    found = cut_list(report, spared)
    if found:
        yield "cut from the recording, and the line of episode.toml that keeps it:"
    for one in found[:_CUTS]:
        begin, end = one.begin.replace(",", "."), one.end.replace(",", ".")
        yield f"  {begin} to {end} ({one.english})   {one.keep}"
    if len(found) > _CUTS:
        yield f"  and {len(found) - _CUTS} more: see the page of publish report"


def page(master: Master, episode: Episode, show: Show) -> bytes:
    """Give the report as a page that stands alone."""
    cues, digest = _cues(master, episode), master.report.sha256
    about = About(episode.title, episode.language, show.title, cues, episode.keep_pauses, digest)
    return report_page(read(master), about)


def is_on(path: Path, master: Master) -> bool:
    """Say whether the page at ``path`` is on this very master."""
    try:
        with path.open("rb") as file:
            return master.report.sha256.encode() in file.read(_START)
    except OSError:
        return False


def room(master: Master, comparison: Comparison, episode: Episode, show: Show) -> dict[str, bytes | Path]:
    """Give the files of the page on which a recording is heard beside its master."""
    about = About(episode.title, episode.language, show.title)
    sounds = {listen.BEFORE: comparison.before.path, listen.AFTER: master.audio.path}
    return {"index.html": listen.listen_page(read(master), comparison, about), **listen.static_files(), **sounds}


def _cues(master: Master, episode: Episode) -> tuple[Cue, ...]:
    """Give what is said when, if that is known, in the seconds of the published file."""
    if episode.transcript is None or not episode.transcript.timed:
        return ()
    heard, cues = master.timeline, episode.transcript.cues
    return tuple(dataclasses.replace(cue, start=heard.at(cue.start), end=heard.until(cue.end)) for cue in cues)
