"""What pydantic says, in words for the producer."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from pipeline.workspace.hints import CLOSE, REFERENCE, did_you_mean
from pipeline.workspace.schema.base import Needed, Table, WrongValueError, nested
from pipeline.workspace.schema.write import as_toml

_SHOWN = 60
"""Characters of a wrong value that are worth repeating."""

Place = tuple[int | str, ...]

_FOUND: tuple[tuple[type, str], ...] = (
    (str, "text"),
    (int, "a whole number"),
    (float, "a number"),
    (datetime, "a date and time"),
    (date, "a date"),
    (time, "a time of day"),
    (dict, "a table"),
    (list, "a list"),
)
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "datetime_type": "a date and time",
    "tuple_type": "a list",
    "model_type": "a table",
    "dict_type": "tables",
    "literal_error": "one of a few words",
}
_LIMITS = {
    "greater_than_equal": ("ge", "is too small", "at least"),
    "less_than_equal": ("le", "is too large", "at most"),
}


def explain(error: ErrorDetails, model: type[Table]) -> tuple[str, str, str]:
    """Give the key, what is wrong, and what to do."""
    key = dotted(error["loc"])
    field = _field(model, error["loc"])
    what, todo = _what_and_todo(error, model, field)
    return key, what, todo


def dotted(place: Place) -> str:
    """Write a place as a key: ``people.2.name`` is the name of the second of the people."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def _what_and_todo(error: ErrorDetails, model: type[Table], field: FieldInfo | None) -> tuple[str, str]:
    kind, place = error["type"], error["loc"]
    wrong = error.get("ctx", {}).get("error")
    if isinstance(wrong, WrongValueError):
        return wrong.what, wrong.todo
    if kind == "missing":
        said = next((one for one in field.metadata if isinstance(one, Needed)), None) if field else None
        return (said.what, said.todo) if said and said.what else ("is missing", _example(place, field))
    if kind == "extra_forbidden":
        return "is no key that is known here", _known(str(place[-1]), _model(model, place[:-1]))
    if kind in _LIMITS:
        limit, what, words = _LIMITS[kind]
        return f"{what} ({as_toml(error['input'])})", f"write {words} {error['ctx'][limit]:g}"
    if kind == "literal_error":
        return f"is {_found(error['input'])}", _choice(error["input"], field)
    wanted = _WANTED.get(kind, "what is wanted here")
    return f"is {_found(error['input'])}, not {wanted}", _example(place, field)


def _found(value: object) -> str:
    name = next((name for kind, name in _FOUND if isinstance(value, kind)), "nothing")
    if isinstance(value, dict | list):
        return name
    shown = as_toml(value)
    return (
        shown
        if isinstance(value, bool) or shown in {"nan", "inf", "-inf"}
        else f"{name} ({shown})"
        if len(shown) <= _SHOWN
        else name
    )


def _known(wrong: str, model: type[Table] | None) -> str:
    keys = tuple(model.model_fields) if model else ()
    return did_you_mean(wrong, keys) or f"remove it; the keys are {', '.join(keys)}"


def _choice(value: object, field: FieldInfo | None) -> str:
    choices = list(_words(field.annotation)) if field else []
    listed = " or ".join(map(as_toml, choices))
    words = [choice for choice in choices if isinstance(choice, str)]
    near = did_you_mean(value, words, CLOSE) if isinstance(value, str) else ""
    return near or f"write {listed}"


def _words(annotation: object) -> Iterator[object]:
    """Give the words that a field may be, or may list: ``cleanup_skip = ["noise"]``, or nothing at all."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _words(part)


def _example(place: Place, field: FieldInfo | None) -> str:
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    if field is None:
        return f"look it up in {REFERENCE}"
    if nested(field.annotation):
        return _table_example(dotted(place), field)
    value: object = field.examples[0] if field.examples else field.get_default()
    return f"write it as {name} = {as_toml(value)}"


def _table_example(key: str, field: FieldInfo) -> str:
    kind = get_origin(field.annotation)
    if kind is tuple:
        name = ".".join(part for part in key.split(".") if not part.isdigit())
        return f"write each as a table, with its keys below [[{name}]]"
    return f"write it as a table, with its keys below [{key}{'' if kind is not dict or '.' in key else '.name'}]"


def _field(model: type[Table], place: Place) -> FieldInfo | None:
    names = [index for index, part in enumerate(place) if isinstance(part, str)]
    for index in reversed(names):
        parent = _model(model, place[:index])
        if parent and place[index] in parent.model_fields:
            return parent.model_fields[str(place[index])]
    return None


def _model(model: type[Table] | None, place: Place) -> type[Table] | None:
    """Find the table at ``place``, through lists and tables of tables."""
    for part in place:
        if model and isinstance(part, str) and part in model.model_fields:
            model = nested(model.model_fields[part].annotation)
    return model
