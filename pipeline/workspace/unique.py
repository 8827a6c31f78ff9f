"""What no two folders, and no two episodes, may share."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from pipeline.workspace.drafts import EpisodeDraft
from pipeline.workspace.found import Found
from pipeline.workspace.schema.base import Table

T = TypeVar("T", bound=Table)


def refuse_same_slug(folders: Sequence[Found[T]]) -> None:
    """Report folder names that differ in capitals only: Windows and Mac machines take them for one."""
    seen: dict[str, str] = {}
    for one in folders:
        other = seen.setdefault(one.slug.casefold(), one.slug)
        if other != one.slug:
            one.folder.report.append(
                "", f"has the folder name of `{other}` but for capitals", "rename one of the folders"
            )


def refuse_same_number(episodes: Sequence[EpisodeDraft]) -> None:
    """Report episodes of one show and kind with the same season and number."""
    seen: dict[Hashable, str] = {}
    for episode in episodes:
        table = episode.table
        if table.number is None:
            continue
        other = seen.setdefault((episode.identity.show, table.season, table.number, table.type), episode.slug)
        if other != episode.slug:
            what = f"is also the number of `{other}` ({table.number})"
            episode.report.add("number", what, "give each its own number, or put them in different seasons")
