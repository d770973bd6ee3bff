"""Duplicates 客户合并: two customers who are one person, and the second thought about it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from domain.actor import Actor
from domain.codes import Codes
from domain.customer.knowing import FactRecorded, FactWithdrawn
from domain.customer.record import CustomerEvent, CustomerRecord
from domain.customer.rules import NothingLeftOver, NotOneOfThem, NotTheSurvivor, SameCustomer, SurvivorMerged
from domain.customer.state import State
from domain.customer.step import CustomerStep
from domain.customer.values import Duplicate, Fact, LeftOver, LeftOverKind
from domain.person.values import OwnText
from domain.personal import Id
from domain.refusals import Refusal

if TYPE_CHECKING:
    from domain.customer.customer import Customer


class Merged(CustomerEvent):
    """The customer turned out to be another one, who survives; everything stays recorded for whom it was."""

    topic = "customer.merged"

    person_id: UUID
    survivor_id: UUID
    reason: OwnText

    def apply(self, customer: CustomerRecord) -> None:
        """Be shown as the survivor."""
        customer.state = State.MERGED
        customer.merged_into = self.survivor_id


class DuplicateTaken(CustomerEvent):
    """Another customer turned out to be this one."""

    topic = "customer.duplicate_taken"

    duplicate_id: UUID

    def apply(self, customer: CustomerRecord) -> None:
        """Stand for it as well."""
        customer.duplicates = (*customer.duplicates, Duplicate(self.duplicate_id, self.occurred_at))
        customer.facts_by_merge = {**customer.facts_by_merge, str(self.duplicate_id): customer.facts_ever}


class MergeUndone(CustomerEvent):
    """The customer is not the other one after all."""

    topic = "customer.merge_undone"

    person_id: UUID
    survivor_id: UUID
    reason: OwnText

    def apply(self, customer: CustomerRecord) -> None:
        """Stand for themselves."""
        customer.state = State.ACTIVE
        customer.merged_into = None


class DuplicateReturned(CustomerEvent):
    """Another customer is not this one after all; what was recorded here meanwhile waits for somebody to say whose."""

    topic = "customer.duplicate_returned"

    duplicate_id: UUID
    left_over_facts: tuple[Id, ...]

    def apply(self, customer: CustomerRecord) -> None:
        """Stand for themselves alone."""
        customer.part_from(self.duplicate_id, self.occurred_at)
        customer.left_over = {**customer.left_over, str(self.duplicate_id): self.left_over_facts}


class LeftOverAssigned(CustomerEvent):
    """Somebody said whose it is what was recorded on the survivor while a duplicate was merged into it."""

    topic = "customer.left_over_assigned"

    duplicate_id: UUID
    kind: LeftOverKind
    item_id: Id
    belongs_to: UUID

    def apply(self, customer: CustomerRecord) -> None:
        """Ask no more."""
        customer.assigned = tuple(dict.fromkeys((*customer.assigned, LeftOver(self.kind, self.item_id))))


class Merging(CustomerStep):
    """The commands about duplicates; each changes two customers in one append."""

    def merge(self, survivor: "Customer", reason: str, *, by: Actor, now: datetime) -> None:
        """Show this customer as another one from now on.

        Raises:
            NotInThisState: It is merged already.
            SameCustomer, SurvivorMerged: The other one cannot stand for it.
        """
        self._permit("merge", by, same(self, survivor), survivor_merged(survivor))
        self.record(Merged, person_id=self.person_id, survivor_id=survivor.person_id, reason=reason, occurred_at=now)
        survivor.record(DuplicateTaken, duplicate_id=self.person_id, occurred_at=now)

    def undo_merge(self, survivor: "Customer", reason: str, *, by: Actor, now: datetime) -> None:
        """Part two customers again: each has what was recorded for it.

        What was recorded on the survivor meanwhile stays there until somebody says whose it is (`assign_left_over`).

        Raises:
            NotInThisState: It is not merged.
            NotTheSurvivor: It was merged into another one.
        """
        self._permit("undo_merge", by, not_the_survivor(self, survivor))
        self.record(
            MergeUndone, person_id=self.person_id, survivor_id=survivor.person_id, reason=reason, occurred_at=now
        )
        facts = facts_left_over(survivor, self.person_id)
        survivor.record(DuplicateReturned, duplicate_id=self.person_id, left_over_facts=facts, occurred_at=now)

    def assign_left_over(
        self,
        left_over: LeftOver,
        duplicate: "Customer",
        belongs_to: UUID,
        *,
        codes: Codes,
        by: Actor,
        now: datetime,
        is_astray: bool = False,
    ) -> None:
        """Say whose it is what was recorded on this survivor while `duplicate` was merged into it.

        A fact goes to whom it belongs to, with its source and date; contacts and cases are corrected where they lie.
        What was assigned before does nothing, unless it `is_astray`: not where it was assigned to any more.

        Raises:
            NotOneOfThem: It belongs to one of the two.
            NothingLeftOver: They were never one, still are, or nothing like it was recorded meanwhile.
        """
        self._permit(
            "assign_left_over",
            by,
            neither(self, duplicate, belongs_to),
            nothing_left_over(self, duplicate.person_id, left_over),
        )
        if left_over in self.assigned and not is_astray:
            return
        self.record(
            LeftOverAssigned,
            duplicate_id=duplicate.person_id,
            kind=left_over.kind,
            item_id=left_over.item_id,
            belongs_to=belongs_to,
            occurred_at=now,
        )
        if left_over.kind is LeftOverKind.FACT and belongs_to == duplicate.person_id:
            self._hand_over(self.facts[left_over.item_id], duplicate, codes, now)

    def _hand_over(self, fact: Fact, duplicate: "Customer", codes: Codes, now: datetime) -> None:
        """Give a fact to whom it is about."""
        about_id = duplicate.person_id if fact.about_id == self.person_id else fact.about_id
        self.record(FactWithdrawn, fact_id=fact.fact_id, belongs_to=duplicate.person_id, occurred_at=now)
        duplicate.record(
            FactRecorded,
            fact_id=f"f{duplicate.facts_ever + 1}",
            about_id=about_id,
            kind=fact.kind,
            value=fact.value,
            source=fact.source,
            code_versions=codes.versions("customer_fact"),
            occurred_at=fact.learnt_at,
        )


def facts_since(survivor: CustomerRecord, duplicate_id: UUID) -> tuple[Fact, ...]:
    """Return the facts that were recorded on a survivor since a duplicate was merged into it and are still there."""
    before = survivor.facts_by_merge.get(str(duplicate_id), 0)
    return tuple(fact for fact in survivor.facts.values() if int(fact.fact_id[1:]) > before)


def facts_left_over(survivor: CustomerRecord, duplicate_id: UUID) -> tuple[str, ...]:
    """Return what was recorded on a survivor meanwhile, and what nobody has assigned since they were parted before."""
    since = {fact.fact_id for fact in facts_since(survivor, duplicate_id)}
    before = set(survivor.left_over.get(str(duplicate_id), ())) & survivor.facts.keys()
    assigned = {one.item_id for one in survivor.assigned if one.kind is LeftOverKind.FACT}
    return tuple(fact_id for fact_id in survivor.facts if fact_id in since | (before - assigned))


def same(customer: CustomerRecord, other: CustomerRecord) -> Refusal | None:
    """Refuse to merge somebody with themselves."""
    return SameCustomer("A customer is no duplicate of themselves.") if customer.id == other.id else None


def survivor_merged(survivor: CustomerRecord) -> Refusal | None:
    """Refuse a survivor that is a duplicate itself."""
    if survivor.merged_into is None:
        return None
    return SurvivorMerged(f"The other customer is a duplicate of {survivor.merged_into}; merge into that one.")


def not_the_survivor(customer: CustomerRecord, survivor: CustomerRecord) -> Refusal | None:
    """Refuse to part from somebody with whom the customer is not one."""
    if customer.merged_into == survivor.person_id:
        return None
    return NotTheSurvivor("The customer was not merged into this one.")


def neither(survivor: CustomerRecord, duplicate: CustomerRecord, belongs_to: UUID) -> Refusal | None:
    """Refuse a third person."""
    if belongs_to in {survivor.person_id, duplicate.person_id}:
        return None
    return NotOneOfThem("It belongs to the survivor or to the one who was merged into it.")


def nothing_left_over(survivor: CustomerRecord, duplicate_id: UUID, left_over: LeftOver) -> Refusal | None:
    """Refuse what is not left over from a merge that was undone."""
    duplicate = survivor.duplicate(duplicate_id)
    if duplicate is None or duplicate.parted_at is None:
        return NothingLeftOver("The two were never merged, or still are.")
    if left_over.kind is not LeftOverKind.FACT or left_over in survivor.assigned:
        return None
    # A fact that has gone meanwhile is nobody's to assign.
    if left_over.item_id in survivor.left_over[str(duplicate_id)] and left_over.item_id in survivor.facts:
        return None
    return NothingLeftOver("No such fact was recorded meanwhile.")
