"""The storage contract, by the same tests for a folder and for a real S3 server."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import ConflictError, PublishError
from pipeline.model.release import Absent, Asset, Condition, Storage, Unchanged
from storage.conftest import Open
from storage.samples import FEED, asset, media, noise, recording

MIB = 1 << 20

NAMES = (
    *("media/a-1.mp3", "media/a-1.vtt", "media/a-1.srt", "media/a-1.html", "media/a-1.chapters.json"),
    *("media/c-1.png", "media/c-1.jpg", "assets/s-1.css", "assets/s-1.js", "records/g.json"),
    *("feed.xml", "index.html", "episodes/media/index.html"),
)

BAD_KEYS = (
    *("", "../feed.xml", "show/../../feed.xml", "/etc/feed.xml", "show//feed.xml", "show/./feed.xml", "C:/feed.xml"),
    *("show\\feed.xml", "show/.hidden", "show/feed.xml/", "show/fe\x00ed.xml", "show/fe\ned.xml", "show/blåbær.xml"),
    *("show/con.json", "show/feed.", "show/a b.mp3", "show/a%2e.mp3", f"show/{'a' * 201}", "/".join(["abcd"] * 200)),
)


def bytes_at(storage: Storage, key: str) -> bytes | None:
    found = storage.read(key)
    return found[0] if found else None


def test_what_is_not_there(storage: Storage) -> None:
    assert storage.head(FEED) is None
    assert storage.read(FEED) is None
    assert list(storage.keys("")) == []
    storage.delete(FEED)


def test_put_then_read_back(storage: Storage, open_it: Open) -> None:
    stored = storage.put(asset(FEED, b"<rss/>"))
    assert stored.sha256 == asset(FEED, b"<rss/>").sha256
    assert (stored.size, stored.content_type) == (6, "application/rss+xml")
    assert open_it().head(FEED) == stored
    assert open_it().read(FEED) == (b"<rss/>", stored.version)


@pytest.mark.parametrize("size", [0, 1, 16 * MIB, 16 * MIB + 1])
def test_files_of_every_size_arrive_whole(storage: Storage, tmp_path: Path, size: int) -> None:
    sent = media(recording(tmp_path, size))
    stored = storage.put(sent)
    assert (stored.sha256, stored.size) == (sent.sha256, size)
    assert storage.head(sent.key) == stored
    assert bytes_at(storage, sent.key) == noise(size)


def test_headers_come_back(storage: Storage) -> None:
    for name in NAMES:
        sent = asset(f"show/{name}", b"x")
        assert storage.put(sent) == storage.head(sent.key)


def test_overwriting_gives_a_new_version(storage: Storage) -> None:
    first = storage.put(asset(FEED, b"1"))
    second = storage.put(asset(FEED, b"2"))
    assert first.version != second.version
    assert bytes_at(storage, FEED) == b"2"


def test_keys_are_sorted_and_under_the_prefix(storage: Storage) -> None:
    for key in ("show/feed.xml", "show/records/b.json", "show/records/a.json", "show-b/feed.xml", "other/feed.xml"):
        storage.put(asset(key, b"x"))
    assert list(storage.keys("")) == sorted(storage.keys(""))
    assert list(storage.keys("show")) == [
        "show-b/feed.xml",
        "show/feed.xml",
        "show/records/a.json",
        "show/records/b.json",
    ]
    assert list(storage.keys("show/records/")) == ["show/records/a.json", "show/records/b.json"]
    assert list(storage.keys("show/records/a")) == ["show/records/a.json"]
    assert list(storage.keys("nothing/")) == []


def test_delete(storage: Storage) -> None:
    storage.put(asset(FEED, b"x"))
    storage.delete(FEED)
    assert storage.head(FEED) is None
    assert list(storage.keys("")) == []


@pytest.mark.parametrize("condition", [Absent(), Unchanged('"stale"')])
def test_a_lost_condition_changes_nothing(storage: Storage, condition: Condition) -> None:
    before = storage.put(asset(FEED, b"1"))
    with pytest.raises(ConflictError, match=r"feed\.xml was changed"):
        storage.put(asset(FEED, b"2"), condition)
    assert storage.head(FEED) == before
    assert list(storage.keys("")) == [FEED]


def test_unchanged_needs_something_there(storage: Storage) -> None:
    with pytest.raises(ConflictError):
        storage.put(asset(FEED, b"1"), Unchanged('"gone"'))
    assert storage.head(FEED) is None


def test_conditions_that_hold(storage: Storage) -> None:
    first = storage.put(asset(FEED, b"1"), Absent())
    found = storage.read(FEED)
    assert found == (b"1", first.version)
    storage.put(asset(FEED, b"2"), Unchanged(first.version))
    assert bytes_at(storage, FEED) == b"2"


def test_a_large_file_only_if_absent(storage: Storage, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 17 * MIB))
    storage.put(sent, Absent())
    with pytest.raises(ConflictError):
        storage.put(sent, Absent())
    assert bytes_at(storage, sent.key) == noise(17 * MIB)


def race(storage: Storage, condition: Condition, bodies: list[bytes]) -> list[bytes]:
    """Let everybody put at the same moment, and give the bodies of those who were told that they won."""
    ready = threading.Barrier(len(bodies))

    def run(body: bytes) -> bytes | None:
        ready.wait(20)
        try:
            storage.put(asset(FEED, body), condition)
        except ConflictError:
            return None
        return body

    with ThreadPoolExecutor(len(bodies)) as lanes:
        return [body for body in lanes.map(run, bodies) if body is not None]


def test_of_eight_who_create_exactly_one_wins(storage: Storage) -> None:
    winners = race(storage, Absent(), [bytes([65 + number]) * 1000 for number in range(8)])
    assert [bytes_at(storage, FEED)] == winners


def test_of_eight_who_replace_exactly_one_wins(storage: Storage) -> None:
    before = storage.put(asset(FEED, b"before"))
    winners = race(storage, Unchanged(before.version), [bytes([65 + number]) * 1000 for number in range(8)])
    assert [bytes_at(storage, FEED)] == winners


def test_no_update_is_lost_when_everybody_adds(storage: Storage) -> None:
    storage.put(asset(FEED, b""))

    def add(name: bytes) -> None:
        for _ in range(60):
            data, version = storage.read(FEED) or (b"", "")
            try:
                storage.put(asset(FEED, data + name), Unchanged(version))
            except ConflictError:
                continue
            return

    with ThreadPoolExecutor(4) as lanes:
        list(lanes.map(add, [b"a", b"b", b"c", b"d"]))
    assert sorted(bytes_at(storage, FEED) or b"") == sorted(b"abcd")


@pytest.mark.parametrize(("size", "change"), [(100, b"other"), (100, b""), (17 * MIB, b"other")])
def test_a_file_that_changed_since_it_was_read_is_refused(
    storage: Storage, tmp_path: Path, size: int, change: bytes
) -> None:
    sent = recording(tmp_path, size)
    sent.path.write_bytes(change + noise(size)[len(change) :] + (b"" if change else b"more"))
    with pytest.raises(PublishError, match="changed since it was read"):
        storage.put(media(sent))
    assert list(storage.keys("")) == []


def test_keys_that_could_mean_something_else_are_refused(storage: Storage) -> None:
    for key in BAD_KEYS:
        for call in (storage.head, storage.read, storage.delete):
            with pytest.raises(PublishError, match="cannot be the name"):
                call(key)
        with pytest.raises(PublishError, match="cannot be the name"):
            storage.put(Asset(key, b"x", "text/plain"))
    assert list(storage.keys("")) == []


def test_prefixes_that_could_mean_something_else_are_refused(storage: Storage) -> None:
    for prefix in ("../", "/", "show/../", "a\\b"):
        with pytest.raises(PublishError, match="cannot be the name"):
            storage.keys(prefix)


def test_the_name_says_where_it_is(storage: Storage) -> None:
    assert "public" in storage.name or storage.name.startswith("s3://pod/test/")
