"""A client that costs little: prepared requests on connections that stay open, and no more read than is needed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass
class Answers:
    """What came back: how long each answer took, in seconds, and the first lines of those that were not 2xx."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the last one is answered, until the time is over."""

    def __init__(self, next_request: Callable[[], bytes], answers: Answers, ends_at: float) -> None:
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._next_request = next_request
        self._answers = answers
        self._ends_at = ends_at
        self._received = bytearray()
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Collect an answer; when it is whole, go on."""
        self._received += data
        head = self._received.find(HEAD_END)
        if head < 0 or len(self._received) < head + len(HEAD_END) + body_length(self._received[:head]):
            return
        self._answers.seconds.append(time.perf_counter() - self._sent_at)
        if self._received[9:10] != b"2":
            self._answers.failures.append(bytes(self._received[:500]).decode(errors="replace"))
        self._received.clear()
        if time.perf_counter() < self._ends_at:
            self._send()
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's
        """End."""
        self.closed.set_result(None)

    def _send(self) -> None:
        request = self._next_request()
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def body_length(head: bytes | bytearray) -> int:
    """Read Content-Length; an answer without one has no body."""
    at = head.lower().find(LENGTH)
    return 0 if at < 0 else int(head[at + len(LENGTH) :].partition(b"\r")[0])


async def load(port: int, next_request: Callable[[], bytes], *, connections: int, seconds: float) -> Answers:
    """Keep that many connections busy for some seconds."""
    answers, loop = Answers(), asyncio.get_running_loop()
    ends_at = time.perf_counter() + seconds
    opened = [
        await loop.create_connection(lambda: Connection(next_request, answers, ends_at), "127.0.0.1", port)
        for _ in range(connections)
    ]
    for _, connection in opened:
        await connection.closed
    return answers
