"""Values as TOML writes them, for examples and hints."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time


def as_toml(value: object) -> str:
    """Give ``value`` in one line of TOML. Text stays readable: only what must be is escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {as_toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
