from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import NewPage, browser, new_page
from lesson.courses import bundle
from pages.site import served
from pipeline.model.course import Course

__all__ = ["browser", "new_page"]

VIEWS = ("innhold", "leksjon_1", "leksjon_2", "leksjon_3", "ordliste", "refleksjon", "fullfort", "om")


@dataclass(frozen=True)
class Site:
    """A bundle as it lies unpacked in ``root``, served at ``address``."""

    address: str
    root: Path
    course: Course

    def at(self, view: str) -> str:
        return f"{self.address}index.html#{view}" if view else f"{self.address}index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("web")
    course = bundle(root, tmp_path_factory.mktemp("work"), "web")
    with served(root) as address:
        yield Site(address, root, course)


@pytest.fixture
def opened(new_page: NewPage, site: Site) -> Callable[..., Page]:
    """Open a view of the course as a new visitor."""

    def open_view(view: str = "", width: int = 1280, scheme: str = "light", *, scripts: bool = True) -> Page:
        page = new_page(width, scheme, scripts=scripts)
        page.goto(site.at(view))
        return page

    return open_view


@pytest.fixture(scope="module")
def scorm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("scorm12")
    bundle(root, tmp_path_factory.mktemp("work"), "scorm12")
    return root
