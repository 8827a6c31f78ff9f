"""A recording that is an episode already: whatever is said of it anew must be what its file says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.errors import ContentError
from pipeline.model.blob import Blob
from pipeline.tools.files import blob
from pipeline.workspace import paths
from pipeline.workspace.found import Found
from pipeline.workspace.newepisode import NewEpisode, parent_of, table_of
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.base import WrongValueError
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.times import in_zone


def holder(episodes: Sequence[Found[EpisodeTable]], source: Blob) -> Found[EpisodeTable] | None:
    """Give the episode whose recording has the bytes of ``source``, or None."""
    return next((one for one in episodes if _same(_recording(one), source)), None)


def refuse_other_words(
    held: Found[EpisodeTable], new: NewEpisode, shows: Mapping[str, ShowTable | None], recording: Path
) -> None:
    """Raise ContentError if something that was given is wrong, or differs from what the episode's file says.

    What was left out differs from nothing. A file with problems of its own is told of when it is published.
    """
    report = Report(recording.name)
    written = held.table
    show = parent_of(new.show or (written.show if written else ""), shows, report)
    parent = shows.get(show)
    zone = parent.timezone if parent else "UTC"
    said = table_of(new, recording.name, zone, report).model_copy(update={"show": show})
    if report.problems:
        raise WorkspaceProblems(report.problems)
    keys = list(_differing(held, written, said, new, zone)) if written and not held.folder.report.problems else []
    if keys:
        what = f"episodes/{held.slug}/episode.toml: {', '.join(keys)}: {'say' if len(keys) > 1 else 'says'} otherwise"
        raise ContentError(
            f"{what}, and the episode has this recording already",
            f"edit that file{_transcript_too(keys)} and run `publish episode {held.slug}`, or give what it says",
        )


def _differing(
    held: Found[EpisodeTable], written: EpisodeTable, said: EpisodeTable, new: NewEpisode, zone: str
) -> Iterator[str]:
    if said.title != written.title:
        yield "title"
    if said.summary and said.summary != written.summary:
        yield "summary"
    if new.transcript and not _same(_transcript(held, written), blob(new.transcript)):
        yield "transcript"
    if said.transcript_exception and said.transcript_exception != written.transcript_exception:
        yield "transcript_exception"
    if new.dated and said.published != _moment(written.published, zone):
        yield "published"
    if new.show and written.show not in {"", said.show}:
        yield "show"
    for key in ("season", "number"):
        if getattr(said, key) not in {None, getattr(written, key)}:
            yield key


def _transcript_too(keys: Sequence[str]) -> str:
    return " (and put the other transcript in its folder)" if "transcript" in keys else ""


def _moment(published: datetime, zone: str) -> datetime | None:
    try:
        return in_zone(published, ZoneInfo(zone))
    except WrongValueError:
        return None


def _same(path: Path | None, source: Blob) -> bool:
    return bool(path and path.stat().st_size == source.size and blob(path).sha256 == source.sha256)


def _recording(one: Found[EpisodeTable]) -> Path | None:
    return _file(one, (one.table.recording if one.table else "") or paths.recording_of(one.folder.path))


def _transcript(one: Found[EpisodeTable], table: EpisodeTable) -> Path | None:
    return _file(one, table.transcript or paths.only_file(one.folder.path, "transcript", "", Report("")))


def _file(one: Found[EpisodeTable], name: str) -> Path | None:
    return paths.file_in(one.folder.root, one.folder.path, name, "", Report("")) if name else None
