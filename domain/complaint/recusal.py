"""Recusal by one's own word: who declared an interest in a complaint has no further part in it."""

from domain.complaint.record import ComplaintRecord
from domain.organisation.structure import Organisation
from domain.refusals import Refusal

LEFT_TO_THE_INTERESTED = frozenset({"declare_interest", "add_note", "record_customer_answer"})
"""What they may still do: a customer's word that reaches them is written down, and repeating oneself is no offence."""


class HasAnInterest(Refusal):
    """This person declared an interest in the complaint: they neither handle nor approve it."""

    code = "interest_declared"


class HandledTheFirst(Refusal):
    """This person handled or approved what the re-check looks at again 核查回避: others do it."""

    code = "handled_the_first"


class UnitOfTheFirst(Refusal):
    """The unit whose result is looked at again, or one below it, would look at it 上级核查."""

    code = "unit_of_the_first"


def goes_back(complaint: ComplaintRecord, unit_id: str, organisation: Organisation) -> Refusal | None:
    """Refuse to give a re-check of the superior unit back to the unit that decided the first, or below it."""
    first = complaint.unit_of_the_first
    if first is None or not (unit_id == first or organisation.is_within(unit_id, first)):
        return None
    return UnitOfTheFirst(f"The unit '{first}' decided the first complaint: its re-check stays above it.")


def interested(complaint: ComplaintRecord, user_id: str | None) -> Refusal | None:
    """Refuse somebody who declared an interest, or who had a part in what is looked at again."""
    if user_id in complaint.barred:
        return HandledTheFirst("Who handled or approved the first complaint has no part in its re-check.")
    if user_id not in complaint.interested:
        return None
    return HasAnInterest("Who declared an interest in the complaint neither handles nor approves it.")


def interested_in(complaint: ComplaintRecord, command: str, user_id: str) -> Refusal | None:
    """Refuse a command to somebody who declared an interest, unless it handles and decides nothing."""
    return None if command in LEFT_TO_THE_INTERESTED else interested(complaint, user_id)
