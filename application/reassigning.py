"""Reassigning many cases: one command after the other, each with an answer of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from application.command import Command
from application.complaints import Complaints
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
    complaints: Complaints, cases: Sequence[UUID], handler_id: str, unit_id: str, *, command: Command
) -> Iterator[Reassigned]:
    """Give cases to one handler; a case that refuses, such as one about the handler, does not keep the others.

    Each case has a command of its own, derived from this one: a repeat assigns nothing twice.

    Raises:
        RoleForbidden: The user's role does not assign.
    """
    refuse_first(role_refusal(command.by.role, "complaint.assign"))
    for case_id in dict.fromkeys(cases):
        own = replace(command, id=uuid5(command.id, str(case_id)), causation_id=str(command.id))
        try:
            receipt = complaints.assign(case_id, handler_id, unit_id, command=own)
        except Refusal as refusal:
            yield Reassigned(case_id, None, None, refusal.code, str(refusal))
        else:
            yield Reassigned(case_id, receipt.reference, receipt.version, None, None)
