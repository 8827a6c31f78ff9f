"""``publish episode``: the main job."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Unpack

import click

from pipeline.cache import UNUSED_SECONDS
from pipeline.cli import adding, common, completing
from pipeline.cli.report import page_of, write
from pipeline.errors import PublishError
from pipeline.events import Tell, Warned
from pipeline.model.workspace import Workspace
from pipeline.publish import Order, Row, Summary, publish
from pipeline.report import cuts, sound
from pipeline.report import summary as report
from pipeline.report.consumers import json_line, style, telling
from pipeline.stages.inspection import refuse_unusable
from pipeline.tools.dry import DryStorage
from pipeline.tools.files import telling_of
from pipeline.workspace.lock import save_lock
from pipeline.workspace.reader import read


@click.command()
@click.argument("episodes", metavar="[SLUG… | RECORDING]", nargs=-1, shell_complete=completing.episodes)
@click.option("--all", "everything", is_flag=True, help="Publish every episode of the workspace that is due.")
@common.to
@click.option("--dry-run", is_flag=True, help="Do everything but publish; say what would be written.")
@common.as_json
@click.option("--force", is_flag=True, help="Master and upload anew, also what has not changed.")
@click.option("--explain", is_flag=True, help="Say of each episode what was done to its sound, and why.")
@common.moment
@adding.options
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context,
    /,
    *,
    episodes: tuple[str, ...],
    everything: bool,
    target: str | None,
    dry_run: bool,
    as_json: bool,
    force: bool,
    explain: bool,
    moment: str | None,
    **details: Unpack[adding.Details],
) -> None:
    """Master, tag and publish episodes: by their folder names under episodes/, or a new RECORDING.

    Loudness and true peak are proven on the finished file; the feed changes last. Run twice, it does
    nothing the second time. An episode whose time lies ahead is made ready, and published by a run
    after that time.

    \b
    Examples:
      publish episode --all
      publish episode gevinster-i-praksis --to s3
      publish episode recording.wav --title "Nytt i høst" --transcript nytt.vtt
      publish episode klipp.m4a --title "Klipp" --transcript-exception "Kun musikk"

    Exit codes: 0 done, 2 usage, 3 content to mend, 4 something is missing, 5 a program failed,
    6 publishing failed, 130 interrupted.
    """  # noqa: D301 - \b is Click's mark, not an escape
    if everything == bool(episodes):
        raise click.UsageError("--all takes no names" if everything else "name the episodes to publish, or say --all")
    if explain and as_json:
        raise click.UsageError("--explain is for people; for programs there is `publish report --json`")
    wish = _Wish(common.root(ctx), common.read_moment(moment), target, dry_run, force)
    with telling(style(as_json=as_json)) as tell:
        done = _publish(wish, episodes, tell, details)
    _print(*done, as_json=as_json, dry_run=dry_run, explain=explain)


@dataclass(frozen=True, slots=True)
class _Wish:
    root: Path
    moment: datetime
    target: str | None
    dry_run: bool
    force: bool


def _publish(
    wish: _Wish, named: tuple[str, ...], tell: Tell, details: adding.Details
) -> tuple[Summary, dict[str, Path]]:
    workspace = read(wish.root)
    target = common.target_of(workspace, wish.target)
    if not wish.dry_run:
        common.check_moment(wish.moment, target)
        common.check_real(workspace.shows, target)
    reception = adding.Reception(wish.root, wish.moment, tell, partial(_try_out, workspace))
    slugs = adding.slugs(reception, named, dry_run=wish.dry_run, **details)
    workspace = workspace if slugs == named else read(wish.root)  # a new recording is one more episode
    chosen = common.chosen(workspace, slugs)
    storage = common.storage(workspace, target)
    if not wish.dry_run:
        save_lock(workspace)
    kit = common.kit(workspace, target, tell, fresh=wish.force)
    order = Order(chosen, wish.moment, time.monotonic, named=bool(slugs), force=wish.force)
    summary = publish(workspace, order, kit, DryStorage(storage) if wish.dry_run else storage)
    kit.desk.cache.prune(time.time() - UNUSED_SECONDS)
    return summary, {} if wish.dry_run else dict(_told_of(workspace, summary, tell))


def _told_of(workspace: Workspace, summary: Summary, tell: Tell) -> Iterator[tuple[str, Path]]:
    """Write each episode's cut list and the page on its sound; give its slug and where the page lies.

    What is published is published: where they cannot be written there is a warning. Where nothing has changed since,
    they are left as they are.
    """
    for row in summary.rows:
        slug, page = row.episode.slug, page_of(workspace, row.episode)
        try:
            if row.became != "unchanged" or not sound.is_on(page, row.master):
                _list_cuts(workspace.root / "episodes" / slug / cuts.NAME, row)
                write(workspace, row.episode, row.master)
            yield slug, page
        except PublishError as error:
            tell(Warned(f"{row.episode.slug}: {error.message}"))


def _list_cuts(path: Path, row: Row) -> None:
    """Write the cut list into the episode's folder; where nothing was cut, only over an old list."""
    told = sound.read(row.master)
    if told.cuts or path.exists():
        with telling_of(path):
            path.write_text(cuts.listed(told, row.episode.keep_pauses), encoding="utf-8", newline="\n")


def _try_out(workspace: Workspace, recording: Path) -> None:
    refuse_unusable(common.ffmpeg(workspace), recording)


def _print(summary: Summary, pages: dict[str, Path], *, as_json: bool, dry_run: bool, explain: bool) -> None:
    if as_json:
        json_line(report.done(summary, pages, dry_run=dry_run))
        return
    for line in report.lines(summary, pages, dry_run=dry_run, explain=explain):
        click.echo(line)
