"""How a course stands on a target, as lines of text."""

from collections.abc import Iterator

from pipeline.coursestanding import CourseStanding, StandingVersion, State

_WORDS: dict[State, str] = {
    "published": "published",
    "changed": "changed since it was published",
    "unpublished": "not published yet",
    "orphan": "published, but no longer in the workspace",
}


def lines(standing: CourseStanding) -> Iterator[str]:
    """Tell where the course stands, and of each version that is on the target, the newest first."""
    yield f"course {standing.slug}: {_WORDS[standing.state]}"
    if standing.versions and not standing.lock_kept:
        yield "  its newest identifiers are not in config/courses.lock.json yet; publishing it keeps them"
    yield from (_version(one) for one in standing.versions)


def _version(one: StandingVersion) -> str:
    safe = f", safe over version {one.safe_from} and later" if one.safe_from < one.number else ""
    return f"  version {one.number}, {one.published:%Y-%m-%d %H:%M}: {', '.join(one.bundles)}{safe}"
