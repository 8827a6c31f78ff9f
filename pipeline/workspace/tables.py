"""A TOML file as a checked table; what is wrong in it gets an example's value, so that the rest is checked too."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.workspace.explain import explain
from pipeline.workspace.problems import Report
from pipeline.workspace.repair import repaired
from pipeline.workspace.schema.base import Table
from pipeline.workspace.toml import read_toml

T = TypeVar("T", bound=Table)


def read_table(path: Path, model: type[T], report: Report) -> T | None:
    """Give what stands in the file, or None if it is no TOML; ``report`` gets every problem."""
    data = read_toml(path, report)
    return None if data is None else checked(model, data, report)


def checked(model: type[T], data: dict[str, object], report: Report) -> T:
    """Give the table with what is right in ``data``; ``report`` gets every problem of the rest."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        report.append(*explain(detail, model))
    return model.model_validate(repaired(model, data, [detail["loc"] for detail in details]))
