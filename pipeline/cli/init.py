"""``publish init``."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Make a new workspace in DIR: a show, settings and an example, with comments in each file.

    \b
    Examples:
      publish init podkasten

    Exit codes: 0 done, 3 there is a workspace already, 6 DIR cannot be written.
    """  # noqa: D301 - \b is Click's mark, not an escape
    from pipeline.workspace.init import init  # noqa: PLC0415 - slow to import

    init(folder)
    click.echo(f"Made a workspace in {folder}. Next: edit {folder / 'feeds'}, then run `publish -C {folder} check`.")
