"""Any time, merge 合并: a repeat without new facts goes on in the complaint that it repeats."""

from datetime import datetime
from uuid import UUID

from domain.actor import Actor
from domain.complaint.interest import DeclaringInterest
from domain.complaint.linking import refused_there, same_case
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.related import MergedInto
from domain.complaint.same_people import complaining_persons
from domain.complaint.standing_beside import left_behind
from domain.complaint.state import State
from domain.personal import CaseText, Id
from domain.refusals import Refusal


class Merged(ComplaintEvent):
    """The complaint goes on in another. `target_version`: the other's version right after.

    Like every end it ends what waits; a complaint that is taken out again is suspended and extended anew.
    """

    topic = "complaint.merged"

    case_id: UUID
    reference: Id
    target_version: int
    state_before: State
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """End it here, and remember how it stood."""
        complaint.merged_into = MergedInto(self.case_id, self.reference, self.state_before, self.target_version)
        complaint.end(State.MERGED)


class MergedIn(ComplaintEvent):
    """Another complaint goes on in this one.

    `period_from`: since when its deadlines ran, so that this one's may run since the earlier of the two.
    `hands` handled it; who is `interested` in it or `barred` from it is so here.
    """

    topic = "complaint.merged_in"

    case_id: UUID
    reference: Id
    period_from: datetime
    hands: tuple[Id, ...]
    interested: tuple[Id, ...]
    barred: tuple[Id, ...]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Take over who had a part in it and who may have none."""
        complaint.hands = tuple(dict.fromkeys((*complaint.hands, *self.hands)))
        complaint.interested = tuple(dict.fromkeys((*complaint.interested, *self.interested)))
        complaint.barred = tuple(dict.fromkeys((*complaint.barred, *self.barred)))


class Unmerged(ComplaintEvent):
    """The complaint stands for itself again, in the state that it had.

    What was recorded meanwhile stays on the other: its events `meanwhile_from` to `meanwhile_to`, both included; none
    where the first is the greater. A decision among them (`was_decided`) decided the other alone.
    """

    topic = "complaint.unmerged"

    case_id: UUID
    reference: Id
    state: State
    meanwhile_from: int
    meanwhile_to: int
    was_decided: bool
    reason: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Give it its state back."""
        complaint.state = self.state
        complaint.merged_into = None


class SourceUnmerged(ComplaintEvent):
    """A complaint that was merged into this one stands for itself again; what was recorded meanwhile stays here."""

    topic = "complaint.source_unmerged"

    case_id: UUID
    reference: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class OtherComplainants(Refusal):
    """Only complaints of the same complainant, or of the same group, are merged; others are linked."""

    code = "other_complainants"


class AboutAnotherEmployee(Refusal):
    """The two are not about the same employee: who may not know of one would work on the other."""

    code = "about_another_employee"


class DecisionSentBefore(Refusal):
    """A decision about one of them was sent; they are linked instead."""

    code = "decision_sent"


class OtherKind(Refusal):
    """A re-check is merged only with a re-check of the same complaint."""

    code = "other_kind"


class LessConfidential(Refusal):
    """The complaint is confidential and the other is not: more people would hear of it there."""

    code = "less_confidential"


class LessGuarded(Refusal):
    """What makes others look at the complaint, a risk or that it is a major one, the other one has not."""

    code = "less_guarded"


class OutcomeAwaited(Refusal):
    """It lies with a body outside of the bank, whose result could not be recorded elsewhere."""

    code = "outcome_awaited"


class Merging(DeclaringInterest):
    """The commands about merging. Both complaints record what happens, in one append."""

    def merge(self, into: "Merging", reason: str, *, by: Actor, now: datetime) -> None:
        """Let this complaint go on in another.

        Raises:
            NotInThisState: One of them was decided or has ended.
            SameCase: They are one.
            OtherComplainants, AboutAnotherEmployee, OtherKind, LessConfidential: They are not alike.
            DecisionSentBefore: A decision was sent in one of them, in whichever round or cycle.
            LessGuarded: A risk was seen in this one only, or it alone is a major complaint.
            CaseHeld, AuthorityUnanswered, CreditStands, OutcomeAwaited: Something of this one is left to be ended here.
        """
        found = same_case(self, into) or not_alike(self, into) or decision_sent(self, into)
        stays = less_guarded(self, into) or left_behind(self, by) or outcome_awaited(self)
        self._permit("merge", by, refused_there(into, "merge", by), found, stays)
        into.record(
            MergedIn,
            case_id=self.id,
            reference=self.reference,
            period_from=self.period_from or self.facts.received_at,
            hands=self.hands,
            interested=self.interested,
            barred=self.barred,
            occurred_at=now,
        )
        for user_id in (*self.interested, *self.barred):
            into._let_go(user_id, now)  # noqa: SLF001 - another complaint
        self.record(
            Merged,
            case_id=into.id,
            reference=into.reference,
            target_version=into.version,
            state_before=self.state,
            reason=reason,
            occurred_at=now,
        )

    def unmerge(self, target: "Merging", reason: str, *, by: Actor, now: datetime) -> None:
        """Let this complaint stand for itself again; `target` is the one that it was merged into.

        The target may be anywhere in its life: what became of it does not bind who should never have been in it. Who
        declared an interest there meanwhile has one here as well.

        Raises:
            NotInThisState: It was not merged.
        """
        self._permit("unmerge", by)
        merged = self.merged_into
        assert merged is not None  # noqa: S101 - the state says so
        assert merged.case_id == target.id  # noqa: S101 - the caller asked this one
        self.record(
            Unmerged,
            case_id=target.id,
            reference=target.reference,
            state=merged.state_before,
            meanwhile_from=merged.at_version + 1,
            meanwhile_to=target.version,
            was_decided=target.decisions_sent > 0,
            reason=reason,
            occurred_at=now,
        )
        self.take_over_interests(target, now)
        target.record(SourceUnmerged, case_id=self.id, reference=self.reference, occurred_at=now)


def not_alike(complaint: ComplaintRecord, into: ComplaintRecord) -> Refusal | None:
    """Refuse to merge what is not of the same people and employee, of the same kind, and as discreet."""
    persons = complaining_persons(complaint)
    if None in persons or persons != complaining_persons(into):
        return OtherComplainants(
            "Only complaints of the same complainant, or of the same people, are merged; link these."
        )
    if complaint.facts.employee_id != into.facts.employee_id:
        return AboutAnotherEmployee("Name the employee on both complaints first, or on neither.")
    if complaint.recheck_of != into.recheck_of:
        return OtherKind("A re-check is merged only with a re-check of the same complaint.")
    if complaint.confidentiality is not None and into.confidentiality is None:
        return LessConfidential("Mark the other one confidential first, or link the two.")
    return None


def decision_sent(*complaints: ComplaintRecord) -> Refusal | None:
    """Refuse to merge once a decision was sent in any of them: its remedies and its letters would be lost."""
    if not any(complaint.decisions_sent for complaint in complaints):
        return None
    return DecisionSentBefore("A decision was sent in one of these complaints; link them.")


def less_guarded(complaint: ComplaintRecord, into: ComplaintRecord) -> Refusal | None:
    """Refuse to go on where fewer people look: without the second person for a risk, or without the emergency plan."""
    risks = sorted(seen_risks(complaint) - seen_risks(into))
    if risks:
        return LessGuarded(f"Classify the other one with the risk {', '.join(risks)} first, or merge it into this one.")
    is_major = complaint.major is not None and into.major is None
    if is_major or (complaint.emergency_plan is not None and into.emergency_plan is None):
        return LessGuarded("Make the other one a major complaint with a plan first, or merge it into this one.")
    return None


def seen_risks(complaint: ComplaintRecord) -> set[str]:
    """Return the risks that a classification names, and those that one has named and that still need somebody."""
    return {*complaint.risks_seen, *(complaint.classification.risk_flags if complaint.classification else ())}


def outcome_awaited(complaint: ComplaintRecord) -> Refusal | None:
    """Refuse to leave behind what somebody outside of the bank decides."""
    if all(referral.outcome is not None for referral in complaint.external_referrals.values()):
        return None
    return OutcomeAwaited("Record first what came of it outside, or link the two.")
