"""Recusal 回避: whom a case is about, and who works below them, have no part in it."""

from domain.actor import Actor
from domain.case.record import CaseFacts, CaseRecord
from domain.organisation.structure import Organisation
from domain.refusals import Refusal


class ConflictOfInterest(Refusal):
    """The case is about this employee 回避."""

    code = "conflict_of_interest"


class SecondPersonNeeded(Refusal):
    """Somebody else did the step before, or has to do this one."""

    code = "second_person_needed"


def conflict_of_interest(case: CaseRecord, by: Actor) -> Refusal | None:
    """Refuse the employee whom the case is about, and whoever works below a unit that this employee heads."""
    return conflicting(case.facts.employee_id in by.recused_from)


def handler_in_conflict(
    case: CaseRecord, handler_id: str | None, unit_id: str, organisation: Organisation
) -> Refusal | None:
    """Refuse as handler or owning unit the employee whom the case is about, and what lies below a unit of theirs."""
    employee = case.facts.employee_id
    return conflicting(employee is not None and (employee == handler_id or organisation.is_under(unit_id, employee)))


def conflicting(is_so: bool) -> Refusal | None:  # noqa: FBT001 - one fact
    """Refuse where there is a conflict of interest."""
    if not is_so:
        return None
    return ConflictOfInterest("The employee whom the case is about, and who works below them, have no part in it.")


def about_oneself(facts: CaseFacts, by: Actor) -> Refusal | None:
    """Refuse to enter a case about oneself: a colleague does."""
    if facts.employee_id != by.user_id:
        return None
    return ConflictOfInterest("A case about you is entered by a colleague.")


def owning_unit(unit_id: str, employee_id: str | None, organisation: Organisation) -> str:
    """Return the unit that owns a case told to a unit; one that nobody is above keeps what is about its head."""
    superior = organisation.superior_of(unit_id, employee_id) if employee_id else None
    return superior or unit_id
