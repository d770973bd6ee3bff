"""How tests ask: commands by somebody, a case to ask about."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from uuid import UUID, uuid4

from application.command import Command, command_id
from application.complaints import Complaints
from application.customers import Customers
from application.interactions import Interactions
from application.ledger import Ledger
from application.persons import Persons
from application.requests import Requests
from application.rights import Rights
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.receiving import Intake
from domain.organisation.structure import KnownUnit, KnownUser, Organisation
from tests.application.memory_log import MemoryLog, memory_ledger
from tests.domain.complaint.values import BY_POST, intake, resolution
from tests.domain.fixed import ANN, CODES, DOCUMENTS

CLERK = Actor("carl", Role.INTAKE, "shanghai")
DAN = Actor("dan", Role.HANDLER, "london")
CAL = Actor("cal", Role.HANDLER, "cards")

_keys = count(1)


def asked(by: Actor = ANN, key: str | None = None, expected_version: int | None = None) -> Command:
    """Return the envelope of a command; the same key by the same person is the same command."""
    identity = command_id(by.user_id, key or f"key-{next(_keys)}")
    return Command(identity, by, client="tests", correlation_id="correlation", expected_version=expected_version)


class Everybody:
    """A directory that knows every unit, none above another, and every user."""

    def user(self, user_id: str) -> KnownUser | None:
        """Return somebody."""
        return KnownUser(user_id, "shanghai", tuple(Role))

    def organisation(self, *unit_ids: str | None) -> Organisation:
        """Return the units."""
        return Organisation({unit_id: KnownUnit(unit_id) for unit_id in unit_ids if unit_id})

    def below(self, unit_id: str) -> frozenset[str]:
        """Return the unit: none lies below another."""
        return frozenset({unit_id})

    def working_in(self, unit_id: str | None, role: Role) -> frozenset[str]:  # noqa: ARG002 - the same for all
        """Return nobody: no unit has people of its own."""
        return frozenset()


RIGHTS = Rights(Everybody())


@dataclass(frozen=True)
class Desk:
    """The use cases on a log of their own."""

    log: MemoryLog
    ledger: Ledger
    complaints: Complaints
    interactions: Interactions
    requests: Requests
    persons: Persons
    customers: Customers

    def receive(self, told: Intake | None = None, by: Actor = ANN) -> UUID:
        """Receive a complaint and return its id."""
        return self.complaints.receive(told or intake(), command=asked(by)).id

    def topics(self, of: UUID) -> list[str]:
        """Name what happened to a case, without the name of its kind."""
        return [entry.event.topic.partition(".")[2] for entry in self.log.history(of)]

    def state(self, of: UUID) -> Complaint:
        """Load a case."""
        return self.log.load(Complaint, of).aggregate

    def accepted(self) -> UUID:
        """Return a case whose decision was accepted, ready to close."""
        case, give = self.receive(), self.complaints
        give.admit(case, command=asked())
        give.start_investigation(case, command=asked())
        give.record_finding(case, "Found.", command=asked())
        give.propose_resolution(case, resolution(), command=asked())
        give.send_decision(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked())
        give.accept_decision(case, "Yes.", at=None, command=asked())
        return case


def keyed(purpose: str, *parts: str) -> bytes:
    """Make bytes with the key of the tests."""
    return sha256(repr((purpose, parts)).encode()).digest()


def desk() -> Desk:
    """Return a desk with an empty log."""
    log = MemoryLog()
    ledger = memory_ledger(log)
    documents = DOCUMENTS.__getitem__
    complaints = Complaints(ledger, lambda: CODES, Everybody(), documents, lambda _: "Asia/Shanghai", keyed=keyed)
    requests = Requests(ledger, lambda: CODES, Everybody(), documents, complaints)
    interactions = Interactions(ledger, lambda: CODES, documents, complaints, requests)
    persons = Persons(ledger, lambda: CODES, keyed)
    customers = Customers(ledger, RIGHTS, lambda: CODES, persons)
    return Desk(log, ledger, complaints, interactions, requests, persons, customers)


def nobody() -> UUID:
    """Return the id of a case that does not exist."""
    return uuid4()
