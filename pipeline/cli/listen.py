"""``publish listen``: before and after, heard side by side."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.build import Kit, cached_master, comparison_of
from pipeline.cli import common, completing
from pipeline.events import Event, Noted, silent
from pipeline.model.audio import Master
from pipeline.model.episode import Episode
from pipeline.model.workspace import Workspace
from pipeline.publish import masters
from pipeline.report import sound
from pipeline.report.consumers import style, telling
from pipeline.workspace.reader import read

if TYPE_CHECKING:
    from pipeline.tools.listening import Hall, Room


@click.command()
@click.argument("episode", metavar="SLUG", shell_complete=completing.episodes)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port (else one that is free).")
@click.pass_context
def command(ctx: click.Context, /, *, episode: str, port: int) -> None:
    """Hear the recording and the finished file side by side, equally loud, in the browser.

    Serves a page on this machine only, which changes between the two without a gap; it is never
    published. What listeners have, if the default target is a folder, is beside it. Ctrl-C ends it.

    \b
    Example:
      publish listen gevinster-i-praksis

    Exit codes: 0 ended, 2 usage, 3 content to mend, 4 something is missing, 5 a program failed,
    6 the port is taken.
    """  # noqa: D301 - \b is Click's mark, not an escape
    from pipeline.tools.listening import PATH, hall  # noqa: PLC0415 - slow to import
    from pipeline.tools.serve import serve  # noqa: PLC0415 - slow to import

    workspace = read(common.root(ctx))
    (chosen,) = common.chosen(workspace, (episode,))
    with telling(style(as_json=False)) as tell:
        kit = common.kit(workspace, common.target_of(workspace, None), tell)
        (master,) = masters(workspace, (chosen,), kit)
        room = _room(workspace, chosen, master, kit)

    def say(event: Event) -> None:
        if isinstance(event, Noted):
            click.echo(f"Hear before and after at {event.text}{PATH.removeprefix('/')}{chosen.slug}/ (Ctrl-C ends it)")

    with tempfile.TemporaryDirectory() as nothing:
        serve(_published(workspace) or Path(nothing), port, tell=say, rooms=hall(room))


def hall_of(root: Path) -> "Hall":
    """Give the rooms of all episodes whose masters are in the cache; each is made when it is entered."""
    from pipeline.tools.listening import Hall  # noqa: PLC0415 - slow to import

    def opened() -> tuple[Workspace, Kit]:
        workspace = read(root)
        return workspace, common.kit(workspace, common.target_of(workspace, None), silent)

    def doors() -> tuple[tuple[str, str], ...]:
        workspace, kit = opened()
        there = (one for one in workspace.episodes if cached_master(workspace.show(one.show), one, kit))
        return tuple((one.slug, one.title) for one in there)

    def enter(slug: str) -> "Room | None":
        workspace, kit = opened()
        episode = next((one for one in workspace.episodes if one.slug == slug), None)
        master = episode and cached_master(workspace.show(episode.show), episode, kit)
        return _room(workspace, episode, master, kit) if episode and master else None

    return Hall(doors, enter)


def _room(workspace: Workspace, episode: Episode, master: Master, kit: Kit) -> "Room":
    from pipeline.tools.listening import Room  # noqa: PLC0415 - slow to import

    comparison = comparison_of(episode, master, kit)
    return Room(episode.slug, episode.title, sound.room(master, comparison, episode, workspace.show(episode.show)))


def _published(workspace: Workspace) -> Path | None:
    url = common.target_of(workspace, None).url
    folder = workspace.root / url
    return folder if "://" not in url and folder.is_dir() else None
