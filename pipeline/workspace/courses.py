"""``elearning/``: every course with its lessons, read and checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import limits
from pipeline.model.course import Completion, Course, Lesson, Part
from pipeline.workspace import courserules, paths
from pipeline.workspace.coursenaming import name_courses, number_lessons, with_ids
from pipeline.workspace.found import Found, find
from pipeline.workspace.lessons import LessonDraft, lesson_draft
from pipeline.workspace.matching import Identity
from pipeline.workspace.naming import Draft
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.course import CourseTable
from pipeline.workspace.schema.courselock import CourseLock, CoursesLock
from pipeline.workspace.schema.lesson import LessonTable
from pipeline.workspace.unique import refuse_same_slug

FOLDER = "elearning"
_PARTS: dict[str, Part] = {"": "", "før samlingen": "before", "etter samlingen": "after"}


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """What was found of a course: its own file, and those of its lessons."""

    found: Found[CourseTable]
    lessons: tuple[Found[LessonTable], ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """The course's report, then its lessons'."""
        return (self.found.folder.report, *(one.folder.report for one in self.lessons))


@dataclass(frozen=True, slots=True)
class _CourseDraft(Draft):
    """A course whose file could be read, with its lessons in their order."""

    table: CourseTable
    lessons: tuple[LessonDraft, ...]


def find_courses(root: Path) -> tuple[CourseFiles, ...]:
    """Read every file of every course by itself, sorted by folder."""
    found = find(root, FOLDER, "course.toml", CourseTable)
    return tuple(CourseFiles(one, _lessons(root, one)) for one in found)


def courses_of(files: Sequence[CourseFiles], lock: CoursesLock) -> tuple[Course, ...]:
    """Make the courses with their identifiers; one with a problem is left out, and its reports tell why."""
    refuse_same_slug([one.found for one in files])
    drafts = [_draft(one, one.found.table) for one in files if one.found.table]
    entries = name_courses(lock, drafts)
    courses = (_course(draft, entries[draft.slug]) for draft in drafts)
    return tuple(course for course in courses if course)


def _lessons(root: Path, found: Found[CourseTable]) -> tuple[Found[LessonTable], ...]:
    if not paths.is_inside(root, found.folder.path):
        return ()
    return find(root, f"{FOLDER}/{found.slug}", "lesson.toml", LessonTable)


def _draft(files: CourseFiles, table: CourseTable) -> _CourseDraft:
    folder = files.found.folder
    refuse_same_slug(files.lessons)
    courserules.check_count(table, folder.report)
    courserules.check_list(table, files.lessons, folder.report)
    drafts = {one.slug: lesson_draft(one, one.table, table.language) for one in files.lessons if one.table}
    for found in files.lessons:
        draft = drafts.get(found.slug)
        if draft and draft.lesson:
            courserules.check_quiz_rule(table, draft.lesson, found.folder)
    ordered = tuple(drafts[name] for name in dict.fromkeys(table.lessons) if name in drafts)
    made = [one.lesson for one in ordered]
    courserules.check_quizzes(table, made, folder.report)
    courserules.check_size(made, folder.report)
    identity = Identity(folder.slug, table.title, renamed_from=table.renamed_from)
    return _CourseDraft(identity, folder.report, table, ordered)


def _course(draft: _CourseDraft, entry: CourseLock) -> Course | None:
    """Give the course with its identifiers; None where a lesson of it is wrong."""
    numbers = number_lessons(entry, draft.lessons)
    lessons = tuple(one.lesson for one in draft.lessons if one.lesson)
    if len(lessons) < len(draft.lessons):
        return None
    course = with_ids(_values(draft.table, draft.slug, lessons), entry, numbers)
    for key, what, todo in _used_up(course):
        draft.report.append(key, what, todo)
    return course


def _values(table: CourseTable, slug: str, lessons: tuple[Lesson, ...]) -> Course:
    completion = table.completion
    return Course(
        id="",
        slug=slug,
        title=table.title,
        description=table.description,
        language=table.language,
        audience=table.audience,
        objectives=table.objectives,
        organisation=table.organisation,
        contact=table.contact,
        lessons=lessons,
        completion=Completion(completion.lessons, completion.watched / 100, completion.quiz),
        profile=table.lms.profile,
        part=_PARTS[table.part],
        gathering=table.gathering,
        reflections_in_lms=table.lms.reflections == "lms",
        changes=table.changes,
    )


def _used_up(course: Course) -> Iterator[tuple[str, str, str]]:
    """Find numbers and letters beyond the last: so much was changed over the years that none is left."""
    for lesson in course.lessons:
        questions = lesson.quiz.questions if lesson.quiz else ()
        numbers = [lesson.number, *(one.number for one in questions), *(_number(one.id) for one in lesson.reflections)]
        if max(numbers) > limits.NUMBER:
            yield "", f"has used up its numbers in {lesson.slug}", "make a new course of it, in a new folder"
        for question in questions:
            if any(one.id > "svar_z" for one in question.options):
                what = f"has a question in {lesson.slug} whose options were changed too often (“{question.prompt}”)"
                yield "", what, "word the question anew, so that it is a new one"


def _number(name: str) -> int:
    return int(name.rpartition("_")[2])
