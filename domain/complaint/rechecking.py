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
from domain.complaint.recusal import interested
from domain.complaint.related import Recheck, RecheckResult
from domain.complaint.representation import (
    PartyMissing,
    answering,
    not_acting,
    silent,
    spoken_for,
    unknown_party,
)
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
    `parties`: who asked; none: everybody who complained then.
    """

    topic = "complaint.recheck_requested"
    schema_version = 2

    recheck_id: Id
    case_id: UUID
    reference: Id
    unit_id: Id
    received_at: datetime
    text: CaseText
    window_until: date | None
    rules_version: int
    parties: tuple[Id, ...]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the re-check, and show this complaint to the unit that makes it."""
        complaint.show_to(self.unit_id)
        recheck = Recheck(self.case_id, self.reference, parties=self.parties)
        complaint.rechecks = {**complaint.rechecks, self.recheck_id: recheck}


class RecheckOpened(ComplaintEvent):
    """This complaint is a re-check of another; whoever handled or approved that one has no part in this.

    `unit_of_the_first`: the unit that decided that one, where another unit makes the re-check.
    """

    topic = "complaint.recheck_opened"
    schema_version = 2

    case_id: UUID
    reference: Id
    barred: tuple[Id, ...]
    unit_of_the_first: Id | None

    def apply(self, complaint: ComplaintRecord) -> None:
        """Keep it where it is, away from those who had a part in the first."""
        complaint.recheck_of = self.case_id
        complaint.barred = self.barred
        complaint.unit_of_the_first = self.unit_of_the_first
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
            decided = replace(
                complaint.rechecks[self.recheck_id],
                result=self.result,
                text=self.text,
                recorded_in=self.originator_version,
            )
            complaint.rechecks = {**complaint.rechecks, self.recheck_id: decided}


class RecheckUndecided(Refusal):
    """No decision about the re-check was sent yet."""

    code = "recheck_undecided"


class RecheckDecided(Refusal):
    """The result of this re-check was recorded; another one takes a correction with its reason."""

    code = "recheck_result_recorded"


class RecheckOpen(Refusal):
    """The same people have asked for a re-check, which is not over."""

    code = "recheck_open"


class NoUnitAbove(Refusal):
    """No unit is above the one that made the re-check: nobody in the bank can look at it once more."""

    code = "no_unit_above"


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
        party_id: str | None = None,
        through: str | None = None,
        ended: frozenset[str] = frozenset(),
    ) -> Self:
        """Ask at `at` for a re-check, which the unit above received at `received_at`; return the new complaint.

        It gets the next id `k1`, `k2`, ... on this one. Days count in `zone`. A confidential complaint is checked in
        confidence. `party_id` and `through` as in `reject_decision`; what heirs and agents may is the superior unit's
        affair. `ended` names earlier re-checks that came to an end without a result.

        Raises:
            NotInThisState: It was withdrawn or lives on elsewhere.
            NothingDispatched: No result was told that could be checked.
            RecheckWindowClosed: The window is over, and it had begun.
            PartyMissing, NoSuchParty, DoesNotAnswer, NotActingFor: It is not said who asks, or nobody who complains.
            RecheckOpen: One that the same people asked for is not over.
            NoUnitAbove: It is a re-check itself, and no unit is above the one that made it.
            UnknownCode: No such channel today.
            BeforeReceipt, InTheFuture: One of the instants is out of time, or the unit received it before it was sent.
        """
        asked_at, arrived_at = happened(at, now), happened(received_at, now)
        until = last_day(self, rules.rows[0], zone)
        parties = spoken_for(self, party_id, through)
        self._permit(
            "request_recheck",
            by,
            codes.refusal("channel", channel, arrived_at.date()),
            out_of_time(self, at, now),
            received_too_early(asked_at, received_at, now),
            window_closed(until, asked_at, zone),
            says_nothing(self, party_id, through),
            still_open(self, parties, ended),
            nobody_above(self, organisation),
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
        recheck.record(
            RecheckOpened,
            case_id=self.id,
            reference=self.reference,
            barred=tuple(dict.fromkeys((*self.hands, *self.interested, *self.barred))),
            unit_of_the_first=None if told.unit_id == self.unit_id else self.unit_id,
            occurred_at=arrived_at,
        )
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
            parties=parties,
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
            HandledTheFirst, HasAnInterest: The user has no part in the re-check.
            RecheckDecided: Another result was recorded; it is corrected by `correct_report`.
        """
        self._permit(
            "record_recheck_result",
            by,
            undecided(recheck),
            interested(recheck, by.user_id) if recheck else None,
            decided_before(self, recheck_id, result, text),
        )
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


def says_nothing(complaint: ComplaintRecord, party_id: str | None, through: str | None) -> Refusal | None:
    """Refuse a request of nobody in particular, and of who does not complain or does not act for who does."""
    if party_id is None and through is None and not spoken_for(complaint, None, None):
        return PartyMissing(f"Several people complain; say who asks: {', '.join(answering(complaint))}.")
    return (
        unknown_party(complaint, party_id, through)
        or silent(complaint, party_id)
        or not_acting(complaint, party_id, through)
    )


def still_open(complaint: ComplaintRecord, parties: tuple[str, ...], ended: frozenset[str]) -> Refusal | None:
    """Refuse a second request of the same people before the first is over; another party's is one of its own."""
    for key, known in complaint.rechecks.items():
        same = not known.parties or not parties or set(known.parties) & set(parties)
        if same and known.result is None and key not in ended:
            return RecheckOpen(f"{known.reference} looks at this result again; what is said more belongs there.")
    return None


def nobody_above(complaint: ComplaintRecord, organisation: Organisation) -> Refusal | None:
    """Refuse to let the unit that made a re-check look at it itself."""
    if complaint.recheck_of is None or unit_above(complaint.unit_id, organisation) != complaint.unit_id:
        return None
    return NoUnitAbove("No unit is above the one that made this re-check; an ombudsman, mediation or a court may look.")


def decided_before(complaint: ComplaintRecord, recheck_id: str, result: RecheckResult, text: str) -> Refusal | None:
    """Refuse to put another result in the place of one that was recorded."""
    known = complaint.rechecks.get(recheck_id)
    if known is None or known.result is None or (known.result, known.text) == (result, text):
        return None
    return RecheckDecided(
        f"The result was recorded as '{known.result}'; another takes correct-report of version {known.recorded_in}."
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
    return in_the_future(received_at, now, "received_at")


def undecided(recheck: ComplaintRecord | None) -> Refusal | None:
    """Refuse a result of what does not exist or was not decided."""
    if recheck is None:
        return NoSuchRecheck("Nobody asked for a re-check with this id.")
    if recheck.decisions_sent:
        return None
    return RecheckUndecided(f"No decision about {recheck.reference} was sent yet.")
