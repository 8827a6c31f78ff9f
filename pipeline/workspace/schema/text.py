"""Kinds of text: cleaned of what XML 1.0 and readers cannot take, and of a sane length."""

from typing import Annotated

from pydantic import AfterValidator

from pipeline.formats import text
from pipeline.workspace.schema.base import Kind, WrongValueError

LINE_CHARACTERS = 255
"""PSP-1: a value has at most 255 characters unless it is said otherwise."""

PROSE_BYTES = 4000
"""Apple: a description has at most 4000 bytes of UTF-8."""


def one_line(value: str) -> str:
    """Give ``value`` in one line. Raises WrongValueError if it is empty or too long."""
    line = optional_line(value)
    if not line:
        raise WrongValueError("is empty", "write a few words, or remove the key if it may be left out")
    return line


def optional_line(value: str) -> str:
    """Give ``value`` in one line, which may be empty. Raises WrongValueError if it is too long."""
    line = text.one_line(value)
    if len(line) > LINE_CHARACTERS:
        raise WrongValueError(f"is {len(line)} characters long", f"write at most {LINE_CHARACTERS}")
    return line


def prose(value: str) -> str:
    """Give ``value`` as it stands, cleaned. Raises WrongValueError if it is empty or too long."""
    cleaned = optional_prose(value)
    if not cleaned:
        raise WrongValueError("is empty", "write a sentence or two")
    return cleaned


def optional_prose(value: str) -> str:
    """Give ``value`` as it stands, cleaned; it may be empty. Raises WrongValueError if it is too long."""
    cleaned = text.clean(value).strip()
    size = len(cleaned.encode())
    if size > PROSE_BYTES:
        raise WrongValueError(f"is {size} bytes long", f"write at most {PROSE_BYTES} bytes (æ, ø and å count as two)")
    return cleaned


Line = Annotated[str, AfterValidator(one_line), Kind("text, one line")]
OptionalLine = Annotated[str, AfterValidator(optional_line), Kind("text, one line")]
Prose = Annotated[str, AfterValidator(prose), Kind("text")]
OptionalProse = Annotated[str, AfterValidator(optional_prose), Kind("text")]
