"""Step 2, preliminary review 初步审核: take it in, decline it or refer it elsewhere."""

from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.beside import ExternalReferral
from domain.complaint.letters import wrong_way
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.state import State
from domain.complaint.step import ComplaintStep
from domain.complaint.values import CaseDispatch, Dispatch
from domain.personal import CaseText, Code


class Admitted(ComplaintEvent):
    """The bank took the complaint in."""

    topic = "complaint.admitted"

    def apply(self, complaint: ComplaintRecord) -> None:
        """Open the complaint."""
        complaint.state = State.OPEN


class Declined(ComplaintEvent):
    """The bank declined to handle the complaint and told the complainant why; counts when dispatched."""

    topic = "complaint.declined"

    reason: Code
    explanation: CaseText
    notice: CaseDispatch
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint; the notice may still be reported as delivered."""
        complaint.end(State.DECLINED)
        complaint.send(self)


class Referred(ComplaintEvent):
    """The complaint belongs to somebody else, and the complainant was told to whom; counts when dispatched."""

    topic = "complaint.referred"

    to: CaseText
    explanation: CaseText
    notice: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """End the complaint; the body may still tell its result."""
        complaint.end(State.REFERRED)
        key = f"x{len(complaint.external_referrals) + 1}"
        complaint.external_referrals = {**complaint.external_referrals, key: ExternalReferral(None)}


class Reviewing(ComplaintStep):
    """The commands of step 2."""

    def admit(self, *, by: Actor, now: datetime) -> None:
        """Take the complaint in.

        Raises:
            NotInThisState: It was reviewed before.
        """
        self._permit("admit", by)
        self.record(Admitted, occurred_at=now)

    def decline(
        self,
        reason: str,
        explanation: str,
        notice: Dispatch,
        *,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Decline the complaint for a reason of the list `decline_reason`.

        Raises:
            NotInThisState: It was reviewed before.
            UnknownCode: No such reason today.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The notice is out of time.
        """
        unknown = codes.refusal("decline_reason", reason, now.date())
        unfit = wrong_way(self, notice.way, happened(at, now))
        self._permit("decline", by, unknown, out_of_time(self, at, now), unfit)
        self.record(
            Declined,
            reason=reason,
            explanation=explanation,
            notice=notice,
            code_versions=codes.versions("decline_reason"),
            occurred_at=happened(at, now),
        )

    def refer(
        self, to: str, explanation: str, notice: Dispatch, *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Refer the complaint to the body `to` that it belongs to.

        Raises:
            NotInThisState: It was reviewed before.
            CaseHeld, AuthorityUnanswered, CreditStands: Something would be left that only here can be ended.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The notice is out of time.
        """
        self._permit("refer", by, out_of_time(self, at, now), wrong_way(self, notice.way, happened(at, now)))
        self.record(Referred, to=to, explanation=explanation, notice=notice, occurred_at=happened(at, now))
