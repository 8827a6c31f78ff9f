"""``episodes/<slug>/`` → ``Episode``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.formats import chapters as chapter_format
from pipeline.formats import transcript as transcript_format
from pipeline.formats.text import clean
from pipeline.model.episode import Chapter, Episode, Transcript
from pipeline.model.recording import FOLDER, Recording
from pipeline.model.show import STING_NAMES, StingName
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder, telling
from pipeline.workspace.mastering import overrides_of
from pipeline.workspace.people import license_of, people_of
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.schema.write import as_toml
from pipeline.workspace.shows import sounds_of
from pipeline.workspace.times import in_zone
from pipeline.workspace.tracks import has_tracks, tracks_of

_FIRST = 1.0
"""Seconds in the recording before which there is nothing to be parted from what follows."""
_KINDS = f"give it as {', '.join(transcript_format.SUFFIXES)}"
_WCAG = "sound needs a text alternative (WCAG 1.2.1)"
_HOW = 'add transcript.vtt, .srt or .txt, or write transcript_exception = "why there is none"'


@dataclass(frozen=True, slots=True)
class Inherited:
    """What an episode takes over from its show where it says nothing itself."""

    show: str
    language: str = "nb"
    explicit: bool = False
    zone: str = "Europe/Oslo"
    sounds: tuple[StingName, ...] = STING_NAMES
    """The show's own; of a show that cannot be read it is not known that it lacks any."""


def inherited(slug: str, show: ShowTable | None) -> Inherited:
    """Give what the episodes of the show called ``slug`` take over; the usual where that show cannot be read."""
    if show is None:
        return Inherited(slug)
    return Inherited(slug, show.language, show.explicit, show.timezone, tuple(sounds_of(show)))


def episode_of(folder: Folder, table: EpisodeTable, show: Inherited) -> Episode | None:
    """Give the episode, still without its guid; None, and problems, if something is missing or wrong."""
    published, recording = _published(folder, table, show), _recording(folder, table)
    transcript, chapters = _transcript(folder, table), _chapters(folder, table)
    notes = clean(folder.text("notes.md"))
    if published is None or recording is None:
        return None
    return Episode(
        slug=folder.slug,
        former_slugs=(),
        show=show.show,
        guid="",
        title=table.title,
        published=published,
        summary=table.summary,
        notes=notes,
        recording=recording,
        language=table.language or show.language,
        explicit=show.explicit if table.explicit is None else table.explicit,
        transcript=transcript,
        transcript_exception=table.transcript_exception,
        season=table.season,
        number=table.number,
        kind=table.type,
        channels=table.channels,
        mastering=overrides_of(table),
        keep_pauses=table.keep_pauses,
        stings=_stings(folder, table, show),
        bed_seconds=table.bed_seconds,
        partings=_partings(folder, table, show),
        credit=table.credit,
        license=license_of(table.license, folder.report),
        people=people_of(table.people),
        chapters=chapters,
    )


def _published(folder: Folder, table: EpisodeTable, show: Inherited) -> datetime | None:
    with telling(folder.report, "published"):
        return in_zone(table.published, ZoneInfo(show.zone))
    return None


def _recording(folder: Folder, table: EpisodeTable) -> Recording | None:
    if has_tracks(folder):
        return tracks_of(folder, table)
    if folder.report.mentions("recording"):
        return None
    name = table.recording or paths.only_file(folder.path, "recording", "recording", folder.report)
    if not name:
        folder.report.add("recording", "is missing", _instead(paths.sounds(folder.path)))
    return folder.blob(name, "recording") if name else None


def _instead(others: Sequence[str]) -> str:
    """Say how to name the recording where there are ``others`` than ``recording.*``."""
    if not others:
        return f"copy the recording there as recording.wav, .m4a, .mp3 …, or one file for each speaker to {FOLDER}/"
    first = others[0]
    if len(others) > 1:
        return f"there are {', '.join(others)}: write which one it is, such as recording = {as_toml(first)}"
    return f"there is {first}: rename it to recording{Path(first).suffix}, or write recording = {as_toml(first)}"


def _chapters(folder: Folder, table: EpisodeTable) -> tuple[Chapter, ...]:
    chapters = tuple(Chapter(one.start, one.title, one.link) for one in table.chapters)
    for problem in chapter_format.problems(chapters):
        folder.report.add(f"chapters.{problem.index + 1}.{problem.key}", problem.what, problem.todo)
    return chapters


def _stings(folder: Folder, table: EpisodeTable, show: Inherited) -> tuple[StingName, ...]:
    """Give which of the show's sounds are wanted."""
    if table.stings is None:
        return STING_NAMES
    lacking = [as_toml(name) for name in table.stings if name not in show.sounds]
    if lacking:
        what = f"names what the show does not have ({', '.join(lacking)})"
        has = f"it has {', '.join(map(as_toml, show.sounds))}" if show.sounds else "it has no sounds"
        folder.report.add("stings", what, f"{has}: add the sound to feeds/{show.show}/show.toml, or remove it here")
    return table.stings


def _partings(folder: Folder, table: EpisodeTable, show: Inherited) -> tuple[float, ...]:
    """Give when the show's sound between parts is wanted."""
    wanted = [(number, one.start) for number, one in enumerate(table.chapters, 1) if one.sting]
    for number, start in wanted:
        if "between" not in show.sounds:
            todo = f'write between = "skille.wav" under [stings] in feeds/{show.show}/show.toml, or remove it'
            folder.report.add(f"chapters.{number}.sting", "asks for a sound that the show does not have", todo)
        elif start < _FIRST:
            what, todo = "asks for a sound between parts at the very beginning", "remove it, or give the show an intro"
            folder.report.add(f"chapters.{number}.sting", what, todo)
    return tuple(sorted(start for _, start in wanted))


def _transcript(folder: Folder, table: EpisodeTable) -> Transcript | None:
    if folder.report.mentions("transcript") or folder.report.mentions("transcript_exception"):
        return None
    name = table.transcript or paths.only_file(folder.path, "transcript", "transcript", folder.report)
    if name and table.transcript_exception:
        todo = "remove transcript_exception, or the transcript"
        folder.report.add("transcript_exception", f'is given, and so is a transcript ("{name}")', todo)
    elif not name and not table.transcript_exception:
        folder.report.add("transcript", f"is missing: {_WCAG}", _HOW)
    return _read_transcript(folder, name) if name else None


def _read_transcript(folder: Folder, name: str) -> Transcript | None:
    path = paths.file_in(folder.root, folder.path, name, "transcript", folder.report)
    if path is None:
        return None
    try:
        return transcript_format.read(path.read_bytes(), path.suffix)
    except transcript_format.TranscriptError as error:
        what, _, todo = str(error).partition(": ")
        folder.report.add("transcript", f'cannot be used ("{name}"): {what}', todo or _KINDS)
    except OSError as error:
        folder.report.add("transcript", f'cannot be read ("{name}": {error.strerror})', "check that you may read it")
    return None
