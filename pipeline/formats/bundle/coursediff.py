"""Compare what two versions of a course hold: what is broken, what some must do again, what is new."""

from collections.abc import Collection, Iterator, Mapping

from pipeline.formats.bundle.shape import Shape, ShapedLesson, ShapedQuestion, ShapedRule
from pipeline.formats.bundle.told import Change

_SHORTER = 1.0
"""Seconds by which a video may change without being another one."""

Questions = Mapping[str, ShapedQuestion]
_QUIZ_RULES = ("none", "answered", "passed")


def broken(old: Shape, new: Shape) -> Iterator[Change]:
    """Tell of what learners may have done that has no place any more."""
    if old.id != new.id:
        yield Change("course", (old.id, new.id))
        return
    after, everywhere = _lessons(new), {key: one for lesson in new.lessons for key, one in _questions(lesson).items()}
    for lesson in old.lessons:
        if lesson.id not in after:
            yield Change("lesson", (lesson.title,))
            continue
        if lesson.number != after[lesson.id].number:
            yield Change("number", (lesson.title,))
        yield from _gone(_questions(lesson), everywhere)


def losses(old: Shape, new: Shape) -> Iterator[Change]:
    """Tell of what some learners must do again, though everything has its place."""
    after = _lessons(new)
    for lesson in old.lessons:
        if lesson.id in after:
            yield from _again(lesson, after[lesson.id])
    if _stricter(old.completion, new.completion):
        yield Change("stricter")


def news(old: Shape, new: Shape) -> Iterator[Change]:
    """Tell of what is new."""
    before, after = _lessons(old), _lessons(new)
    for lesson in new.lessons:
        if lesson.id not in before:
            yield Change("new lesson", (lesson.title,))
        else:
            yield from _changed(before[lesson.id], lesson)
    if old.title != new.title:
        yield Change("new title", (new.title,))
    if [one for one in after if one in before] != [one for one in before if one in after]:
        yield Change("new order")
    if _stricter(new.completion, old.completion) and not _stricter(old.completion, new.completion):
        yield Change("milder")


def _gone(before: Questions, after: Questions) -> Iterator[Change]:
    """Tell of questions that are nowhere in the course any more; one that moved takes its answers with it."""
    for identifier, question in before.items():
        if identifier not in after:
            yield Change("question", (question.prompt,))
        elif question.kind != after[identifier].kind:
            yield Change("kind", (question.prompt,))
        elif question.number != after[identifier].number:
            yield Change("number", (question.prompt,))


def _again(old: ShapedLesson, new: ShapedLesson) -> Iterator[Change]:
    after = _questions(new)
    for identifier, question in _questions(old).items():
        if identifier in after:
            yield from _answers(question, after[identifier])
    kept = {one.id for one in new.reflections}
    yield from (Change("reflection", (one.prompt,)) for one in old.reflections if one.id not in kept)
    if abs(new.seconds - old.seconds) > _SHORTER:
        yield Change("length", (new.title, f"{old.seconds:.0f}", f"{new.seconds:.0f}"))
    if _mark(new) > _mark(old):
        yield Change("pass", (new.title, f"{_mark(old):g}", f"{_mark(new):g}"))


def _answers(old: ShapedQuestion, new: ShapedQuestion) -> Iterator[Change]:
    kept = {option.id for option in new.options}
    if any(option.id not in kept for option in old.options):
        yield Change("option", (old.prompt,))
    elif _key(old, kept) != _key(new, {option.id for option in old.options}):
        yield Change("answer", (old.prompt,))


def _key(question: ShapedQuestion, kept: Collection[str]) -> object:
    """Give what decides whether an answer is right, of the options that both versions have."""
    options = [option for option in question.options if option.id in kept]
    if question.kind == "order":
        return [option.id for option in options]
    if question.kind == "match":
        return {option.id: option.match for option in options}
    return {option.id for option in options if option.right}


def _changed(old: ShapedLesson, new: ShapedLesson) -> Iterator[Change]:
    if old.title != new.title:
        yield Change("new name", (old.title, new.title))
    added = _questions(new).keys() - _questions(old).keys()
    if added:
        yield Change("new questions", (str(len(added)), new.title))
    languages = {track.language for track in new.tracks} - {track.language for track in old.tracks}
    if languages:
        yield Change("new languages", (new.title, ", ".join(sorted(languages))))
    kept = _questions(old).keys() & _questions(new).keys()
    if _told(old, kept) != _told(new, kept):
        yield Change("mended", (new.title,))


def _told(lesson: ShapedLesson, kept: Collection[str]) -> tuple[object, ...]:
    """Give what the lesson and the questions that were ``kept`` say, in whatever order options stand."""
    worded = [
        (one.prompt, one.right, one.wrong, sorted((option.text, option.feedback) for option in one.options))
        for identifier, one in sorted(_questions(lesson).items())
        if identifier in kept
    ]
    return (lesson.summary, lesson.chapters, lesson.reflections, lesson.minutes, worded)


def _stricter(old: ShapedRule, new: ShapedRule) -> bool:
    return any(after > before for before, after in zip(_demands(old), _demands(new), strict=True))


def _demands(rule: ShapedRule) -> tuple[float, float, int]:
    quiz = _QUIZ_RULES.index(rule.quiz) if rule.quiz in _QUIZ_RULES else 0
    return (float("inf") if rule.lessons is None else rule.lessons, rule.watched, quiz)


def _mark(lesson: ShapedLesson) -> float:
    return (lesson.quiz.mark or 0.0) if lesson.quiz else 0.0


def _lessons(shape: Shape) -> dict[str, ShapedLesson]:
    return {lesson.id: lesson for lesson in shape.lessons}


def _questions(lesson: ShapedLesson) -> dict[str, ShapedQuestion]:
    return {one.id: one for one in lesson.quiz.questions} if lesson.quiz else {}
