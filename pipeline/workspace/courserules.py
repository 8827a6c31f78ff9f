"""What a course must have as a whole: its lessons, no more than an LMS can keep, and a rule that can be met."""

from collections.abc import Iterator, Sequence

from pipeline.model import limits
from pipeline.model.course import Lesson
from pipeline.workspace.folder import Folder
from pipeline.workspace.found import Found
from pipeline.workspace.hints import did_you_mean
from pipeline.workspace.problems import Report
from pipeline.workspace.quizzes import QUIZ, report_on
from pipeline.workspace.schema.course import CourseTable
from pipeline.workspace.schema.lesson import LessonTable

_KEEP = "and an LMS could not keep what a learner has done"


def check_list(table: CourseTable, folders: Sequence[Found[LessonTable]], report: Report) -> None:
    """Report folders listed twice or not at all, and names of none."""
    if report.mentions("lessons"):
        return
    there = [one.slug for one in folders]
    for index, name in enumerate(table.lessons):
        if name in table.lessons[:index]:
            report.append(f"lessons.{index + 1}", f'is listed twice ("{name}")', "remove one of them")
        elif name not in there:
            left = [slug for slug in there if slug not in table.lessons]
            near = did_you_mean(name, left) or "make the folder with its lesson.toml, or remove the name"
            report.append(f"lessons.{index + 1}", f'names no folder of a lesson ("{name}")', near)
    for slug in there:
        if slug not in table.lessons:
            todo = "add it where it belongs, or give the folder a name that begins with _"
            report.append("lessons", f"do not name the folder {slug}", todo)
    if len(table.lessons) > limits.LESSONS:
        what = f"are too many ({len(table.lessons)}), {_KEEP}"
        report.append("lessons", what, f"write at most {limits.LESSONS}, or make two courses")


def check_count(table: CourseTable, report: Report) -> None:
    """Report a rule that asks for more lessons than there are."""
    wanted, there = table.completion.lessons, len(set(table.lessons))
    if wanted is not None and wanted > there and not report.mentions("lessons"):
        what = f"asks for more lessons than there are ({wanted} of {there})"
        report.add("completion.lessons", what, f'write "all", or at most {there}')


def check_quizzes(table: CourseTable, lessons: Sequence[Lesson | None], report: Report) -> None:
    """Report a rule on quizzes, if the producer wrote one, where there is no quiz."""
    rule = table.completion.quiz
    if not lessons or rule == "none" or "quiz" not in table.completion.model_fields_set:
        return
    if all(one and not one.quiz for one in lessons):
        todo = f'write quiz = "none", or a {QUIZ} in a lesson'
        report.add("completion.quiz", f"asks for quizzes ({rule}), and no lesson has one", todo)


def check_quiz_rule(table: CourseTable, lesson: Lesson, folder: Folder) -> None:
    """Report a quiz that must be passed and says not how, or not again."""
    report = report_on(folder, QUIZ)
    if table.completion.quiz != "passed" or lesson.quiz is None:
        return
    if lesson.quiz.pass_mark is None:
        report.add("pass_mark", 'is missing: the course asks for quiz = "passed"', "write it as pass_mark = 70")
    if not lesson.quiz.retry:
        what = 'is false, and the course asks for quiz = "passed": who fails could never complete it'
        report.add("retry", what, 'write retry = true, or quiz = "answered" in course.toml')


def check_size(lessons: Sequence[Lesson | None], report: Report) -> None:
    """Report more questions or reflections than an LMS can keep the answers of."""
    for name, count, most in _counts([one for one in lessons if one]):
        if count > most:
            report.append("lessons", f"have too many {name} ({count}), {_KEEP}", f"leave {most}, or make two courses")


def _counts(lessons: Sequence[Lesson]) -> Iterator[tuple[str, int, int]]:
    yield "questions", sum(len(one.quiz.questions) for one in lessons if one.quiz), limits.QUESTIONS
    yield "reflections", sum(len(one.reflections) for one in lessons), limits.REFLECTIONS
