"""The small LMS of ``publish preview``: a page that lists the courses' bundles, and one that runs a bundle."""

import html
from collections.abc import Iterator
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from pipeline.model.headers import content_type
from pipeline.tools.bundles import FoundBundle, bundle, bundles
from pipeline.tools.zipped import member, respond

PATH = "/sandkasse/"
"""Where it lies on the preview server."""

_HERE = Path(__file__).parent.parent / "templates" / "sandbox"
_OURS = {
    **{name: _HERE / name for name in ("sandbox.css", "sandbox.js", "lms.js", "show.js", "icon.svg")},
    **{name: _HERE / "vendor" / name for name in ("scorm-again.min.js", "LICENSE")},
}
_STANDARDS = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004", "web": "nettsider", "": "kan ikke åpnes"}


def routes(folder: Path) -> list[BaseRoute]:
    """Give the routes below ``PATH`` but the list itself, which the preview shows among its pages."""

    def own(request: Request) -> Response:
        path = _OURS.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        kind = "text/plain; charset=utf-8" if path.name == "LICENSE" else content_type(path.name)
        return FileResponse(path, headers={"content-type": kind, "cache-control": "no-cache"})

    def page(request: Request) -> Response:
        _asked(folder, request)
        headers = {"content-type": content_type(".html"), "cache-control": "no-cache"}
        return FileResponse(_HERE / "sandbox.html", headers=headers)

    def about(request: Request) -> Response:
        return JSONResponse(_facts(_asked(folder, request)), headers={"cache-control": "no-store"})

    def content(request: Request) -> Response:
        found = member(_asked(folder, request).path, request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return respond(found, request.headers)

    return [
        Route(PATH + "filer/{name}", own),
        Route(PATH + "{course}/{file}/", page),
        Route(PATH + "{course}/{file}/bunt.json", about),
        Route(PATH + "{course}/{file}/innhold/{name:path}", content),
    ]


def listing(folder: Path) -> str:
    """Give the list of bundles as HTML, or '' where there are none."""
    found = bundles(folder)
    rows = [row for course in sorted({each.course for each in found}) for row in _course(course, found)]
    return "\n".join(rows)


def _course(course: str, found: tuple[FoundBundle, ...]) -> Iterator[str]:
    ours = [each for each in found if each.course == course]
    yield f"<h2>{html.escape(course)}</h2>\n<ul>"
    for at, each in enumerate(ours):
        size = f"{each.size / 1_000_000:.1f} MB".replace(".", ",")
        older = ", eldre utgave" if at and ours[at - 1].name == each.name else ""
        facts = f"{_STANDARDS[each.standard]}, {size}{older}"
        named = html.escape(each.file)
        yield f'<li><a href="{_address(each)}">{named}</a> ({facts})' if each.standard else f"<li>{named} ({facts})"
    yield "</ul>"


def _address(found: FoundBundle) -> str:
    page = f"{PATH}{found.course}/{found.file}/"
    return f"{page}innhold/index.html" if found.standard == "web" else page


def _facts(found: FoundBundle) -> dict[str, str]:
    return {
        "key": f"{found.course}/{found.name}",
        "file": found.file,
        "title": found.title,
        "standard": found.standard,
        "href": f"innhold/{found.href}",
        "mastery": found.mastery,
        "threshold": found.threshold,
    }


def _asked(folder: Path, request: Request) -> FoundBundle:
    found = bundle(folder, request.path_params["course"], request.path_params["file"])
    if found is None:
        raise HTTPException(404)
    return found
