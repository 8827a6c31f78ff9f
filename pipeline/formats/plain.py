"""Frozen values to JSON and back, by their types."""

import json
from collections.abc import Callable
from functools import cache
from math import inf, isfinite
from pathlib import Path
from typing import TypeVar

from cattrs import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from pipeline.model.audio import Profile
from pipeline.model.blob import Blob
from pipeline.model.courserecord import CourseRecord
from pipeline.model.record import EpisodeRecord
from pipeline.model.soundreport import SoundReport

_VERSION = 1
T = TypeVar("T", EpisodeRecord, CourseRecord)


class UnreadableError(ValueError):
    """The JSON is not of the kind that was asked for."""


def converter() -> JsonConverter:
    """Give a converter that knows paths; dates are ISO 8601 with their offset."""
    made = make_converter()
    made.register_unstructure_hook(Path, str)
    made.register_structure_hook(Path, lambda value, _: Path(value))
    return made


def within(folder: Path) -> JsonConverter:
    """Give a converter for values whose blobs lie in ``folder``: they are kept by their relative path.

    Structuring raises ``UnreadableError`` if such a file is gone or has another size.
    """
    made = converter()

    def put(blob: Blob) -> dict[str, str | int]:
        return {"path": blob.path.relative_to(folder).as_posix(), "sha256": blob.sha256, "size": blob.size}

    def take(value: dict[str, str | int], _: type[Blob]) -> Blob:
        path = folder / str(value["path"])
        if not path.is_file() or path.stat().st_size != value["size"]:
            raise UnreadableError(f"{path} is gone or damaged")
        return Blob(path, str(value["sha256"]), int(value["size"]))

    made.register_unstructure_hook(Blob, put)
    made.register_structure_hook(Blob, take)
    return made


_LATER: dict[type, tuple[str, ...]] = {
    Profile: ("alternates", "gate"),
    EpisodeRecord: ("alternates", "bitrate"),
}
"""Fields that were added to what keys and records are made of. Where they say nothing they are left out: what was made
and published before they came is still what it was."""


def _silent_of_later(made: JsonConverter) -> JsonConverter:
    """Leave out those fields where they have their defaults; all other hooks must be there already."""
    for kind, names in _LATER.items():
        silent = {name: override(omit_if_default=True) for name in names}
        write: Callable[[object], object] = make_dict_unstructure_fn(kind, made, **silent)  # type: ignore[arg-type]
        made.register_unstructure_hook(kind, write)
    return made


@cache
def by_content() -> JsonConverter:
    """Give the converter for keys: a blob is its digest, wherever it lies."""
    made = converter()
    made.register_unstructure_hook(Blob, lambda blob: blob.sha256)
    return _silent_of_later(made)


@cache
def _of_records() -> JsonConverter:
    return _silent_of_later(converter())


def record_to_json(record: EpisodeRecord) -> bytes:
    """Give the bytes of a record as they stand on a target."""
    return _to_json(record)


def record_from_json(data: bytes) -> EpisodeRecord:
    """Read a record; raises ``UnreadableError`` if it is none, or is from a newer version."""
    return _from_json(data, EpisodeRecord, "an episode")


def course_to_json(record: CourseRecord) -> bytes:
    """Give the bytes of a course's record as they stand on a target."""
    return _to_json(record)


def course_from_json(data: bytes) -> CourseRecord:
    """Read a course's record; raises ``UnreadableError`` as ``record_from_json`` does."""
    return _from_json(data, CourseRecord, "a course")


@cache
def _of_reports() -> JsonConverter:
    """Give a converter whose floats have no infinity, which JSON lacks: null is minus infinity, no sound at all."""
    made = converter()
    made.register_unstructure_hook(float, lambda value: value if isfinite(value) else None)
    made.register_structure_hook(float, lambda value, _: -inf if value is None else float(value))
    return made


def report_to_json(report: SoundReport) -> bytes:
    """Give the bytes of a report on a mastering, on one line."""
    document = {"fremskritt": _VERSION, **_of_reports().unstructure(report)}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return (text + "\n").encode()


def report_from_json(data: bytes) -> SoundReport:
    """Read a report that ``report_to_json`` wrote."""
    document = json.loads(data)
    return _of_reports().structure(document, SoundReport)


def _to_json(record: EpisodeRecord | CourseRecord) -> bytes:
    document = {"fremskritt": _VERSION, **_of_records().unstructure(record)}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _from_json(data: bytes, kind: type[T], of: str) -> T:
    try:
        document = json.loads(data)
        if document.pop("fremskritt") != _VERSION:
            raise UnreadableError("it was written by another version of fremskritt")
        return _of_records().structure(document, kind)
    except (ValueError, KeyError, AttributeError, TypeError, BaseValidationError) as error:
        raise UnreadableError(f"it is no record of {of}: {error}") from error
