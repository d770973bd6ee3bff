"""Any time, a repeat before the decision 重复投诉: new facts, which a second person confirms, restart the period."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.complaint.beside import NewFacts, NewFactsState
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import SecondPersonNeeded, happened, out_of_time
from domain.complaint.standing_beside import NewFactsOver, NoSuchNewFacts
from domain.complaint.step import ComplaintStep
from domain.personal import CaseText, Id
from domain.refusals import Refusal


class NewFactsRecorded(ComplaintEvent):
    """The complainant came again with something new; `occurred_at` is when the material was received.

    `text` says what is new; `evidence` names attached files by their hash.
    """

    topic = "complaint.new_facts_recorded"

    new_facts_id: Id
    text: CaseText
    evidence: tuple[Id, ...]
    recorded_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let them wait for a second person."""
        new = NewFacts(self.occurred_at, self.recorded_by, self.originator_version, evidence=self.evidence)
        complaint.new_facts = {**complaint.new_facts, self.new_facts_id: new}


class NewFactsConfirmed(ComplaintEvent):
    """A second person found that it is new; the period begins again with the receipt of the material.

    A breach before stays. `received_at` is that instant, as corrected until now.
    """

    topic = "complaint.new_facts_confirmed"

    new_facts_id: Id
    received_at: datetime
    confirmed_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Begin the period again at its first stage, never earlier than it began; what was asked for is void."""
        settle_new_facts(complaint, self.new_facts_id, NewFactsState.CONFIRMED)
        complaint.extension_stage = 1
        complaint.asked_extension = None
        complaint.period_from = max(self.received_at, complaint.period_from or self.received_at)


class NewFactsRefused(ComplaintEvent):
    """A second person found nothing new in it: the period runs on, and what was told stays on the case."""

    topic = "complaint.new_facts_refused"

    new_facts_id: Id
    reason: CaseText
    refused_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Let them wait no longer."""
        settle_new_facts(complaint, self.new_facts_id, NewFactsState.REFUSED)


class EvidenceUnknown(Refusal):
    """New facts name a file that is not attached to the complaint."""

    code = "evidence_unknown"


class EvidenceMissing(Refusal):
    """New facts that begin the period again are shown by something, not only told."""

    code = "evidence_missing"


class BringingNewFacts(ComplaintStep):
    """The commands about a repeat before the decision. Without new facts it is merged, or just linked."""

    def record_new_facts(
        self, text: str, evidence: tuple[str, ...], *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Record what is new and when it was received; it gets the next id `n1`, `n2`, ... Each time counts.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            EvidenceUnknown: A file that is not attached.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("record_new_facts", by, not_attached(self, evidence), out_of_time(self, at, now))
        self.record(
            NewFactsRecorded,
            new_facts_id=f"n{len(self.new_facts) + 1}",
            text=text,
            evidence=evidence,
            recorded_by=by.user_id,
            occurred_at=happened(at, now),
        )

    def confirm_new_facts(self, new_facts_id: str, *, by: Actor, now: datetime) -> None:
        """Confirm that it is new: the period begins again.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            NoNewFacts, NoSuchNewFacts, NewFactsOver: Nothing waits under this id.
            SecondPersonNeeded: Who recorded it does not confirm it.
            EvidenceMissing: Nothing shows it.
        """
        unfit = recorded_oneself(self, new_facts_id, by) or without_evidence(self, new_facts_id)
        self._permit("confirm_new_facts", by, not_waiting(self, new_facts_id), unfit)
        new = self.new_facts[new_facts_id]
        corrected = self.corrected_reports.get(str(new.version))
        self.record(
            NewFactsConfirmed,
            new_facts_id=new_facts_id,
            received_at=corrected.at if corrected else new.received_at,
            confirmed_by=by.user_id,
            occurred_at=now,
        )

    def refuse_new_facts(self, new_facts_id: str, reason: str, *, by: Actor, now: datetime) -> None:
        """State that nothing in it is new, and why.

        Raises:
            NotInThisState: A decision was sent, or the complaint has ended.
            NoNewFacts, NoSuchNewFacts, NewFactsOver: Nothing waits under this id.
            SecondPersonNeeded: Who recorded it does not refuse it.
        """
        self._permit("refuse_new_facts", by, not_waiting(self, new_facts_id), recorded_oneself(self, new_facts_id, by))
        self.record(NewFactsRefused, new_facts_id=new_facts_id, reason=reason, refused_by=by.user_id, occurred_at=now)


def settle_new_facts(complaint: ComplaintRecord, key: str, state: NewFactsState) -> None:
    """Let new facts wait no longer. As of an instant before they came there are none."""
    if key in complaint.new_facts:
        complaint.new_facts = {**complaint.new_facts, key: replace(complaint.new_facts[key], state=state)}


def not_attached(complaint: ComplaintRecord, evidence: Iterable[str]) -> Refusal | None:
    """Refuse files that the complaint does not have."""
    if complaint.attachments.keys() >= set(evidence):
        return None
    return EvidenceUnknown("Attach the file first; its digest is then its name here.")


def not_waiting(complaint: ComplaintRecord, key: str) -> Refusal | None:
    """Refuse new facts that never came, or that wait no longer."""
    new = complaint.new_facts.get(key)
    if new is None:
        return NoSuchNewFacts("No new facts have this id.")
    return None if new.state is NewFactsState.WAITING else NewFactsOver(f"These new facts are {new.state}.")


def without_evidence(complaint: ComplaintRecord, key: str) -> Refusal | None:
    """Refuse to begin a period again on words alone."""
    if key not in complaint.new_facts or complaint.new_facts[key].evidence:
        return None
    return EvidenceMissing("Attach what shows it, and record the new facts again with it.")


def recorded_oneself(complaint: ComplaintRecord, key: str, by: Actor) -> Refusal | None:
    """Refuse to judge what one recorded oneself."""
    new = complaint.new_facts.get(key)
    if new is None or new.recorded_by != by.user_id:
        return None
    return SecondPersonNeeded("Who recorded the new facts does not judge them; a second person does.")
