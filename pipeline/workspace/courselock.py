"""``config/courses.lock.json``: read with the workspace, written when a course is published."""

from collections.abc import Collection
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.model.course import Course
from pipeline.model.workspace import Workspace
from pipeline.tools.files import write_atomically
from pipeline.workspace.courseentries import updated
from pipeline.workspace.courselockrules import nonsense
from pipeline.workspace.lockfile import LockFile, to_json
from pipeline.workspace.problems import Report, WorkspaceProblems
from pipeline.workspace.schema.courselock import CoursesLock

FILE = "config/courses.lock.json"
_LOCK = LockFile(FILE, "an LMS loses what learners have done", "courses")


def read_course_lock(root: Path, report: Report) -> CoursesLock:
    """Give what was assigned before, or an empty lock where there is no file or a broken one (then a problem)."""
    lock = _LOCK.read(root, CoursesLock(), report)
    for key, what in nonsense(lock):
        report.append(key, what, _LOCK.take_back)
    return lock


def save_course_lock(workspace: Workspace, slugs: Collection[str] = ()) -> None:
    """Keep the identifiers of the courses named by ``slugs`` (of all, if none is); does nothing if they are kept.

    Raises PublishError if the file cannot be written, ContentError if it changed meanwhile so that they disagree.
    """
    courses = [one for one in workspace.courses if not slugs or one.slug in slugs]
    if _now(workspace.root, courses) is None:
        return
    with _LOCK.alone(workspace.root):
        lock = _now(workspace.root, courses)
        if lock is not None:
            write_atomically(workspace.root / FILE, to_json(lock))


def kept(workspace: Workspace, course: Course) -> bool:
    """Say whether the lock holds all identifiers of a course; publishing keeps them. Raises as ``save_course_lock``."""
    return _now(workspace.root, [course]) is None


def _now(root: Path, courses: Collection[Course]) -> CoursesLock | None:
    """Give what the file should hold, or None if it holds that."""
    report = Report(FILE)
    before = read_course_lock(root, report)
    if report.problems:
        raise WorkspaceProblems(report.problems)
    after = updated(before, courses)
    if any(nonsense(after)):
        raise ContentError(f"{FILE} was changed while this ran", "run it again")
    return None if after == before else after
