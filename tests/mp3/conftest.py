import pytest

from browser import browser, new_page
from pipeline.tools import lame

__all__ = ["browser", "new_page"]


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where LAME's functions cannot be called from outside lameenc."""
    monkeypatch.setattr(lame, "library", lambda: None)
