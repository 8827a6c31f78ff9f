"""``publish status``."""

import click

from pipeline.cli import common
from pipeline.coursestanding import course_standings
from pipeline.model.release import Storage
from pipeline.model.workspace import Workspace
from pipeline.report import coursestatus
from pipeline.report.consumers import json_line
from pipeline.standing import State, standings
from pipeline.workspace.reader import read

_WORDS: dict[State, str] = {
    "published": "published",
    "changed": "changed since it was published",
    "due": "due, not published yet",
    "waiting": "waiting for its time",
    "orphan": "published, but no longer in the workspace",
    "removed": "removed; it comes back only when you name it",
    "ahead": "published, but its time lies ahead: correct it, or remove the episode",
}


@click.command()
@common.to
@common.as_json
@common.moment
@click.pass_context
def command(ctx: click.Context, /, *, target: str | None, as_json: bool, moment: str | None) -> None:
    """Say of every episode whether it is published, changed since, due or waiting; writes nothing.

    Of every course it says which versions and formats stand on the target, and whether it has changed since.

    \b
    Examples:
      publish status
      publish status --to s3 --json

    Exit codes: 0 done, 3 content to mend, 4 a credential is missing, 6 the target cannot be reached.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace = read(common.root(ctx))
    storage = common.storage(workspace, common.target_of(workspace, target))
    if not workspace.episodes and not workspace.courses and not as_json:
        click.echo('No episodes yet: publish episode recording.wav --title "…"')
    for standing in standings(workspace, storage, common.read_moment(moment)):
        if as_json:
            json_line(standing)
        else:
            where = f"{standing.show}: " if len(workspace.shows) > 1 else ""
            click.echo(f"{standing.published:%Y-%m-%d %H:%M}  {where}{standing.slug}: {_WORDS[standing.state]}")
    _courses(workspace, storage, as_json=as_json)


def _courses(workspace: Workspace, storage: Storage, *, as_json: bool) -> None:
    for standing in course_standings(workspace, storage, common.templates(workspace)):
        if as_json:
            json_line(standing)
        else:
            for line in coursestatus.lines(standing):
                click.echo(line)
