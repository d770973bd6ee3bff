"""A web server on loopback that keeps what is posted to it."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.infrastructure.outbox.mail_server import CERTIFICATE


@dataclass
class WebServer:
    """What was posted: path, headers, body; and what is answered."""

    url: str = ""
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204
    location: str | None = None


@contextmanager
def web_server(*, tls: bool = False) -> Iterator[WebServer]:
    """Run a server on a free port until the block ends."""
    kept = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            kept.posted.append((self.path, dict(self.headers.items()), body))
            self.send_response(kept.status)
            if kept.location:
                self.send_header("Location", kept.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    kept.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
