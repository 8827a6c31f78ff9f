"""A manifest with one fault each, of those that an LMS takes without a word."""

from pathlib import Path

import pytest

from bundle.checking import Rules, found, with_manifest
from bundle.packages import PAGE, sound, zipped
from pipeline.formats.bundle.lint import check

S12, S2004 = "scorm12", "scorm2004"
ADLCP12, ADLCP2004 = "http://www.adlnet.org/xsd/adlcp_rootv1p2", "http://www.adlnet.org/xsd/adlcp_v1p3"
CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ITEM = '<item identifier="item-a" identifierref="resource-1" isvisible="true">'

FAULTS = [
    (S12, {"<schemaversion>1.2<": "<schemaversion>1.2.1<"}, "schema-version", "error"),
    (S12, {"<schemaversion>1.2</schemaversion>": ""}, "schema-version", "error"),
    (S2004, {"2004 4th Edition": "2004 2nd Edition"}, "schema-version", "error"),
    (S12, {"<schemaversion>1.2<": "<schemaversion>CAM 1.3<"}, "manifest-version", "warning"),
    (S12, {"adlcp:scormtype": "adl:scormtype", "xmlns:adlcp": "xmlns:adl"}, "manifest-prefix", "error"),
    (S2004, {"adlcp:scormType": "x:scormType", "xmlns:adlcp": "xmlns:x"}, "manifest-prefix", "error"),
    (S2004, {"imsss:": "ss:", "xmlns:imsss": "xmlns:ss"}, "manifest-prefix", "error"),
    (S12, {f'xmlns="{CP12}"': 'xmlns="urn:x"'}, "manifest-version", "warning"),
    (
        S12,
        {"<resources>": f'<c:resources xmlns:c="{CP12}">', "</resources>": "</c:resources>"},
        "manifest-namespace",
        "error",
    ),
    (S12, {' adlcp:scormtype="sco"': ""}, "scormtype-missing", "error"),
    (S2004, {' adlcp:scormType="sco"': ""}, "scormtype-missing", "error"),
    (S12, {"adlcp:scormtype": "adlcp:scormType"}, "scormtype-name", "error"),
    (S2004, {"adlcp:scormType": "adlcp:scormtype"}, "scormtype-name", "error"),
    (S12, {' adlcp:scormtype="sco"': ' scormtype="sco"'}, "scormtype-name", "error"),
    (S12, {'scormtype="sco"': 'scormtype="asset"'}, "scormtype-asset", "warning"),
    (S12, {'scormtype="sco"': 'scormtype="SCO"'}, "scormtype-value", "error"),
    (S12, {'identifierref="resource-1"': 'identifierref="resource-2"'}, "item-ref", "error"),
    (S12, {' identifierref="resource-1"': ""}, "item-none", "error"),
    (S12, {' identifierref="resource-1"': ""}, "item-empty", "warning"),
    (S12, {'type="webcontent" href="index.html"': 'type="webcontent" href="start.html"'}, "href-missing", "error"),
    (S12, {'type="webcontent" href="index.html"': 'type="webcontent" href="Index.html"'}, "href-case", "error"),
    (S12, {'type="webcontent" href="index.html"': 'type="webcontent"'}, "href-none", "error"),
    (
        S12,
        {'type="webcontent" href="index.html"': 'type="webcontent" href="https://a.example/"'},
        "href-remote",
        "error",
    ),
    (S12, {'<file href="lesson.js"/>': '<file href="borte.js"/>'}, "file-missing", "warning"),
    (S12, {'identifier="item-a"': 'identifier="resource-1"'}, "identifier-twice", "error"),
    (S12, {'identifier="item-a" ': ""}, "identifier-missing", "error"),
    (S12, {'identifier="item-a"': 'identifier="1 å"'}, "identifier-form", "warning"),
    (S12, {'default="org-kurs-a"': 'default="org-kurs-b"'}, "organization-default", "error"),
    (S12, {"<organization ": "<rubbish ", "</organization>": "</rubbish>"}, "organization-missing", "error"),
    (S12, {"</item>": "<adlcp:masteryscore>80</adlcp:masteryscore></item>"}, "mastery-score", "warning"),
    (
        S2004,
        {"</item>": '<adlcp:completionThreshold minProgressMeasure="1"/></item>'},
        "completion-threshold",
        "warning",
    ),
    (S12, {ITEM: f"{ITEM}<adlcp:masteryscore>80</adlcp:masteryscore>"}, "order", "error"),
    (S12, {"<resources>": "<resources/><organizations/><resources>"}, "order", "error"),
    (S12, {"</item>": f"</item>{ITEM.replace('item-a', 'item-b')}<title>To</title></item>"}, "several-scos", "warning"),
    (S12, {f"{ITEM}\n    <title>Kurs</title>": ITEM}, "item-title", "warning"),
    (S12, {"</organization>": '</organization><organization identifier="b"/>'}, "organization-several", "info"),
    (S12, {"</manifest>": "</manifes>"}, "manifest-xml", "error"),
    (S12, {"<manifest ": "<!DOCTYPE manifest [<!ENTITY a 'b'>]><manifest "}, "manifest-xml", "error"),
    (S12, {"<manifest ": "<!DOCTYPE manifest SYSTEM 'file:///etc/passwd'><manifest "}, "manifest-xml", "error"),
    (S12, {"<manifest ": "<liste ", "</manifest>": "</liste>"}, "manifest-root", "error"),
    (S12, {"<?xml": "\ufeff<?xml"}, "text-bom", "warning"),
]


@pytest.mark.parametrize("standard", [S12, S2004])
def test_a_sound_package_has_no_finding(standard: str, tmp_path: Path) -> None:
    assert with_manifest(tmp_path / "a.zip", standard, {}) == {}


@pytest.mark.parametrize(("standard", "changes", "rule", "severity"), FAULTS)
def test_a_fault_is_found(standard: str, changes: dict[str, str], rule: str, severity: str, tmp_path: Path) -> None:
    told = with_manifest(tmp_path / "a.zip", standard, changes)
    assert told.get(rule) == severity, told


def test_comments_anywhere_in_a_manifest_do_no_harm(tmp_path: Path) -> None:
    comments = {f"<{name}>": f"<{name}><!-- her --><?her det?>" for name in ("metadata", "resources")}
    assert with_manifest(tmp_path / "a.zip", S12, {**comments, "</item>": "<!-- <item/> --></item>"}) == {}


def test_a_start_page_may_have_parameters_and_a_base_and_signs(tmp_path: Path) -> None:
    files = sound()
    manifest = files.pop("imsmanifest.xml")
    assert isinstance(manifest, bytes)
    text = manifest.decode()
    text = text.replace("<resources>", '<resources xml:base="et%20kurs/">').replace(
        'href="index.html" adlcp', 'href="index.html?a=1#b" adlcp'
    )
    moved = {f"et kurs/{name}": body for name, body in files.items()}
    told = found(zipped(tmp_path / "a.zip", {"imsmanifest.xml": text, **moved}))
    assert told == {"name-letters": "warning"}


def test_a_start_page_that_is_there_in_both_cases_is_found(tmp_path: Path) -> None:
    told = found(zipped(tmp_path / "a.zip", {**sound(), "Index.html": PAGE}))
    assert set(told) == {"name-case", "name-letters"}


def misplaced(tmp_path: Path, name: str) -> Rules:
    files = sound()
    manifest = files.pop("imsmanifest.xml")
    folder = name[: name.rfind("/") + 1]
    return found(zipped(tmp_path / "a.zip", {name: manifest, **{folder + one: body for one, body in files.items()}}))


def test_a_manifest_in_a_folder_is_found_and_read_there(tmp_path: Path) -> None:
    assert misplaced(tmp_path, "kurs/imsmanifest.xml") == {"manifest-folder": "error"}


def test_a_manifest_in_capital_letters_is_told_of(tmp_path: Path) -> None:
    assert misplaced(tmp_path, "IMSmanifest.xml")["manifest-case"] == "error"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.html", "no SCORM package"), ("tincan.xml", "xAPI"), ("cmi5.xml", "cmi5")]
)
def test_a_zip_without_a_manifest_is_told_what_it_is(name: str, kind: str, tmp_path: Path) -> None:
    (first, *_) = check(zipped(tmp_path / "a.zip", {name: "<a/>"})).findings
    assert (first.rule, first.severity) == ("manifest-missing", "error")
    assert kind in first.what


def test_a_manifest_in_utf_16_is_refused(tmp_path: Path) -> None:
    manifest = sound()["imsmanifest.xml"]
    assert isinstance(manifest, bytes)
    told = found(zipped(tmp_path / "a.zip", {**sound(), "imsmanifest.xml": manifest.decode().encode("utf-16")}))
    assert told["manifest-xml"] == "error"


def test_a_manifest_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    huge = b"<manifest>" + b" " * 8_100_000 + b"</manifest>"
    assert found(zipped(tmp_path / "a.zip", {**sound(), "imsmanifest.xml": huge}))["manifest-xml"] == "error"
