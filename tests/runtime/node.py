"""Drives the scripts of a lesson in Node: pages with a window, a device and an LMS of their own."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.formats.lesson.page import RUNTIME

Json = Any  # what a line holds; every test says what it expects of it
Course = Mapping[str, Json]
DRIVER = Path(__file__).parent / "driver.js"


class Node:
    """One process; every question is a line, and so is its answer."""

    def __init__(self) -> None:
        node = shutil.which("node")
        assert node, "Node.js 20 or later is needed: install it (apt-get install nodejs npm)"
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([node, str(DRIVER), *RUNTIME], stdin=pipe, stdout=pipe, encoding="utf-8")
        self._pages = 0
        self._open({"device": None}, "pure")

    def ask(self, page: str, operation: str, *given: object) -> Json:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"page": page, "op": operation, "args": given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def pure(self, name: str, *given: object) -> Json:
        """Call a function of Fremskritt by its name, such as codec.encode."""
        return self.ask("pure", "pure", name, *given)

    def reset(self) -> None:
        self.ask("pure", "reset")
        self._open({"device": None}, "pure")

    def launch(self, course: Course, *, lms: str | None = "lms", device: str | None = "ipad", **more: Json) -> "Page":
        """Open the course in a page of its own and start it. ``more``: blocked, settings of the LMS."""
        opened = self.page(course, lms=lms, device=device, **more)
        opened.started = opened.call("start")
        return opened

    def page(self, course: Course, *, lms: str | None = "lms", device: str | None = "ipad", **more: Json) -> "Page":
        self._pages += 1
        name = f"page-{self._pages}"
        version = "2004" if course["standard"] == "scorm2004" else "1.2"
        blocked = more.pop("blocked", False)
        settings = {"version": version, **more}
        self._open({"lms": lms, "device": device, "blocked": blocked, "settings": settings}, name)
        self.ask(name, "tracker", course)
        return Page(self, name, lms or "", device or "")

    def tracks(self, lms: str = "lms") -> dict[str, str]:
        """What the LMS's server holds."""
        return dict(self.ask("pure", "tracks", lms))

    def calls(self, lms: str = "lms") -> list[list[str]]:
        return list(self.ask("pure", "calls", lms))

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _open(self, options: Mapping[str, object], name: str) -> None:
        self.ask(name, "open", options)


@dataclass
class Page:
    """A page with a tracker."""

    node: Node
    name: str
    lms: str
    device: str
    started: Json = None

    def ask(self, operation: str, *given: object) -> Json:
        return self.node.ask(self.name, operation, *given)

    def call(self, name: str, *given: object) -> Json:
        """Call a method of the tracker."""
        return self.ask("call", name, *given)

    def watch(self, lesson: int, start: float, end: float, speed: float = 1.0) -> None:
        """Play a stretch as a player tells of it, the clock going along."""
        at = start
        while at < end:
            to = min(at + 1.0, end)
            self.ask("tick", (to - at) * 1000 / speed)
            self.call("position", lesson, to)
            self.call("watched", lesson, at, to)
            at = to

    def progress(self) -> dict[str, Any]:
        return dict(self.call("progress"))

    @property
    def saved(self) -> list[dict[str, Any]]:
        return list(self.ask("saved"))

    def leave(self, *, persisted: bool = False) -> None:
        """Leave the page as browsers do, in Chromium's order."""
        self.ask("fire", "window", "pagehide", {"persisted": persisted})
        self.ask("visible", False)  # noqa: FBT003 - as the driver names it

    def online(self, online: bool) -> None:  # noqa: FBT001 - a state
        self.ask("online", online)

    def tunnel(self, inside: bool) -> None:  # noqa: FBT001 - a state
        """Lose the network, or find it again, while the device believes that it is online all the time."""
        self.ask("net", {"offline": inside})

    def tracks(self) -> dict[str, str]:
        return self.node.tracks(self.lms)

    def calls(self) -> list[list[str]]:
        return self.node.calls(self.lms)
