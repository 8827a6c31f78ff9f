"""Lends the bundles of a shipped course, made once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from foreign.ours import bundles


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Give the bundles of a shipped course by their names."""
    return bundles(tmp_path_factory.mktemp("ours"))
