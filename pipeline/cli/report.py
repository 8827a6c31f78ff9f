"""``publish report``: what was done to the sound."""

from pathlib import Path

import click

from pipeline.cli import common, completing
from pipeline.model.audio import Master
from pipeline.model.episode import Episode
from pipeline.model.workspace import Workspace
from pipeline.publish import masters
from pipeline.report import sound
from pipeline.report.consumers import style, telling
from pipeline.tools.files import write_atomically
from pipeline.workspace.reader import read
from pipeline.workspace.settings import REPORTS


@click.command()
@click.argument("episodes", metavar="[SLUG…]", nargs=-1, shell_complete=completing.episodes)
@click.option("--all", "everything", is_flag=True, help="Report on every episode of the workspace.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each episode; write no page.")
@click.option("--data", "with_data", is_flag=True, help="Write reports/SLUG.csv too: the curves, for a spreadsheet.")
@click.pass_context
def command(
    ctx: click.Context, /, *, episodes: tuple[str, ...], everything: bool, as_json: bool, with_data: bool
) -> None:
    """Show what was done to the sound of episodes, and what could be better next time.

    Writes reports/SLUG.html, a page with waveforms, loudness, gain and advice in Norwegian, and
    prints the same in a few lines. Episodes that were not mastered yet are, but nothing is published.
    --data adds a table of loudness, peaks, and gain by each of its causes, ten times a second.

    \b
    Examples:
      publish report gevinster-i-praksis
      publish report --all
      publish report gevinster-i-praksis --json
      publish report gevinster-i-praksis --data

    Exit codes: 0 done, 2 usage, 3 content to mend, 4 something is missing, 5 a program failed,
    6 the page cannot be written, 130 interrupted.
    """  # noqa: D301 - \b is Click's mark, not an escape
    if everything == bool(episodes):
        raise click.UsageError("--all takes no names" if everything else "name the episodes to report on, or say --all")
    workspace = read(common.root(ctx))
    chosen = common.chosen(workspace, episodes)
    with telling(style(as_json=False)) as tell:
        made = masters(workspace, chosen, common.kit(workspace, common.target_of(workspace, None), tell))
    for episode, master in zip(chosen, made, strict=True):
        if as_json:
            click.echo(sound.json_line(master, episode))
        else:
            _show(workspace, episode, master)
        if with_data:
            path = workspace.root / FOLDER / f"{episode.slug}.csv"
            write_atomically(path, master.data.path)
            click.echo(f"  {path}", err=as_json)


def _show(workspace: Workspace, episode: Episode, master: Master) -> None:
    path = write(workspace, episode, master)
    click.echo(episode.title)
    for line in sound.lines(master, episode):
        click.echo(f"  {line}")
    click.echo(f"  {path.as_uri()}")


def page_of(workspace: Workspace, episode: Episode) -> Path:
    """Give where the page on an episode's sound lies."""
    return workspace.root / REPORTS / f"{episode.slug}.html"


def write(workspace: Workspace, episode: Episode, master: Master) -> Path:
    """Write the page on an episode's sound, and give where it lies. Raises PublishError."""
    path = page_of(workspace, episode)
    write_atomically(path, sound.page(master, episode, workspace.show(episode.show)))
    return path
