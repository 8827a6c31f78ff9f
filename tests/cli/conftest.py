"""Lends a workspace to each test."""

from pathlib import Path

import pytest

from cli.publisher import Publisher, publisher


@pytest.fixture
def producer(tmp_path: Path) -> Publisher:
    """A workspace with one episode, ready to publish."""
    made = publisher(tmp_path)
    made.add("forste", title="Første episode 🎙 på Snåsa")
    return made
