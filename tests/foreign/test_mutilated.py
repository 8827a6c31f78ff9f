"""However a zip or its manifest is mutilated, checking it ends soon with findings, or with a hint at what to do."""

import io
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign.least import FILES, zipped
from pipeline.errors import ContentError
from pipeline.formats.bundle.diff import compare, read
from pipeline.formats.bundle.lint import check

WHOLE = zipped(FILES)
MANIFEST = FILES["imsmanifest.xml"]
CHANGES = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12)
PARTS = st.sampled_from(
    [
        *("<item", " identifier=", '"', "'", "/>", "</item>", "<!DOCTYPE m [", '<!ENTITY a "b">', "]>", "&a;", "&#0;"),
        *("<![CDATA[", "]]>", "<?xml version='1.1'?>", "xmlns:adlcp='x'", "\x00", "æ", "\ufeff", "<!--", "//", " "),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutilated")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.zip"
    path.write_bytes(data)
    return path


def survives(path: Path) -> None:
    checked = check(path)
    assert all(one.what and one.rule for one in checked.findings)
    with suppress(ContentError):
        told = read(path)
        compare(told, told)


def test_the_whole_zip_has_nothing_to_mend(folder: Path) -> None:
    assert check(written(folder, WHOLE)).findings == ()


@given(CHANGES)
def test_bytes_that_were_changed(folder: Path, changes: Iterable[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    survives(written(folder, bytes(data)))


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 400))
def test_a_piece_that_is_missing(folder: Path, start: int, length: int) -> None:
    survives(written(folder, WHOLE[:start] + WHOLE[start + length :]))


@given(st.binary(max_size=600))
def test_bytes_that_are_no_zip_at_all(folder: Path, data: bytes) -> None:
    path = written(folder, data)
    survives(path)
    assert [one.rule for one in check(path).findings] == ["zip-broken"]


@given(st.lists(st.tuples(st.integers(0, len(MANIFEST)), PARTS), min_size=1, max_size=5))
def test_a_manifest_with_something_put_in(folder: Path, changes: Iterable[tuple[int, str]]) -> None:
    text = MANIFEST.decode()
    for place, part in changes:
        text = text[:place] + part + text[place:]
    survives(written(folder, zipped({**FILES, "imsmanifest.xml": text.encode("utf-8", "replace")})))


@given(st.binary(max_size=400), st.sampled_from(["index.html", "lesson.js", "film.mp4", "style.css", "course.js"]))
def test_files_that_are_not_what_their_names_say(folder: Path, data: bytes, name: str) -> None:
    survives(written(folder, zipped({**FILES, name: data})))


@given(st.text(max_size=20))
def test_names_of_any_kind(folder: Path, name: str) -> None:
    buffer = io.BytesIO(WHOLE)
    with zipfile.ZipFile(buffer, "a") as archive:
        try:
            archive.writestr(zipfile.ZipInfo(name or "a"), b"")
        except UnicodeEncodeError:  # a lone surrogate, which no zip can hold
            return
    survives(written(folder, buffer.getvalue()))
