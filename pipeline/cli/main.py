"""The command ``publish``: its commands, loaded when called, and its exit codes."""

import atexit
import gc
import importlib
import os
import signal
import sys
import threading
from typing import Any

import click

from pipeline import __version__
from pipeline.errors import PipelineError

INTERRUPTED = 130
BUG = 1
DEBUG = "FREMSKRITT_DEBUG"

COMMANDS = {
    "episode": "Master, tag and publish episodes.",
    "report": "Show what was done to the sound, and what could be better.",
    "listen": "Hear an episode before and after, side by side.",
    "course": "Make bundles of video lessons for an LMS.",
    "bundle": "Check a SCORM zip, or compare two.",
    "check": "Find every problem in the workspace; writes nothing.",
    "status": "Say what is published, changed and due on a target.",
    "remove": "Take a published episode off a target again.",
    "preview": "Serve the folder target on this machine, to look and listen.",
    "init": "Make a new workspace.",
    "completion": "Print the completion script for your shell.",
}

EPILOG = """\b
Exit codes: 0 done, 1 a bug of ours, 2 wrong usage, 3 content to mend,
4 a program or credential is missing, 5 a program failed,
6 publishing failed, 130 interrupted.

\b
Examples:
  publish check
  publish episode --all --dry-run
  publish episode recording.wav --title "Nytt i høst" --transcript t.vtt
"""


class Commands(click.Group):
    """Commands whose modules are imported only when they are called, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Give the names in the order in which a producer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"pipeline.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fremskritt")
@click.option("-C", "folder", metavar="DIR", default=".", help="Work in the workspace DIR instead of this folder.")
@click.pass_context
def group(ctx: click.Context, folder: str) -> None:
    """Turn recordings into published podcast episodes, and video lessons into lesson bundles."""
    ctx.obj = folder


def main(arguments: list[str] | None = None) -> int:
    """Run ``publish`` and give its exit code; the only place where errors become text."""
    _collect_rarely()
    _speak_utf8()
    _heed_the_end()
    try:
        code: Any = group.main(args=arguments, prog_name="publish", standalone_mode=False)
    except PipelineError as error:
        return _say(error.message, error.hint, error.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        _shut_up()
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted", "run it again: what was finished is kept", INTERRUPTED)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        kind = type(error).__name__
        return _say(f"a bug: {kind}: {error}", f"please report it with what {DEBUG}=1 prints; nothing was lost", BUG)
    return code if isinstance(code, int) else 0


def _collect_rarely() -> None:
    """Look for cycles less often, and not at the end: it is a tenth of a short command, and libraries make most."""
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)


def _say(message: str, hint: str, code: int) -> int:
    lines = message.splitlines() or [""]
    hints = [f"  → {hint}"] if hint else []
    click.echo("\n".join([f"error: {lines[0]}", *lines[1:], *hints]), err=True)
    return code


def _shut_up() -> None:
    """Write no more: whoever read our output, such as ``head``, has read enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Make æøå reach every console and pipe, also where the system's own encoding lacks them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _heed_the_end() -> None:
    """Let being asked to end (SIGTERM) be like Ctrl-C, so that what runs is ended too."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
