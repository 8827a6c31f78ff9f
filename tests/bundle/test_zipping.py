"""The zip: the same bytes every time, names that every LMS keeps, videos that can be read in ranges, flat memory."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundle.packages import FULL
from pipeline.formats.bundle.names import checked
from pipeline.formats.bundle.zipping import write_zip
from pipeline.formats.scorm import scorm12
from pipeline.model.blob import Blob
from pipeline.model.bundle import BundleFile

FILES = (
    BundleFile("video/leksjon_1.mp4", b"\0" * 5000),
    BundleFile("index.html", b"<p>" * 500),
    BundleFile("imsmanifest.xml", scorm12.manifest(FULL)),
    BundleFile("poster.jpg", b"\xff" * 500),
)
LARGE = 2_200_000_000
"""Bytes of a sparse file that need Zip64."""

WRITES_LARGE = """
import resource, sys
from pathlib import Path
from pipeline.formats.bundle.lint import check
from pipeline.formats.bundle.zipping import write_zip
from pipeline.model.blob import Blob
from pipeline.model.bundle import BundleFile
source, target = Path(sys.argv[1]), Path(sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
write_zip(target, [BundleFile("video.mp4", Blob(source, "0" * 64, source.stat().st_size))])
assert check(target).count("error") == 1, "there is no manifest, and nothing else is wrong"
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_the_same_files_are_the_same_bytes_in_whatever_order_and_wherever(tmp_path: Path) -> None:
    one, two = tmp_path / "en.zip", tmp_path / "mappe" / "to.zip"
    two.parent.mkdir()
    write_zip(one, FILES)
    on_disk = tmp_path / "kilde"
    on_disk.write_bytes(b"\0" * 5000)
    os.utime(on_disk, (1e9, 1e9))
    write_zip(two, reversed([BundleFile("video/leksjon_1.mp4", Blob(on_disk, "0" * 64, 5000)), *FILES[1:]]))
    assert one.read_bytes() == two.read_bytes()


def test_what_is_compressed_already_is_stored_and_the_rest_is_deflated(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        methods = {info.filename: info.compress_type for info in archive.infolist()}
        assert archive.testzip() is None
    assert methods == {
        "imsmanifest.xml": zipfile.ZIP_DEFLATED,
        "index.html": zipfile.ZIP_DEFLATED,
        "poster.jpg": zipfile.ZIP_STORED,
        "video/leksjon_1.mp4": zipfile.ZIP_STORED,
    }


def test_nothing_tells_when_or_where_it_was_made(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.extra, info.create_system, info.external_attr >> 16) == (b"", 3, 0o100644)


@given(st.dictionaries(st.from_regex(r"[a-z0-9_][a-z0-9._-]{0,20}", fullmatch=True), st.binary(max_size=300)))
def test_any_files_come_back_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    write_zip(path, [BundleFile(name, body) for name, body in files.items()])
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == sorted(files)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "å.html",
        "A.html",
        "a b.html",
        "/a.html",
        "../a.html",
        "a/../b",
        "a//b",
        "a/",
        ".skjult",
        "a\\b",
        "a:b",
        "a\n",
    ],
)
def test_a_name_that_some_lms_would_not_keep_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="may hold only"):
        write_zip(tmp_path / "a.zip", [BundleFile(name, b"")])


def test_a_name_that_is_too_long_for_windows_is_refused() -> None:
    assert checked("a" * 200) == "a" * 200
    with pytest.raises(ValueError, match="200 characters"):
        checked("a" * 201)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        write_zip(tmp_path / "a.zip", [BundleFile("a", b"1"), BundleFile("a", b"2")])


def test_a_file_that_changed_since_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"123")
    with pytest.raises(ValueError, match="had 5"):
        write_zip(tmp_path / "a.zip", [BundleFile("a.mp4", Blob(tmp_path / "a.mp4", "0" * 64, 5))])


def test_a_zip_of_less_than_two_gigabytes_is_no_zip64(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {info.extract_version for info in archive.infolist()} <= {10, 20}
    assert b"PK\x06\x06" not in (tmp_path / "a.zip").read_bytes()


def test_a_video_of_two_gigabytes_is_written_as_zip64_and_checked_in_flat_memory(tmp_path: Path) -> None:
    source, target = tmp_path / "stor.mp4", tmp_path / "stor.zip"
    with source.open("wb") as file:
        file.truncate(LARGE)
    done = subprocess.run(
        [sys.executable, "-c", WRITES_LARGE, source, target], check=True, capture_output=True, text=True
    )
    assert int(done.stdout) < 30_000
    with zipfile.ZipFile(target) as archive:
        (info,) = archive.infolist()
    assert (info.file_size, info.compress_size, info.extract_version) == (LARGE, LARGE, 45)
    target.unlink()
