"""Handle 办理: start, ask the customer, gather documents, wait."""

from datetime import datetime

from domain.actor import Actor
from domain.case.deadlines import pauses_nothing
from domain.case.instants import happened, out_of_time
from domain.case.waiting import not_running, unknown_question
from domain.codes import Codes
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal
from domain.request.record import RequestEvent, RequestRecord
from domain.request.state import State
from domain.request.step import RequestStep


class Started(RequestEvent):
    """Somebody began to work on the request."""

    topic = "service_request.started"

    def apply(self, request: RequestRecord) -> None:
        """Go on."""
        request.state = State.IN_PROGRESS


class CustomerAsked(RequestEvent):
    """The customer was asked something."""

    topic = "service_request.customer_asked"

    question_id: Id
    text: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Count it."""
        request.questions += 1


class CustomerAnswered(RequestEvent):
    """The customer answered, to a question or unasked."""

    topic = "service_request.customer_answered"

    question_id: Id | None
    text: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Change nothing that a decision needs."""


class DocumentReceived(RequestEvent):
    """The customer brought a document, or the bank found that it holds it already."""

    topic = "service_request.document_received"

    document: Code
    already_held: bool
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """Remember it."""
        request.documents = (*request.documents, self.document)


class Suspended(RequestEvent):
    """Work waits for something outside of the bank; several suspensions may run side by side.

    `pauses`: the milestones that may stand for it, as `pack/milestone`; null: nobody looked at the clocks.
    """

    topic = "service_request.suspended"
    schema_version = 2

    suspension_id: Id
    reason: Code
    notice_sent: bool
    pauses: tuple[Id, ...] | None
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """Add the suspension."""
        request.suspensions = {**request.suspensions, self.suspension_id: self.reason}
        request.suspensions_ever += 1


class Resumed(RequestEvent):
    """A suspension ended."""

    topic = "service_request.resumed"

    suspension_id: Id

    def apply(self, request: RequestRecord) -> None:
        """Remove the suspension."""
        request.suspensions = {key: why for key, why in request.suspensions.items() if key != self.suspension_id}


class Working(RequestStep):
    """The commands of the work itself."""

    def start(self, *, by: Actor, now: datetime) -> None:
        """Begin to work on it.

        Raises:
            NotInThisState: It was begun before.
        """
        self._permit("start", by)
        self.record(Started, occurred_at=now)

    def ask_customer(self, text: str, *, by: Actor, now: datetime) -> None:
        """Ask the customer something; the question gets the next id `q1`, `q2`, ...

        Raises:
            NotInThisState: The request has ended.
        """
        self._permit("ask_customer", by)
        self.record(CustomerAsked, question_id=f"q{self.questions + 1}", text=text, occurred_at=now)

    def record_customer_answer(
        self, text: str, question_id: str | None, *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Record what the customer answered at `at`, to a question or (None) unasked.

        Raises:
            NotInThisState: The request has ended.
            UnknownQuestion: No such question.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("record_customer_answer", by, unknown_question(self, question_id), out_of_time(self, at, now))
        self.record(CustomerAnswered, question_id=question_id, text=text, occurred_at=happened(at, now))

    def receive_document(
        self, document: str, *, already_held: bool, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Record a document of the list `document_kind` that was brought at `at`. The same one again does nothing.

        `already_held`: the bank has it and does not ask for it.

        Raises:
            NotInThisState: The request has ended.
            UnknownCode: No such document today, and the type of the request does not ask for it either.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("receive_document", by, unknown_document(self, document, codes, now), out_of_time(self, at, now))
        if document not in self.documents:
            self.record(
                DocumentReceived,
                document=document,
                already_held=already_held,
                code_versions=codes.versions("document_kind"),
                occurred_at=happened(at, now),
            )

    def suspend(
        self,
        reason: str,
        *,
        at: datetime | None,
        notice_sent: bool,
        codes: Codes,
        by: Actor,
        now: datetime,
        pauses: tuple[str, ...] | None = None,
    ) -> None:
        """Suspend for a reason of the list `suspension_reason`, from `at`; the suspension gets the next id `s1`, ...

        Raises:
            NotInThisState: The request was answered or has ended: no clock runs that could wait.
            UnknownCode: No such reason today.
            PausesNoClock: None of the milestones stands for it (`pauses` names those that do).
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unknown = codes.refusal("suspension_reason", reason, now.date())
        self._permit("suspend", by, unknown, out_of_time(self, at, now), pauses_nothing(pauses))
        self.record(
            Suspended,
            suspension_id=f"s{self.suspensions_ever + 1}",
            reason=reason,
            notice_sent=notice_sent,
            pauses=pauses,
            code_versions=codes.versions("suspension_reason"),
            occurred_at=happened(at, now),
        )

    def resume(self, suspension_id: str, *, at: datetime | None, by: Actor, now: datetime) -> None:
        """End a suspension at `at`.

        Raises:
            NotInThisState: The request was answered or has ended.
            NotSuspended: This suspension is not running.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        self._permit("resume", by, not_running(self, suspension_id), out_of_time(self, at, now))
        self.record(Resumed, suspension_id=suspension_id, occurred_at=happened(at, now))


def unknown_document(request: RequestRecord, document: str, codes: Codes, now: datetime) -> Refusal | None:
    """Refuse a document that is in no list; what the type of the request asks for is always taken."""
    if document in request.request_type.documents:
        return None
    return codes.refusal("document_kind", document, now.date())
