"""A folder target on loopback, for looking and listening: what ``publish preview`` serves."""

import base64
import hashlib
import html
import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import ContentError, PipelineError, PublishError
from pipeline.events import Noted, Tell, silent
from pipeline.model.plainpage import STYLE
from pipeline.tools import listening, sandbox
from pipeline.tools.listening import Hall
from pipeline.tools.published import Published

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

_POLICY = (
    f"default-src 'self'; style-src 'self' 'sha256-{_STYLE_HASH}'; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors "
)

_SECURITY = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_PAGE = """<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
<main>
<h1>{title}</h1>
{body}
</main>
"""

_TRY = "<p>Her går kursene i et lite LMS på denne maskinen. Det som lagres, blir i denne nettleseren.</p>"

_LISTEN = (
    "<p>Opptaket og den ferdige lyden spilles samtidig og like sterkt. Første gang du åpner en episode, tar det litt"
    " tid. Ingenting av dette blir publisert.</p>"
)
_NOT_YET = "<p>Ingen episoder er laget på denne maskinen ennå.</p>"


def app(folder: Path, rooms: Hall | None = None) -> Starlette:
    """Give the web application that serves ``folder``: pages, ranges of media, right types; never a dot file.

    ``rooms`` are for listening, and no part of the folder.
    """

    def start(_request: Request) -> Response:
        shows = sorted(path.parent.name for path in folder.glob("*/feed.xml") if not path.parent.name.startswith("."))
        courses = next(folder.glob("elearning/*/media/*.zip"), None) is not None
        alone = len(shows) == 1 and not courses and rooms is None and (folder / shows[0] / "index.html").is_file()
        if alone:
            return RedirectResponse(f"/{shows[0]}/")
        return _start_page(shows, courses=courses, rooms=rooms is not None)

    def tried(_request: Request) -> Response:
        found = sandbox.listing(folder) or "<p>Ingen kurs er publisert i denne mappen ennå.</p>"
        return _page("Prøv kursene", f'{_TRY}\n{found}\n<p><a href="/">Til forsiden</a></p>')

    def heard(_request: Request) -> Response:
        found = (rooms and listening.listing(rooms)) or _NOT_YET
        return _page("Hør før og etter", f'{_LISTEN}\n{found}\n<p><a href="/">Til forsiden</a></p>')

    return Starlette(
        routes=[
            Route("/", start),
            Route(sandbox.PATH, tried),
            *sandbox.routes(folder),
            *([Route(listening.PATH, heard), *listening.routes(rooms)] if rooms else []),
            Mount("/", Published(folder)),
        ],
        middleware=[Middleware(_Secured)],
        exception_handlers={404: _missing, 405: _refused, PipelineError: _failed},
    )


def serve(folder: Path, port: int, host: str = "127.0.0.1", tell: Tell = silent, *, rooms: Hall | None = None) -> None:
    """Serve ``folder`` until Ctrl-C; its address is told once it answers. Port 0 takes a free one.

    Raises ContentError if there is no such folder, PublishError if the port is taken.
    """
    if not folder.is_dir():
        raise ContentError(f"there is nothing to preview in {folder}", "publish to a folder first")
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise PublishError(f"port {port} on {host} cannot be used ({error.strerror})", "choose another port") from error
    with listener:
        tell(Noted(f"http://{host}:{listener.getsockname()[1]}/"))
        config = uvicorn.Config(
            app(folder, rooms), log_level="warning", server_header=False, lifespan="off", timeout_graceful_shutdown=1
        )
        uvicorn.Server(config).run(sockets=[listener])


class _Secured:
    """Gives every answer the headers that keep a page to its own files."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                framed = "'self'" if scope["path"].startswith(sandbox.PATH) else "'none'"
                MutableHeaders(scope=message).update({**_SECURITY, "Content-Security-Policy": _POLICY + framed})
            await send(message)

        await self._inner(scope, receive, send_secured)


def _start_page(shows: list[str], *, courses: bool, rooms: bool) -> Response:
    rows = [f'<li><a href="/{name}/">{name}</a> (<a href="/{name}/feed.xml">feed</a>)' for name in map(_text, shows)]
    if courses:
        rows.append(f'<li><a href="{sandbox.PATH}">Prøv kursene</a>')
    if rooms:
        rows.append(f'<li><a href="{listening.PATH}">Hør opptaket ved siden av den ferdige lyden</a>')
    body = "\n".join(("<ul>", *rows, "</ul>")) if rows else "<p>Ingenting er publisert i denne mappen ennå.</p>"
    return _page("Forhåndsvisning", body)


def _missing(_request: Request, _error: Exception) -> Response:
    return _page("Fant ikke siden", '<p>Adressen finnes ikke her. <a href="/">Gå til forsiden</a></p>', 404)


def _refused(_request: Request, _error: Exception) -> Response:
    refusal = _page("Kan ikke gjøres", "<p>Her kan sider og filer bare leses.</p>", 405)
    refusal.headers["Allow"] = "GET, HEAD"
    return refusal


def _failed(_request: Request, error: Exception) -> Response:
    said = [error.message, error.hint] if isinstance(error, PipelineError) else []
    told = "\n".join(f'<p lang="en">{_text(line)}</p>' for line in said if line)
    return _page("Det gikk ikke", f'{told}\n<p><a href="/">Gå til forsiden</a></p>', 500)


def _page(title: str, body: str, status: int = 200) -> Response:
    text = _PAGE.format(title=_text(title), style=STYLE, body=body)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _text(value: str) -> str:
    return html.escape(value)
