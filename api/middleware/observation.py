"""The outermost layer: correlation id, security headers, one line of log and a few figures for every request."""

import logging
import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import INTERNAL
from api.exchange import SCOPE_KEY, Exchange, correlation, correlation_id
from api.metrics import Metrics

logger = logging.getLogger("redress.request")

SECURITY: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""Answers hold personal data, and files that somebody sent: nothing keeps, guesses, frames or runs them."""

PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})

UNMATCHED: Final = "unmatched"
"""Stands for a path that no route has: it may hold anything."""


class Observation:
    """Gives every request its id, lets no exception out, and tells the log and the metrics how it went.

    Neither learns more of the path than its template, and nothing of query, body and user.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Stand around an application."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = Exchange(correlation_id(scope["headers"]))
        scope[SCOPE_KEY] = exchange
        correlation.set(exchange.correlation_id)
        marks = (*SECURITY, (b"x-correlation-id", exchange.correlation_id.encode()))

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message.get("headers", ()), *marks]
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, mark)
        except Exception:
            logger.exception("Unexpected.")
            if exchange.status:
                # The answer has begun: breaking the connection is all that is left to say.
                raise
            exchange.code = INTERNAL.code
            await INTERNAL.response(exchange.correlation_id)(scope, receive, mark)
        finally:
            self._tell(scope, exchange, time.perf_counter() - started)

    def _tell(self, scope: Scope, exchange: Exchange, seconds: float) -> None:
        """Write the line and the figures."""
        route = scope.get("route")
        template, name = getattr(route, "path", UNMATCHED), getattr(route, "name", "")
        self._metrics.observe(scope["method"], template, name, exchange, seconds)
        # A probe asks several times a second, and says nothing new.
        logger.log(
            logging.DEBUG if template in PROBES else logging.INFO,
            "request",
            extra={
                "method": scope["method"],
                "route": template,
                "status": exchange.status,
                "code": exchange.code,
                "ms": round(seconds * 1000, 2),
            },
        )
