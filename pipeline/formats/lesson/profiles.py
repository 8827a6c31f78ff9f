"""What a learning platform is told, by profile."""

from dataclasses import dataclass

from pipeline.model.course import LmsProfile

SUSPEND_LIMIT = 4096
"""Characters of ``cmi.suspend_data`` (SCORM 1.2 RTE, section 3.4.4); what we write fits it everywhere."""

COMMENT_LIMIT = 4096
"""Characters of ``cmi.comments`` (the same section)."""

COMMENT_BYTES = 6 * COMMENT_LIMIT
"""Bytes of all comments as a commit encodes them: 4096 letters such as č and å (``%C4%8D``), so that Sámi keeps as
much of the standard's room as English does."""

COMMIT_BYTES = 49_000
"""Bytes of answers and comments in one commit. Progress, objectives and statuses take at most 13 000 beside them;
beyond 64 KiB a beacon, which is the last commit of a page, is lost whole (Fetch standard, keepalive quota)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """``success``: a completed course is also reported as passed. ``mastery``: a mastery score in per cent, or None.

    ``comment_limit``: characters of all reflections that a course sends to the LMS. Moodle's site setting «SCORM
    standards mode» holds a text to SCORM's 4096; without it 64 000 are taken, and a commit's bytes bound them.

    Moodle replaces the status by passed or failed where there is a mastery score, and its usual rule then leaves a
    learner who failed incomplete for good: so no profile has one, and our own page decides.
    """

    name: LmsProfile
    success: bool
    suspend_limit: int = SUSPEND_LIMIT
    mastery: int | None = None
    comment_limit: int = COMMENT_LIMIT


_PROFILES = {
    "moodle": Profile("moodle", success=False, comment_limit=COMMENT_BYTES),
    "moodle-strict": Profile("moodle-strict", success=False),
    "openedx": Profile("openedx", success=True),
    "generic": Profile("generic", success=True),
}


def profile(name: LmsProfile) -> Profile:
    """Give the profile of that name."""
    return _PROFILES[name]


def told(platform: Profile, *, reflections: bool) -> dict[str, object]:
    """Give what the page is told of the profile; answers leave room for ``reflections`` only where these are sent."""
    comments = COMMENT_BYTES if reflections else 0
    return {
        "name": platform.name,
        "success": platform.success,
        "suspendLimit": platform.suspend_limit,
        "mastery": platform.mastery,
        "commentCharacters": platform.comment_limit,
        "commentBytes": comments,
        "answerBytes": COMMIT_BYTES - comments,
    }
