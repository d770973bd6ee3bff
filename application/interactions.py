"""The use cases of interactions: load, ask, save; those about a case change its stream in the same append."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from application.command import Command, Receipt, new_stream_id
from application.complaints import Complaints
from application.hiding import hidden_by_its_story
from application.learnt_facts import Known, customer_of, give, give_facts, take_facts
from application.ledger import Ledger, Stream, VersionConflict
from application.linkable import LINKABLE, hidden_interaction
from application.ports import CodesInForce, DocumentInForce
from application.requests import Requests
from application.use_cases import CaseUseCases
from domain.actor import Actor
from domain.aggregate import Aggregate
from domain.complaint import Complaint
from domain.complaint.values import Contact
from domain.customer import Customer
from domain.customer.values import customer_stream
from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.interaction.values import Author, Beginning, CaseKind, Identification, Link
from domain.reference import reference_for
from domain.refusals import Refusal, refuse_first
from domain.request import ServiceRequest
from domain.sight import Belonging

INTERACTION = "I"
"""The kind letter of an interaction's reference."""


ON_THE_CASE = {"link_case": "link_interaction", "unlink_case": "unlink_interaction"}
"""What a command about a contact and a case is called on the case."""


class Interactions(CaseUseCases[Interaction]):
    """What can be done with interactions. Each method is one command, named as its route and its event.

    All raise `RoleForbidden` where the user's role does not include the command, `NotFound` for an interaction that
    does not exist or that the user may not know of, `VersionMismatch` and `VersionConflict` as the ledger says, and
    the refusals of the method of `Interaction` with the same name. `at` is business time; None means now.
    """

    kind = Interaction
    name = "interaction"
    reading = "read_interaction"

    def __init__(
        self,
        ledger: Ledger,
        codes: CodesInForce,
        documents: DocumentInForce,
        complaints: Complaints,
        requests: Requests,
    ) -> None:
        """Work on a ledger with the lists and documents in force; open cases as `complaints` and `requests` do."""
        super().__init__(ledger, complaints.rights)
        self._codes = codes
        self._documents = documents
        self._complaints = complaints
        self._requests = requests

    def begin(self, told: Beginning, *, command: Command) -> Receipt:
        """Begin a contact; the same command again answers with the same one.

        Raises:
            UnknownUnit: A person names a unit that is unknown or closed.
        """
        self._check_role(command.by, "begin")
        stream_id = new_stream_id(command.id)

        def begin(now: datetime) -> Interaction:
            home = self._complaints.home(told.unit_id, command.by)
            reference = reference_for(INTERACTION, told.offered_at.date(), self._ledger.event_log.next_number())
            begun = replace(told, unit_id=home.unit_id)
            return Interaction.begin(
                begun, stream_id=stream_id, reference=reference, codes=self._codes(), by=command.by, now=now
            )

        return self._ledger.begin(Interaction, stream_id, command, begin)

    def answer(self, of: UUID, agent_id: str | None, *, at: datetime | None, command: Command) -> Receipt:
        """Record that somebody took it."""
        return self._change(of, command, Interaction.answer, agent_id, at=at)

    def add_entry(self, of: UUID, author: Author, text: str, *, at: datetime | None, command: Command) -> Receipt:
        """Write down what was said or written."""
        return self._change(of, command, Interaction.add_entry, author, text, at=at)

    def identify_customer(self, of: UUID, person_id: UUID, means: str, *, command: Command) -> Receipt:
        """State who the customer is; facts that had no owner become theirs."""
        codes = self._codes()

        def identify(contact: Interaction, customers: Known, *, by: Actor, now: datetime) -> None:
            is_new = contact.customer is None
            contact.identify_customer(person_id, means, codes=codes, by=by, now=now)
            if is_new:
                give_facts(contact, customers.get(person_id), codes=codes, by=by, now=now)

        return self._change_with_customers(of, "identify_customer", {person_id}, identify, command)

    def correct_identification(
        self, of: UUID, right: Identification | None, reason: str, *, command: Command
    ) -> Receipt:
        """Put the right person in the place of a wrong one; what was learnt in the contact goes along."""
        codes, after = self._codes(), right.person_id if right else None

        def correct(contact: Interaction, customers: Known, *, by: Actor, now: datetime) -> None:
            before = contact.customer.person_id if contact.customer else None
            contact.correct_identification(right, reason, codes=codes, by=by, now=now)
            if before != after:
                take_facts(contact, customers.get(before), after, by=by, now=now)
                give_facts(contact, customers.get(after), codes=codes, by=by, now=now)

        return self._change_with_customers(of, "correct_identification", {after}, correct, command)

    def record_fact(self, of: UUID, kind: str, value: str, *, at: datetime | None, command: Command) -> Receipt:
        """Record what came up; a customer who is registered has it from the same append on, with its source."""
        codes = self._codes()

        def record_fact(contact: Interaction, customers: Known, *, by: Actor, now: datetime) -> None:
            fact = contact.record_fact(kind, value, at=at, codes=codes, by=by, now=now)
            customer = customers.get(customer_of(contact))
            give(contact, customer, (fact,), codes=codes, by=by, now=now)

        return self._change_with_customers(of, "record_fact", set(), record_fact, command)

    def link_case(self, of: UUID, case_id: UUID, kind: CaseKind, *, command: Command) -> Receipt:
        """Say that it is about a case; the case knows it from the same append on."""

        def link(contact: Interaction, case: Any, *, by: Actor, now: datetime) -> None:  # noqa: ANN401 - any kind
            contact.link_case(Link(case.id, kind, case.reference), by=by, now=now)
            case.link_interaction(contact.as_linked(), by=by, now=now)

        return self._change_with_case(of, (kind, case_id), "link_case", link, command)

    def unlink_case(self, of: UUID, case_id: UUID, kind: CaseKind, *, command: Command) -> Receipt:
        """Say that it is not about a case after all."""

        def unlink(contact: Interaction, case: Any, *, by: Actor, now: datetime) -> None:  # noqa: ANN401 - any kind
            contact.unlink_case(case.id, by=by, now=now)
            case.unlink_interaction(contact.id, by=by, now=now)

        return self._change_with_case(of, (kind, case_id), "unlink_case", unlink, command)

    def open_complaint(
        self, of: UUID, told: Mapping[str, Any], complainant: Contact | None, unit_id: str, *, command: Command
    ) -> Receipt:
        """Open a complaint out of it, context carried over; the receipt is that of the complaint.

        Raises:
            UnknownUnit: A person names a unit that takes no cases.
            Refusal: What `Complaint.receive` says of it.
        """
        self._complaints.check_may_receive(command.by)

        def opened(contact: Interaction, case_id: UUID, now: datetime) -> Aggregate:
            home = self._complaints.home(unit_id, command.by)
            reference = self._complaints.next_reference(told.get("received_at") or contact.offered_at)
            intake = contact.open_complaint(
                told, complainant, home.unit_id, case_id=case_id, reference=reference, by=command.by, now=now
            )
            complaint = self._complaints.received(intake, case_id, reference, by=command.by, now=now, home=home)
            complaint.link_interaction(contact.as_linked(), by=command.by, now=now)
            return complaint

        return self._open(of, Complaint, "open_complaint", opened, command)

    def open_request(
        self,
        of: UUID,
        told: Mapping[str, Any],
        request_type: str,
        requester: Contact | None,
        unit_id: str,
        *,
        command: Command,
    ) -> Receipt:
        """Open a service request out of it, context carried over; the receipt is that of the request.

        Raises:
            UnknownUnit: A person names a unit that takes no cases.
            Refusal: What `ServiceRequest.submit` says of it.
        """
        self._requests.check_may_submit(command.by)

        def opened(contact: Interaction, case_id: UUID, now: datetime) -> Aggregate:
            home = self._complaints.home(unit_id, command.by).unit_id
            reference = self._requests.next_reference(told.get("received_at") or contact.offered_at)
            intake = contact.open_request(
                told, request_type, requester, home, case_id=case_id, reference=reference, by=command.by, now=now
            )
            request = self._requests.submitted(intake, case_id, reference, by=command.by, now=now)
            request.link_interaction(contact.as_linked(), by=command.by, now=now)
            return request

        return self._open(of, ServiceRequest, "open_request", opened, command)

    def end(self, of: UUID, told: Ending, *, at: datetime | None, command: Command) -> Receipt:
        """End it."""
        return self._change(of, command, Interaction.end, told, at=at, codes=self._codes())

    # Quality check 质检

    def sample_for_check(self, of: UUID, reason: str, *, command: Command) -> Receipt:
        """Choose it to be looked at."""
        return self._change(of, command, Interaction.sample_for_check, reason, codes=self._codes())

    def score_check(self, of: UUID, form: str, points: Mapping[str, int], *, command: Command) -> Receipt:
        """Judge it on a form."""
        forms = self._documents("quality_form")
        return self._change(of, command, Interaction.score_check, form, points, forms=forms)

    def record_check_finding(self, of: UUID, finding: str, *, command: Command) -> Receipt:
        """Record what was noticed."""
        return self._change(of, command, Interaction.record_check_finding, finding)

    def answer_check(self, of: UUID, answer: str, *, command: Command) -> Receipt:
        """Record what the agent says to it."""
        return self._change(of, command, Interaction.answer_check, answer)

    def close_check(self, of: UUID, *, command: Command) -> Receipt:
        """End the check."""
        return self._change(of, command, Interaction.close_check)

    def _open(
        self,
        of: UUID,
        kind: type[Aggregate],
        name: str,
        opened: Callable[[Interaction, UUID, datetime], Aggregate],
        command: Command,
    ) -> Receipt:
        """Let a contact become a case: both streams change in one append, and the answer is that of the case."""
        self._check_role(command.by, name)
        case_id = new_stream_id(command.id)

        def decide(contact: Interaction, _: Aggregate, *, now: datetime) -> list[Aggregate]:
            made: list[Aggregate] = []
            self._ask(contact, command.by, lambda: made.append(opened(contact, case_id, now)))
            return [contact, *made]

        streams = (self._stream(of, command.by, name), Stream(kind, case_id, begins=True))
        return self._ledger.change_together(command, streams, decide, answering=1)

    def _change_with_case(
        self, of: UUID, about: tuple[CaseKind, UUID], name: str, change: Callable[..., None], command: Command
    ) -> Receipt:
        """Change a contact and a case of it in one append."""
        self._check_role(command.by, name)
        (kind, case_id), by = about, command.by

        def see_case(case: Any) -> None:  # noqa: ANN401 - any kind
            action = f"{case.lifecycle.name}.{ON_THE_CASE[name]}"
            hidden = hidden_by_its_story(self._ledger.event_log, self.rights, case, by)
            refuse_first(hidden, self.rights.refusal(by, action, case.belonging))

        def decide(contact: Interaction, case: Aggregate, *, now: datetime) -> tuple[Aggregate, ...]:
            self._ask(contact, by, lambda: change(contact, case, by=by, now=now))
            return contact, case

        return self._ledger.change_together(
            command, (self._stream(of, by, name), Stream(LINKABLE[kind], case_id, see=see_case)), decide
        )

    def _change_with_customers(
        self, of: UUID, name: str, persons: set[UUID | None], change: Callable[..., None], command: Command
    ) -> Receipt:
        """Change a contact, and in the same append what is known of its customer and of other persons.

        Raises:
            VersionConflict: Meanwhile the contact was found to be with somebody else.
        """
        self._check_role(command.by, name)
        by = command.by
        with_whom = customer_of(self._ledger.event_log.load(Interaction, of).aggregate)
        known = sorted(person for person in persons | {with_whom} if person and self._is_customer(person))

        def decide(contact: Interaction, *customers: Customer, now: datetime) -> tuple[Aggregate, ...]:
            if customer_of(contact) != with_whom:
                raise VersionConflict("Meanwhile the customer was found to be somebody else; look at it again.")
            by_person = {customer.person_id: customer for customer in customers}
            self._ask(contact, by, lambda: change(contact, by_person, by=by, now=now))
            return contact, *customers

        streams = [self._stream(of, by, name), *(Stream(Customer, customer_stream(person)) for person in known)]
        return self._ledger.change_together(command, streams, decide)

    def _is_customer(self, person_id: UUID) -> bool:
        """Tell whether a person is registered as a customer."""
        return self._ledger.event_log.load(Customer, customer_stream(person_id)).aggregate.version > 0

    def _stream(self, of: UUID, by: Actor, name: str) -> Stream:
        return Stream(Interaction, of, see=self._seeing(by, name))

    def _belonging(self, aggregate: Interaction) -> Belonging:
        return aggregate.belonging

    def _hidden(self, aggregate: Interaction, by: Actor) -> Refusal | None:
        return hidden_interaction(self._ledger.event_log, self.rights, aggregate, by)

    def _permitted(self, aggregate: Interaction, by: Actor) -> tuple[str, ...]:
        return aggregate.permitted(by)
