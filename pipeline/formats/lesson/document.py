"""The document: what the scripts of a bundle know of its course, as JSON in ``course.js``."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Literal

from pipeline.formats import timecode
from pipeline.formats.lesson.media import media
from pipeline.formats.lesson.profiles import profile, told
from pipeline.formats.plain import by_content
from pipeline.model.bundle import BundleFormat, EncodedLesson
from pipeline.model.course import Course, Lesson, Option, Question, Quiz

FORMAT = 1
"""Of the document; rises when a script of before could not read it."""

Scope = Literal["course", "lesson"]
_OPENING, _CLOSING = "var Fremskritt = Fremskritt || {};\nFremskritt.course = ", ";\n"


def version(course: Course, look: Mapping[str, str]) -> str:
    """Give 12 hex digits of what the course says and how it looks, the same for every format and size.

    ``look`` are the templates and scripts that went into the bundle, by name.
    """
    content = json.dumps([by_content().unstructure(course), sorted(look.items())], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def document(
    course: Course, encoded: Mapping[str, EncodedLesson], standard: BundleFormat, scope: Scope, version: str
) -> dict[str, object]:
    """Give the document of a course, or of a course cut down to one lesson; ``encoded`` is by the lesson's id."""
    rule = course.completion
    return {
        "format": FORMAT,
        "id": course.id,
        "title": course.title,
        "description": course.description,
        "language": course.language,
        "version": version,
        "standard": standard,
        "scope": scope,
        "audience": course.audience,
        "organisation": course.organisation,
        "objectives": list(course.objectives),
        "part": course.part,
        "gathering": course.gathering,
        "profile": told(profile(course.profile), reflections=course.reflections_in_lms),
        "completion": {"lessons": rule.lessons, "watched": rule.watched, "quiz": rule.quiz},
        "reflections": "lms" if course.reflections_in_lms else "device",
        "lessons": [_lesson(lesson, encoded[lesson.id]) for lesson in course.lessons],
        "glossary": [asdict(term) for lesson in course.lessons for term in lesson.glossary],
    }


def course_js(document: Mapping[str, object]) -> bytes:
    """Give the script that holds the document: ASCII, so that no platform's idea of a character set harms it."""
    text = json.dumps(document, ensure_ascii=True, indent=1, sort_keys=True).replace("<", "\\u003c")
    return f"{_OPENING}{text}{_CLOSING}".encode()


def read_course_js_text(script: bytes) -> str:
    """Give the JSON in such a script, as text; '' if it is somebody else's."""
    text = script.decode("utf-8", "replace")
    ours = text.startswith(_OPENING) and text.endswith(_CLOSING)
    return text.removeprefix(_OPENING).removesuffix(_CLOSING) if ours else ""


def read_course_js(script: bytes) -> dict[str, object]:
    """Read the document of such a script. Raises ValueError if it is none."""
    found = json.loads(read_course_js_text(script))
    if not isinstance(found, dict):
        raise ValueError("it is no course.js of ours")  # noqa: TRY004 - callers handle one kind of error
    return found


def _lesson(lesson: Lesson, encoded: EncodedLesson) -> dict[str, object]:
    names = media(lesson, encoded)
    return {
        "id": lesson.id,
        "number": lesson.number,
        "title": lesson.title,
        "summary": lesson.summary,
        "language": lesson.language,
        "minutes": lesson.minutes,
        "seconds": timecode.rounded(encoded.main.seconds),
        "video": names.video,
        "described": names.described or None,
        "poster": names.poster,
        "chapters": [{"start": timecode.rounded(one.start), "title": one.title} for one in lesson.chapters],
        "tracks": [asdict(track) for track in names.captions],
        "descriptions": asdict(names.descriptions) if names.descriptions else None,
        "quiz": _quiz(lesson.quiz) if lesson.quiz else None,
        "reflections": [asdict(one) for one in lesson.reflections],
    }


def _quiz(quiz: Quiz) -> dict[str, object]:
    return {
        "pass": quiz.pass_mark,
        "retry": quiz.retry,
        "questions": [_question(question) for question in quiz.questions],
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "number": question.number,
        "kind": question.kind,
        "prompt": question.prompt,
        "right": question.feedback_right,
        "wrong": question.feedback_wrong,
        "options": [_option(option) for option in question.options],
    }


def _option(option: Option) -> dict[str, object]:
    return {
        "id": option.id,
        "text": option.text,
        "right": option.right,
        "feedback": option.feedback,
        "match": option.match,
    }
