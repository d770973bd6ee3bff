"""Step 5, resolve 制定解决方案: propose, approve, send back."""

from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.investigating import next_round
from domain.complaint.joint import for_nobody, owner_gone
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import WrongAmount, amounts, approval_needed
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import PAYING, CaseResolution, Classification, RemedyState, Resolution
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class ResolutionProposed(ComplaintEvent):
    """A version of the resolution was proposed; an earlier approval lapses."""

    topic = "complaint.resolution_proposed"
    schema_version = 4

    version: int
    round: int
    resolution: CaseResolution
    proposed_by: Id
    needs_approval: bool
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the version up."""
        complaint.state = State.PROPOSED
        complaint.round = self.round
        complaint.resolution = self.resolution
        complaint.resolution_version = self.version
        complaint.proposed_by = self.proposed_by
        complaint.add_hand(self.proposed_by)
        complaint.needs_approval = self.needs_approval
        complaint.approved_by = None


class ResolutionApproved(ComplaintEvent):
    """Another person with a sufficient limit approved this version."""

    topic = "complaint.resolution_approved"

    version: int
    approved_by: Id

    def apply(self, complaint: ComplaintRecord) -> None:
        """Approve it."""
        complaint.state = State.APPROVED
        complaint.approved_by = self.approved_by
        complaint.add_hand(self.approved_by)


class ApprovalLapsed(ComplaintEvent):
    """An approval counts no longer though the proposal stands; another person approves."""

    topic = "complaint.approval_lapsed"

    version: int
    approved_by: Id
    reason: Code
    needs_approval: bool

    def apply(self, complaint: ComplaintRecord) -> None:
        """Put the version up again."""
        complaint.state = State.PROPOSED
        complaint.approved_by = None


class SentBack(ComplaintEvent):
    """The proposal went back to the investigation with a comment."""

    topic = "complaint.sent_back"

    version: int
    comment: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Investigate on."""
        complaint.state = State.INVESTIGATING
        complaint.investigation_completed = False


class BasisMissing(Refusal):
    """A decision says on what it stands."""

    code = "basis_missing"


class AmountMissing(Refusal):
    """A remedy that costs money says how much."""

    code = "amount_missing"


class UnknownPair(Refusal):
    """An outcome is about a pair that the complaint is not about, or two are about the same."""

    code = "unknown_pair"


class NotReplaceable(Refusal):
    """Only what is owed anyway and was not carried out yet is replaced; what customers accepted, they alone waive."""

    code = "not_replaceable"


class Resolving(ComplaintStep):
    """The commands of step 5."""

    def propose_resolution(self, resolution: Resolution, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Propose a resolution (again); its remedies get ids `r1`, `r2`, ... that no decided one had.

        Raises:
            NotInThisState: Neither under investigation nor proposed, approved or rejected.
            FindingMissing: Nothing was found yet.
            BasisMissing: No basis is given.
            UnknownCode: The root cause or the response category is not in force today.
            AmountMissing, WrongAmount: A remedy does not say how much it pays, or pays nothing.
            UnknownPair: An outcome is about a pair that the complaint is not about.
            NoSuchParty: A remedy is for somebody who is no party.
            OwnerGone: A remedy is for somebody who does not complain.
            NotReplaceable: It replaces something else than an open remedy that is owed anyway.
        """
        unknown = codes.refusal("root_cause", resolution.root_cause, now.date())
        category = codes.refusal("response_category", resolution.response_category, now.date())
        pairs = unknown_pairs(self, resolution, self.classification)
        unfit = for_nobody(self, resolution) or owner_gone(self, resolution) or not_replaceable(self, resolution)
        self._permit(
            "propose_resolution",
            by,
            basis_missing(resolution),
            unpayable(resolution),
            unknown,
            category,
            pairs,
            unfit,
        )
        numbered = numbered_remedies(resolution, after=len(self.remedies))
        self.record(
            ResolutionProposed,
            version=self.resolution_version + 1,
            round=next_round(self),
            resolution=numbered,
            proposed_by=by.user_id,
            needs_approval=approval_needed(self, numbered, by),
            code_versions=codes.versions("root_cause", "response_category"),
            occurred_at=now,
        )

    def approve_resolution(self, *, by: Actor, now: datetime) -> None:
        """Approve the proposed version.

        Raises:
            NotInThisState: Nothing is proposed.
            ProposalTainted: The complaint turned out to be about who proposed it.
            SecondPersonNeeded: The proposer does not approve.
            LimitExceeded: The remedies are above the approver's limit.
        """
        self._permit("approve_resolution", by)
        self.record(ResolutionApproved, version=self.resolution_version, approved_by=by.user_id, occurred_at=now)

    def send_back(self, comment: str, *, by: Actor, now: datetime) -> None:
        """Send the proposal back to the investigation.

        Raises:
            NotInThisState: Nothing is proposed.
        """
        self._permit("send_back", by)
        self.record(SentBack, version=self.resolution_version, comment=comment, occurred_at=now)


def basis_missing(resolution: Resolution) -> Refusal | None:
    """Refuse a resolution that gives no reasons."""
    return None if resolution.basis.strip() else BasisMissing("A resolution says on what it stands: basis and reasons.")


def unpayable(resolution: Resolution) -> Refusal | None:
    """Refuse a remedy that costs money and does not say how much, and one that pays nothing."""
    unpriced = [remedy.kind for remedy in resolution.remedies if remedy.kind in PAYING and remedy.amount is None]
    if unpriced:
        return AmountMissing(f"Say how much is paid: {', '.join(unpriced)}.")
    if all(amount.amount for amount in amounts(resolution)):
        return None
    return WrongAmount("A remedy that pays has an amount above nothing.")


def not_replaceable(complaint: ComplaintRecord, resolution: Resolution) -> Refusal | None:
    """Refuse to replace what is not owed anyway, or is settled."""
    owed = {
        key
        for key, progress in complaint.remedies.items()
        if progress.state is RemedyState.OPEN and not progress.remedy.is_offer
    }
    wrong = sorted(set(resolution.replaces) - owed)
    if not wrong:
        return None
    return NotReplaceable(f"Cannot be replaced: {', '.join(wrong)}. Owed anyway are: {', '.join(owed) or 'none'}.")


def unknown_pairs(
    complaint: ComplaintRecord, resolution: Resolution, classification: Classification | None
) -> Refusal | None:
    """Refuse an outcome about what the complaint is not about, as told or as classified, and two about the same."""
    classified = classification.about if classification else ()
    known, about = {*complaint.facts.about, *classified}, [one.about for one in resolution.outcomes]
    if len(about) == len(set(about)) and known.issuperset(about):
        return None
    return UnknownPair("Each outcome is about one (product, issue) pair of the complaint, and about another one.")


def numbered_remedies(resolution: Resolution, after: int) -> Resolution:
    """Give the remedies their ids, counting on from those of earlier decisions."""
    remedies = tuple(replace(r, remedy_id=f"r{n}") for n, r in enumerate(resolution.remedies, start=after + 1))
    return replace(resolution, remedies=remedies)
