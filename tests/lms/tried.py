"""A bundle opened in the sandbox of ``publish preview``, which is scorm-again with the browser's storage behind it."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Frame, Page

from browser import until
from lms.harness import Call, framed
from lms.server import running
from pipeline.tools.serve import app

WIDTHS = {940, 1080, 810, 320}


@dataclass(frozen=True)
class SandboxVisit:
    """A bundle that runs in the sandbox; the same methods as a visit to the stand-in for Moodle."""

    page: Page
    lms: "Sandbox"

    @property
    def sco(self) -> Frame:
        """Give the frame in which the SCO runs."""
        return framed(self.page, "#sco")

    def stored(self) -> dict[str, str]:
        """Give exactly what the LMS keeps: element → value."""
        return self.lms.stored(self.page)

    def calls(self) -> list[Call]:
        """Give the calls of this visit in order, as the log shows them."""
        rows = self.page.evaluate(_ROWS)
        return [
            Call(name, tuple(given), answer, error.removeprefix("Feil ") or "0") for name, given, answer, error in rows
        ]

    def errors(self) -> list[Call]:
        """Give the calls that the LMS refused."""
        return [call for call in self.calls() if call.refused]

    def cut_network(self) -> None:
        """Press «Kutt forbindelsen»."""
        self._press("#cut", pressed=True)

    def restore_network(self) -> None:
        """Release «Kutt forbindelsen»."""
        self._press("#cut", pressed=False)

    def expire_session(self) -> None:
        """Press «La økten løpe ut»."""
        self._press("#expire", pressed=True)

    def renew_session(self) -> None:
        """Release «La økten løpe ut»."""
        self._press("#expire", pressed=False)

    def reload(self) -> None:
        """Load the sandbox anew, which launches the SCO again."""
        self.page.reload()
        self.lms.ready(self.page)

    def leave(self) -> None:
        """Go to another page."""
        self.page.goto(self.lms.address + "sandkasse/")

    def close_tab(self) -> None:
        """Close the tab as a learner does."""
        with self.page.expect_event("close"):
            self.page.close(run_before_unload=True)

    def _press(self, button: str, *, pressed: bool) -> None:
        assert self.page.get_attribute(button, "aria-pressed") == str(not pressed).lower()
        self.page.click(button)


@dataclass(frozen=True)
class Sandbox:
    """The sandbox with a bundle in it."""

    address: str
    path: str
    key: str

    def launch(self, page: Page, mode: str = "normal", *, width: int = 0) -> SandboxVisit:
        """Open the bundle. ``mode``: normal, browse or review; ``width`` one of WIDTHS, or 0 for the page's."""
        chosen = [f"modus={mode}"] * (mode != "normal") + [f"bredde={width}"] * (width > 0)
        page.goto(f"{self.address}{self.path}?{'&'.join(chosen)}")
        self.ready(page)
        return SandboxVisit(page, self)

    def ready(self, page: Page) -> None:
        """Wait until the SCO has been loaded."""
        until(page, _LOADED)

    def stored(self, page: Page) -> dict[str, str]:
        """Give what the LMS keeps, read in any page of the learner that shows the preview."""
        text = page.evaluate("(key) => localStorage.getItem(key)", f"sandkasse:{self.key}")
        values: dict[str, str] = json.loads(text)["values"] if text else {}
        return values


def publish(bundle: Path, root: Path, course: str = "kurs", name: str = "bunt") -> str:
    """Put a zip where publishing puts it, below ``root``; gives its file name."""
    digest = hashlib.sha256(bundle.read_bytes()).hexdigest()[:12]
    media = root / "elearning" / course / "media"
    media.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundle, media / f"{name}-{digest}.zip")
    return f"{name}-{digest}.zip"


@contextmanager
def sandbox(bundle: Path, folder: Path) -> Iterator[Sandbox]:
    """Publish a bundle into an empty folder, and preview it."""
    file = publish(bundle, folder)
    with preview(folder, folder / "elearning" / "kurs" / "media" / file) as tried:
        yield tried


@contextmanager
def preview(root: Path, file: Path) -> Iterator[Sandbox]:
    """Preview a folder target, with one of its bundles in the sandbox."""
    course, name = file.parent.parent.name, file.stem.rpartition("-")[0]
    with running(app(root)) as address:
        yield Sandbox(address, f"sandkasse/{course}/{file.name}/", f"{course}/{name}")


_ROWS = """() => [...document.querySelectorAll("#log tr")].reverse().map((row) => {
  const [, name, given, answer, error] = [...row.children];
  return [name.textContent, [...given.children].map((each) => each.textContent), answer.textContent, error.textContent];
})"""

_LOADED = """(() => {
  const inside = document.getElementById("sco").contentDocument;
  return inside && inside.location.href !== "about:blank" && inside.readyState === "complete";
})()"""
