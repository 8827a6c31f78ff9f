"""A recording from outside the workspace becomes an episode's folder first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

import click

from pipeline.errors import ContentError
from pipeline.events import Tell

F = TypeVar("F", bound=Callable[..., object])


class Details(TypedDict):
    """The options that describe a new recording, as Click gives them."""

    title: str
    summary: str
    transcript: Path | None
    transcript_exception: str
    published: str
    show: str
    season: int | None
    number: int | None


_NEW = "(New recording) "
_OPTIONS = (
    click.option("--title", default="", help=_NEW + "The episode's title."),
    click.option("--summary", default="", help=_NEW + "What it is about, in a sentence or two."),
    click.option(
        "--transcript",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=_NEW + "Its transcript: VTT, SRT or plain text.",
    ),
    click.option("--transcript-exception", metavar="REASON", default="", help=_NEW + "Why it has none (WCAG 1.2.1)."),
    click.option(
        "--published", metavar="TIME", default="", help=_NEW + "When to publish, such as 2026-03-02T07:00 (else now)."
    ),
    click.option("--show", default="", help=_NEW + "The show, when the workspace has several."),
    click.option("--season", type=click.IntRange(1), help=_NEW + "Its season."),
    click.option("--number", type=click.IntRange(1), help=_NEW + "Its number (else the next one)."),
)


_SEVERAL = (
    "a new episode is made of one file; for one file of each speaker make a folder episodes/<name>/tracks, copy them"
    " there, write an episode.toml beside it, and run publish episode <name>"
)


def options(command: F) -> F:
    """Add the options that describe a new recording."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Reception:
    """Where new recordings are taken in: the workspace, the moment, whom to tell, and the ear that tries them."""

    root: Path
    moment: datetime
    tell: Tell
    check: Callable[[Path], None]


def slugs(
    reception: Reception, names: tuple[str, ...], *, dry_run: bool, **details: Unpack[Details]
) -> tuple[str, ...]:
    """Give the episodes that were named; a recording among the names becomes one first.

    Raises:
        click.UsageError: details without a recording, a recording without a title, or one in a dry run.
    """
    described = sorted(f"--{name.replace('_', '-')}" for name, value in details.items() if value)
    recording = _recording(reception.root, names)
    if recording is None:
        if described:
            raise click.UsageError(f"{described[0]} describes a new recording: name its file as well")
        return tuple(name.rstrip("/\\") for name in names)
    if dry_run:
        raise click.UsageError("--dry-run is for episodes of the workspace; a new recording becomes one first")
    if not details["title"]:
        raise click.UsageError(f'a new recording needs a title: publish episode {recording.name} --title "…"')
    from pipeline.workspace.add import add  # noqa: PLC0415 - tomlkit, unneeded for what is in the workspace
    from pipeline.workspace.newepisode import NewEpisode  # noqa: PLC0415

    new = NewEpisode(
        details["title"],
        details["published"] or reception.moment,
        details["summary"],
        details["transcript"],
        details["transcript_exception"],
        details["show"],
        details["season"],
        details["number"],
        dated=bool(details["published"]),
    )
    return (add(reception.root, recording, new, reception.tell, reception.check),)


def _recording(root: Path, names: tuple[str, ...]) -> Path | None:
    """Give the one name that is a file and no episode, or None.

    Raises:
        click.UsageError: there are several, which are tracks or more than one episode.
    """
    if len(names) > 1 and all(Path(name).suffix and Path(name).is_file() for name in names):
        raise click.UsageError(_SEVERAL)
    if len(names) != 1:
        return None
    path = Path(names[0])
    try:
        inside = (root / "episodes" / names[0]).is_dir()
        return path if not inside and (path.is_file() or path.suffix) else None
    except OSError as error:
        raise ContentError(f"{path}: cannot be read ({error.strerror})", "check its name and folder") from error
