"""The largest course there may be, so that what a learner has done fits an LMS's 4096 characters (SCORM 1.2)."""

from typing import Final

LESSONS: Final = 20
"""Lessons of a course."""

QUESTIONS: Final = 60
"""Quiz questions of a course."""

LESSON_QUESTIONS: Final = 10
"""Quiz questions of a lesson."""

OPTIONS: Final = 8
"""Options of a question; their ids are ``svar_`` and a letter."""

REFLECTIONS: Final = 40
"""Reflections of a course."""

VIDEO_SECONDS: Final = 2 * 60 * 60
"""Length of a lesson's video."""

TITLE: Final = 120
"""Characters of a title."""

NUMBER: Final = 999
"""The highest number that a lesson or question ever gets: numbers are never used twice, so they grow."""
