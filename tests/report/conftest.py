"""A browser for the page, and a workspace for the command."""

from browser import browser, new_page
from cli.conftest import producer

__all__ = ["browser", "new_page", "producer"]
