"""A bundle taken into an LMS and opened by a learner in a real browser: the strict stand-in for Moodle.

``with moodle(zip, empty_folder) as lms: visit = lms.launch(new_page())`` opens it; ``visit.sco`` is the lesson's frame,
``visit.stored()`` what the LMS keeps. ``lms.tried`` has the same for the sandbox of ``publish preview``.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page, Route

from lms.server import Attempt, Commit, app, read_launch, running

MOODLE_WIDTH = 940
IPAD = {"width": 810, "height": 1080}


@dataclass(frozen=True)
class Call:
    """A call of the SCO to the API: its name, arguments, answer, and the error code after it."""

    name: str
    arguments: tuple[str, ...]
    answer: str
    error: str

    @property
    def refused(self) -> bool:
        """Say whether it failed; a value that was never set (2004: 403) is an answer, not a failure."""
        asked = self.name.endswith("GetValue") and self.error == "403"
        return self.error != "0" and "GetLastError" not in self.name and not asked


@dataclass(frozen=True)
class Visit:
    """A launched SCO. ``page`` is the LMS's page; ``window`` the SCO's own page where the LMS opened one."""

    page: Page
    lms: "Moodle"
    window: Page | None = None

    @property
    def sco(self) -> Frame:
        """Give the frame in which the SCO runs."""
        return self.window.main_frame if self.window else framed(self.page, "#scorm")

    def stored(self) -> dict[str, str]:
        """Give exactly what the LMS keeps: element → value."""
        return self.lms.stored()

    def calls(self) -> list[Call]:
        """Give every call of this launch, in order."""
        return [
            Call(call["name"], tuple(call["arguments"]), str(call["answer"]), str(call["error"]))
            for call in self.page.evaluate("() => window.calls")
        ]

    def errors(self) -> list[Call]:
        """Give the calls that the LMS refused."""
        return [call for call in self.calls() if call.refused]

    def cut_network(self) -> None:
        """Take the learner offline: no request goes through, and ``navigator.onLine`` is false."""
        self.page.context.set_offline(offline=True)

    def restore_network(self) -> None:
        """Bring the learner online again."""
        self.page.context.set_offline(offline=False)

    def enter_tunnel(self) -> None:
        """Let every request fail while the device believes that it is online: ``navigator.onLine`` stays true."""
        self.page.context.route("**/*", _lost)

    def leave_tunnel(self) -> None:
        """Let requests through again; the device notices nothing of it."""
        self.page.context.unroute("**/*", _lost)

    def expire_session(self) -> None:
        """Let the login run out: every commit is answered with false, and nothing is kept."""
        self.lms.attempt.expired = True

    def renew_session(self) -> None:
        """Let the learner log in again, in another tab."""
        self.lms.attempt.expired = False
        self.lms.attempt.takes = None

    def reload(self) -> None:
        """Load the LMS's page anew, which launches the SCO again."""
        self.page.reload()

    def leave(self) -> None:
        """Go to another page, as by a link of the LMS."""
        self.page.goto("about:blank")

    def crash(self) -> None:
        """Let the tab's process die: nothing that a page does while it goes away happens."""
        with self.page.expect_event("crash"), suppress(PlaywrightError):
            self.page.goto("chrome://crash")

    def close_tab(self) -> None:
        """Close the tab as a learner does; what a page does while it is hidden still happens."""
        with self.page.expect_event("close"):
            self.page.close(run_before_unload=True)


@dataclass(frozen=True)
class Moodle:
    """The LMS with one learner's attempt."""

    address: str
    attempt: Attempt

    def launch(self, page: Page, mode: str = "normal", *, width: int = MOODLE_WIDTH) -> Visit:
        """Open the SCO in the LMS's frame of that width. ``mode``: normal, browse or review."""
        page.goto(f"{self.address}host.html?mode={mode}&width={width}")
        return Visit(page, self)

    def launch_window(self, page: Page, mode: str = "normal") -> Visit:
        """Open the SCO in a window of its own, where the API stands in the opener."""
        page.goto(f"{self.address}host.html?mode={mode}&opener=1")
        with page.expect_popup() as opened:
            page.click("#open")
        opened.value.wait_for_load_state()
        return Visit(page, self, opened.value)

    def stored(self) -> dict[str, str]:
        """Give exactly what the LMS keeps: element → value."""
        return dict(self.attempt.values)

    def commits(self) -> list[Commit]:
        """Give the commits that reached the server, kept or not."""
        return list(self.attempt.commits)

    def slow(self, seconds: float) -> None:
        """Let every commit take so long."""
        self.attempt.delay = seconds

    def take_only(self, commits: int) -> None:
        """Take so many commits more, and then refuse all until the session is renewed."""
        self.attempt.takes = commits

    def keep(self, values: dict[str, str]) -> None:
        """Put values into the attempt, as from an earlier launch."""
        self.attempt.values.update(values)


def _lost(route: Route) -> None:
    route.abort("internetdisconnected")


def framed(page: Page, selector: str) -> Frame:
    """Give the loaded document in a frame of the page."""
    element = page.query_selector(selector)
    frame = element and element.content_frame()
    assert frame
    frame.wait_for_load_state()
    return frame


def unpack(bundle: Path, folder: Path) -> Path:
    """Unpack a bundle into an empty folder, as an import does."""
    with ZipFile(bundle) as archive:
        archive.extractall(folder)
    return folder


@contextmanager
def moodle(bundle: Path, folder: Path, *, strict: bool = False, name: str = "Nordmann, Kari") -> Iterator[Moodle]:
    """Import a bundle (a zip, or an unpacked folder) into the strict stand-in for Moodle.

    ``folder`` is empty and takes the unpacked zip. ``strict``: the setting that holds SCORM 1.2 texts to 4096 and 255.
    """
    content = bundle if bundle.is_dir() else unpack(bundle, folder)
    attempt = Attempt(read_launch(content), name=name, strict=strict)
    with running(app(content, attempt)) as address:
        yield Moodle(address, attempt)


def readable(values: dict[str, str]) -> str:
    """Give stored values as text for a failing test."""
    return json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True)
