"""What the shell offers for an episode's name."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem


def episodes(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Give the workspace's episode folders that begin so, and files for a new recording."""
    parent = ctx.parent.params if ctx.parent else {}
    folder = Path(str(parent.get("folder") or "."), "episodes")
    found = sorted(path.parent.name for path in folder.glob("*/episode.toml"))
    slugs = [CompletionItem(name) for name in found if name.startswith(begun)]
    # bash shows either names or files, never both
    return slugs or ([CompletionItem(begun, type="file")] if ctx.info_name == "episode" else [])


def courses(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Give the workspace's course folders that begin so."""
    parent = ctx.parent.params if ctx.parent else {}
    folder = Path(str(parent.get("folder") or "."), "elearning")
    found = sorted(path.parent.name for path in folder.glob("*/course.toml"))
    return [CompletionItem(name) for name in found if name.startswith(begun)]
