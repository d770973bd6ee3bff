"""A bank whose units and users a test puts together, and a case in it."""

from collections.abc import Sequence
from dataclasses import replace

from application.notices.recipients import Recipients
from application.rights import Rights
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.values import Confidentiality
from domain.organisation.structure import KnownUnit, KnownUser, Organisation
from tests.application.memory_log import MemoryLog
from tests.domain.complaint.values import REFERENCE, facts, intake
from tests.domain.fixed import CODES, NOW
from tests.domain.language import STREAM

CLERK = Actor("clerk", Role.HANDLER, "elsewhere")

TREE = (("bank", None, "president"), ("shanghai", "bank", "wang"), ("pudong", "shanghai", "chen"))
"""Units, the unit above each, and who heads it."""

STAFF = {
    "president": ("bank", Role.SUPERVISOR),
    "wang": ("shanghai", Role.SUPERVISOR),
    "chen": ("pudong", Role.SUPERVISOR),
    "sun": ("pudong", Role.SUPERVISOR),
    "li": ("pudong", Role.HANDLER),
    "zhao": ("pudong", Role.HANDLER),
    "qian": ("bank", Role.COMPLIANCE),
    "zhou": ("london", Role.QUALITY),
}


class Bank:
    """A directory of some units and people. Who has no staff is not there."""

    def __init__(self, staff: Sequence[str] = tuple(STAFF), *, inactive: Sequence[str] = ()) -> None:
        self._users = {
            name: KnownUser(name, unit_id, (role,), is_active=name not in inactive)
            for name, (unit_id, role) in STAFF.items()
            if name in staff
        }
        self._units = {unit_id: KnownUnit(unit_id, unit_id, above, head) for unit_id, above, head in TREE}

    def user(self, user_id: str) -> KnownUser | None:
        """Return somebody."""
        return self._users.get(user_id)

    def organisation(self, *_: str | None) -> Organisation:
        """Return all units."""
        return Organisation(self._units)

    def below(self, unit_id: str) -> frozenset[str]:
        """Return the units under one."""
        organisation = self.organisation()
        return frozenset(one for one in self._units if organisation.is_within(one, unit_id))

    def working_in(self, unit_id: str | None, role: Role) -> frozenset[str]:
        """Return who works in a unit in a role, those who left included: lists lag."""
        return frozenset(
            one.user_id for one in self._users.values() if unit_id in {None, one.unit_id} and role in one.roles
        )

    def told(self, case: Complaint, *to: str) -> list[str]:
        """Name whom a case is told to: people by their id, mailboxes by unit and role."""
        recipients = Recipients(MemoryLog(), self, Rights(self))
        return [one.user_id or f"{one.role} of {one.unit_id}" for one in recipients.of(case, *to)]


def complaint(
    handler: str | None = "li", unit: str = "pudong", *, about: str | None = None, confidential: bool = False
) -> Complaint:
    """Return a complaint in the hands of somebody."""
    made = Complaint.receive(
        intake(unit_id=unit, facts=facts(employee_id=about)),
        stream_id=STREAM,
        reference=REFERENCE,
        codes=CODES,
        by=CLERK,
        now=NOW,
        organisation=Bank().organisation(),
    )
    made.handler_id = handler
    made.received_by = None
    if confidential:
        made.confidentiality = Confidentiality("whistleblower", CLERK.user_id)
    return made


def with_interest(case: Complaint, *users: str) -> Complaint:
    """Let users have declared an interest."""
    case.interested = users
    return case


def among_several_roles(bank: Bank, user_id: str, *roles: Role) -> Bank:
    """Give a user other roles."""
    bank._users[user_id] = replace(bank._users[user_id], roles=roles)
    return bank
