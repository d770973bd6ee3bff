"""Commands that belong to no step: note, correct."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from domain.actor import Actor
from domain.case.changing import changed, differing, names_of, unknown_names
from domain.case.instants import happened, in_the_future
from domain.case.recusal import handler_in_conflict
from domain.codes import Codes
from domain.documents import Document
from domain.organisation.structure import NO_UNITS, Organisation
from domain.personal import CaseText, Code, Personal
from domain.refusals import Refusal
from domain.request.assigning import Released, Transferred
from domain.request.record import RequestEvent, RequestRecord
from domain.request.request_type import RequestType, TypeInForce, in_force, type_of, unknown_type
from domain.request.step import RequestStep
from domain.request.submitting import CODED_FACTS, owner_of, unknown_facts
from domain.request.values import RequesterContact, RequestFacts, RequestWords

CORRECTABLE = names_of(RequestFacts) | names_of(RequestWords) | {"requester", "request_type"}
"""What `correct` may change."""


class NoteAdded(RequestEvent):
    """Somebody wrote something down."""

    topic = "service_request.note_added"

    text: CaseText

    def apply(self, request: RequestRecord) -> None:
        """Change nothing that a decision needs."""


class Corrected(RequestEvent):
    """Something told turned out to be wrong; both values are kept. A group that did not change is null."""

    topic = "service_request.corrected"

    changed: tuple[Code, ...]
    reason: CaseText
    facts_before: RequestFacts | None
    facts_after: RequestFacts | None
    words_before: Annotated[RequestWords | None, Personal("case")]
    words_after: Annotated[RequestWords | None, Personal("case")]
    type_before: TypeInForce | None
    type_after: TypeInForce | None
    requester_id: UUID | None
    requester_before: RequesterContact
    requester_after: RequesterContact

    def apply(self, request: RequestRecord) -> None:
        """Put the right values in place."""
        request.facts = self.facts_after or request.facts
        request.words = self.words_after or request.words
        request.request_type = self.type_after or request.request_type
        request.requester_id = self.requester_id
        if "requester" in self.changed:
            request.requester = self.requester_after


class AnyTime(RequestStep):
    """The commands of no step."""

    def add_note(self, text: str, *, by: Actor, now: datetime) -> None:
        """Write something down. Each note counts."""
        self._permit("add_note", by)
        self.record(NoteAdded, text=text, occurred_at=now)

    def correct(
        self,
        changes: Mapping[str, Any],
        reason: str,
        *,
        types: Document[RequestType],
        codes: Codes,
        by: Actor,
        now: datetime,
        organisation: Organisation = NO_UNITS,
    ) -> None:
        """Correct facts by name (see `CORRECTABLE`). Values that already hold do nothing.

        Naming the handler as the employee whom it is about releases them at once; naming who heads the owning unit,
        or one above it, moves the request to the unit above that; where there is none it stays, with no handler.

        Raises:
            UnknownFact: A name that cannot be corrected.
            UnknownRequestType: The right type is none that is in force.
            UnknownCode: A new code that is not in force on the day of receipt.
            InTheFuture: A corrected `received_at` lies after `now`.
        """
        self._permit("correct", by, unknown_names(changes, CORRECTABLE), not_a_type(self, changes, types))
        facts, words = changed(self.facts, changes), changed(self.words, changes)
        self._permit(
            "correct",
            by,
            in_the_future(facts.received_at, now, "received_at"),
            *unknown_changes(self.facts, facts, codes),
        )
        facts = replace(facts, received_at=happened(facts.received_at, now))
        of_type = right_type(self, changes, types)
        requester = changes.get("requester", self.requester)
        names = differing((self.facts, facts), (self.words, words))
        names += ["request_type"] * (of_type != self.request_type) + ["requester"] * (requester != self.requester)
        if not names:
            return
        is_other = requester != self.requester
        self.record(
            Corrected,
            changed=tuple(names),
            reason=reason,
            facts_before=self.facts if facts != self.facts else None,
            facts_after=facts if facts != self.facts else None,
            words_before=self.words if words != self.words else None,
            words_after=words if words != self.words else None,
            type_before=self.request_type if of_type != self.request_type else None,
            type_after=of_type if of_type != self.request_type else None,
            requester_id=self.requester_id or owner_of(requester, self.id),
            requester_before=self.requester if is_other else None,
            requester_after=requester if is_other else None,
            occurred_at=now,
        )
        self._part_from_employee(organisation, now)

    def be_about(self, employee_id: str | None, told_in: str, *, organisation: Organisation, now: datetime) -> None:
        """Be about whom another case is about that tells the same story (`told_in`: its reference), or about nobody.

        As `correct` does, it takes the request out of the hands of that employee and of those below them.
        """
        facts = self.facts.about(employee_id)
        if facts == self.facts:
            return
        self.record(
            Corrected,
            changed=("employee_id",),
            reason=f"As in {told_in}.",
            facts_before=self.facts,
            facts_after=facts,
            words_before=None,
            words_after=None,
            type_before=None,
            type_after=None,
            requester_id=self.requester_id,
            requester_before=None,
            requester_after=None,
            occurred_at=now,
        )
        self._part_from_employee(organisation, now)

    def part_from_whom_it_is_about(self, organisation: Organisation, now: datetime) -> None:
        """Take the request out of the hands of whom it is about and of those below them, as the units are now."""
        self._part_from_employee(organisation, now)

    def _part_from_employee(self, organisation: Organisation, now: datetime) -> None:
        employee = self.facts.employee_id
        superior = organisation.superior_of(self.unit_id, employee) if employee else None
        if superior is not None:
            self.record(
                Transferred,
                from_unit_id=self.unit_id,
                unit_id=superior,
                handover="conflict_of_interest",
                occurred_at=now,
            )
        elif self.handler_id and handler_in_conflict(self, self.handler_id, self.unit_id, organisation):
            self.record(Released, handler_id=self.handler_id, reason="conflict_of_interest", occurred_at=now)


def not_a_type(request: RequestRecord, changes: Mapping[str, Any], types: Document[RequestType]) -> Refusal | None:
    """Refuse a type that is not in force; the one that it has may be out of force by now."""
    code = changes.get("request_type", request.request_type.code)
    return None if code == request.request_type.code else unknown_type(code, types)


def right_type(request: RequestRecord, changes: Mapping[str, Any], types: Document[RequestType]) -> TypeInForce:
    """Return the type after the correction; one that is not corrected keeps what it meant at receipt."""
    row = type_of(changes.get("request_type", request.request_type.code), types)
    if row is None or row.code == request.request_type.code:
        return request.request_type
    return in_force(row, types.version)


def unknown_changes(before: RequestFacts, after: RequestFacts, codes: Codes) -> list[Refusal | None]:
    """Check the codes that change; those that were accepted at receipt stay."""
    found = zip(CODED_FACTS, unknown_facts(after, codes), strict=True)
    return [refusal for fact, refusal in found if getattr(before, fact) != getattr(after, fact)]
