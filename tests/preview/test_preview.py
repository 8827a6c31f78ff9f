"""The preview server, asked over real connections as a podcast app or a browser would ask."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import ContentError, PublishError
from pipeline.events import Event
from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import Asset
from pipeline.tools.folder import FolderStorage
from pipeline.tools.serve import serve

AUDIO = bytes(range(256)) * 800
MEDIA = "/fremskritt/media/en-0123456789ab.mp3"

PROGRAM = """
import sys
from pathlib import Path
from pipeline.tools.serve import serve
serve(Path(sys.argv[1]), 0, tell=lambda event: print(event.text, flush=True))
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Preview:
    port: int
    process: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            reply = connection.getresponse()
            return Answer(reply.status, reply.headers, reply.read())
        finally:
            connection.close()


def start(folder: Path) -> Preview:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:"), address
    return Preview(int(address.rstrip("/").rpartition(":")[2]), process)


def stop(preview: Preview) -> None:
    preview.process.kill()
    preview.process.communicate(timeout=10)


def publish(folder: Path, files: dict[str, bytes]) -> None:
    storage = FolderStorage(folder)
    for key, body in files.items():
        storage.put(Asset(key, body, content_type(key), cache_control(key)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("preview")
    (top / "secret.txt").write_text("secret", encoding="utf-8")
    publish(
        top / "public",
        {
            "fremskritt/feed.xml": b"<rss/>",
            "fremskritt/index.html": "<h1>Fremskritt på norsk</h1>".encode(),
            "fremskritt/episodes/en/index.html": b"<h1>En</h1>",
            MEDIA[1:]: AUDIO,
            "fremskritt/media/en-0123456789ab.vtt": b"WEBVTT\n",
            "fremskritt/media/en-0123456789ab.chapters.json": b"{}",
        },
    )
    (top / "public" / ".env").write_text("secret", encoding="utf-8")
    (top / "public" / ".git").mkdir()
    (top / "public" / ".git" / "config").write_text("secret", encoding="utf-8")
    (top / "public" / "out.txt").symlink_to(top / "secret.txt")
    return top / "public"


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    running = start(folder)
    yield running
    stop(running)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/fremskritt/feed.xml", "application/rss+xml"),
        ("/fremskritt/", "text/html; charset=utf-8"),
        ("/fremskritt/episodes/en/", "text/html; charset=utf-8"),
        (MEDIA, "audio/mpeg"),
        ("/fremskritt/media/en-0123456789ab.vtt", "text/vtt"),
        ("/fremskritt/media/en-0123456789ab.chapters.json", "application/json+chapters"),
    ],
)
def test_types_and_security_headers(preview: Preview, path: str, kind: str) -> None:
    answer = preview.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_page_is_asked_for_again_and_media_is_kept(preview: Preview) -> None:
    assert preview.get("/fremskritt/feed.xml").headers["cache-control"] == "no-cache"
    assert "immutable" in preview.get(MEDIA).headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=204700-", 204700, 204800),
        ("bytes=-10", 204790, 204800),
        ("bytes=204790-999999999", 204790, 204800),
    ],
)
def test_ranges(preview: Preview, asked: str, start: int, end: int) -> None:
    answer = preview.get(MEDIA, range=asked)
    assert answer.status == 206
    assert answer.body == AUDIO[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(AUDIO)}"
    assert answer.headers["content-type"] == "audio/mpeg"


def test_a_range_past_the_end(preview: Preview) -> None:
    answer = preview.get(MEDIA, range="bytes=999999999-")
    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{len(AUDIO)}")


def test_a_range_of_another_version_gives_the_whole(preview: Preview) -> None:
    answer = preview.get(MEDIA, range="bytes=0-9", if_range='"old"')
    assert (answer.status, answer.body) == (200, AUDIO)


def test_head(preview: Preview) -> None:
    answer = preview.get(MEDIA, "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(AUDIO))
    assert answer.headers["accept-ranges"] == "bytes"


def test_unchanged_is_304(preview: Preview) -> None:
    first = preview.get("/fremskritt/feed.xml")
    again = preview.get("/fremskritt/feed.xml", if_none_match=first.headers["etag"])
    since = preview.get("/fremskritt/feed.xml", if_modified_since=first.headers["last-modified"])
    assert (again.status, again.body, since.status) == (304, b"", 304)
    assert preview.get("/fremskritt/feed.xml", if_none_match='"other"').body == b"<rss/>"


def test_a_republished_feed_is_seen(tmp_path: Path) -> None:
    publish(tmp_path, {"show/feed.xml": b"one"})
    running = start(tmp_path)
    try:
        first = running.get("/show/feed.xml")
        publish(tmp_path, {"show/feed.xml": b"two"})
        assert running.get("/show/feed.xml", if_none_match=first.headers["etag"]).body == b"two"
    finally:
        stop(running)


def test_a_folder_without_slash_is_redirected(preview: Preview) -> None:
    answer = preview.get("/fremskritt/episodes/en")
    assert answer.status == 307
    assert answer.headers["location"].endswith("/fremskritt/episodes/en/")


@pytest.mark.parametrize(
    "path",
    [
        *("/.env", "/.git/config", "/.publish.lock", "/fremskritt/.x", "/%2eenv"),
        *("/../secret.txt", "/%2e%2e/secret.txt", "/fremskritt/../../secret.txt", "/..%2fsecret.txt"),
        *("/%2e%2e%5csecret.txt", "//etc/passwd", "/%2fetc/passwd", "/out.txt", "/a%00b", "/c:/windows/win.ini"),
        *("/nothing", "/fremskritt/media/", "/fremskritt/records", "/" + "a" * 3000, "/bl%C3%A5b%C3%A6r"),
    ],
)
def test_what_is_not_published_is_not_there(preview: Preview, path: str) -> None:
    answer = preview.get(path)
    assert answer.status == 404
    assert "Fant ikke siden" in answer.text
    assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/fremskritt/feed.xml"])
def test_nothing_can_be_written(preview: Preview, path: str, method: str) -> None:
    answer = preview.get(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_the_only_show_is_the_front_page(preview: Preview) -> None:
    answer = preview.get("/")
    assert (answer.status, answer.headers["location"]) == (307, "/fremskritt/")


def test_several_shows_are_listed(tmp_path: Path) -> None:
    publish(tmp_path, {"b-show/feed.xml": b"", "a-show/feed.xml": b"", "other/readme.txt": b""})
    running = start(tmp_path)
    try:
        answer = running.get("/")
    finally:
        stop(running)
    assert answer.status == 200
    assert '<html lang="nb">' in answer.text
    assert answer.text.index('href="/a-show/"') < answer.text.index('href="/b-show/"')
    assert "other" not in answer.text


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    running = start(tmp_path)
    try:
        assert "Ingenting er publisert" in running.get("/").text
    finally:
        stop(running)


def test_a_taken_port_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    told: list[Event] = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PublishError, match=f"port {port} .*choose another port"):
            serve(tmp_path, port, tell=told.append)
    with pytest.raises(ContentError, match="nothing to preview"):
        serve(tmp_path / "none", 0, tell=told.append)
    assert told == []


def test_ctrl_c_ends_it_soon_even_while_somebody_listens(tmp_path: Path) -> None:
    publish(tmp_path, {"show/media/long-0123456789ab.mp3": bytes(30_000_000)})
    running = start(tmp_path)
    try:
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as listener:
            listener.sendall(b"GET /show/media/long-0123456789ab.mp3 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert listener.recv(100).startswith(b"HTTP/1.1 200")
            running.process.send_signal(signal.SIGINT)
            running.process.wait(10)
    finally:
        stop(running)
