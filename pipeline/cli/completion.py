"""``publish completion``."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    Examples:
      publish completion bash >> ~/.bashrc
      publish completion fish > ~/.config/fish/completions/publish.fish
    """  # noqa: D301 - \b is Click's mark, not an escape
    from pipeline.cli.main import group  # noqa: PLC0415 - main imports the commands

    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(group, {}, "publish", "_PUBLISH_COMPLETE").source())
