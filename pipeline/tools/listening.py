"""Rooms of the preview in which a recording is heard beside its master; what is in them is never published."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from pipeline.model.headers import content_type

PATH = "/lytt/"
"""Where they lie on the preview server."""

_ENTRANCE = "index.html"


@dataclass(frozen=True, slots=True)
class Room:
    """A page with all that it needs, by file name; ``index.html`` is the page. ``title`` is the episode's."""

    slug: str
    title: str
    files: Mapping[str, bytes | Path]


def routes(rooms: tuple[Room, ...]) -> list[BaseRoute]:
    """Give the routes below ``PATH``."""
    there = {room.slug: room for room in rooms}

    def get(request: Request) -> Response:
        room = there.get(request.path_params["slug"])
        name = request.path_params.get("name", _ENTRANCE)
        if room is None or name not in room.files:
            raise HTTPException(404)
        found, headers = room.files[name], {"cache-control": "no-store", "content-type": content_type(name)}
        return FileResponse(found, headers=headers) if isinstance(found, Path) else Response(found, headers=headers)

    return [Route(PATH + "{slug}/", get), Route(PATH + "{slug}/{name}", get)]
