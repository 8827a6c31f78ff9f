"""What each kind of question must have."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipeline.formats.text import one_line
from pipeline.model import limits
from pipeline.model.course import QuestionKind
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.quiz import QuestionTable, QuizTable

_FEWEST = 2
_Found = Iterator[tuple[str, str, str]]


def check_quiz(table: QuizTable, report: Report) -> None:
    """Report whatever keeps a question from being answered right, or two things from being told apart."""
    if report.mentions("questions"):
        return
    if not table.questions:
        report.append("questions", "are missing", "write each below [[questions]], or remove the file")
    elif len(table.questions) > limits.LESSON_QUESTIONS:
        what = f"are too many ({len(table.questions)}), and an LMS could not keep all answers"
        report.append("questions", what, f"write at most {limits.LESSON_QUESTIONS}, or divide the lesson")
    for number in repeated(question.prompt for question in table.questions):
        report.append(f"questions.{number}.prompt", "is that of another question above", "word it otherwise")
    for number, question in enumerate(table.questions, start=1):
        for key, what, todo in (*_options(question), *_KINDS[question.kind](question)):
            report.append(f"questions.{number}.{key}", what, todo)


def repeated(texts: Iterable[str]) -> list[int]:
    """Give the numbers, from 1, of the texts that stand further up too, but for capitals and spaces; '' is no text."""
    seen: set[str] = set()
    found = []
    for number, text in enumerate(texts, start=1):
        words = one_line(text).casefold()
        if words and words in seen:
            found.append(number)
        seen.add(words)
    return found


def _options(question: QuestionTable) -> _Found:
    if question.kind == "true-false":
        return
    count = len(question.options)
    if count < _FEWEST:
        yield "options", f"are too few ({count})", f"write at least {_FEWEST}, each below [[questions.options]]"
    elif count > limits.OPTIONS:
        yield "options", f"are too many ({count})", f"write at most {limits.OPTIONS}"
    for number in repeated(option.text for option in question.options):
        yield f"options.{number}.text", "is that of another option above", "word it otherwise, or remove it"
    if question.answer is not None:
        yield "answer", 'is only for kind = "true-false"', "write right = true on an option instead"


def _chosen(question: QuestionTable) -> _Found:
    right = Counter(option.right for option in question.options)[True]
    if question.options and not right:
        yield "options", "have no right answer", "write right = true on one of them"
    if right > 1 and question.kind == "single":
        yield "options", f"have {right} right answers", 'leave one of them, or write kind = "multiple"'
    yield from _unused(question, ("match",))


def _true_false(question: QuestionTable) -> _Found:
    if question.answer is None:
        yield "answer", "is missing", "write answer = true, or answer = false"
    if question.options:
        yield "options", 'are not for kind = "true-false"', "remove them, and write answer = true or false"


def _order(question: QuestionTable) -> _Found:
    yield from _unused(question, ("right", "match"))


def _match(question: QuestionTable) -> _Found:
    for number, option in enumerate(question.options, start=1):
        if not option.match:
            yield f"options.{number}.match", "is missing", 'write what belongs to it, as match = "…"'
    for number in repeated(option.match for option in question.options):
        yield f"options.{number}.match", "belongs to another option above too", "give each its own"
    yield from _unused(question, ("right",))


def _unused(question: QuestionTable, keys: Sequence[str]) -> _Found:
    for number, option in enumerate(question.options, start=1):
        for key in keys:
            if getattr(option, key):
                yield f"options.{number}.{key}", f'is not for kind = "{question.kind}"', "remove it"


_KINDS: Mapping[QuestionKind, Callable[[QuestionTable], _Found]] = {
    "single": _chosen,
    "multiple": _chosen,
    "true-false": _true_false,
    "order": _order,
    "match": _match,
}
