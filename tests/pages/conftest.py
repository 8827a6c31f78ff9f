import http.client
from collections.abc import Callable, Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser import browser, new_page
from pages.site import publish, served

__all__ = ["browser", "new_page"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("public")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(root) as base_url:
        publish(root, tmp_path_factory.mktemp("work"), base_url)
        yield base_url


@pytest.fixture
def there() -> Callable[[str], bool]:
    def asked(url: str) -> bool:
        parts = urlsplit(url)
        assert parts.hostname == "127.0.0.1"
        with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)) as connection:
            connection.request("HEAD", parts.path)
            return connection.getresponse().status == HTTPStatus.OK

    return asked
