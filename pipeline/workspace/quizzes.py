"""``quiz.toml`` and ``reflection.toml`` of a lesson → ``Quiz`` and ``Reflection``, still without their numbers."""

from typing import TypeVar

from pipeline.model.course import Option, Question, Quiz, Reflection
from pipeline.workspace import paths
from pipeline.workspace.folder import Folder
from pipeline.workspace.problems import Report
from pipeline.workspace.quizrules import check_quiz, repeated
from pipeline.workspace.schema.base import Table
from pipeline.workspace.schema.quiz import QuestionTable, QuizTable
from pipeline.workspace.schema.reflection import ReflectionsTable
from pipeline.workspace.tables import read_table

QUIZ, REFLECTION = "quiz.toml", "reflection.toml"
T = TypeVar("T", bound=Table)

_TRUE_FALSE = {
    "nb": ("Sant", "Usant"),
    "nn": ("Sant", "Usant"),
    "sv": ("Sant", "Falskt"),
    "da": ("Sandt", "Falsk"),
    "en": ("True", "False"),
}
"""What the options of a true-false question say, by language; bokmål where we have no words."""


def quiz_of(folder: Folder, language: str) -> Quiz | None:
    """Give the quiz, or None where there is no file, or one with problems."""
    report = report_on(folder, QUIZ)
    table = _table(folder, QUIZ, QuizTable, report)
    if table is None:
        return None
    check_quiz(table, report)
    questions = tuple(_question(question, language) for question in table.questions)
    return Quiz(questions, table.pass_mark, table.retry) if questions else None


def reflections_of(folder: Folder) -> tuple[Reflection, ...]:
    """Give the reflections; none where there is no file, or one with problems."""
    report = report_on(folder, REFLECTION)
    table = _table(folder, REFLECTION, ReflectionsTable, report)
    if table is None:
        return ()
    if not table.reflections:
        report.add("reflections", "are missing", "write each below [[reflections]], or remove the file")
    for number in repeated(one.prompt for one in table.reflections):
        report.add(f"reflections.{number}.prompt", "is that of another reflection above", "word it otherwise")
    return tuple(Reflection("", one.prompt, one.audience) for one in table.reflections)


def report_on(folder: Folder, name: str) -> Report:
    """Give a report on another file of the folder, among the problems of the same list."""
    return Report(paths.relative(folder.root, folder.path / name), folder.report.problems)


def _table(folder: Folder, name: str, model: type[T], report: Report) -> T | None:
    file = folder.path / name
    if not file.exists():
        return None
    if not paths.is_inside(folder.root, file):
        report.add("", "leads out of the workspace", "put the file itself in the workspace")
        return None
    return read_table(file, model, report)


def _question(table: QuestionTable, language: str) -> Question:
    options = (
        _true_false(language, right=bool(table.answer))
        if table.kind == "true-false"
        else tuple(Option("", one.text, one.right, one.feedback, one.match) for one in table.options)
    )
    return Question("", 0, table.kind, table.prompt, options, table.feedback_right, table.feedback_wrong)


def _true_false(language: str, *, right: bool) -> tuple[Option, ...]:
    yes, no = _TRUE_FALSE.get(language.partition("-")[0], _TRUE_FALSE["nb"])
    return Option("", yes, right), Option("", no, not right)
