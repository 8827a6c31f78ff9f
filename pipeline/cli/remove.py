"""``publish remove``: the undo of publishing."""

import click

from pipeline.cli import common, completing
from pipeline.courserelease import remove as remove_course
from pipeline.errors import ContentError
from pipeline.model.release import Storage
from pipeline.model.workspace import Workspace
from pipeline.report.consumers import style, telling
from pipeline.standing import Removal, remove
from pipeline.tools.dry import DryStorage
from pipeline.workspace.reader import read


@click.command()
@click.argument("slug", shell_complete=completing.episodes)
@common.to
@click.option("--show", default="", help="The show, when several have such an episode.")
@click.option("--course", is_flag=True, help="SLUG is a course, not an episode.")
@click.option("--dry-run", is_flag=True, help="Say what would be removed.")
@common.moment
@click.pass_context
def command(  # noqa: PLR0913 - one parameter for each option
    ctx: click.Context, /, *, slug: str, show: str, target: str | None, course: bool, dry_run: bool, moment: str | None
) -> None:
    """Take the published episode (or course) SLUG off a target again; your own files are left alone.

    It leaves the feed first, and its files last. Publishing it again brings it back with the same guid. A course
    loses its page for administrators and its zips; what an LMS has imported stays there.

    \b
    Examples:
      publish remove gevinster-i-praksis
      publish remove gevinster-i-praksis --to s3 --dry-run
      publish remove --course digital-ledelse

    Exit codes: 0 done, 3 no such episode or course is published, 4 a credential is missing, 6 the target failed.
    """  # noqa: D301 - \b is Click's mark, not an escape
    workspace, now = read(common.root(ctx)), common.read_moment(moment)
    chosen = common.target_of(workspace, target)
    if not dry_run:
        common.check_moment(now, chosen)
    storage = common.storage(workspace, chosen)
    if course:
        _remove_course(workspace, slug, DryStorage(storage) if dry_run else storage, dry_run=dry_run)
        return
    with telling(style(as_json=False)) as tell:
        desk = common.desk(workspace, chosen, tell)
        record = remove(workspace, Removal(slug, show, now), desk, DryStorage(storage) if dry_run else storage)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"{record.title}: {verb} from {storage.name}; it may stay in apps that have fetched it already")


def _remove_course(workspace: Workspace, slug: str, storage: Storage, *, dry_run: bool) -> None:
    found = next((one.id for one in workspace.courses if slug in {one.slug, one.id}), slug)
    record = remove_course(storage, found)
    if record is None:
        raise ContentError(f"no course “{slug}” is published on {storage.name}", "name one that is in elearning/")
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"{record.title}: {verb} from {storage.name}; what an LMS has imported stays there")
