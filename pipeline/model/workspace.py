"""A workspace: the settings, shows, episodes and courses of one folder, read and checked."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.model.audio import Profile
from pipeline.model.course import Course
from pipeline.model.episode import Episode
from pipeline.model.show import Show


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to fix: ``file`` relative to the workspace, dotted ``key``, what is wrong, what to do."""

    file: str
    key: str
    what: str
    todo: str

    def __str__(self) -> str:
        """Give it as one line, ``file: key: what is wrong: what to do``."""
        return ": ".join(part for part in (self.file, self.key, self.what, self.todo) if part)


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish. ``url``: a folder, or ``s3://bucket/prefix``; ``base_url``: where listeners find it.

    Credentials are never here: boto3's own chain finds them.
    """

    name: str
    url: str
    base_url: str
    endpoint: str = ""
    region: str = ""
    path_style: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of ``config/publish.toml``. ``ffmpeg`` is a path, or '' for the one that is shipped."""

    default_target: str
    targets: tuple[Target, ...]
    profile: Profile
    ffmpeg: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything in a workspace folder. Shows and courses sorted by slug, episodes by publication time, then slug."""

    root: Path
    settings: Settings
    shows: tuple[Show, ...]
    episodes: tuple[Episode, ...]
    courses: tuple[Course, ...] = ()

    def show(self, slug: str) -> Show:
        """Give the show called ``slug``; KeyError if there is none."""
        return {show.slug: show for show in self.shows}[slug]
