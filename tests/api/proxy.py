"""A way to the database that can be cut."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65_536


class Proxy:
    """Passes connections on to a server, until it is told to cut them all and let none in."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on a free port; `run` does the work."""
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._other: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()
        self._stopped = False
        self.is_open = True
        self.port: int = self._listener.getsockname()[1]
        self._selector.register(self._listener, selectors.EVENT_READ)

    def run(self) -> None:
        """Pass bytes on until `stop`."""
        while not self._stopped:
            for ready, _ in self._selector.select(timeout=0.05):
                with self._lock:
                    self._accept() if ready.fileobj is self._listener else self._pass(ready.fileobj)

    def cut(self) -> None:
        """Break every connection, and let none in."""
        with self._lock:
            self.is_open = False
            while self._other:
                self._drop(next(iter(self._other)))

    def mend(self) -> None:
        """Let connections in again."""
        self.is_open = True

    def stop(self) -> None:
        """End the work."""
        self._stopped = True

    def close(self) -> None:
        """Give everything back, when the work has ended."""
        self.cut()
        self._selector.close()
        self._listener.close()

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        if not self.is_open:
            client.close()
            return
        server = socket.create_connection(self._target)
        for one, other in ((client, server), (server, client)):
            self._other[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass(self, one: object) -> None:
        if not isinstance(one, socket.socket) or one not in self._other:
            return
        try:
            received = one.recv(CHUNK)
            self._other[one].sendall(received)
        except OSError:
            received = b""
        if not received:
            self._drop(one)

    def _drop(self, one: socket.socket) -> None:
        for side in (one, self._other[one]):
            del self._other[side]
            self._selector.unregister(side)
            side.close()


@contextmanager
def proxied(url: str) -> Iterator[tuple[Proxy, str]]:
    """Lend a proxy before the server of a URL, and the URL that leads through it."""
    parts = urlsplit(url)
    proxy = Proxy(parts.hostname or "", parts.port or 0)
    thread = threading.Thread(target=proxy.run)
    thread.start()
    try:
        access = parts.netloc.rpartition("@")[0]
        yield proxy, urlunsplit(parts._replace(netloc=f"{access}@127.0.0.1:{proxy.port}"))
    finally:
        proxy.stop()
        thread.join()
        proxy.close()
