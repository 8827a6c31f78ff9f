"""Manifests hold against the official schemas, whatever a course is called, and have the bytes they had."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bundle.keeping import keeps
from bundle.packages import FULL, LEAST, MAKERS
from pipeline.formats.scorm import scorm12
from pipeline.formats.scorm.parts import duration
from pipeline.model.bundle import Package

STANDARDS = ("scorm12", "scorm2004")
IDENTIFIERS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}", fullmatch=True)
NAMES = st.from_regex(r"[a-z0-9_][a-z0-9._-]{0,20}(/[a-z0-9_][a-z0-9._-]{0,20})?", fullmatch=True)
ANY_TEXT = st.text(max_size=300) | st.sampled_from(
    ["æøå ÆØÅ", "a\x00b\x0bc", "x" * 5000, "]]>&amp;<!--", "\ufffe\ud7ff"]
)
PACKAGES = st.builds(
    Package,
    identifier=IDENTIFIERS,
    item=IDENTIFIERS.map("item-{}".format),
    title=ANY_TEXT,
    description=ANY_TEXT,
    language=st.sampled_from(["nb", "nn", "en", "sma", "se"]),
    version=st.just("0123456789ab"),
    files=st.lists(NAMES, max_size=5).map(tuple),
    seconds=st.floats(0, 1e6),
    mastery=st.none() | st.integers(0, 100),
    objectives=st.lists(st.integers(1, 99), unique=True, max_size=5).map(
        lambda numbers: tuple((f"leksjon_{number}", "Leksjon") for number in numbers)
    ),
)


def invalid(standard: str, package: Package, schemas: Mapping[str, etree.XMLSchema]) -> str:
    held = schemas[standard]
    return "" if held.validate(etree.fromstring(MAKERS[standard](package))) else str(held.error_log)


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("package", [LEAST, FULL], ids=["least", "full"])
def test_a_manifest_is_valid(standard: str, package: Package, schemas: Mapping[str, etree.XMLSchema]) -> None:
    assert not invalid(standard, package, schemas)


@pytest.mark.parametrize("standard", STANDARDS)
@given(package=PACKAGES)
def test_whatever_a_course_is_called_its_manifest_is_valid(
    standard: str, package: Package, schemas: Mapping[str, etree.XMLSchema]
) -> None:
    assert not invalid(standard, package, schemas)


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_schemas_refuse_what_is_wrong(standard: str, schemas: Mapping[str, etree.XMLSchema]) -> None:
    wrong = MAKERS[standard](FULL).replace(b"<resources>", b"<resources><item/>")
    assert not schemas[standard].validate(etree.fromstring(wrong))


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize(("name", "package"), [("least", LEAST), ("full", FULL)])
def test_a_manifest_has_the_bytes_it_had(standard: str, name: str, package: Package) -> None:
    keeps(f"{standard}-{name}.xml", MAKERS[standard](package))


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_order_of_files_does_not_matter(standard: str) -> None:
    turned = replace(FULL, files=tuple(reversed(FULL.files)))
    assert MAKERS[standard](turned) == MAKERS[standard](FULL)


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("wrong", ["", "1a", "kurs å", "kurs ", "a:b", "å", "kurs\n"])
def test_an_identifier_that_is_no_ncname_is_refused(standard: str, wrong: str) -> None:
    for package in (replace(LEAST, identifier=wrong), replace(LEAST, item=wrong)):
        with pytest.raises(ValueError, match="NCName"):
            MAKERS[standard](package)


@pytest.mark.parametrize("standard", STANDARDS)
def test_no_threshold_and_no_mastery_score_are_there_unless_asked_for(standard: str) -> None:
    text = MAKERS[standard](LEAST)
    assert b"completionThreshold" not in text
    assert b"mastery" not in text


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "PT0S"), (59.6, "PT1M"), (3600, "PT1H"), (3661.4, "PT1H1M1S"), (100 * 3600, "PT100H")]
)
def test_a_time_is_told_as_iso_8601_has_it(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_the_metadata_of_scorm_12_is_held_against_its_schema_too(schemas: Mapping[str, etree.XMLSchema]) -> None:
    wrong = scorm12.manifest(FULL).replace(b"<imsmd:general>", b"<imsmd:general><imsmd:lom/>")
    assert not schemas["scorm12"].validate(etree.fromstring(wrong))


def test_names_are_written_as_moodle_reads_them() -> None:
    first, second = (MAKERS[standard](FULL).decode() for standard in STANDARDS)
    assert '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"' in first
    assert '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"' in second
    assert ' adlcp:scormtype="sco"' in first
    assert ' adlcp:scormType="sco"' in second
    assert "<schemaversion>1.2<" in first
    assert "<schemaversion>2004 4th Edition<" in second


def test_scorm_2004_leaves_completion_and_objectives_to_the_content() -> None:
    text = MAKERS["scorm2004"](LEAST).decode()
    assert '<imsss:controlMode choice="true" flow="true"/>' in text
    assert 'completionSetByContent="true" objectiveSetByContent="true"' in text


def test_a_description_that_is_empty_is_left_out(schemas: Mapping[str, etree.XMLSchema]) -> None:
    for standard in STANDARDS:
        package = replace(LEAST, description="")
        assert b"description" not in MAKERS[standard](package)
        assert not invalid(standard, package, schemas)
