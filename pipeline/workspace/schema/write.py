"""Values as TOML writes them, for examples and hints."""

import json
from collections.abc import Mapping
from datetime import date, time

_LONG = 64
"""Bits of the whole numbers that TOML promises."""


def as_toml(value: object) -> str:
    """Give ``value`` in one line of TOML. Text stays readable: only what must be is escaped."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {as_toml(item)}' for key, item in value.items())} }}"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > _LONG:
        return hex(value)  # Python refuses to write a very long number in decimals
    return str(value)
