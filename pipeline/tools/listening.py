"""Rooms of the preview in which a recording is heard beside its master; what is in them is never published."""

import html
from collections.abc import Callable, Mapping
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


@dataclass(frozen=True, slots=True)
class Hall:
    """The rooms there are: ``doors`` gives their slugs and titles, ``enter`` the room of a slug, or None.

    Both are asked whenever a page is opened, so what was published since is there; a room may be made only then.
    """

    doors: Callable[[], tuple[tuple[str, str], ...]]
    enter: Callable[[str], Room | None]


def hall(*rooms: Room) -> Hall:
    """Give the hall of rooms that are made already."""
    return Hall(lambda: tuple((room.slug, room.title) for room in rooms), {room.slug: room for room in rooms}.get)


def routes(rooms: Hall) -> list[BaseRoute]:
    """Give the routes below ``PATH`` but the list itself, which the preview shows among its pages."""
    entered: dict[str, Room] = {}

    def get(request: Request) -> Response:
        slug, name = request.path_params["slug"], request.path_params.get("name", _ENTRANCE)
        room = entered.get(slug) if name != _ENTRANCE else None  # a page keeps the files it was opened with
        room = room or rooms.enter(slug)
        if room is None or name not in room.files:
            raise HTTPException(404)
        entered[slug] = room
        found, headers = room.files[name], {"cache-control": "no-store", "content-type": content_type(name)}
        return FileResponse(found, headers=headers) if isinstance(found, Path) else Response(found, headers=headers)

    return [Route(PATH + "{slug}/", get), Route(PATH + "{slug}/{name}", get)]


def listing(rooms: Hall) -> str:
    """Give the list of rooms as HTML, or '' where there are none."""
    rows = [f'<li><a href="{PATH}{slug}/">{html.escape(title)}</a>' for slug, title in rooms.doors()]
    return "\n".join(("<ul>", *rows, "</ul>")) if rows else ""
