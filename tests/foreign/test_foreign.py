"""Our bundles taken in by scormhost, an LMS that somebody else has written: by its own importer, as uploads are."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from scormhost.config import HostSettings
from scormhost.packages import extract_scorm_zip
from scormhost.storage import PackageStore, SessionStore

from foreign.ours import SLUG
from pipeline.formats.bundle.reading import read

BUNDLES = [
    (f"{SLUG}{lesson}-{standard}{size}", standard)
    for lesson in ("", "-leksjon-1", "-leksjon-2")
    for standard in ("scorm12", "scorm2004")
    for size in ("", "-liten")
]


@pytest.fixture
def store(tmp_path: Path) -> PackageStore:
    return PackageStore(HostSettings(data_dir=tmp_path / "lms"))


@pytest.mark.parametrize(("name", "standard"), BUNDLES, ids=[name for name, _ in BUNDLES])
def test_another_lms_takes_a_bundle_for_what_it_is(
    store: PackageStore, ours: Mapping[str, Path], name: str, standard: str
) -> None:
    package = extract_scorm_zip(store, ours[name].read_bytes(), f"{name}.zip")
    manifest = store.load_meta(package)["manifest"]
    told = read(ours[name])
    course = json.loads(told.document)
    (launch,) = manifest["launches"]
    assert manifest["schema_version"] == {"scorm12": "1.2", "scorm2004": "2004 4th Edition"}[standard]
    assert manifest["identifier"] == told.identifier
    assert manifest["title"].startswith(course["title"])
    assert launch == {"identifier": told.items[0].identifier, "title": manifest["title"], "href": "index.html"}
    assert (store.package_root(package) / launch["href"]).is_file()


def test_it_unpacks_every_file_of_a_bundle(store: PackageStore, ours: Mapping[str, Path]) -> None:
    package = extract_scorm_zip(store, ours[f"{SLUG}-scorm12"].read_bytes(), "kurs.zip")
    root = store.package_root(package)
    course = json.loads(read(ours[f"{SLUG}-scorm12"]).document)
    for lesson in course["lessons"]:
        for name in (lesson["video"], lesson["poster"], *(track["src"] for track in lesson["tracks"])):
            assert (root / name).stat().st_size > 0, name


def test_what_it_keeps_of_a_learner_outlives_a_new_build(store: PackageStore, ours: Mapping[str, Path]) -> None:
    """It keeps tracks by package and launched file, so both builds must launch the same one."""
    package = extract_scorm_zip(store, ours[f"{SLUG}-scorm12"].read_bytes(), "kurs.zip")
    sessions = SessionStore(store.settings)
    launched = store.load_meta(package)["manifest"]["launches"][0]["href"]
    sessions.save_cmi(package, "kari", launched, {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "æøå"})
    (small,) = read(ours[f"{SLUG}-scorm12-liten"]).items
    kept = sessions.load_cmi(package, "kari", small.href)
    assert kept == {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "æøå"}
