"""What we ship passes our own linter, and each build may take the place of the other."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.publisher import Publisher
from foreign.ours import SLUG
from pipeline.formats.bundle.lint import check
from pipeline.formats.bundle.reading import read

STANDARDS = ("scorm12", "scorm2004")
LESSONS = ("", "-leksjon-1", "-leksjon-2")


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("size", ["", "-liten"])
def test_a_bundle_has_nothing_to_mend(ours: Mapping[str, Path], standard: str, lesson: str, size: str) -> None:
    found = check(ours[f"{SLUG}{lesson}-{standard}{size}"])
    assert found.files > 5
    assert [str(one) for one in found.findings] == []


def test_a_web_copy_lacks_a_manifest_and_nothing_else(ours: Mapping[str, Path]) -> None:
    found = check(ours[f"{SLUG}-web"])
    assert {one.rule for one in found.findings} == {"manifest-missing"}


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path, tmp_path / "cache")


def test_the_command_says_so_and_ends_well(ours: Mapping[str, Path], publisher: Publisher) -> None:
    ran = publisher.run("bundle", "check", str(ours[f"{SLUG}-scorm12"]), "--json")
    assert (ran.code, ran.summary["findings"]) == (0, [])


def test_a_small_build_may_take_the_place_of_the_full_one(ours: Mapping[str, Path], publisher: Publisher) -> None:
    ran = publisher.run("bundle", "diff", str(ours[f"{SLUG}-scorm12"]), str(ours[f"{SLUG}-scorm12-liten"]), "--json")
    assert ran.code == 0, ran.out
    assert (ran.summary["safe"], ran.summary["reasons"], ran.summary["losses"]) == (True, [], [])


def test_the_other_standard_and_a_single_lesson_may_not(ours: Mapping[str, Path], publisher: Publisher) -> None:
    whole = ours[f"{SLUG}-scorm12"]
    for other in (f"{SLUG}-scorm2004", f"{SLUG}-leksjon-1-scorm12", f"{SLUG}-web"):
        ran = publisher.run("bundle", "diff", str(whole), str(ours[other]), "--json")
        assert (ran.code, ran.summary["safe"]) == (3, False), other
        assert ran.summary["reasons"], other


def test_identifiers_are_those_of_the_lock_in_every_build(ours: Mapping[str, Path]) -> None:
    for lesson in LESSONS:
        builds = [read(ours[f"{SLUG}{lesson}-{one}{size}"]) for one in STANDARDS for size in ("", "-liten")]
        assert len({build.items[0].identifier for build in builds}) == 1
        assert len({json.dumps(json.loads(build.document)["id"]) for build in builds}) == 1
