"""What several commands share: the options, and opening the workspace, target and tools."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from pipeline.build import Desk, Kit
from pipeline.cache import Cache, default_root
from pipeline.errors import ContentError
from pipeline.events import Tell
from pipeline.formats import moments
from pipeline.formats.look import RESTYLED
from pipeline.model.course import Course
from pipeline.model.episode import Episode
from pipeline.model.release import Storage
from pipeline.model.show import Show
from pipeline.model.workspace import Target, Workspace
from pipeline.tools.allocator import share_one_heap
from pipeline.tools.ffmpeg.program import Ffmpeg, locate
from pipeline.tools.targets import open_storage

_OURS = {"127.0.0.1", "localhost", "::1"}

to = click.option("--to", "target", metavar="TARGET", help="A target of config/publish.toml (else default_target).")
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON lines, for programs.")
moment = click.option(
    "--moment", metavar="TIME", help="Act as at this time, such as 2026-03-02T07:00+01:00 (else now)."
)


def read_moment(text: str | None) -> datetime:
    """Give the moment in the option, or now; the only place where the clock is read."""
    if text is None:
        return datetime.now(UTC)
    try:
        found = moments.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"“{text}” is no time such as 2026-03-02T07:00+01:00: {error}") from error
    if found.tzinfo is None:
        raise click.BadParameter(f"“{text}” lacks an offset, such as +01:00")
    return found


def check_moment(moment: datetime, target: Target) -> None:
    """Refuse to publish the future: a later moment is for trying out, on this machine.

    Raises:
        click.BadParameter: the moment lies ahead, and the target is for others.
    """
    if urlsplit(target.base_url).hostname not in _OURS and moment > datetime.now(UTC):
        raise click.BadParameter(f"--moment lies ahead, and {target.name} is public: use it with --dry-run")


def check_real(shows: Iterable[Show], target: Target) -> None:
    """Refuse to publish a show with the starter's made-up addresses to others.

    Raises:
        ContentError: the owner's address is an example (RFC 2606), and the target's is not.
    """
    for show in shows:
        domain = show.owner.email.rpartition("@")[2]
        if _is_example(domain) and not _is_example(urlsplit(target.base_url).hostname or "localhost"):
            message = f"feeds/{show.slug}/show.toml: owner.email: is an example ({show.owner.email})"
            raise ContentError(
                message, f"write a real address, and look through that file, before {target.name} gets it"
            )


def check_real_courses(courses: Iterable[Course], target: Target) -> None:
    """Refuse to publish a course whose contact is an example to others.

    Raises:
        ContentError: the address is an example (RFC 2606), and the target's is not.
    """
    for course in courses:
        domain = course.contact.rpartition("@")[2]
        if _is_example(domain) and not _is_example(urlsplit(target.base_url).hostname or "localhost"):
            message = f"elearning/{course.slug}/course.toml: contact: is an example ({course.contact})"
            raise ContentError(message, f"write a real address before {target.name} gets it")


def _is_example(domain: str) -> bool:
    name = f".{domain}"
    return domain in _OURS or name.endswith((".example", ".example.com", ".example.net", ".example.org", ".example.no"))


def target_of(workspace: Workspace, name: str | None) -> Target:
    """Give the target of that name, or the default one."""
    wanted = name or workspace.settings.default_target
    targets = {target.name: target for target in workspace.settings.targets}
    if wanted not in targets:
        raise ContentError(
            f"config/publish.toml: targets: there is no “{wanted}”", f"choose one of {', '.join(targets)}"
        )
    return targets[wanted]


def chosen(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[Episode, ...]:
    """Give the episodes of those names, in that order, or all where none is named.

    Raises:
        click.UsageError: one is not there.
    """
    there = {episode.slug: episode for episode in workspace.episodes}
    unknown = [slug for slug in slugs if slug not in there]
    if unknown:
        listed = ", ".join(there)
        choice = f"there are: {listed}" if listed else "the workspace has no episodes yet"
        raise click.UsageError(f"there is no episode or recording “{unknown[0]}”; {choice}")
    return tuple(there[slug] for slug in dict.fromkeys(slugs)) if slugs else workspace.episodes


def desk(workspace: Workspace, target: Target, tell: Tell, *, fresh: bool = False) -> Desk:
    """Gather what pages and feeds need."""
    return Desk(Cache(default_root(), fresh=fresh), target.base_url, templates(workspace), tell)


def templates(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """Give the workspace's own templates, as (name, text)."""
    folder = workspace.root / "config" / "templates"
    return tuple((name, _template(folder / name)) for name in sorted(RESTYLED) if (folder / name).is_file())


def kit(workspace: Workspace, target: Target, tell: Tell, *, fresh: bool = False) -> Kit:
    """Gather what making an episode needs."""
    share_one_heap()
    settings = workspace.settings
    return Kit(desk(workspace, target, tell, fresh=fresh), ffmpeg(workspace), settings.profile)


def ffmpeg(workspace: Workspace) -> Ffmpeg:
    """Find ffmpeg; one that the settings name by a relative path lies in the workspace."""
    named = workspace.settings.ffmpeg
    return locate(str(workspace.root / named) if named and Path(named).parent != Path() else named)


def _template(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"config/templates/{path.name}: cannot be read as UTF-8 text ({error})"
        raise ContentError(message, "save it again as UTF-8") from error


def storage(workspace: Workspace, target: Target) -> Storage:
    """Open the target's storage."""
    return open_storage(target, workspace.root)


def root(ctx: click.Context) -> Path:
    """Give the workspace folder."""
    return Path(str(ctx.obj)).absolute()
