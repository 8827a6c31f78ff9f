"""The errors a person may meet, each with its exit code and what to do about it."""

from typing import ClassVar


class PipelineError(Exception):
    """Something the user can act on: what is wrong, and a hint at what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint apart, so that a report can style them."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Give both parts in one line: ``what is wrong: what to do``."""
        return f"{self.message}: {self.hint}" if self.hint else self.message


class ContentError(PipelineError):
    """The content must be fixed before anything is done (exit 3)."""

    exit_code = 3


class StingError(ContentError):
    """A sting of the show cannot be used, whatever the episode; names its own file and key."""


class TrackError(ContentError):
    """Tracks of an episode cannot be used; names their own files."""


class MissingError(PipelineError):
    """A program, a file of ours or a credential is missing (exit 4)."""

    exit_code = 4


class ToolError(PipelineError):
    """An outside program failed (exit 5)."""

    exit_code = 5


class PublishError(PipelineError):
    """Storage refused or could not be reached; what was published stands (exit 6)."""

    exit_code = 6


class ConflictError(PublishError):
    """A conditional write lost: somebody else wrote the object first."""


class StoppedError(PipelineError):
    """Work was given up because something else ended the run (exit 130)."""

    exit_code = 130
