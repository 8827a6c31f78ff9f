"""A folder becomes a ``Workspace``, or ``WorkspaceProblems`` with everything that is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.model.workspace import Settings, Workspace
from pipeline.workspace import courselock, lock, settings, unique
from pipeline.workspace.courses import CourseFiles, courses_of, find_courses
from pipeline.workspace.drafts import EpisodeDraft, ShowDraft, episode_drafts, show_drafts
from pipeline.workspace.found import Found, find
from pipeline.workspace.naming import name_episodes, name_shows
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.courselock import CoursesLock
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.lock import Lock
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.seeds import feed_address

__all__ = ["WorkspaceProblems", "read"]


@dataclass(frozen=True, slots=True)
class _Files:
    """All that was found in a workspace, each file read by itself, with the reports on it."""

    root: Path
    settings: Settings
    shows: tuple[Found[ShowTable], ...]
    episodes: tuple[Found[EpisodeTable], ...]
    lock: Lock
    courses: tuple[CourseFiles, ...]
    course_lock: CoursesLock
    reports: tuple[Report, ...]


def read(root: Path) -> Workspace:
    """Read and check a workspace; writes nothing.

    What is not in the lock file yet has the guid that ``save_lock`` will keep. Raises WorkspaceProblems (exit 3)
    with every problem there is.
    """
    try:
        files = _files(root.resolve())
        workspace = _workspace(files)
    except OSError as error:  # such as a folder that may not be listed
        raise ContentError(
            f"{error.filename} cannot be read ({error.strerror})", "allow your user to read it"
        ) from error
    problems = [problem for report in files.reports for problem in report.problems]
    if problems:
        raise WorkspaceProblems(problems)
    return workspace


def _files(root: Path) -> _Files:
    _refuse_no_workspace(root)
    first, feeds, last, learned = Report(settings.FILE), Report("feeds"), Report(lock.FILE), Report(courselock.FILE)
    chosen, locked = settings.read_settings(root, first), lock.read_lock(root, last)
    courses, course_lock = find_courses(root), courselock.read_course_lock(root, learned)
    shows = find(root, "feeds", "show.toml", ShowTable)
    episodes = find(root, "episodes", "episode.toml", EpisodeTable)
    if not shows and (episodes or not courses):
        feeds.add("", "has no show", "make a folder for it there, with a show.toml, or run publish init")
    own = (*(one.folder.report for one in shows), *(one.folder.report for one in episodes))
    reports = (first, feeds, *own, *(report for one in courses for report in one.reports), last, learned)
    return _Files(root, chosen, shows, episodes, locked, courses, course_lock, reports)


def _workspace(files: _Files) -> Workspace:
    unique.refuse_same_slug(files.shows)
    unique.refuse_same_slug(files.episodes)
    shows = show_drafts(files.shows)
    episodes = episode_drafts(files.episodes, files.shows, files.lock)
    unique.refuse_same_number(episodes)
    return _named(files, shows, episodes)


def _named(files: _Files, shows: Sequence[ShowDraft], episodes: Sequence[EpisodeDraft]) -> Workspace:
    feeds = {one.slug: feed_address(one.slug, one.table, files.settings) for one in shows}
    show_names = name_shows(files.lock, shows, feeds)
    names = name_episodes(files.lock, [one for one in episodes if one.identity.show in show_names], show_names)
    named_shows = [
        replace(one.show, guid=show_names[one.slug].guid, former_slugs=show_names[one.slug].former_slugs)
        for one in shows
        if one.show
    ]
    named_episodes = [
        replace(one.episode, guid=name.guid, former_slugs=name.former_slugs, first_slug=name.first)
        for one in episodes
        if one.episode and (name := names.get(one.slug))
    ]
    by_time = sorted(named_episodes, key=lambda episode: (episode.published, episode.slug))
    courses = courses_of(files.courses, files.course_lock)
    return Workspace(files.root, files.settings, tuple(named_shows), tuple(by_time), courses)


def _refuse_no_workspace(root: Path) -> None:
    if any((root / name).is_dir() for name in settings.CONTENT):
        return
    report = Report("")
    what = f"{root} is no workspace" if root.is_dir() else f"{root} is no folder"
    report.add("", what, "go to the workspace, name it with -C, or make one with publish init")
    raise WorkspaceProblems(report.problems)
