"""Lends a workspace with one course to each test."""

import shutil
from pathlib import Path

import pytest

from cli.publisher import Publisher
from coursepublish.course import QUIZ
from samples import ROOT


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a cache that all these tests share: each video is encoded once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def producer(tmp_path: Path, warm: Path) -> Publisher:
    """Give a workspace with one course of one lesson, with two questions."""
    root = tmp_path / "verksted"
    shutil.copytree(ROOT / "tests" / "workspaces" / "course-minimal", root)
    (root / "elearning" / "mitt-kurs" / "forste-leksjon" / "quiz.toml").write_text(QUIZ, "utf-8")
    return Publisher(root, warm)
