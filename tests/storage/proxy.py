"""A proxy in front of a real server: it sees every request, and can answer or break off in the server's stead."""

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Meddling = Literal["pass", "lose request", "lose answer"] | int
"""Pass the request on, break off before or after that, or answer with this HTTP status."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_put(self) -> bool:
        return self.method == "PUT"


@dataclass(slots=True)
class Proxy:
    upstream: str
    endpoint: str = ""
    meddle: Callable[[Request], Meddling] = lambda _request: "pass"
    retouch: dict[str, str] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)

    def forward(self, request: Request) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self.upstream.removeprefix("http://"), timeout=20)
        try:
            connection.request(request.method, request.path, request.body, request.headers)
            reply = connection.getresponse()
            headers = reply.getheaders()
            return reply.status, self.retouched(headers) if request.method == "HEAD" else headers, reply.read()
        finally:
            connection.close()

    def retouched(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Say of an object what another server might say: ``retouch`` replaces headers, or with '' removes them."""
        kept = [(name, value) for name, value in headers if name.lower() not in self.retouch]
        return kept + [(name, value) for name, value in self.retouch.items() if value]


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_args: object) -> None:
        """Say nothing of a client that was killed, or does not trust us: the test knows."""


@contextmanager
def proxy_to(upstream: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    proxy = Proxy(upstream)
    server = _Server(("127.0.0.1", 0), _handler(proxy))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    proxy.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items() if name.lower() != "expect"}
            request = Request(self.command, self.path, headers, body)
            proxy.seen.append(request)
            self.answer(request, proxy.meddle(request))

        def answer(self, request: Request, meddling: Meddling) -> None:
            self.close_connection = meddling != "pass"
            if isinstance(meddling, int):
                self.reply(meddling, [("Content-Length", "0"), ("Connection", "close")], b"")
            elif meddling != "lose request":
                reply = proxy.forward(request)
                if meddling == "pass":
                    self.reply(*reply)

        def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.pass_on)
    return Handler
