"""The figures of one process for Prometheus: commands, refusals, latency; lag and parked streams when asked."""

import os
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.exchange import Exchange
from api.services import Health

STATUS: Final = "read_status"
STATUS_RESULTS: Final = {
    200: "shown",
    404: "unknown",
    413: "malformed",
    415: "malformed",
    422: "malformed",
    429: "limited",
}
CONFLICTS: Final = frozenset({"version_mismatch", "version_conflict"})
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
FIGURES_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Set by the supervisor where several processes serve HTTP; the library then counts in files that they share."""
FIRST_FAULT: Final = 500
FIRST_REFUSAL: Final = 400


class Metrics:
    """Counts what happened since the process started."""

    def __init__(self, health: Health) -> None:
        """Register everything; `health` is asked when somebody reads."""
        self.registry = CollectorRegistry()
        self._commands = Counter(
            "redress_commands", "Commands by name and result.", ["command", "result"], registry=self.registry
        )
        self._refusals = Counter("redress_refusals", "Refusals by code.", ["code"], registry=self.registry)
        self._status = Counter(
            "redress_status_questions",
            "Customers who asked for a status, by result.",
            ["result"],
            registry=self.registry,
        )
        self._conflicts = Counter(
            "redress_conflicts", "Commands refused because others had changed the case.", registry=self.registry
        )
        self._seconds = Histogram(
            "redress_request_seconds",
            "Time to answer by route and status class.",
            ["route", "status"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._asked: tuple[Collector, ...] = (ViewFigures(health), OutboxFigures(health))
        for figures in self._asked:
            self.registry.register(figures)

    def observe(self, method: str, route: str, name: str, exchange: Exchange, seconds: float) -> None:
        """Count one answered request; what is posted is a command, but for the question of a customer."""
        self._seconds.labels(route, f"{exchange.status // 100}xx").observe(seconds)
        if name == STATUS:
            self._status.labels(STATUS_RESULTS.get(exchange.status, "failed")).inc()
        elif name and method == "POST":
            self._commands.labels(name, result(exchange.status)).inc()
        if exchange.code:
            self._refusals.labels(exchange.code).inc()
            if exchange.code in CONFLICTS:
                self._conflicts.inc()

    def text(self) -> bytes:
        """Return all figures in the text format; where several processes serve, the sum of what they counted."""
        if FIGURES_VARIABLE not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library's
        for figures in self._asked:
            together.register(figures)
        return generate_latest(together)


class ViewFigures(Collector):
    """How the views stand, asked when somebody reads the figures."""

    def __init__(self, health: Health) -> None:
        """Ask the database through `health`."""
        self._health = health

    def describe(self) -> Iterable[Metric]:
        """Name the figures without asking the database."""
        return self._families()

    def collect(self) -> Iterable[Metric]:
        """Ask."""
        positions, seconds, parked = self._families()
        for view, (behind, age) in self._health.lag().items():
            positions.add_metric([view], behind)
            seconds.add_metric([view], age)
        for view, streams in self._health.parked().items():
            parked.add_metric([view], streams)
        return positions, seconds, parked

    @staticmethod
    def _families() -> tuple[GaugeMetricFamily, GaugeMetricFamily, GaugeMetricFamily]:
        return (
            GaugeMetricFamily(
                "redress_view_lag_positions", "Positions that a view is behind the log.", labels=["view"]
            ),
            GaugeMetricFamily("redress_view_lag_seconds", "Seconds that a view is behind the log.", labels=["view"]),
            GaugeMetricFamily("redress_view_parked_streams", "Streams that a view has parked.", labels=["view"]),
        )


class OutboxFigures(Collector):
    """What of the notices about deadlines was not told yet, asked when somebody reads the figures."""

    NAMED: Final = {
        "waiting": ("redress_notices_waiting", "Notices that were not told yet."),
        "failed": ("redress_notices_failed", "Notices that were given up until somebody retries them."),
        "oldest_waiting_seconds": (
            "redress_notices_oldest_waiting_seconds",
            "For how long the oldest notice that could go out has not.",
        ),
        "without_person": (
            "redress_notices_without_person",
            "Notices for which nobody was found, so that a mailbox was told.",
        ),
        "passed_over": ("redress_notices_passed_over", "Events of clocks that could not be told."),
    }

    def __init__(self, health: Health) -> None:
        """Ask the database through `health`."""
        self._health = health

    def describe(self) -> Iterable[Metric]:
        """Name the figures without asking the database."""
        return [GaugeMetricFamily(*named) for named in self.NAMED.values()]

    def collect(self) -> Iterable[Metric]:
        """Ask."""
        return [GaugeMetricFamily(*self.NAMED[name], value=value) for name, value in self._health.outbox().items()]


def result(status: int) -> str:
    """Return how a command went."""
    if status >= FIRST_FAULT:
        return "failed"
    return "refused" if status >= FIRST_REFUSAL else "done"
