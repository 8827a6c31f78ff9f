"""``publish remove``: the undo of publishing."""

import click

from pipeline.cli import common, completing
from pipeline.report.consumers import style, telling
from pipeline.standing import Removal, remove
from pipeline.tools.dry import DryStorage
from pipeline.workspace.reader import read


@click.command()
@click.argument("slug", shell_complete=completing.episodes)
@common.to
@click.option("--show", default="", help="The show, when several have such an episode.")
@click.option("--dry-run", is_flag=True, help="Say what would be removed.")
@common.moment
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context, /, *, slug: str, show: str, target: str | None, dry_run: bool, moment: str | None
) -> None:
    """Take the published episode SLUG off a target again; your own files are left alone.

    It leaves the feed first, and its files last. Publishing it again brings it back with the same guid.

    \b
    Examples:
      publish remove gevinster-i-praksis
      publish remove gevinster-i-praksis --to s3 --dry-run

    Exit codes: 0 done, 3 no such episode is published, 4 a credential is missing, 6 the target failed.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace, now = read(common.root(ctx)), common.read_moment(moment)
    chosen = common.target_of(workspace, target)
    if not dry_run:
        common.check_moment(now, chosen)
    storage = common.storage(workspace, chosen)
    with telling(style(as_json=False)) as tell:
        desk = common.desk(workspace, chosen, tell)
        record = remove(workspace, Removal(slug, show, now), desk, DryStorage(storage) if dry_run else storage)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"{record.title}: {verb} from {storage.name}; it may stay in apps that have fetched it already")
