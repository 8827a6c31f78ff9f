"""``publish check``."""

import click

from pipeline.cli import common
from pipeline.errors import PipelineError
from pipeline.tools.ffmpeg.probe import probe
from pipeline.tools.ffmpeg.program import locate
from pipeline.workspace.reader import read


@click.command()
@click.pass_context
def command(ctx: click.Context) -> int:
    """Find every problem in the workspace at once; writes nothing.

    Reads all settings, shows, episodes, transcripts and pictures, and opens every recording.

    \b
    Examples:
      publish check
      publish -C ~/podkast check

    Exit codes: 0 no problem, 3 content to mend, 4 ffmpeg is missing.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace = read(common.root(ctx))
    ffmpeg, faults = locate(workspace.settings.ffmpeg), []
    for episode in workspace.episodes:
        try:
            probe(ffmpeg, episode.recording.path)
        except PipelineError as error:
            faults.append(f"episodes/{episode.slug}/{episode.recording.path.name}: recording: {error}")
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        return 3
    click.echo(f"No problems: {len(workspace.shows)} show(s), {len(workspace.episodes)} episode(s)")
    return 0
