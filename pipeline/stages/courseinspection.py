"""What can be said of the videos and captions of courses without decoding all of them: for `publish check`."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.formats import captionrules, timecode
from pipeline.model import limits
from pipeline.model.course import Course, Lesson
from pipeline.model.workspace import Problem, Workspace
from pipeline.stages.lesson_files import late
from pipeline.tools.declared import is_cut_off
from pipeline.tools.ffmpeg.program import Ffmpeg
from pipeline.tools.ffmpeg.videoprobe import footage

_ROUNDING = 1.0
"""Seconds by which a header's duration may be short of the decoded one."""
_CUT = "copy it again from where it was made, or export it again"


def course_faults(workspace: Workspace, ffmpeg: Ffmpeg) -> Iterator[Problem]:
    """Give every fault found: videos without pictures, cut off or too long, and what lies past their end."""
    for course in workspace.courses:
        for lesson in course.lessons:
            described = lesson.audio_description.video
            for key, video in (("video", lesson.video), ("audio_description.video", described)):
                if video:
                    yield from _video(course, lesson, key, video.path, ffmpeg)


def advice(workspace: Workspace) -> Iterator[Problem]:
    """Give what keeps no course back: captions that are hard to read in time, and news that nobody is told."""
    for course in workspace.courses:
        if not course.changes:
            what = "are not told, and administrators of the LMS ask what is new"
            yield Problem(f"elearning/{course.slug}/course.toml", "changes", what, 'write changes = ["Første utgave"]')
        for lesson in course.lessons:
            yield from _captions(course, lesson)


def _video(course: Course, lesson: Lesson, key: str, path: Path, ffmpeg: Ffmpeg) -> Iterator[Problem]:
    if is_cut_off(path):
        yield _of(course, lesson, key, f"is cut off ({path.name})", _CUT)
    try:
        found = footage(ffmpeg, path)
    except ContentError as error:
        yield _of(course, lesson, key, error.message.removeprefix("it "), error.hint)
        return
    if not found.best_pictures:
        yield _of(course, lesson, key, f"holds no pictures ({path.name})", "choose a video; sound alone is an episode")
    if found.seconds is None:
        return
    if found.seconds > limits.VIDEO_SECONDS:
        what = f"lasts {timecode.spoken(found.seconds)}, too long for an LMS to keep what was watched ({path.name})"
        yield _of(course, lesson, key, what, f"divide it: at most {timecode.spoken(limits.VIDEO_SECONDS)} a lesson")
    if key == "video":
        yield from late(course, lesson, found.seconds + _ROUNDING)


def _captions(course: Course, lesson: Lesson) -> Iterator[Problem]:
    for captions in lesson.captions:
        for found in captionrules.findings(captions.cues):
            key = f"cue {found.index + 1} ({timecode.vtt(captions.cues[found.index].start)})"
            place = _of(course, lesson, key, found.message, found.todo)
            yield replace(place, file=f"elearning/{course.slug}/{lesson.slug}/{captions.blob.path.name}")


def _of(course: Course, lesson: Lesson, key: str, what: str, todo: str) -> Problem:
    return Problem(f"elearning/{course.slug}/{lesson.slug}/lesson.toml", key, what, todo)
