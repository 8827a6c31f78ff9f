"""What all tables of a workspace's TOML files have in common."""

import inspect
from dataclasses import dataclass
from typing import Annotated, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

T = TypeVar("T")

Many = Annotated[tuple[T, ...], Field(strict=False)]
"""An array of TOML (a Python list) as a tuple; what is in it stays strict."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is called in the reference, beside its type's validator in ``Annotated``."""

    words: str


@dataclass(frozen=True, slots=True)
class Needed:
    """Marks what must be there, and gives the words that tell of its absence; '' where they stand elsewhere."""

    what: str = ""
    todo: str = ""


class Table(BaseModel):
    """A table of TOML: unknown keys are refused, and nothing is converted silently.

    A field's ``examples`` show how to write it: in the reference, and to whoever got it wrong.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class WrongValueError(ValueError):
    """A value of the right type that cannot be used: what is wrong, and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        """Keep the parts apart, as a ``Problem`` wants them."""
        super().__init__(what)
        self.what = what
        self.todo = todo


def fields_of(model: type[Table]) -> dict[str, FieldInfo]:
    """Give a table's keys, its own before those that it has in common with others."""
    own = [key for key in inspect.get_annotations(model) if key in model.model_fields]
    return {key: model.model_fields[key] for key in (*own, *model.model_fields)}


def nested(annotation: object) -> type[Table] | None:
    """Give the table that a field's type is, or holds, or None."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return next((found for part in get_args(annotation) if (found := nested(part))), None)
