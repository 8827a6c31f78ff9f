"""What of a lesson can be held against the length of its video: chapters, captions, descriptions, poster."""

from collections.abc import Iterator

from pipeline.errors import ContentError
from pipeline.formats import chapters as chapter_format
from pipeline.formats import timecode
from pipeline.model.course import Captions, Course, Lesson
from pipeline.model.workspace import Problem

_SLACK = 1.0
"""Seconds by which a caption may outlast the video: players end them with it."""


def late(course: Course, lesson: Lesson, seconds: float) -> Iterator[Problem]:
    """Give what lies past the end of the lesson's video, which lasts ``seconds``."""
    folder = f"elearning/{course.slug}/{lesson.slug}"
    for problem in chapter_format.problems(lesson.chapters, seconds):
        key = f"chapters.{problem.index + 1}.{problem.key}"
        yield Problem(f"{folder}/lesson.toml", key, problem.what, problem.todo)
    if lesson.poster_at is not None and lesson.poster_at >= seconds:
        what = f"{timecode.spoken(lesson.poster_at)} is past the end of the video, {timecode.spoken(seconds)}"
        yield Problem(f"{folder}/lesson.toml", "poster", what, "correct the time, or remove it")
    track = lesson.audio_description.track
    for captions in (*lesson.captions, *([track] if track else ())):
        yield from _late_cues(folder, captions, seconds)


def refuse_late(course: Course, lesson: Lesson, seconds: float) -> None:
    """Refuse a lesson of which something lies past the end of its video, which lasts ``seconds``.

    Raises:
        ContentError: names everything that does, a line each.
    """
    found = tuple(late(course, lesson, seconds))
    if found:
        raise ContentError("\n".join(map(str, found)))


def _late_cues(folder: str, captions: Captions, seconds: float) -> Iterator[Problem]:
    end = timecode.spoken(seconds)
    for number, cue in enumerate(captions.cues, start=1):
        if cue.start >= seconds or cue.end > seconds + _SLACK:
            key = f"cue {number} ({timecode.vtt(cue.start)})"
            what = f"ends at {timecode.vtt(cue.end)}, past the end of the video, {end}"
            yield Problem(f"{folder}/{captions.blob.path.name}", key, what, "check that they belong to this video")
