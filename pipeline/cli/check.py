"""``publish check``."""

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli import common
from pipeline.errors import ContentError, PipelineError
from pipeline.model.workspace import Workspace
from pipeline.tools.ffmpeg.probe import probe
from pipeline.workspace.reader import read


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Find every problem in the workspace at once; writes nothing.

    Reads all settings, shows, episodes, transcripts and pictures, and opens every recording.

    \b
    Examples:
      publish check
      publish -C ~/podkast check

    Exit codes: 0 no problem, 3 content to mend, 4 ffmpeg is missing.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace = read(common.root(ctx))
    ffmpeg, faults = common.ffmpeg(workspace), []
    for where, path in _sounds(workspace):
        try:
            probe(ffmpeg, path)
        except PipelineError as error:
            faults.append(f"{where}: {error}")
    if faults:
        raise ContentError("\n".join(faults), "")
    click.echo(f"No problems: {len(workspace.shows)} show(s), {len(workspace.episodes)} episode(s)")


def _sounds(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    """Give every sound file and the file and key that name it."""
    for show in workspace.shows:
        named = (("intro", show.stings.intro), ("outro", show.stings.outro))
        yield from ((f"feeds/{show.slug}/show.toml: stings.{key}", sting.path) for key, sting in named if sting)
    for episode in workspace.episodes:
        yield f"episodes/{episode.slug}/{episode.recording.path.name}: recording", episode.recording.path
