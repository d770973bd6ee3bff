"""An escalation by a clock is carried out once, and a complaint that takes none stops nothing."""

from uuid import UUID

from application.notices.escalating import Escalating
from application.notices.telling import ToTell, case_of, has_ended
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.notices.notice import ClockFact, Kind, Recipient
from tests.application.asking import Desk, asked, desk, nobody
from tests.domain.fixed import ANN

SYSTEM = Actor("system", Role.ADMIN, "system")
CHEN = Recipient("pudong", Role.SUPERVISOR, "chen")
SUN = Recipient("pudong", Role.SUPERVISOR, "sun")


def told(given: Desk, case: UUID, *recipients: Recipient, version: int = 4) -> ToTell:
    """Return an escalation of a case to somebody."""
    found = case_of(given.log, case)
    assert found is not None
    fact = ClockFact(UUID(int=9), version, Kind.ESCALATION, "p", "m", 1, 2, "80%", None)
    return ToTell(fact, found, recipients or (CHEN,))


def escalations(given: Desk, case: UUID) -> list[tuple[str, str]]:
    """Return to whom a case was escalated, and why."""
    events = [entry.event for entry in given.log.history(case)]
    return [(event.to, event.reason) for event in events if isinstance(event, Complaint.Escalated)]


def test_each_event_escalates_once_however_often_it_is_carried_out() -> None:
    given = desk()
    case = given.receive()
    for version in (4, 4, 5):
        Escalating(given.ledger, SYSTEM).carry_out(told(given, case, version=version))

    assert escalations(given, case) == [("chen", "p, m, stage 2: 80%")] * 2
    entry = given.log.history(case)[-1]
    assert entry.metadata["user"] == "system"
    assert entry.metadata["causation_id"] == f"{UUID(int=9)}:5"


def test_where_several_are_called_in_or_nobody_the_file_names_their_unit() -> None:
    given = desk()
    case = given.receive()
    Escalating(given.ledger, SYSTEM).carry_out(told(given, case, CHEN, SUN))
    Escalating(given.ledger, SYSTEM).carry_out(told(given, case, Recipient("bank", Role.COMPLIANCE), version=5))

    assert [to for to, _ in escalations(given, case)] == ["pudong", "bank"]


def test_a_complaint_that_ended_meanwhile_refuses_and_nothing_stops() -> None:
    given = desk()
    case = given.receive()
    before = told(given, case)
    given.complaints.withdraw(case, "Never mind.", at=None, command=asked(ANN))
    Escalating(given.ledger, SYSTEM).carry_out(before)

    assert escalations(given, case) == []
    ended = case_of(given.log, case)
    assert ended is not None
    assert has_ended(ended)


def test_what_is_no_case_is_none() -> None:
    assert case_of(desk().log, nobody()) is None
