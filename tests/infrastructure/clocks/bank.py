"""A bank under the demo clock: complaints come in, time passes, clocks are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine

from application.command import Command
from domain.actor import Actor, Role
from domain.clock.case_clock import clock_of
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts, Words
from infrastructure.clocks.keeping import ClockKeeping
from infrastructure.clocks.wiring import open_clock_keeping
from infrastructure.demo_clock import install_demo_clock, set_demo_clock
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import domain_event
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.projector import Projector
from infrastructure.rebuild import Rebuild
from infrastructure.view_positions import create_positions
from infrastructure.wiring import Redress, open_redress, publish_shipped_lists, system_command
from projections import clocks
from tests.conftest import Database

START = datetime(2026, 9, 20, tzinfo=UTC)
LI = Actor("li.na", Role.HANDLER, "sh-cards")


class Bank:
    """One bank with its daemon's parts, driven step by step."""

    def __init__(self, database: Database, redress: Redress) -> None:
        """Begin with what ships, and the view of clocks built."""
        self.database, self.redress = database, redress
        install_demo_clock(database.owner_url, START)
        publish_shipped_lists(redress)
        for unit in ("sh-cards", "sh-loans"):
            redress.units.found(unit, unit, None, command=system_command(f"unit {unit}"))
        create_positions(redress.engine)
        reader = LogReader(redress.engine)
        Rebuild(clocks.VIEW, redress.engine, reader).run()
        self._pages = LogPages(reader)
        self._projector = Projector(clocks.VIEW, redress.engine, self._pages)
        self.keeping = self.another_keeping()

    def another_keeping(self) -> ClockKeeping:
        """Return what another worker would keep clocks with."""
        return open_clock_keeping(self.redress)

    def at(self, instant: str) -> datetime:
        """Let it be this instant (UTC), and return it."""
        now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        set_demo_clock(self.database.owner_url, now)
        return now

    def command(self) -> Command:
        """Return the envelope of a command."""
        return Command(uuid4(), LI, "test", "test")

    def receive(self, unit_id: str = "sh-cards", received_at: datetime | None = None) -> UUID:
        """Receive a complaint now, or one that came earlier."""
        load = self.redress.ledger.event_log.load
        from domain.complaint import Complaint  # noqa: PLC0415 - beside its one use

        now = load(Complaint, uuid4()).now
        facts = Facts(received_at or now, "phone", "customer")
        told = Intake(facts, Words("My card was charged twice."), unit_id)
        return self.redress.complaints.receive(told, command=self.command()).id

    def follow(self) -> None:
        """Let the daemon go on until there is nothing to do."""
        while self.keeping.follower.advance(self.keeping._keep):
            pass
        self.show()

    def show(self) -> None:
        """Let the view catch up."""
        self._pages.begin_round()
        while self._projector.advance():
            self._pages.begin_round()

    def tick(self) -> int:
        """Look at the time once, and show what came of it."""
        found = self.keeping.tick()
        self.show()
        return found

    def record(self, case_id: UUID) -> list[Any]:
        """Return what is on record about the clock of a case."""
        return [domain_event(event) for event in EventLog(self.engine).select_events(clock_of(case_id))]

    def topics(self, case_id: UUID, milestone: str) -> list[str]:
        """Return what is on record about a milestone, in short."""
        events = [event for event in self.record(case_id) if getattr(event, "milestone", None) == milestone]
        return [event.topic.partition(".")[2] for event in events]

    @property
    def engine(self) -> Engine:
        """The pool."""
        return self.redress.engine


@contextmanager
def a_bank(database: Database) -> Iterator[Bank]:
    """Lend a bank."""
    redress = open_redress(database.settings, pool_size=8)
    try:
        yield Bank(database, redress)
    finally:
        redress.close()
