"""Zips that are broken, or made to harm: told of in little time and memory, and never unpacked."""

import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bundle.checking import found, with_files
from bundle.packages import sound, zipped
from pipeline.errors import ContentError
from pipeline.formats.bundle.diff import read
from pipeline.formats.bundle.lint import check

BOMB = """<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><manifest>&c;</manifest>"""
STEALS = """<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><manifest>&x;</manifest>"""


def patched(path: Path, old: bytes, new: bytes) -> Path:
    """Replace bytes of a zip, which must be there."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"PK\x05\x06" + b"\0" * 18, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_told_of(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    (one,) = check(path).findings
    assert one.severity == "error"
    assert one.rule in {"zip-broken", "manifest-missing"}


def test_a_file_that_is_not_there_is_an_error_of_its_own(tmp_path: Path) -> None:
    for path in (tmp_path / "borte.zip", tmp_path):
        with pytest.raises(ContentError, match="cannot be read"):
            check(path)
        with pytest.raises(ContentError, match="cannot be read"):
            read(path)


def test_a_zip_that_was_cut_off_is_told_of(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", sound())
    path.write_bytes(path.read_bytes()[:-100])
    assert found(path) == {"zip-broken": "error"}
    with pytest.raises(ContentError, match="no zip that can be read"):
        read(path)


def test_a_damaged_file_is_told_of_by_name(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", {**sound(), "a.bin": b"hei hei deg"}), b"hei hei", b"nei hei")
    (one,) = check(path).findings
    assert (one.rule, one.where, one.severity) == ("zip-damaged", "a.bin", "error")


def test_an_encrypted_zip_is_told_of(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", sound())
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    told = found(path)
    assert told["zip-encrypted"] == "error"
    assert told["manifest-xml"] == "error"
    with pytest.raises(ContentError, match="no zip that can be read"):
        read(path)


def test_a_packing_that_an_lms_does_not_know_is_told_of(tmp_path: Path) -> None:
    assert found(zipped(tmp_path / "a.zip", sound(), zipfile.ZIP_LZMA))["zip-method"] == "error"


@pytest.mark.parametrize("name", ["../a.js", "/etc/a.js", "a/../../b.js", "C:/a.js", "..\\a.js", "a\\b.js"])
def test_a_name_that_leads_out_is_told_of(name: str, tmp_path: Path) -> None:
    assert with_files(tmp_path / "a.zip", {name: "x"})["name-escapes"] == "error"


def test_a_link_is_told_of(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", sound())
    link = zipfile.ZipInfo("lenke")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert found(path) == {"name-link": "error"}


def test_two_files_of_one_name_are_told_of(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {**sound(), "aaaa.js": "1", "bbbb.js": "2"})
    assert found(patched(path, b"bbbb.js", b"aaaa.js")) == {"name-twice": "error"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Lesson.js", "name-case"),
        ("lese meg.txt", "name-letters"),
        ("blåbær.txt", "name-ascii"),
        ("A.txt", "name-letters"),
    ],
)
def test_names_that_some_cannot_keep_are_warned_of(name: str, rule: str, tmp_path: Path) -> None:
    told = with_files(tmp_path / "a.zip", {name: "x"})
    assert told.pop(rule) == "warning"
    assert set(told) <= {"name-letters"}


def test_what_a_desktop_left_is_told_of(tmp_path: Path) -> None:
    told = with_files(tmp_path / "a.zip", {"__MACOSX/._a": "x", ".DS_Store": "x"})
    assert told["junk"] == "info"


@pytest.mark.parametrize("manifest", [BOMB, STEALS])
def test_entities_are_neither_expanded_nor_followed(manifest: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {**sound(), "imsmanifest.xml": manifest})
    assert found(path)["manifest-xml"] == "error"
    with pytest.raises(ContentError, match="document type"):
        read(path)


def test_a_file_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zipped(path, sound(), zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("stor.js", "w") as file:
        for _ in range(60):
            file.write(b"\0" * 1_000_000)
    (one,) = [one for one in check(path).findings if one.where == "stor.js"]
    assert (one.rule, one.severity) == ("zip-bomb", "error")


def test_files_that_overlap_are_told_of(tmp_path: Path) -> None:
    """As in bombs that have one body for a thousand names: the parts are larger than the whole."""
    path = zipped(tmp_path / "a.zip", {**sound(), "a.bin": os.urandom(20_000)})
    with zipfile.ZipFile(path) as archive:
        first = archive.getinfo("a.bin")
    data, count = path.read_bytes(), 50
    end = data.rfind(b"PK\x05\x06")
    entry_at = data.rfind(b"PK\x01\x02")
    entry, (start,) = data[entry_at:end], struct.unpack_from("<I", data, end + 16)
    names = [entry.replace(b"a.bin", b"%05d" % number) for number in range(count)]
    directory = data[start:end] + b"".join(names)
    counts = struct.pack("<HHI", len(sound()) + 1 + count, len(sound()) + 1 + count, len(directory))
    path.write_bytes(data[:start] + directory + data[end : end + 8] + counts + data[end + 16 :])
    assert first.compress_size * count > path.stat().st_size
    assert found(path) == {"zip-bomb": "error"}


def test_a_list_of_files_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", sound())
    data = path.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    path.write_bytes(data[: end + 12] + struct.pack("<I", 20_000_000) + data[end + 16 :])
    assert found(path) == {"zip-bomb": "error"}


def test_a_list_that_is_too_long_by_zip64_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", sound())
    data = path.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    large = b"PK\x06\x06" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 5, 5, 1 << 33, 0)
    path.write_bytes(data[:end] + large + data[end:])
    assert found(path) == {"zip-bomb": "error"}


def test_tens_of_thousands_of_files_are_no_course(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.txt", b"")
    assert found(tmp_path / "a.zip") == {"zip-bomb": "error"}


@pytest.mark.parametrize(("size", "told"), [(51_000_000, "50 MB"), (101_000_000, "100 MB"), (49_000_000, "")])
def test_a_zip_that_many_an_lms_refuses_is_warned_of(size: int, told: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(tmp_path / "a.zip", sound()), "a") as archive, archive.open("a.bin", "w") as file:
        for _ in range(size // 1_000_000):
            file.write(b"\0" * 1_000_000)
    findings = check(tmp_path / "a.zip").findings
    assert [(one.rule, told in one.what) for one in findings] == ([("zip-size", True)] if told else [])


@given(at=st.integers(0, 10_000), broken=st.binary(min_size=1, max_size=8))
def test_whatever_byte_is_broken_the_check_ends_with_a_report(
    at: int, broken: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = zipped(tmp_path_factory.mktemp("zip") / "a.zip", sound(), zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at : at + len(broken)] = broken
    path.write_bytes(data)
    assert all(one.where and one.what for one in check(path).findings)
    assert refusal(path) != "", "an error says what to do"


def refusal(path: Path) -> str | None:
    try:
        read(path)
    except ContentError as error:
        return error.hint
    return None


@example(body=b"\0<!")
@example(body=b"<!-- a --><?b c?><manifest><!-- d --><?e f?></manifest>")
@given(body=st.binary(max_size=400))
def test_whatever_stands_in_its_files_the_check_ends_with_a_report(
    body: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = dict.fromkeys(("imsmanifest.xml", "index.html", "a.js", "a.css", "a.mp4", "course.js"), body)
    path = zipped(tmp_path_factory.mktemp("zip") / "a.zip", {**files})
    assert check(path).count("error") >= 1
