"""Reassigning many cases: one command after the other, each with an answer of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from application.command import Command, Receipt
from application.complaints import Complaints
from application.ledger import NotFound
from application.requests import Requests
from application.rights import role_refusal
from domain.refusals import Refusal, refuse_first


@dataclass(frozen=True, slots=True)
class Reassigned:
    """What became of one case: its version, or the code and words of what refused it."""

    case_id: UUID
    reference: str | None
    version: int | None
    code: str | None
    detail: str | None


def reassign(
    complaints: Complaints,
    requests: Requests,
    cases: Sequence[UUID],
    handler_id: str,
    unit_id: str,
    *,
    command: Command,
) -> Iterator[Reassigned]:
    """Give complaints and requests to one handler; one that refuses, as it is about them, does not keep the others.

    Each case has a command of its own, derived from this one: a repeat assigns nothing twice.

    Raises:
        RoleForbidden: The user's role does not assign.
    """
    refuse_first(role_refusal(command.by.role, "complaint.assign"))
    for case_id in dict.fromkeys(cases):
        own = replace(command, id=uuid5(command.id, str(case_id)), causation_id=str(command.id))
        try:
            receipt = assign_any(complaints, requests, case_id, handler_id, unit_id, command=own)
        except Refusal as refusal:
            yield Reassigned(case_id, None, None, refusal.code, str(refusal))
        else:
            yield Reassigned(case_id, receipt.reference, receipt.version, None, None)


def assign_any(
    complaints: Complaints, requests: Requests, case_id: UUID, handler_id: str, unit_id: str, *, command: Command
) -> Receipt:
    """Assign a case of whatever kind.

    Raises:
        Refusal: What the complaint says, or the request where there is no such complaint.
    """
    try:
        return complaints.assign(case_id, handler_id, unit_id, command=command)
    except NotFound:
        return requests.assign(case_id, handler_id, unit_id, command=command)
