"""What goes over the wire to a real S3 server, and what is made of lost requests and of other servers' habits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import ConflictError, PublishError
from pipeline.model.release import Absent, Unchanged
from pipeline.model.workspace import Target
from pipeline.tools.s3.checksums import of_bytes
from servers import S3Server
from storage.proxy import Meddling, Request, proxy_to
from storage.samples import FEED, asset, media, noise, recording
from storage.wire import Wire, wired

MIB = 1 << 20


@pytest.fixture
def wire(s3_env: S3Server, s3_target: Target) -> Iterator[Wire]:
    with proxy_to(s3_env.endpoint) as proxy:
        yield wired(s3_env, s3_target, proxy)


def first(matches: Callable[[Request], bool], then: Meddling, times: int = 1) -> Callable[[Request], Meddling]:
    """Meddle with the first requests that match, and pass on the others."""
    left = [then] * times
    return lambda request: left.pop() if left and matches(request) else "pass"


def test_a_lost_condition_uploads_nothing(wire: Wire, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 17 * MIB))
    wire.direct.put(sent)
    with pytest.raises(ConflictError):
        wire.through.put(sent, Absent())
    assert [request.method for request in wire.proxy.seen] == ["HEAD"]


@pytest.mark.parametrize("kind", ["absent", "unchanged"])
def test_a_write_whose_answer_was_lost_is_not_taken_for_a_conflict(wire: Wire, kind: str) -> None:
    condition = Absent() if kind == "absent" else Unchanged(wire.direct.put(asset(FEED, b"before")).version)
    wire.proxy.meddle = first(lambda request: request.is_put, "lose answer")
    assert wire.through.put(asset(FEED, b"after"), condition) == wire.direct.head(FEED)
    assert wire.body(FEED) == b"after"
    assert sum(request.is_put for request in wire.proxy.seen) > 1


def test_a_conflict_after_a_lost_answer_is_a_conflict(wire: Wire) -> None:
    def overtake(request: Request) -> Meddling:
        if request.is_put and not wire.direct.head(FEED):
            wire.direct.put(asset(FEED, b"theirs"))
            return "lose answer"
        return "pass"

    wire.proxy.meddle = overtake
    with pytest.raises(ConflictError):
        wire.through.put(asset(FEED, b"mine"), Absent())
    assert wire.body(FEED) == b"theirs"


def test_a_completed_upload_whose_answer_was_lost(wire: Wire, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 17 * MIB))
    wire.proxy.meddle = first(lambda request: request.method == "POST" and "uploadId=" in request.path, "lose answer")
    assert wire.through.put(sent, Absent()) == wire.direct.head(sent.key)
    assert wire.unfinished() == []


def test_lost_requests_are_sent_again_but_not_for_ever(wire: Wire) -> None:
    wire.proxy.meddle = first(lambda request: request.is_put, "lose request", times=2)
    assert wire.through.put(asset(FEED, b"x")) == wire.direct.head(FEED)
    wire.proxy.seen.clear()
    wire.proxy.meddle = lambda request: "lose request" if request.is_put else "pass"
    with pytest.raises(PublishError, match=r"feed\.xml at http://127\.0\.0\.1:\d+ cannot be reached"):
        wire.through.put(asset(FEED, b"y"))
    assert len(wire.proxy.seen) == 3


def test_an_upload_that_was_broken_off_is_continued(wire: Wire, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 25 * MIB))
    wire.proxy.meddle = lambda request: "lose request" if "partNumber=3" in request.path else "pass"
    with pytest.raises(PublishError, match="cannot be reached"):
        wire.through.put(sent)
    assert wire.direct.head(sent.key) is None
    assert len(wire.unfinished()) == 1
    wire.proxy.seen.clear()
    wire.proxy.meddle = lambda _request: "pass"
    assert wire.through.put(sent) == wire.direct.head(sent.key)
    assert wire.sent_parts() == ["3", "4"]
    assert wire.body(sent.key) == noise(25 * MIB)
    assert wire.unfinished() == []


def test_parts_of_other_bytes_are_not_used(wire: Wire, tmp_path: Path) -> None:
    """A key that lied: what was begun for other bytes carries their checksum, is found out, and is then redone."""
    key = "show/media/one-0123456789ab.mp3"
    wire.proxy.meddle = lambda request: "lose request" if "partNumber=2" in request.path else "pass"
    with pytest.raises(PublishError):
        wire.through.put(asset(key, recording(tmp_path, 17 * MIB, b"old")))
    new = asset(key, recording(tmp_path, 17 * MIB, b"new"))
    with pytest.raises(PublishError, match="SHA-256"):
        wire.direct.put(new)
    assert wire.direct.put(new).sha256 == new.sha256
    assert wire.body(key) == noise(17 * MIB, b"new")


def test_a_lost_race_of_large_files_leaves_no_upload(wire: Wire, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 17 * MIB))

    def overtake(request: Request) -> Meddling:
        if "partNumber=3" in request.path and not wire.direct.head(sent.key):
            wire.direct.put(asset(sent.key, b"theirs"))
        return "pass"

    wire.proxy.meddle = overtake
    with pytest.raises(ConflictError):
        wire.through.put(sent, Absent())
    assert wire.body(sent.key) == b"theirs"
    assert wire.unfinished() == []


def test_two_who_upload_the_same_large_file_both_succeed(wire: Wire, tmp_path: Path) -> None:
    sent = media(recording(tmp_path, 17 * MIB))

    def other_is_quicker(request: Request) -> Meddling:
        if "partNumber=2" in request.path and not wire.direct.head(sent.key):
            wire.direct.put(sent)
        return "pass"

    wire.proxy.meddle = other_is_quicker
    assert wire.through.put(sent) == wire.direct.head(sent.key)
    assert wire.unfinished() == []


def test_a_later_writer_is_no_failure_of_the_earlier(wire: Wire) -> None:
    def write_after(request: Request) -> Meddling:
        if request.method == "HEAD" and any(earlier.is_put for earlier in wire.proxy.seen):
            wire.direct.put(asset(FEED, b"theirs"))
        return "pass"

    wire.proxy.meddle = write_after
    mine = wire.through.put(asset(FEED, b"mine"))
    assert mine.sha256 == asset(FEED, b"mine").sha256
    with pytest.raises(ConflictError):
        wire.direct.put(asset(FEED, b"next"), Unchanged(mine.version))


def test_a_server_without_conditions_is_written_to_after_a_look(wire: Wire) -> None:
    wire.proxy.meddle = lambda request: 501 if {"if-match", "if-none-match"} & set(request.headers) else "pass"
    stored = wire.through.put(asset(FEED, b"1"), Absent())
    assert wire.through.put(asset(FEED, b"2"), Unchanged(stored.version)).version != stored.version
    for condition in (Absent(), Unchanged(stored.version)):
        with pytest.raises(ConflictError):
            wire.through.put(asset(FEED, b"3"), condition)
    assert wire.body(FEED) == b"2"


def test_ceph_wants_the_version_without_quotes(wire: Wire) -> None:
    wire.proxy.meddle = lambda request: 412 if '"' in request.headers.get("if-match", "") else "pass"
    stored = wire.through.put(asset(FEED, b"1"))
    wire.through.put(asset(FEED, b"2"), Unchanged(stored.version))
    assert wire.body(FEED) == b"2"


@pytest.mark.parametrize(("status", "hint"), [(403, "credentials"), (507, "make room"), (500, "run it again")])
def test_refusals_say_where_and_what_to_do(wire: Wire, status: int, hint: str) -> None:
    wire.proxy.meddle = lambda request: status if request.is_put else "pass"
    with pytest.raises(PublishError, match=rf"{FEED} at {wire.proxy.endpoint}.*{status}.*{hint}"):
        wire.through.put(asset(FEED, b"x"))


def test_an_encoding_that_readers_would_see_is_found(wire: Wire) -> None:
    """An object as a misunderstood upload leaves it does not pass for what should be there."""
    wanted = asset(FEED, b"x")
    wire.client.put_object(
        Bucket=wire.server.bucket,
        Key=f"{wire.prefix}/{FEED}",
        Body=b"x",
        ContentType=wanted.content_type,
        CacheControl=wanted.cache_control,
        ContentEncoding="aws-chunked",
        Metadata={"sha256": wanted.sha256},
    )
    found = wire.direct.head(FEED)
    assert found
    assert found.sha256 is None
    assert wire.direct.put(wanted).sha256 == wanted.sha256


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"content-encoding": "aws-chunked"}, "stored with Content-Encoding aws-chunked"),
        ({"x-amz-checksum-sha256": of_bytes(b"damaged")}, "stored with another checksum"),
        ({"content-type": "binary/octet-stream"}, "type 'binary/octet-stream' instead of 'application/rss"),
        ({"cache-control": ""}, "Cache-Control '' instead of 'public"),
        ({"content-length": "7"}, "length 7 instead of 6"),
    ],
)
def test_what_stands_there_is_looked_at(wire: Wire, said: dict[str, str], told: str) -> None:
    wire.proxy.retouch = said
    with pytest.raises(PublishError, match=told):
        wire.through.put(asset(FEED, b"<rss/>"))


def test_what_is_gone_at_once_is_told(wire: Wire) -> None:
    wire.proxy.meddle = lambda request: 404 if request.method == "HEAD" else "pass"
    with pytest.raises(PublishError, match="was stored, and is not there"):
        wire.through.put(asset(FEED, b"x"))


def test_a_server_that_tells_nothing_of_the_bytes(wire: Wire) -> None:
    wire.proxy.retouch = {"x-amz-checksum-sha256": "", "x-amz-meta-sha256": ""}
    stored = wire.through.put(asset(FEED, b"x"))
    assert (stored.sha256, stored.size) == (None, 1)
    assert wire.through.head(FEED) == stored
