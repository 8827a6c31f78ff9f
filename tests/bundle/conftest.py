"""Lends the official schemas, read once."""

from collections.abc import Mapping

import pytest
from lxml import etree

from bundle.schemas import schema


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, etree.XMLSchema]:
    folder = tmp_path_factory.mktemp("schemas")
    return {standard: schema(standard, folder) for standard in ("scorm12", "scorm2004")}
