"""Figures that tests measured are told at the end of a run, above pytest's closing line: a plugin."""

import pytest

FIGURES: pytest.StashKey[list[str]] = pytest.StashKey()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[str]:
    """Give the list of lines to tell at the end."""
    return request.config.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell them."""
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(line)
