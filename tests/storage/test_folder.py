"""What only a folder can meet: full and read-only disks, files in the way, links, stale files, other writers."""

import errno
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.errors import ConflictError, ContentError, PublishError
from pipeline.model.blob import Blob
from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import IMMUTABLE, REVALIDATE, Absent, Asset
from pipeline.tools.files import STALE_SECONDS, blob, remove_stale_parts, write_atomically
from pipeline.tools.folder import FolderStorage
from storage.samples import FEED, asset, media, noise, recording

FILL = """
import sys
from pathlib import Path
from pipeline.errors import PublishError
from pipeline.model.headers import content_type
from pipeline.model.release import REVALIDATE, Asset
from pipeline.tools.folder import FolderStorage
storage = FolderStorage(Path(sys.argv[1]))
feed = lambda body: Asset("show/feed.xml", body, content_type("show/feed.xml"), REVALIDATE)
{prepare}
try:
    storage.put(feed(bytes(300_000)))
except PublishError as error:
    print(error)
    print(sorted(path.name for path in Path(sys.argv[1]).rglob("*") if path.is_file()), list(storage.keys("")))
    print((storage.read("show/feed.xml") or (b"",))[0])
"""
LIMIT = "storage.put(feed(b'old'))\nimport resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
MOUNT = ("unshare", "--map-root-user", "--mount", "sh", "-c")
SMALL = 'mount -t tmpfs -o size=128k small "$1" && exec "$0" -c "$2" "$1"'
READ_ONLY = 'mount -t tmpfs -o ro small "$1" && exec "$0" -c "$2" "$1"'


def can_mount(folder: str) -> bool:
    """Say whether this machine lets a test have a disk of its own (Linux, with user namespaces or as root)."""
    try:
        return subprocess.run([*MOUNT, 'mount -t tmpfs -o size=4k x "$0"', folder], check=False).returncode == 0
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk that will not take a file: how it comes about, what happens before, and what is told."""

    mount: str
    prepare: str
    told: str


DISKS = {
    "limit": Disk("", LIMIT, "cannot be written (File too large): make room on the disk"),
    "full": Disk(SMALL, "storage.put(feed(b'old'))", "cannot be written (No space left on device): make room on the"),
    "read-only": Disk(READ_ONLY, "", "cannot be written (Read-only file system): allow your user to write in"),
}
TRIED = list(DISKS) if can_mount("/mnt") else ["limit"]


@pytest.mark.parametrize("name", TRIED)
def test_a_disk_that_will_not_take_it_leaves_the_old_feed(tmp_path: Path, name: str) -> None:
    disk = DISKS[name]
    program = FILL.format(prepare=disk.prepare)
    mounted = [*MOUNT, disk.mount, sys.executable, str(tmp_path), program]
    command = mounted if disk.mount else [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
    told, files, old = done.stdout.splitlines()
    assert disk.told in told
    assert str(tmp_path) in told
    kept = ("['.publish.lock', 'feed.xml'] ['show/feed.xml']", "b'old'") if disk.prepare else ("[] []", "b''")
    assert (files, old) == kept


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("in the way", encoding="utf-8")
    storage = FolderStorage(tmp_path / "public")
    with pytest.raises(PublishError, match=r"feed\.xml cannot be written .*a file stands where a folder should be"):
        storage.put(asset(FEED, b"x"))
    assert storage.head(FEED) is None
    assert (tmp_path / "public").read_text(encoding="utf-8") == "in the way"


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / FEED).mkdir(parents=True)
    with pytest.raises(PublishError, match="the other way round"):
        FolderStorage(tmp_path).put(asset(FEED, b"x"))
    assert list(tmp_path.rglob("*.part")) == []


@pytest.mark.parametrize("link", ["show", "show/feed.xml"])
def test_links_that_leave_the_folder_are_refused(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    (outside / "records").mkdir(parents=True)
    (outside / "feed.xml").write_bytes(b"outside")
    root = tmp_path / "public"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(outside if link == "show" else outside / "feed.xml")
    storage = FolderStorage(root)
    for call in (storage.head, storage.read, storage.delete, lambda key: storage.put(asset(key, b"x"))):
        with pytest.raises(PublishError, match="link that leaves"):
            call(FEED)
    assert (outside / "feed.xml").read_bytes() == b"outside"
    assert "show/records/x.json" not in list(storage.keys(""))


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "disk")
    FolderStorage(tmp_path / "public").put(asset(FEED, b"x"))
    assert (tmp_path / "disk" / FEED).read_bytes() == b"x"
    assert list(FolderStorage(tmp_path / "public").keys("")) == [FEED]


def test_only_published_files_are_keys(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    storage.put(asset(FEED, b"x"))
    for name in ("show/.feed.xml.0123456789abcdef.part", ".DS_Store", "show/mine notater.txt", "show/å.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert list(storage.keys("")) == [FEED]


def test_headers_that_a_folder_cannot_keep_are_refused(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    for sent in (Asset(FEED, b"x", "text/plain", REVALIDATE), Asset(FEED, b"x", content_type(FEED), IMMUTABLE)):
        with pytest.raises(PublishError, match="instead of"):
            storage.put(sent)
    assert list(storage.keys("")) == []


def test_without_links_the_lock_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_paths: Path) -> None:
        raise PermissionError(errno.EPERM, "no links on this file system")

    monkeypatch.setattr(os, "link", no_links)
    storage = FolderStorage(tmp_path)
    storage.put(asset(FEED, b"1"), Absent())
    with pytest.raises(ConflictError):
        storage.put(asset(FEED, b"2"), Absent())
    assert storage.read(FEED) == (b"1", asset(FEED, b"1").sha256)


def test_another_writer_is_waited_for_and_then_told(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path, patience=0.1)
    with (
        FileLock(tmp_path / ".publish.lock"),
        pytest.raises(PublishError, match=r"another program is publishing .*wait"),
    ):
        storage.put(asset(FEED, b"x"))
    assert storage.put(asset(FEED, b"x")) == storage.head(FEED)


def test_only_old_part_files_of_ours_are_removed(tmp_path: Path) -> None:
    old, fresh, foreign = (tmp_path / name for name in (".a.mp3.00.part", ".b.mp3.00.part", "video.part"))
    for path in (old, fresh, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (time.time() - STALE_SECONDS - 60,) * 2)
    remove_stale_parts(tmp_path)
    assert (old.exists(), fresh.exists(), foreign.exists()) == (False, True, True)


def test_a_published_file_may_be_read_by_a_web_server(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        FolderStorage(tmp_path).put(asset(FEED, b"x"))
    finally:
        os.umask(umask)
    assert (tmp_path / FEED).stat().st_mode & 0o777 == 0o644


def test_a_recording_that_vanished_is_named(tmp_path: Path) -> None:
    sent = recording(tmp_path, 10)
    sent.path.unlink()
    with pytest.raises(ContentError, match=r"recording\.bin cannot be read"):
        FolderStorage(tmp_path / "public").put(media(sent))
    with pytest.raises(ContentError, match=r"recording\.bin cannot be read .*check that the file is there"):
        blob(sent.path)


def test_a_blob_knows_its_bytes(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert blob(empty) == Blob(empty, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0)
    assert recording(tmp_path, 3_000_001).size == 3_000_001


def test_write_atomically(tmp_path: Path) -> None:
    source, path = recording(tmp_path, 5000), tmp_path / "deep" / "er" / "file.bin"
    write_atomically(path, b"first")
    write_atomically(path, source.path)
    assert path.read_bytes() == noise(5000)
    assert [entry.name for entry in path.parent.iterdir()] == ["file.bin"]


def test_headers_follow_from_the_key() -> None:
    assert content_type("show/media/a-1.chapters.json") == "application/json+chapters"
    assert content_type("show.mp3/records/a.b.json") == "application/json"
    assert content_type("show/media/A.MP3") == "audio/mpeg"
    assert content_type("show/media/unknown") == "application/octet-stream"
    kept = ("show/media/a-1.html", "show/assets/s-1.css", "media/media/a-1.mp3")
    asked_again = ("show/feed.xml", "show/index.html", "show/episodes/media/index.html", "media/records/a.json")
    assert {cache_control(key) for key in kept} == {IMMUTABLE}
    assert {cache_control(key) for key in asked_again} == {REVALIDATE}
