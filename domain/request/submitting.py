"""Submit 受理: the receipt of a request, its triage and the first feedback."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID, uuid5

from domain.actor import Actor
from domain.case.instants import happened, in_the_future, out_of_time
from domain.case.recusal import about_oneself, owning_unit
from domain.case.values import CaseDispatch, Contact, Dispatch
from domain.codes import Codes
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal, refuse_first
from domain.request.record import RequestEvent, RequestRecord
from domain.request.request_type import RequestType, TypeInForce, in_force, type_of, unknown_type
from domain.request.rules import can_be_told
from domain.request.state import State
from domain.request.step import RequestStep
from domain.request.values import CaseRequestWords, RequesterContact, RequestFacts, RequestWords
from domain.sight import taking_in

CODED_FACTS = {"channel": "channel", "source": "source"}
"""Facts that are codes, with the list that holds them."""


@dataclass(frozen=True, slots=True)
class RequestIntake:
    """All that is told when a request is submitted. `requester_id` is a person who is known already."""

    facts: RequestFacts
    words: RequestWords
    request_type: str
    unit_id: str
    requester_id: UUID | None = None
    requester: Contact | None = None


class Submitted(RequestEvent):
    """The bank received a request; `occurred_at` is when, wherever in the bank.

    `received_in`: the unit of who received it; a system has none.
    """

    topic = "service_request.submitted"
    schema_version = 2

    reference: Id
    unit_id: Id
    received_by: Id | None
    received_in: Id | None
    facts: RequestFacts
    words: CaseRequestWords
    request_type: TypeInForce
    priority: Code
    requester_id: UUID | None
    requester: RequesterContact
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """Start the request."""
        request.state = State.SUBMITTED
        request.reference = self.reference
        request.facts = self.facts
        request.words = self.words
        request.requester_id = self.requester_id
        request.requester = self.requester
        request.request_type = self.request_type
        request.priority = self.priority
        request.complexity = None
        request.first_feedback_given = False
        request.documents = ()
        request.begin_in(self.unit_id, received_by=self.received_by, received_in=self.received_in)
        request.handler_id = None
        request.tasks = {}
        request.suspensions = {}
        request.suspensions_ever = 0
        request.questions = 0
        request.interactions = {}
        request.cycle = 1
        request.came_from = None
        request.turned_into = None


class Triaged(RequestEvent):
    """Somebody said how urgent and how complex the request is, for the first time or again."""

    topic = "service_request.triaged"

    priority: Code
    complexity: Code
    code_versions: dict[Code, int]

    def apply(self, request: RequestRecord) -> None:
        """Take over both."""
        request.priority = self.priority
        request.complexity = self.complexity


class FirstFeedbackGiven(RequestEvent):
    """The customer heard from the bank for the first time in this cycle; counts when dispatched."""

    topic = "service_request.first_feedback_given"

    text: CaseText
    dispatch: CaseDispatch

    def apply(self, request: RequestRecord) -> None:
        """Remember that it was given."""
        request.first_feedback_given = True


class Submitting(RequestStep):
    """The commands of the beginning."""

    @classmethod
    def submit(
        cls,
        intake: RequestIntake,
        *,
        stream_id: UUID,
        reference: str,
        types: Document[RequestType],
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
    ) -> Self:
        """Receive a request under a reference that is never reused.

        The owning unit of its type gets it, where that unit takes cases; else the unit that was told. One about the
        head of that unit, or of a unit above it, belongs to the unit above them.

        Raises:
            InTheFuture: `received_at` lies after `now`.
            UnknownRequestType: There is no such type.
            UnknownCode: Channel or source is not in force on the day of receipt.
            ConflictOfInterest: The request is about who enters it.
        """
        facts = replace(intake.facts, received_at=happened(intake.facts.received_at, now))
        late, unknown = (
            in_the_future(intake.facts.received_at, now, "received_at"),
            unknown_type(intake.request_type, types),
        )
        refuse_first(late, about_oneself(facts, by), unknown, *unknown_facts(facts, codes))
        row = type_of(intake.request_type, types)
        assert row is not None  # noqa: S101 - refused before
        request = cls.blank(stream_id)
        request.record(
            Submitted,
            reference=reference,
            received_by=by.user_id,
            received_in=taking_in(by),
            unit_id=owning_unit(unit_for(row, intake.unit_id, organisation), facts.employee_id, organisation),
            facts=facts,
            words=intake.words,
            request_type=in_force(row, types.version),
            priority=row.priority,
            requester_id=intake.requester_id or owner_of(intake.requester, stream_id),
            requester=intake.requester,
            code_versions=codes.versions(*CODED_FACTS.values()),
            occurred_at=facts.received_at,
        )
        return request

    def triage(self, priority: str, complexity: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Say how urgent (list `priority`) and how complex (list `complexity`) it is. The same again does nothing.

        Raises:
            NotInThisState: The request has ended.
            UnknownCode: No such priority or complexity today.
        """
        on = now.date()
        unknown = (codes.refusal("priority", priority, on), codes.refusal("complexity", complexity, on))
        self._permit("triage", by, *unknown)
        if (priority, complexity) != (self.priority, self.complexity):
            versions = codes.versions("priority", "complexity")
            self.record(Triaged, priority=priority, complexity=complexity, code_versions=versions, occurred_at=now)

    def give_first_feedback(
        self, text: str, dispatch: Dispatch, *, at: datetime | None, by: Actor, now: datetime
    ) -> None:
        """Tell the customer for the first time how their request stands.

        Raises:
            NotInThisState: The request was answered or has ended.
            FeedbackGiven: It was given before in this cycle.
            RequesterCanBeTold: It is told to nobody, though who asked is known.
            BeforeReceipt, InTheFuture: The dispatch is out of time.
        """
        self._permit("give_first_feedback", by, out_of_time(self, at, now), can_be_told(self, dispatch.way))
        self.record(FirstFeedbackGiven, text=text, dispatch=dispatch, occurred_at=happened(at, now))


def unit_for(row: RequestType, told: str, organisation: Organisation) -> str:
    """Return the unit that handles requests of a type, where it takes cases; else the one that was told."""
    unit = organisation.units.get(row.owning_unit) if row.owning_unit else None
    return unit.unit_id if unit is not None and unit.is_active else told


def owner_of(contact: Contact | None, stream_id: UUID) -> UUID | None:
    """Return the id of the person that contact data makes known on a case; nobody's data needs nobody."""
    return uuid5(stream_id, "requester") if contact else None


def unknown_facts(facts: RequestFacts, codes: Codes) -> list[Refusal | None]:
    """Check every coded fact against its list on the day of receipt."""
    on = facts.received_at.date()
    return [codes.refusal(name, getattr(facts, fact), on) for fact, name in CODED_FACTS.items()]
