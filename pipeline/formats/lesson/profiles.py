"""What a learning platform is told, by profile."""

from dataclasses import dataclass

from pipeline.model.course import LmsProfile

SUSPEND_LIMIT = 4096
"""Characters of ``cmi.suspend_data`` (SCORM 1.2 RTE, section 3.4.4); what we write fits it everywhere."""


@dataclass(frozen=True, slots=True)
class Profile:
    """``success``: a completed course is also reported as passed. ``mastery``: a mastery score in per cent, or None.

    Moodle replaces the status by passed or failed where there is a mastery score, and its usual rule then leaves a
    learner who failed incomplete for good: so no profile has one, and our own page decides.
    """

    name: LmsProfile
    success: bool
    suspend_limit: int = SUSPEND_LIMIT
    mastery: int | None = None


_PROFILES = {
    "moodle": Profile("moodle", success=False),
    "moodle-strict": Profile("moodle-strict", success=False),
    "openedx": Profile("openedx", success=True),
    "generic": Profile("generic", success=True),
}


def profile(name: LmsProfile) -> Profile:
    """Give the profile of that name."""
    return _PROFILES[name]
