"""What can be said of the videos and captions of courses without decoding them: for `publish check`."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.formats import captionrules, timecode
from pipeline.model import limits
from pipeline.model.blob import Blob
from pipeline.model.course import Course, Lesson
from pipeline.model.workspace import Problem, Workspace
from pipeline.stages.lesson_files import late
from pipeline.tools.declared import declared_seconds, is_cut_off

_ROUNDING = 1.0
"""Seconds by which a header's duration may be short of the decoded one."""
_CUT = "copy it again from where it was made, or export it again"


def course_faults(workspace: Workspace) -> Iterator[Problem]:
    """Give every fault found: videos cut off or too long, and what lies past their end."""
    for course in workspace.courses:
        for lesson in course.lessons:
            yield from _lesson(course, lesson)


def advice(workspace: Workspace) -> Iterator[Problem]:
    """Give what keeps no course back: captions that are hard to read in time, and news that nobody is told."""
    for course in workspace.courses:
        if not course.changes:
            what = "are not told, and administrators of the LMS ask what is new"
            yield Problem(f"elearning/{course.slug}/course.toml", "changes", what, 'write changes = ["Første utgave"]')
        for lesson in course.lessons:
            yield from _captions(course, lesson)


def _lesson(course: Course, lesson: Lesson) -> Iterator[Problem]:
    described = lesson.audio_description.video
    for key, video in (("video", lesson.video), ("audio_description.video", described)):
        if video and is_cut_off(video.path):
            yield _of(course, lesson, key, f"is cut off ({video.path.name})", _CUT)
        seconds = declared_seconds(video.path) if video else None
        if seconds is None or video is None:
            continue
        yield from _too_long(course, lesson, key, video, seconds)
        if key == "video":
            yield from late(course, lesson, seconds + _ROUNDING)


def _too_long(course: Course, lesson: Lesson, key: str, video: Blob, seconds: float) -> Iterator[Problem]:
    if seconds > limits.VIDEO_SECONDS:
        what = f"lasts {timecode.spoken(seconds)} ({video.path.name}), too long for an LMS to keep what was watched"
        yield _of(course, lesson, key, what, f"divide it: at most {timecode.spoken(limits.VIDEO_SECONDS)} a lesson")


def _captions(course: Course, lesson: Lesson) -> Iterator[Problem]:
    for captions in lesson.captions:
        for found in captionrules.findings(captions.cues):
            key = f"cue {found.index + 1} ({timecode.vtt(captions.cues[found.index].start)})"
            place = _of(course, lesson, key, found.message, found.todo)
            yield replace(place, file=f"elearning/{course.slug}/{lesson.slug}/{captions.blob.path.name}")


def _of(course: Course, lesson: Lesson, key: str, what: str, todo: str) -> Problem:
    return Problem(f"elearning/{course.slug}/{lesson.slug}/lesson.toml", key, what, todo)
