"""``publish preview``."""

import click

from pipeline.cli import common
from pipeline.cli.listen import hall_of
from pipeline.errors import ContentError
from pipeline.events import Event, Noted, Tell
from pipeline.workspace.reader import read

DEFAULT_PORT = 8000


@click.command()
@common.to
@click.option("--port", type=click.IntRange(0, 65535), help="The port (else the one in the target's base_url).")
@click.pass_context
def command(ctx: click.Context, /, *, target: str | None, port: int | None) -> None:
    """Serve a folder target on this machine only, to look at the pages and listen.

    Podcast apps on this machine can subscribe to the feed it serves. Recordings can be heard beside their finished
    files, and courses tried in a small LMS, with a log of every call and what was stored. Ctrl-C ends it.

    \b
    Examples:
      publish preview
      publish preview --port 8010

    Exit codes: 0 ended, 3 nothing is published there, 6 the port is taken.
    """  # noqa: D301 - \b is Click's mark, not an escape
    from urllib.parse import urlsplit  # noqa: PLC0415

    from pipeline.tools.serve import serve  # noqa: PLC0415 - slow to import

    workspace = read(common.root(ctx))
    chosen = common.target_of(workspace, target)
    if "://" in chosen.url:
        raise ContentError(f"{chosen.url} is no folder, and only a folder can be previewed", f"open {chosen.base_url}")
    folder = workspace.root / chosen.url
    if not folder.is_dir():
        raise ContentError(f"there is nothing to preview in {chosen.url}", "publish first: publish episode --all")
    named = urlsplit(chosen.base_url).port or DEFAULT_PORT
    if port not in {None, named}:
        click.echo(
            f"The feed names port {named} for its sound: a podcast app cannot play it from port {port}", err=True
        )
    for feed in sorted(folder.glob("*/feed.xml")):
        click.echo(f"Feed: {chosen.base_url}{feed.relative_to(folder).as_posix()}")
    tell = _teller(courses=any(folder.glob("elearning/*/media/*.zip")))
    serve(folder, named if port is None else port, tell=tell, rooms=hall_of(workspace.root))


def _teller(*, courses: bool) -> Tell:
    def say(event: Event) -> None:
        if isinstance(event, Noted):
            if courses:
                click.echo(f"Try the courses at {event.text}sandkasse/")
            click.echo(f"Hear before and after at {event.text}lytt/")
            click.echo(f"Look and listen at {event.text} (Ctrl-C ends it)")

    return say
