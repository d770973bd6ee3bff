"""Step 4, keeping in touch 沟通联系: contact attempts, progress, holding responses, agreements with the customer."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.letters import wrong_way
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import LATEST_ZONE, happened, out_of_time
from domain.complaint.step import ComplaintStep
from domain.complaint.values import Attempt, CaseDispatch, Dispatch
from domain.personal import CaseText, Code
from domain.refusals import Refusal


class ContactAttempted(ComplaintEvent):
    """Somebody tried to reach the complainant. `on` is the local day in the zone of the owning unit."""

    topic = "complaint.contact_attempted"

    way: Code
    reached: bool
    on: date
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the attempts in vain since the complainant was reached last, whenever they are recorded."""
        if self.reached:
            complaint.count_attempts_from(self.occurred_at)
        elif complaint.attempts_from is None or self.occurred_at > complaint.attempts_from:
            complaint.tried_in_vain = (*complaint.tried_in_vain, Attempt(self.occurred_at, self.on))


class ProgressSent(ComplaintEvent):
    """The complainant was told how far the bank has come; counts when dispatched."""

    topic = "complaint.progress_sent"

    text: CaseText
    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class HoldingResponseSent(ComplaintEvent):
    """The complainant was told why there is no decision yet, and by when to expect one; counts when dispatched."""

    topic = "complaint.holding_response_sent"

    text: CaseText
    expected_on: date | None
    dispatch: CaseDispatch

    def apply(self, complaint: ComplaintRecord) -> None:
        """Change nothing that a decision needs."""


class DeadlineAgreed(ComplaintEvent):
    """The complainant agreed to wait until the end of a local day."""

    topic = "complaint.deadline_agreed"

    until: date
    statement: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the day."""
        complaint.agreed_until = self.until


class MannerAgreed(ComplaintEvent):
    """The complainant agreed to how the complaint is handled."""

    topic = "complaint.manner_agreed"

    manner: CaseText

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the manner."""
        complaint.agreed_manner = self.manner


class DeadlinePassed(Refusal):
    """The day that was agreed lies before the agreement."""

    code = "deadline_passed"


class Contacting(ComplaintStep):
    """The commands that keep the complainant in touch. What was agreed already is no event; the rest counts each time.

    All may raise `NotInThisState` (the complaint has ended), and `BeforeReceipt` and `InTheFuture` for `at`.
    """

    def record_contact_attempt(
        self, way: str, *, reached: bool, zone: str, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Record that somebody tried to reach the complainant at `at`, on a `way` of the list `channel`.

        `zone` is the time zone in which days count.

        Raises:
            NotInThisState: The complaint has ended.
            UnknownCode: No such way on that day.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        on = happened(at, now).astimezone(ZoneInfo(zone)).date()
        self._permit("record_contact_attempt", by, codes.refusal("channel", way, on), out_of_time(self, at, now))
        versions = codes.versions("channel")
        self.record(
            ContactAttempted, way=way, reached=reached, on=on, code_versions=versions, occurred_at=happened(at, now)
        )

    def send_progress(self, text: str, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Tell the complainant how far it is.

        Raises:
            NotInThisState: The complaint has ended.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        unfit = wrong_way(self, dispatch.way, happened(at, now))
        self._permit("send_progress", by, out_of_time(self, at, now), unfit)
        self.record(ProgressSent, text=text, dispatch=dispatch, occurred_at=happened(at, now))

    def send_holding_response(
        self,
        text: str,
        expected_on: date | None,
        dispatch: Dispatch,
        *,
        at: datetime | None,
        by: Actor,
        now: datetime,
    ) -> None:
        """Tell the complainant why there is no decision yet, and on which local day to expect it.

        Raises:
            NotInThisState: The complaint has ended.
            NobodyToWriteTo, CanBeWrittenTo: The way does not fit who complains.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        unfit = wrong_way(self, dispatch.way, happened(at, now))
        self._permit("send_holding_response", by, out_of_time(self, at, now), unfit)
        self.record(
            HoldingResponseSent,
            text=text,
            expected_on=expected_on,
            dispatch=dispatch,
            occurred_at=happened(at, now),
        )

    def agree_deadline(self, until: date, statement: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the complainant agreed at `at` to wait until the end of a local day; `statement`: in which words.

        Raises:
            NotInThisState: The complaint has ended.
            DeadlinePassed: The day was over everywhere on earth when it was agreed.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("agree_deadline", by, out_of_time(self, at, now), passed(until, happened(at, now)))
        if until != self.agreed_until:
            self.record(DeadlineAgreed, until=until, statement=statement, occurred_at=happened(at, now))

    def agree_manner(self, manner: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the complainant agreed at `at` to how the complaint is handled.

        Raises:
            NotInThisState: The complaint has ended.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("agree_manner", by, out_of_time(self, at, now))
        if manner != self.agreed_manner:
            self.record(MannerAgreed, manner=manner, occurred_at=happened(at, now))


def passed(until: date, agreed_at: datetime) -> Refusal | None:
    """Refuse a day that was over everywhere on earth at an instant."""
    if until >= (agreed_at - LATEST_ZONE).date():
        return None
    return DeadlinePassed("The agreed day lies before the agreement.")
