"""Values that pass, in the place of those that do not: so that the rest of a file is checked in the same run."""

from collections.abc import Iterable, Mapping
from typing import get_origin

from pydantic.fields import FieldInfo

from pipeline.workspace.schema.base import Table, nested

Place = tuple[int | str, ...]


def repaired(model: type[Table], data: Mapping[str, object], wrong: Iterable[Place]) -> dict[str, object]:
    """Give ``data`` with the value at each wrong place left out, or as the field's example if it must be there.

    An array is one value here: without one of its elements, the others would have other numbers.
    """
    table = dict(data)
    for place in wrong:
        table = _without(model, table, place)
    return table


def _without(model: type[Table], table: dict[str, object], place: Place) -> dict[str, object]:
    key, inside = str(place[0]), place[1:]
    field = model.model_fields.get(key)
    value = table.get(key)
    if field and inside and isinstance(value, dict):
        return table | {key: _inner(field, value, inside)}
    if field and field.is_required() and field.examples:
        return table | {key: field.examples[0]}
    return {other: one for other, one in table.items() if other != key}


def _inner(field: FieldInfo, value: dict[str, object], place: Place) -> dict[str, object]:
    model = nested(field.annotation)
    if model is None:
        return value
    if get_origin(field.annotation) is not dict:
        return _without(model, value, place)
    name, inside = str(place[0]), place[1:]
    table = value.get(name)
    if inside and isinstance(table, dict):
        return value | {name: _without(model, table, inside)}
    return {other: one for other, one in value.items() if other != name}
