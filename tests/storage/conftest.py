"""Storages for the contract: a folder, and a prefix of a bucket on a real S3 server."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.model.release import Storage
from pipeline.model.workspace import Target
from pipeline.tools.targets import open_storage
from servers import S3Server

Open = Callable[[], Storage]


@pytest.fixture
def s3_env(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    for name, value in s3_server.env.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    return s3_server


@pytest.fixture
def folder_target(tmp_path: Path) -> Target:
    return Target("local", str(tmp_path / "public"), "https://example.org/")


@pytest.fixture
def s3_target(s3_env: S3Server) -> Target:
    return s3_env.target(f"test/{uuid4().hex}")


@pytest.fixture(params=["folder", "s3"])
def target(request: pytest.FixtureRequest) -> Target:
    found = request.getfixturevalue(f"{request.param}_target")
    assert isinstance(found, Target)
    return found


@pytest.fixture
def open_it(target: Target, tmp_path: Path) -> Open:
    """Give a way to open the same target again, as another process would."""
    return lambda: open_storage(target, tmp_path)


@pytest.fixture
def storage(open_it: Open) -> Storage:
    return open_it()
