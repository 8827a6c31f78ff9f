"""Figures that tests measured are told at the end of a run, above pytest's closing line: a plugin."""

from typing import Any, Final

import pytest

FIGURES: pytest.StashKey[list[str]] = pytest.StashKey()
_SENT: Final = "figures"


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[str]:
    """Give the list of lines to tell at the end."""
    return _of(request.config)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send them on, where this is one of several processes that share the tests (pytest-xdist)."""
    sent = getattr(session.config, "workeroutput", None)
    if sent is not None:
        sent[_SENT] = _of(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - pytest-xdist ships no types
    """Receive them; a process that died has sent none."""
    _of(node.config).extend(getattr(node, "workeroutput", {}).get(_SENT, []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell them."""
    for line in sorted(_of(config)):
        terminalreporter.write_line(line)


def _of(config: pytest.Config) -> list[str]:
    return config.stash.setdefault(FIGURES, [])
