"""Answer and end 答复 办结: fulfil, confirm, decline, cancel, close, and take up again."""

from datetime import datetime

from domain.actor import Actor
from domain.case.instants import happened, out_of_time
from domain.case.values import CaseDispatch, Dispatch
from domain.codes import Codes
from domain.personal import CaseText, Code
from domain.request.record import RequestEvent, RequestRecord
from domain.request.rules import can_be_told
from domain.request.state import State
from domain.request.step import RequestStep
from domain.request.values import CloseReason


class Fulfilled(RequestEvent):
    """The customer got what they asked for, or the answer; counts when dispatched. It ends all suspensions."""

    topic = "service_request.fulfilled"

    result: CaseText
    dispatch: CaseDispatch

    def apply(self, request: RequestRecord) -> None:
        """Wait for the customer's word."""
        request.state = State.FULFILLED
        request.suspensions = {}


class Confirmed(RequestEvent):
    """The customer said that this is what they asked for."""

    topic = "service_request.confirmed"

    statement: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Take their word."""
        request.state = State.CONFIRMED


class Declined(RequestEvent):
    """The bank does not do what was asked for and told the customer why; counts when dispatched."""

    topic = "service_request.declined"

    reason: Code
    explanation: CaseText
    notice: CaseDispatch
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """End the request."""
        request.end(State.DECLINED)


class Cancelled(RequestEvent):
    """The customer does not want it any more; `occurred_at` is when they said so."""

    topic = "service_request.cancelled"

    statement: CaseText

    def apply(self, request: RequestRecord) -> None:
        """End the request."""
        request.end(State.CANCELLED)


class Closed(RequestEvent):
    """The request is over."""

    topic = "service_request.closed"

    reason: CloseReason

    def apply(self, request: RequestRecord) -> None:
        """End the request."""
        request.end(State.CLOSED)


class Reopened(RequestEvent):
    """The answer turned out not to be the end of it: a new cycle on the same stream."""

    topic = "service_request.reopened"

    reason: Code
    explanation: CaseText
    cycle: int
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """Wait as when it was submitted; documents and triage hold."""
        request.state = State.SUBMITTED
        request.cycle = self.cycle
        request.first_feedback_given = False


class Ending(RequestStep):
    """The commands that answer and end a request."""

    def fulfil(self, result: str, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the customer was given what they asked for; `result`: what that is, in words.

        Raises:
            NotInThisState: It was answered or has ended.
            DocumentsMissing: The type needs documents that nobody has brought.
            RequesterCanBeTold: It is told to nobody, though who asked is known.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        self._permit("fulfil", by, out_of_time(self, at, now), can_be_told(self, dispatch.way))
        self.record(Fulfilled, result=result, dispatch=dispatch, occurred_at=happened(at, now))

    def confirm(self, statement: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the customer was content at `at`; `statement`: in which words.

        Raises:
            NotInThisState: It is not fulfilled, or was confirmed before.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("confirm", by, out_of_time(self, at, now))
        self.record(Confirmed, statement=statement, occurred_at=happened(at, now))

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
        """Decline the request for a reason of the list `request_decline_reason`.

        Raises:
            NotInThisState: It was answered or has ended.
            UnknownCode: No such reason today.
            RequesterCanBeTold: It is told to nobody, though who asked is known.
            BeforeReceipt, InTheFuture: The notice is out of time.
        """
        unknown = codes.refusal("request_decline_reason", reason, now.date())
        self._permit("decline", by, unknown, out_of_time(self, at, now), can_be_told(self, notice.way))
        self.record(
            Declined,
            reason=reason,
            explanation=explanation,
            notice=notice,
            code_versions=codes.versions("request_decline_reason"),
            occurred_at=happened(at, now),
        )

    def cancel(self, statement: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """Record that the customer does not want it any more; `at` is when they said so.

        Raises:
            NotInThisState: It was answered or has ended.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("cancel", by, out_of_time(self, at, now))
        self.record(Cancelled, statement=statement, occurred_at=happened(at, now))

    def close(self, *, by: Actor, now: datetime) -> None:
        """Close with the reason that follows from the state: confirmed, or told and not confirmed.

        Raises:
            NotInThisState: It is not fulfilled.
        """
        self._permit("close", by)
        reason = CloseReason.CONFIRMED if self.state is State.CONFIRMED else CloseReason.UNCONFIRMED
        self.record(Closed, reason=reason, occurred_at=now)

    def reopen(self, reason: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Take the request up again for a reason of the list `request_reopen_reason`.

        Raises:
            NotInThisState: It still waits for its answer, or became a complaint.
            UnknownCode: No such reason today.
        """
        self._permit("reopen", by, codes.refusal("request_reopen_reason", reason, now.date()))
        self.record(
            Reopened,
            reason=reason,
            explanation=explanation,
            cycle=self.cycle + 1,
            code_versions=codes.versions("request_reopen_reason"),
            occurred_at=now,
        )
