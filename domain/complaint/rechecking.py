"""Any time, re-check 核查: the superior unit looks at the result again, in a complaint of its own."""

from dataclasses import replace
from datetime import date, datetime
from typing import Self
from uuid import UUID

from domain.actor import Actor
from domain.case.recusal import owning_unit
from domain.codes import Codes
from domain.complaint.case_rules import CaseRules
from domain.complaint.party import COMPLAINANT_ID
from domain.complaint.receiving import Intake, Receiving
from domain.complaint.recheck_window import last_day, window_closed
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.related import Recheck, RecheckResult
from domain.complaint.rules import BeforeReceipt, happened, in_the_future, out_of_time
from domain.complaint.same_people import taken_over
from domain.complaint.standing_beside import NoSuchRecheck
from domain.complaint.values import Precision, Words
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Id
from domain.refusals import Refusal


class RecheckRequested(ComplaintEvent):
    """The complainant asked the superior unit to look at the result again; `occurred_at` is when.

    `unit_id` received it at `received_at`. `window_until`: the last local day for it, null where it had not begun.
    """

    topic = "complaint.recheck_requested"

    recheck_id: Id
    case_id: UUID
    reference: Id
    unit_id: Id
    received_at: datetime
    text: CaseText
    window_until: date | None
    rules_version: int

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the re-check, and show this complaint to the unit that makes it."""
        complaint.show_to(self.unit_id)
        recheck = Recheck(self.case_id, self.reference)
        complaint.rechecks = {**complaint.rechecks, self.recheck_id: recheck}


class RecheckOpened(ComplaintEvent):
    """This complaint is a re-check of another; whoever handled or approved that one has no part in this."""

    topic = "complaint.recheck_opened"

    case_id: UUID
    reference: Id
    barred: tuple[Id, ...]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Keep it where it is, away from those who had a part in the first."""
        complaint.recheck_of = self.case_id
        complaint.barred = self.barred
        complaint.is_placed = True


class RecheckResultRecorded(ComplaintEvent):
    """The re-check was decided: the first result is kept or changed."""

    topic = "complaint.recheck_result_recorded"

    recheck_id: Id
    case_id: UUID
    reference: Id
    result: RecheckResult
    text: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the result. As of an instant before it was asked for there is no re-check."""
        if self.recheck_id in complaint.rechecks:
            decided = replace(complaint.rechecks[self.recheck_id], result=self.result, text=self.text)
            complaint.rechecks = {**complaint.rechecks, self.recheck_id: decided}


class RecheckUndecided(Refusal):
    """No decision about the re-check was sent yet."""

    code = "recheck_undecided"


class Rechecking(Receiving):
    """The commands about re-checks."""

    def request_recheck(
        self,
        text: str,
        channel: str,
        *,
        at: datetime | None,
        received_at: datetime | None,
        stream_id: UUID,
        reference: str,
        zone: str,
        rules: Document[CaseRules],
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
    ) -> Self:
        """Ask at `at` for a re-check, which the unit above received at `received_at`; return the new complaint.

        It gets the next id `k1`, `k2`, ... on this one. Each request counts. Days count in `zone`. A confidential
        complaint is checked in confidence.

        Raises:
            NotInThisState: It was withdrawn or lives on elsewhere.
            NothingDispatched: No result was told that could be checked.
            RecheckWindowClosed: The window is over, and it had begun.
            UnknownCode: No such channel today.
            BeforeReceipt, InTheFuture: One of the instants is out of time, or the unit received it before it was sent.
        """
        asked_at, arrived_at = happened(at, now), happened(received_at, now)
        until = last_day(self, rules.rows[0], zone)
        self._permit(
            "request_recheck",
            by,
            codes.refusal("channel", channel, arrived_at.date()),
            out_of_time(self, at, now),
            received_too_early(asked_at, received_at, now),
            window_closed(until, asked_at, zone),
        )
        told = recheck_intake(self, text, channel, arrived_at, organisation)
        recheck = self._begin(
            told,
            stream_id=stream_id,
            reference=reference,
            unit_id=told.unit_id,
            codes=codes,
            by=by,
            occurred_at=arrived_at,
        )
        barred = tuple(dict.fromkeys((*self.hands, *self.interested)))
        recheck.record(RecheckOpened, case_id=self.id, reference=self.reference, barred=barred, occurred_at=arrived_at)
        recheck._be_as_confidential_as(self, codes, arrived_at)  # noqa: SLF001 - another complaint
        self.record(
            RecheckRequested,
            recheck_id=f"k{len(self.rechecks) + 1}",
            case_id=recheck.id,
            reference=reference,
            unit_id=told.unit_id,
            received_at=arrived_at,
            text=text,
            window_until=until,
            rules_version=rules.version,
            occurred_at=asked_at,
        )
        return recheck

    def record_recheck_result(
        self,
        recheck_id: str,
        result: RecheckResult,
        text: str,
        *,
        recheck: ComplaintRecord | None,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record what a re-check made of this result; `recheck` is that complaint. The same result does nothing.

        Raises:
            NotInThisState: It was withdrawn or lives on elsewhere.
            NoRecheck, NoSuchRecheck: Nobody asked for a re-check with this id.
            RecheckUndecided: No decision about it was sent.
        """
        self._permit("record_recheck_result", by, undecided(recheck))
        known = self.rechecks[recheck_id]
        if (known.result, known.text) != (result, text):
            self.record(
                RecheckResultRecorded,
                recheck_id=recheck_id,
                case_id=known.case_id,
                reference=known.reference,
                result=result,
                text=text,
                occurred_at=now,
            )


def recheck_intake(
    first: ComplaintRecord, text: str, channel: str, received_at: datetime, organisation: Organisation
) -> Intake:
    """Return what a re-check is begun with: what the bank knows already, told by the same complainant, one unit up."""
    facts = replace(
        first.facts,
        received_at=received_at,
        received_precision=Precision.SECOND,
        channel=channel,
        face_to_face=False,
    )
    words = Words(text, first.words.subject, first.words.desired_outcome, first.words.account_reference)
    above = unit_above(first.unit_id, organisation)
    terms, parties = taken_over(first)
    return Intake(
        facts,
        words,
        owning_unit(above, facts.employee_id, organisation),
        complainant_id=first.complainant_id,
        complainant=first.complainant,
        complainant_terms=terms,
        parties=parties,
        vulnerable=first.vulnerable.get(COMPLAINANT_ID),
    )


def unit_above(unit_id: str, organisation: Organisation) -> str:
    """Return the nearest active unit above one; at the top it is the unit itself, with another handler."""
    line = organisation.line(unit_id)
    return next((unit.unit_id for unit in line if unit.unit_id != unit_id and unit.is_active), unit_id)


def received_too_early(asked_at: datetime, received_at: datetime | None, now: datetime) -> Refusal | None:
    """Refuse a request that arrived before it was made, or that will arrive."""
    if received_at is None:
        return None
    if received_at < asked_at:
        return BeforeReceipt("The unit cannot have received the request before it was made.")
    return in_the_future(received_at, now)


def undecided(recheck: ComplaintRecord | None) -> Refusal | None:
    """Refuse a result of what does not exist or was not decided."""
    if recheck is None:
        return NoSuchRecheck("Nobody asked for a re-check with this id.")
    if recheck.decisions_sent:
        return None
    return RecheckUndecided(f"No decision about {recheck.reference} was sent yet.")
