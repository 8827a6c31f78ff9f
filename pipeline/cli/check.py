"""``publish check``."""

from collections.abc import Iterator

import click

from pipeline.cli import common
from pipeline.errors import ContentError
from pipeline.model.workspace import Workspace
from pipeline.stages.courseinspection import advice, course_faults
from pipeline.stages.inspection import faults
from pipeline.workspace.reader import read


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Find every problem in the workspace at once; writes nothing.

    Reads all settings, shows, episodes, courses, transcripts, captions and pictures, and opens every recording
    and video. What only a whole decoding shows, such as silence, is found by `publish episode --dry-run` and
    `publish course --dry-run`. Captions that are hard to read in time are told of as advice.

    \b
    Examples:
      publish check
      publish -C ~/podkast check

    Exit codes: 0 no problem, 3 content to mend, 4 ffmpeg is missing.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace = read(common.root(ctx))
    ffmpeg = common.ffmpeg(workspace)
    found = (*faults(workspace, ffmpeg), *map(str, course_faults(workspace, ffmpeg)))
    for one in advice(workspace):
        click.echo(f"Advice: {one}", err=True)
    if found:
        raise ContentError("\n".join(found), "")
    click.echo(f"No problems: {', '.join(_counts(workspace))}")


def _counts(workspace: Workspace) -> Iterator[str]:
    if workspace.shows or not workspace.courses:
        yield f"{len(workspace.shows)} show(s), {len(workspace.episodes)} episode(s)"
    if workspace.courses:
        yield f"{len(workspace.courses)} course(s), {sum(len(one.lessons) for one in workspace.courses)} lesson(s)"
