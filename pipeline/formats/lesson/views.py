"""What the page's templates are given, worked out beforehand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.formats import notes
from pipeline.formats.lesson.media import Media, media
from pipeline.formats.lesson.words import spoken
from pipeline.formats.turns import Turn, has_times, turns
from pipeline.model.bundle import EncodedLesson
from pipeline.model.course import Course, Lesson, Question, Term
from pipeline.model.episode import Chapter, Cue, Transcript


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of a transcript: its title (or '' before the first chapter) and its paragraphs."""

    title: str
    start: float
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is printed, which gives no answer away: what to choose from, and what to match it with."""

    question: Question
    options: tuple[str, ...]
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson with what is derived from it.

    ``language`` is the one its section speaks: the lesson's own where the interface has words for it, else the
    course's, and then ``content`` marks the lesson's texts; ``content`` is '' where they speak alike.
    """

    lesson: Lesson
    media: Media
    seconds: float
    language: str
    content: str
    parts: tuple[Part, ...]
    timed: bool
    before: str
    after: str
    quiz: tuple[Asked, ...]


def lesson_view(course: Course, lesson: Lesson, encoded: EncodedLesson) -> LessonView:
    """Work out what a lesson's section shows."""
    own = bool(spoken(lesson.language))
    return LessonView(
        lesson=lesson,
        media=media(lesson, encoded),
        seconds=encoded.main.seconds,
        language=lesson.language if own else course.language,
        content="" if own or lesson.language == course.language else lesson.language,
        parts=parts(lesson.transcript, lesson.chapters),
        timed=has_times(lesson.transcript.cues),
        before=notes.to_html(lesson.before),
        after=notes.to_html(lesson.after),
        quiz=tuple(_asked(question) for question in (lesson.quiz.questions if lesson.quiz else ())),
    )


def glossary(course: Course) -> tuple[tuple[Term, str], ...]:
    """Give every term of the course once, in alphabetical order (Norwegian), with the language it is written in."""
    terms = {term.word.casefold(): (term, lesson.language) for lesson in course.lessons for term in lesson.glossary}
    return tuple(sorted(terms.values(), key=lambda entry: _alphabetical(entry[0].word)))


def parts(transcript: Transcript, chapters: tuple[Chapter, ...]) -> tuple[Part, ...]:
    """Divide a transcript by chapters; one without times is one part. No cue is lost or moved."""
    if not has_times(transcript.cues) or not chapters:
        return (Part("", 0.0, turns(transcript)),)
    divided = ((chapter, tuple(cues)) for chapter, cues in _by_chapter(transcript.cues, chapters))
    return tuple(
        Part(chapter.title, chapter.start, turns(Transcript(cues, transcript.timed)))
        for chapter, cues in divided
        if cues
    )


_NONE = Chapter(0.0, "")
_EARLY = 0.5
"""Seconds by which a sentence may begin before its chapter does."""


def _by_chapter(cues: Iterable[Cue], chapters: tuple[Chapter, ...]) -> Iterator[tuple[Chapter, list[Cue]]]:
    groups: list[tuple[Chapter, list[Cue]]] = [(_NONE, [])]
    left = list(chapters)
    for cue in cues:
        while left and left[0].start <= min(cue.start + _EARLY, (cue.start + cue.end) / 2):
            groups.append((left.pop(0), []))
        groups[-1][1].append(cue)
    return iter(groups)


def _asked(question: Question) -> Asked:
    texts = tuple(option.text for option in question.options)
    matches = tuple(sorted(option.match for option in question.options if option.match))
    return Asked(question, _hidden(texts) if question.kind == "order" else texts, matches)


def _hidden(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Give texts in another order than the right one."""
    ordered = tuple(sorted(texts))
    return ordered if ordered != texts else (*texts[1:], *texts[:1])


def _alphabetical(word: str) -> tuple[int, ...]:
    places = {letter: ord("z") + index for index, letter in enumerate("æøå", start=1)} | {"ä": 123, "ö": 124}
    return tuple(places.get(letter, ord(letter)) for letter in word.casefold())
