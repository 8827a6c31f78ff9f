"""The scripts of a lesson in one Node process for all tests of this folder."""

from collections.abc import Iterator

import pytest

from browser import browser, new_page
from runtime.node import Node

__all__ = ["browser", "new_page"]


@pytest.fixture(scope="session")
def process() -> Iterator[Node]:
    started = Node()
    yield started
    started.close()


@pytest.fixture
def node(process: Node) -> Node:
    process.reset()
    return process
