"""Files given out of a zip as they lie there: what is stored is sent as slices of the zip, so a video can be sought."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from pipeline.model.headers import content_type

_CHUNK = 64 * 1024
_LOCAL_HEADER = 30
"""Bytes of a local file header before its name (APPNOTE.TXT 4.3.7); the lengths of name and extra field end it."""

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip. ``start`` is where its bytes begin in the zip, or None where they are compressed."""

    zip: Path
    name: str
    size: int
    tag: str
    start: int | None


def member(path: Path, name: str) -> Member | None:
    """Find a file by its exact name; None where there is no such file, or no zip."""
    try:
        with ZipFile(path) as archive:
            info = archive.getinfo(name)
    except (BadZipFile, OSError, KeyError):
        return None
    if info.is_dir():
        return None
    tag = f'"{info.CRC:08x}-{info.file_size:x}"'
    return Member(path, name, info.file_size, tag, _start(path, info) if info.compress_type == ZIP_STORED else None)


def respond(found: Member, asked: Headers) -> Response:
    """Answer a request for a file: whole, one range of it (RFC 9110 14), or that it is unchanged."""
    headers = {"accept-ranges": "bytes", "etag": found.tag, "cache-control": "no-cache"}
    if asked.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    headers["content-type"] = content_type(found.name)
    wanted = asked.get("range") if asked.get("if-range", found.tag) == found.tag else None
    match = _RANGE.fullmatch(wanted or "")
    if match is None or match[0] == "bytes=-":
        return _part(found, 0, found.size, 200, headers)
    start, end = _bounds(match[1], match[2], found.size)
    if start >= end:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{found.size}"})
    return _part(found, start, end, 206, {**headers, "content-range": f"bytes {start}-{end - 1}/{found.size}"})


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Give the half-open bounds that a range asks for; empty where there are none."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _part(found: Member, start: int, end: int, status: int, headers: dict[str, str]) -> Response:
    sized = {**headers, "content-length": str(end - start)}
    return StreamingResponse(_chunks(found, start, end), status, sized)


def _chunks(found: Member, start: int, end: int) -> Iterator[bytes]:
    """Read from ``start`` to ``end``, in pieces."""
    if found.start is None:
        with ZipFile(found.zip) as archive, archive.open(found.name) as file:
            file.seek(start)
            for position in range(start, end, _CHUNK):
                yield file.read(min(_CHUNK, end - position))
        return
    with found.zip.open("rb") as raw:
        raw.seek(found.start + start)
        for position in range(start, end, _CHUNK):
            yield raw.read(min(_CHUNK, end - position))


def _start(path: Path, info: ZipInfo) -> int:
    with path.open("rb") as raw:
        raw.seek(info.header_offset)
        header = raw.read(_LOCAL_HEADER)
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return info.header_offset + _LOCAL_HEADER + name + extra
