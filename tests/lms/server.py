"""The server behind the strict stand-in for Moodle: it launches a bundle and keeps what is committed."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl

import uvicorn
from lxml import etree
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

PAGE = Path(__file__).parent / "page"
ENDED = {"completed", "passed", "failed"}
STATUS = ("cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status")

Standard = Literal["scorm12", "scorm2004"]


@dataclass(frozen=True)
class Launch:
    """What an imported manifest says: the standard, the page to open, and what Moodle judges by."""

    standard: Standard
    href: str
    mastery: str = ""
    threshold: str | None = None
    passing: str | None = None


@dataclass(frozen=True)
class Commit:
    """A commit that reached the server; ``kept``: it was stored. ``ending``: it came with LMSFinish or Terminate."""

    launch: int
    values: dict[str, str]
    ending: bool
    kept: bool


@dataclass
class Attempt:
    """A learner's attempt as the server keeps it, and how the server behaves at the moment."""

    launch: Launch
    name: str = "Nordmann, Kari"
    strict: bool = False
    values: dict[str, str] = field(default_factory=dict)
    commits: list[Commit] = field(default_factory=list)
    launches: int = 0
    expired: bool = False
    takes: int | None = None
    reviews: bool = True
    delay: float = 0.0
    modes: dict[int, str] = field(default_factory=dict)

    def open(self, mode: str) -> dict[str, object]:
        """Begin a launch: a finished attempt opens in review, as in Moodle, unless the LMS never ``reviews``."""
        self.launches += 1
        if self.reviews and mode == "normal" and ENDED & {self.values.get(element) for element in STATUS}:
            mode = "review"
        self.modes[self.launches] = mode
        return {
            "number": self.launches,
            "standard": self.launch.standard,
            "href": f"sco/{self.launch.href}",
            "mode": mode,
            "credit": "credit" if mode == "normal" else "no-credit",
            "entry": self._entry(),
            "learner": {"id": "kari.nordmann", "name": self.name},
            "strict": self.strict,
            "mastery": self.launch.mastery,
            "threshold": self.launch.threshold,
            "passing": self.launch.passing,
            "values": {} if mode == "browse" else self.values,
        }

    def _entry(self) -> str:
        if not any(self.values.get(element) for element in STATUS):
            return "ab-initio"
        return "resume" if "suspend" in {self.values.get("cmi.core.exit"), self.values.get("cmi.exit")} else ""

    def take(self, launch: int, values: dict[str, str], *, ending: bool) -> bool:
        """Store a commit; one of an expired session is refused, and one in browse mode is taken and forgotten."""
        if self.takes is not None:
            self.expired = self.expired or self.takes <= 0
            self.takes -= 1
        kept = not self.expired and self.modes[launch] != "browse"
        self.commits.append(Commit(launch, values, ending, kept))
        if kept:
            self.values.update(values)
        return not self.expired


def read_launch(folder: Path) -> Launch:
    """Read an unpacked bundle's manifest as leniently as Moodle: what it does not know is SCORM 1.2."""
    manifest = etree.parse(folder / "imsmanifest.xml")
    version = str(manifest.findtext(".//{*}schemaversion") or "")
    item = manifest.find(".//{*}organization/{*}item")
    assert item is not None
    resource = manifest.find(f".//{{*}}resource[@identifier='{item.get('identifierref')}']")
    assert resource is not None
    kind: Standard = "scorm2004" if "2004" in version or "1.3" in version else "scorm12"
    return Launch(
        kind,
        str(resource.get("href")),
        str(item.findtext("{*}masteryscore") or ""),
        item.findtext("{*}completionThreshold"),
        item.findtext(".//{*}minNormalizedMeasure"),
    )


def app(folder: Path, attempt: Attempt) -> Starlette:
    """Give the LMS: the player at /host.html, the unpacked bundle below /sco/."""

    def launch(request: Request) -> Response:
        return JSONResponse(attempt.open(request.query_params.get("mode", "normal")))

    async def commit(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8"), keep_blank_values=True))
        await asyncio.sleep(attempt.delay)
        values: dict[str, str] = dict(json.loads(form["values"]))
        taken = attempt.take(int(form["launch"]), values, ending=bool(form["ending"]))
        return PlainTextResponse("true\n0" if taken else "false\n101")

    return Starlette(
        routes=[
            Route("/launch", launch),
            Route("/commit", commit, methods=["POST"]),
            Mount("/sco", StaticFiles(directory=folder, html=True)),
            Mount("/", StaticFiles(directory=PAGE)),
        ]
    )


@contextmanager
def running(application: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port of 127.0.0.1; gives its address, with the slash."""
    config = uvicorn.Config(application, host="127.0.0.1", port=0, ws="none", lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([socket])))
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)
        socket.close()
