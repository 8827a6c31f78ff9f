"""What a producer says of a new episode, checked, and as an ``episode.toml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import tomlkit
from tomlkit.items import String

from pipeline.formats import transcript as transcript_format
from pipeline.formats.text import clean
from pipeline.workspace.folder import telling
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.tables import checked
from pipeline.workspace.times import in_zone

_NO_TEXT = "is missing: sound needs a text alternative (WCAG 1.2.1)"
_ADD_TEXT = 'add --transcript FILE, or --transcript-exception "why there is none"'
_KEYS = (
    *("show", "title", "season", "number", "published", "summary", "recording"),
    *("transcript", "transcript_exception"),
)
_COMMENTS = {
    "show": "Mappen til podkasten i feeds/.",
    "title": "Uten nummer og uten podkastens navn.",
    "published": "Når lytterne får episoden.",
    "summary": "En setning eller to. Resten skriver du i notes.md.",
    "recording": "Lydfilen i denne mappen.",
    "transcript": "Alt som blir sagt, som VTT, SRT eller ren tekst.",
    "transcript_exception": "Hvorfor det ikke finnes noen tekst (WCAG 1.2.1).",
}
_END = """
# Mer du kan skrive her (ta bort # foran linjene):
#
# type = "bonus"            # eller "trailer"; ellers "full"
# language = "nn"           # ellers språket til podkasten
# explicit = true           # hvis episoden ikke passer for barn
# channels = "left"         # ta bare én side av opptaket: "left" eller "right"
# levelling = 0             # la forskjellene mellom stemmene være som de er (0 til 100 prosent)
# trim = false              # la stillheten først og sist i opptaket stå ("start" eller "end" klipper bare der)
# longest_pause = 1.5       # kort ned pauser som er lengre enn 1,5 sekunder
# cleanup = "off"           # la rumling, brum og støy være som det er
# stings = false            # uten lyden før og etter
# credit = "Opptak: NASA"   # hvem som har laget opptaket
#
# [[people]]
# name = "Kari Nordmann"
# role = "guest"
#
# [[chapters]]
# start = "00:01:23"
# title = "Hva er gevinstrealisering?"
"""


@dataclass(frozen=True, slots=True)
class NewEpisode:
    """A new episode. ``published`` is read as in ``episode.toml``; without ``number`` it gets the next one.

    Exactly one of ``transcript`` (a file to copy) and ``transcript_exception`` must be given. ``dated`` is false
    where nobody chose ``published``: it is the present moment, and no news of an episode that is there.
    """

    title: str
    published: datetime | str
    summary: str = ""
    transcript: Path | None = None
    transcript_exception: str = ""
    show: str = ""
    season: int | None = None
    number: int | None = None
    dated: bool = True


def parent_of(name: str, shows: Mapping[str, ShowTable | None], report: Report) -> str:
    """Give the slug of the show called ``name``, or of the only one; what is wrong is in ``report``."""
    show = name or (next(iter(shows)) if len(shows) == 1 else "")
    if show not in shows:
        todo = did_you_mean(show, shows) or f"choose one of {', '.join(shows)}" if shows else "run publish init first"
        report.add("show", f'is none of this workspace ("{show}")' if show else "must be named", todo)
    return show


def table_of(new: NewEpisode, recording: str, zone: str, report: Report) -> EpisodeTable:
    """Check the values; what is wrong is in ``report``."""
    values: dict[str, object] = {
        "title": new.title,
        "published": new.published,
        "summary": new.summary,
        "recording": recording,
        "transcript": f"transcript{new.transcript.suffix.lower()}" if new.transcript else "",
        "transcript_exception": new.transcript_exception,
    }
    said = {"season": new.season, "number": new.number}
    values |= {key: value for key, value in said.items() if value is not None}
    table = checked(EpisodeTable, values, report)
    _check_transcript(new, report)
    with telling(report, "published"):
        return table.model_copy(update={"published": _local(in_zone(table.published, ZoneInfo(zone)), zone)})
    return table


def require_transcript(table: EpisodeTable, report: Report) -> None:
    """Report a new episode without a transcript, and without a reason for having none."""
    if not table.transcript and not table.transcript_exception:
        report.add("transcript", _NO_TEXT, _ADD_TEXT)


def _check_transcript(new: NewEpisode, report: Report) -> None:
    path = new.transcript
    if path and new.transcript_exception:
        what = f'is given, and so is a transcript ("{path}")'
        report.add("transcript_exception", what, "leave out --transcript or --transcript-exception")
    try:
        if path:
            transcript_format.read(path.read_bytes(), path.suffix)
    except transcript_format.TranscriptError as error:
        what, _, todo = str(error).partition(": ")
        report.add("transcript", f'cannot be used ("{path}"): {what}', todo or "choose another file")
    except OSError as error:
        report.add("transcript", f'cannot be read ("{path}": {error.strerror})', "check the name")


def numbered(table: EpisodeTable, others: Iterable[EpisodeTable], report: Report) -> EpisodeTable:
    """Give it the show's latest season and the next number there, where the producer said nothing.

    A show whose episodes have no numbers goes on without.
    """
    others = tuple(others)
    season = table.season or max((other.season for other in others if other.season), default=None)
    numbers = {other.number for other in others if other.season == season and other.number and other.type == "full"}
    following = max(numbers, default=0) + 1
    if table.number in numbers:
        report.add("number", f"is taken ({table.number})", f"leave it out, or choose another; the next is {following}")
    plain = bool(others) and not any(other.number for other in others)
    number = table.number or (None if plain else following)
    return table.model_copy(update={"season": season, "number": number})


def to_toml(table: EpisodeTable) -> str:
    """Write what was said, with a comment on each key."""
    document = tomlkit.document()
    written: Mapping[str, object] = table.model_dump(include=set(_KEYS), exclude_defaults=True)
    for key in _KEYS:
        if key in written:
            if key in _COMMENTS:
                document.add(tomlkit.comment(_COMMENTS[key]))
            document.add(key, _item(written[key]))
    return tomlkit.dumps(document) + _END


def _item(value: object) -> object:
    return _text(value) if isinstance(value, str) else tomlkit.item(value)


def _text(value: str) -> String:
    return tomlkit.string(clean(value), multiline="\n" in value)


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(microsecond=0)
