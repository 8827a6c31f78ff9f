"""Our bundles taken in by Open edX: by its own SCORM block, which then registers a learner as completed."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from foreign.least import FILES, zipped
from foreign.ours import SLUG
from pipeline.formats.bundle.lint import check

OPENEDX = Path(__file__).with_name("openedx.py")
VERSIONS = {"scorm12": "SCORM_12", "scorm2004": "SCORM_2004"}
CALLS = {
    "SCORM_12": [
        ("cmi.core.lesson_status", "incomplete"),
        ("cmi.core.score.raw", "80"),
        ("cmi.core.lesson_status", "completed"),
    ],
    "SCORM_2004": [
        ("cmi.completion_status", "incomplete"),
        ("cmi.score.scaled", "0.8"),
        ("cmi.completion_status", "completed"),
    ],
}


def taken(folder: Path, *zips: Path) -> list[dict[str, Any]]:
    command = [sys.executable, str(OPENEDX), str(folder), *map(str, zips)]
    done = subprocess.run(command, input=json.dumps(CALLS), capture_output=True, text=True, check=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def seen(ours: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    names = [name for name in ours if "-web" not in name]
    found = taken(tmp_path_factory.mktemp("openedx"), *(ours[name] for name in names))
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("standard", VERSIONS)
@pytest.mark.parametrize("lesson", ["", "-leksjon-1", "-leksjon-2"])
@pytest.mark.parametrize("size", ["", "-liten"])
def test_it_takes_a_bundle_for_what_it_is(
    seen: Mapping[str, dict[str, Any]], ours: Mapping[str, Path], standard: str, lesson: str, size: str
) -> None:
    name = f"{SLUG}{lesson}-{standard}{size}"
    found = seen[name]
    assert (found["version"], found["page"], found["warnings"]) == (VERSIONS[standard], "index.html", [])
    with zipfile.ZipFile(ours[name]) as archive:
        assert found["files"] == sorted(archive.namelist())


@pytest.mark.parametrize("standard", VERSIONS)
def test_the_course_stands_in_its_menu(seen: Mapping[str, dict[str, Any]], standard: str) -> None:
    menu = seen[f"{SLUG}-{standard}"]["menu"]
    assert "index.html' class='navigation-title'>Kommunett: forberedelse til regionsamlingen<" in menu


@pytest.mark.parametrize("standard", VERSIONS)
def test_a_learner_is_registered_as_completed_with_a_score(seen: Mapping[str, dict[str, Any]], standard: str) -> None:
    found = seen[f"{SLUG}-{standard}"]
    assert (found["status"], found["score"]) == ("completed", 0.8)
    assert ["completion", {"completion": 1}] in found["told"]


def test_it_warns_of_what_our_linter_warns_of(tmp_path: Path) -> None:
    silent = tmp_path / "taus.zip"
    silent.write_bytes(zipped({**FILES, "lesson.js": b"nothing();"}))
    (found,) = taken(tmp_path / "openedx", silent)
    assert found["warnings"] == ["no_completion_status"]
    assert [one.rule for one in check(silent).findings] == ["status-silent"]
