"""``publish check``."""

import click

from pipeline.cli import common
from pipeline.errors import ContentError
from pipeline.stages.inspection import faults
from pipeline.workspace.reader import read


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Find every problem in the workspace at once; writes nothing.

    Reads all settings, shows, episodes, transcripts and pictures, and opens every recording. What only a
    whole decoding shows, such as silence, is found by `publish episode --dry-run`.

    \b
    Examples:
      publish check
      publish -C ~/podkast check

    Exit codes: 0 no problem, 3 content to mend, 4 ffmpeg is missing.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace = read(common.root(ctx))
    found = tuple(faults(workspace, common.ffmpeg(workspace)))
    if found:
        raise ContentError("\n".join(found), "")
    click.echo(f"No problems: {len(workspace.shows)} show(s), {len(workspace.episodes)} episode(s)")
