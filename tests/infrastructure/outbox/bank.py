"""A bank on a real database: units, users, a complaint, and what its clock records."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from application.command import Command
from domain.actor import Actor, Role
from domain.clock.case_clock import Breach, CaseClock, Deadline, OfCycle, clock_of
from domain.complaint.receiving import Intake
from domain.complaint.values import Facts
from infrastructure.demo_clock import install_demo_clock
from infrastructure.log_reader import LogReader
from infrastructure.outbox.follower import notice_follower
from infrastructure.rebuild import Rebuild
from infrastructure.registration import register
from infrastructure.view_positions import create_positions
from infrastructure.wiring import SYSTEM, Redress, open_redress, publish_shipped_lists
from projections import organisation
from tests.conftest import Database
from tests.domain.complaint.values import WORDS
from tests.infrastructure.outbox.told import NOON

LI = Actor("li", Role.HANDLER, "sh-pudong")
CHEN = Actor("chen", Role.SUPERVISOR, "sh-pudong")
WANG = Actor("wang", Role.SUPERVISOR, "sh-all")
QIAN = Actor("qian", Role.COMPLIANCE, "bank")
TREE = (("bank", None), ("sh-all", "bank"), ("sh-pudong", "sh-all"))
HEADS = {"sh-pudong": CHEN, "sh-all": WANG}
PACK, MILESTONE = "cn-nfra-2020-3", "decide_and_notify"
DUE = NOON - timedelta(minutes=5)
BREACH = Breach(DUE, "time", is_regulatory=True, breach_class=None)


@dataclass
class Bank:
    """The engine of one process, and those who work with it."""

    redress: Redress

    def case(self, handler: Actor | None = LI, received_at: datetime = NOON - timedelta(days=15)) -> UUID:
        """Receive a complaint and let somebody take it."""
        facts = Facts(received_at=received_at, channel="phone", source="customer")
        case = self.redress.complaints.receive(Intake(facts, WORDS, "sh-pudong"), command=asked(CHEN)).id
        if handler:
            self.redress.complaints.assign(case, handler.user_id, handler.unit_id, command=asked(CHEN))
        return case

    def on_record(self, case: UUID, *steps: Callable[[CaseClock, OfCycle], object], milestone: str = MILESTONE) -> None:
        """Let the clock of a case record something."""
        of = OfCycle(case, 1, PACK, milestone, 1, 1)

        def decide(clock: CaseClock, _: datetime) -> None:
            for step in steps:
                step(clock, of)

        self.redress.ledger.change(CaseClock, clock_of(case), asked(SYSTEM), decide, may_begin=True)

    def follow(self) -> None:
        """Follow the log to its end, as a daemon that just started."""
        follower = notice_follower(self.redress)
        while follower.advance():
            pass


def due() -> Callable[[CaseClock, OfCycle], object]:
    """Let the deadline be set."""
    deadline = Deadline(
        started_at=NOON - timedelta(days=15),
        due_at=DUE,
        due_on=DUE.date(),
        is_provisional=False,
        is_regulatory=True,
        pack_version=1,
        calendar="cn",
        calendar_version="1",
        time_zone_data="2026a",
        ladder=(),
    )
    return lambda clock, of: clock.set_due(of, deadline, "received", now=NOON)


def warn(step: str = "80%") -> Callable[[CaseClock, OfCycle], object]:
    """Let a warning come."""
    return lambda clock, of: clock.warn(of, step, DUE, at=DUE - timedelta(hours=1), now=NOON)


def breach(told: Breach = BREACH) -> Callable[[CaseClock, OfCycle], object]:
    """Let the deadline have passed."""
    return lambda clock, of: clock.breach(of, told, now=NOON)


def escalate(to: str, step: str = "+PT0S") -> Callable[[CaseClock, OfCycle], object]:
    """Let somebody be called in."""
    return lambda clock, of: clock.escalate(of, step, to, DUE, at=DUE, now=NOON)


def asked(by: Actor) -> Command:
    """Return the envelope of a command."""
    command_id = uuid4()
    return Command(command_id, by, client="tests", correlation_id=str(command_id))


@contextmanager
def opened_bank(database: Database, *, at_noon: bool = True, **settings: object) -> Iterator[Bank]:
    """Found the bank, at noon by a clock that a test may move unless it is to be now."""
    if at_noon:
        install_demo_clock(database.owner_url, NOON)
    redress = open_redress(database.settings.replace(**settings), pool_size=8)
    try:
        publish_shipped_lists(redress)
        for unit_id, above in TREE:
            redress.units.found(unit_id, unit_id, above, command=asked(SYSTEM))
        for actor in (LI, CHEN, WANG, QIAN):
            register(redress, actor.user_id, actor.role, actor.unit_id)
        for unit_id, head in HEADS.items():
            redress.units.appoint_head(unit_id, head.user_id, command=asked(SYSTEM))
        create_positions(redress.engine)
        Rebuild(organisation.VIEW, redress.engine, LogReader(redress.engine)).run()
        redress.directory.forget()
        yield Bank(redress)
    finally:
        redress.close()
