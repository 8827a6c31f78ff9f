"""Zips that another maker's packager makes (npm's simple-scorm-packager), checked and compared as an LMS would."""

import subprocess
from pathlib import Path

import pytest

from cli.publisher import Publisher
from pipeline.formats.bundle.diff import compare, read
from pipeline.formats.bundle.finding import Finding
from pipeline.formats.bundle.lint import check

PACK = Path(__file__).with_name("pack.cjs")
PAGE = '<!doctype html><html lang="en"><head><title>Theirs</title></head><body><script src="a.js"></script></body>'
VERSIONS = {"1.2": "scorm12", "2004 3rd Edition": "scorm2004", "2004 4th Edition": "scorm2004"}
OF_2004 = {"name-letters"}
"""The schemas that go with it have names such as XMLSchema.dtd."""


def packed(folder: Path, version: str, script: str = "", page: str = PAGE) -> Path:
    source = folder / "source"
    source.mkdir(parents=True)
    (source / "index.html").write_text(page, "utf-8")
    status = "cmi.core.lesson_status" if version == "1.2" else "cmi.completion_status"
    (source / "a.js").write_text(script or f'api.set("{status}", "completed");', "utf-8")
    subprocess.run(["node", PACK, source, folder / "out", version], check=True, capture_output=True, timeout=60)
    (found,) = (folder / "out").glob("*.zip")
    return found


def found(path: Path) -> dict[str, Finding]:
    return {one.rule: one for one in check(path).findings}


@pytest.mark.parametrize("version", ["2004 3rd Edition", "2004 4th Edition"])
def test_a_package_of_scorm_2004_has_no_errors(tmp_path: Path, version: str) -> None:
    assert set(found(packed(tmp_path, version))) == OF_2004


def test_in_scorm_12_its_mastery_score_is_told_of_and_that_it_stands_in_the_wrong_place(tmp_path: Path) -> None:
    rules = found(packed(tmp_path, "1.2"))
    assert {name: one.severity for name, one in rules.items()} == {"order": "error", "mastery-score": "warning"}


def test_the_command_ends_with_3_and_says_what_to_do(tmp_path: Path) -> None:
    ran = Publisher(tmp_path, tmp_path / "cache").run("bundle", "check", str(packed(tmp_path / "zip", "1.2")))
    assert ran.code == 3
    assert "[order]" in ran.out
    assert "put them in the order title, item, metadata, prerequisites" in ran.out


@pytest.mark.parametrize("version", VERSIONS)
def test_its_version_and_item_are_read(tmp_path: Path, version: str) -> None:
    told = read(packed(tmp_path, version))
    (item,) = told.items
    assert (told.standard, item.title, item.href) == (VERSIONS[version], "Their course", "index.html")


def test_it_names_its_item_anew_each_time_so_no_build_may_take_the_place_of_another(tmp_path: Path) -> None:
    first, second = (read(packed(tmp_path / name, "1.2")) for name in ("a", "b"))
    assert compare(first, first).safe
    difference = compare(first, second)
    assert not difference.safe
    assert first.items[0].identifier in difference.reasons[0]


def test_what_its_content_does_to_learners_is_told_of(tmp_path: Path) -> None:
    script = 'addEventListener("unload", save); fetch("https://tracker.example.no/x"); top.location = "/";'
    page = PAGE.replace(
        "<script", '<video src="a.mp4" autoplay></video><script src="//cdn.example.no/a.js"></script><script'
    )
    rules = set(found(packed(tmp_path, "2004 4th Edition", script, page.replace(' lang="en"', ""))))
    assert rules - OF_2004 == {
        *("autoplay", "captions", "external-request", "language", "status-silent", "target-top", "unload"),
    }
