"""What an escalation of a clock does to the complaint: it stands in the case file, as one by a person does."""

import logging
from datetime import datetime
from typing import Final
from uuid import uuid5

from application.command import Command
from application.ledger import Ledger, VersionConflict
from application.notices.telling import ToTell
from domain.actor import Actor
from domain.complaint import Complaint
from domain.notices.notice import ClockFact, Kind, Recipient
from domain.refusals import Refusal

logger = logging.getLogger(__name__)

NAME: Final = "escalate by clock"


class Escalating:
    """Gives the command `escalate` in the name of the system, once for each event, however often it is asked to."""

    def __init__(self, ledger: Ledger, by: Actor) -> None:
        """Act on a ledger."""
        self._ledger = ledger
        self._by = by

    def carry_out(self, told: ToTell) -> None:
        """Escalate the complaint to whom the clock calls in. Service requests are not escalated: people are told.

        Raises:
            VersionConflict: Others kept changing it; ask again.
        """
        if told.fact.kind is not Kind.ESCALATION or not isinstance(told.case, Complaint):
            return

        def escalate(complaint: Complaint, now: datetime) -> None:
            complaint.escalate(
                called_in(told.recipients[0], len(told.recipients)), reason(told.fact), by=self._by, now=now
            )

        try:
            self._ledger.change(Complaint, told.case.id, self._command(told.fact), escalate)
        except VersionConflict:
            raise
        except Refusal as refusal:
            # It has ended meanwhile: there is nobody to be called in for any more.
            logger.info("not escalated", extra={"case_id": str(told.case.id), "code": refusal.code})

    def _command(self, fact: ClockFact) -> Command:
        command_id = uuid5(fact.clock_id, f"{NAME} {fact.version}")
        cause = f"{fact.clock_id}:{fact.version}"
        return Command(command_id, self._by, client="redress", correlation_id=str(fact.clock_id), causation_id=cause)


def called_in(first: Recipient, number: int) -> str:
    """Return who is called in as the case file names it: the one person, or the unit in which several are."""
    return first.user_id if number == 1 and first.user_id else first.unit_id


def reason(fact: ClockFact) -> str:
    """Return why, in words of the policy."""
    return f"{fact.pack}, {fact.milestone}, stage {fact.stage}: {fact.step}"
