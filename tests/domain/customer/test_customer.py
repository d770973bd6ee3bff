"""The customer: registered, known by facts, merged and parted again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customer import Customer
from domain.customer.knowing import Identity
from domain.customer.values import (
    Duplicate,
    FactOrigin,
    FactSource,
    LeftOver,
    LeftOverKind,
    customer_stream,
)
from domain.person.values import SystemReference
from tests.domain.complaint.values import CONTACT, LI_NA
from tests.domain.examples import BY, Examples
from tests.domain.fixed import ANN, CODES, EARLIER, NOW, TOMORROW, YESTERDAY, versions
from tests.domain.interaction.examples import WANG
from tests.domain.language import STREAM, Given, Happening

CORE = SystemReference("core", "6222-0042")
IDENTITY = Identity((CORE,), "zh", CONTACT)
CALL = UUID("00000000-0000-4000-8000-0000000000e1")
HEARD = FactSource(FactOrigin.INTERACTION, interaction_id=CALL)

EXAMPLES = Examples(
    {
        Customer.Registered: {"person_id": LI_NA, "sources": (CORE,), "language": "zh", "contact": CONTACT},
        Customer.FactRecorded: {
            "fact_id": "f1",
            "about_id": LI_NA,
            "kind": "occupation",
            "value": "Teacher",
            "source": HEARD,
            "code_versions": versions("customer_fact"),
        },
        Customer.FactWithdrawn: {"fact_id": "f1", "belongs_to": WANG},
        Customer.Merged: {"person_id": LI_NA, "survivor_id": WANG, "reason": "Same identity card."},
        Customer.DuplicateTaken: {"duplicate_id": WANG},
        Customer.MergeUndone: {"person_id": LI_NA, "survivor_id": WANG, "reason": "Two sisters."},
        Customer.DuplicateReturned: {"duplicate_id": WANG, "left_over_facts": ("f2",)},
        Customer.LeftOverAssigned: {
            "duplicate_id": WANG,
            "kind": LeftOverKind.FACT,
            "item_id": "f2",
            "belongs_to": WANG,
        },
    }
)
happened, now = EXAMPLES.happened, EXAMPLES.now
ACTIVE = happened(Customer.Registered)
MERGED = (ACTIVE, happened(Customer.Merged))
BY_CODES: dict[str, Any] = {"codes": CODES, **BY}
FACT2 = LeftOver(LeftOverKind.FACT, "f2")
TAKEN = (ACTIVE, happened(Customer.FactRecorded), happened(Customer.DuplicateTaken))
MEANWHILE = (*TAKEN, happened(Customer.FactRecorded, fact_id="f2"))
PARTED = (*MEANWHILE, happened(Customer.DuplicateReturned))


def given(*past: Happening) -> Given[Customer]:
    return Given(Customer, *past)


def wang(*past: Happening) -> Customer:
    """Return the other customer."""
    events = [happened(Customer.Registered, person_id=WANG, sources=()), *past]
    stream = customer_stream(WANG)
    placed = [replace(one, fields={**one.fields}).placed(version) for version, one in enumerate(events, start=1)]
    return Customer.blank(stream).replay(placed)


def happened_to(customer: Customer) -> list[tuple[str, Any]]:
    """Name what happened to the other customer now."""
    return [(event.topic.partition(".")[2], event.occurred_at) for event in customer.collect_events()]  # type: ignore[attr-defined]


def test_a_customer_is_registered_once() -> None:
    given().when(lambda c: c.register(LI_NA, IDENTITY, now=NOW)).then(now(Customer.Registered))
    given(ACTIVE).when(lambda c: c.register(LI_NA, IDENTITY, now=NOW)).then()
    given(ACTIVE).when(lambda c: c.register(LI_NA, Identity(), now=NOW)).refuses("customer_exists")


def test_each_fact_counts_with_its_source_and_date() -> None:
    told: dict[str, Any] = {"about_id": None, **BY_CODES}
    given(ACTIVE).when(lambda c: c.record_fact("occupation", "Teacher", HEARD, at=None, **told)).then(
        now(Customer.FactRecorded)
    )
    later = given(ACTIVE, happened(Customer.FactRecorded))
    again = later.when(lambda c: c.record_fact("occupation", "Teacher", HEARD, at=EARLIER, **told))
    again.then(Happening(Customer.FactRecorded, EARLIER, happened(Customer.FactRecorded, fact_id="f2").fields))
    of_system = FactSource(FactOrigin.SYSTEM, system="core")
    relative = given(*MERGED).when(
        lambda c: c.record_fact("likes", "Tea", of_system, **{**told, "about_id": WANG, "at": None})
    )
    relative.then(now(Customer.FactRecorded, kind="likes", value="Tea", source=of_system, about_id=WANG))


def test_a_fact_of_no_kind_or_of_tomorrow_is_refused() -> None:
    told: dict[str, Any] = {"about_id": None, **BY_CODES}
    given(ACTIVE).when(lambda c: c.record_fact("retired", "So.", HEARD, at=None, **told)).refuses("unknown_code")
    given(ACTIVE).when(lambda c: c.record_fact("likes", "So.", HEARD, at=TOMORROW, **told)).refuses("in_the_future")


def test_what_a_contact_with_somebody_else_taught_is_withdrawn() -> None:
    of_staff = happened(Customer.FactRecorded, fact_id="f2", source=FactSource(FactOrigin.STAFF))
    known = given(ACTIVE, happened(Customer.FactRecorded), of_staff)
    gone = known.when(lambda c: none(c.withdraw_facts(CALL, WANG, **BY)))
    assert gone.then(now(Customer.FactWithdrawn)).facts.keys() == {"f2"}
    given(ACTIVE).when(lambda c: none(c.withdraw_facts(CALL, WANG, **BY))).then()


def none(_: object) -> None:
    """Forget what a command returns."""


# duplicates


def test_a_duplicate_is_merged_into_the_one_who_stands_for_both() -> None:
    survivor = wang()
    given(ACTIVE).when(lambda c: c.merge(survivor, "Same identity card.", **BY)).then(now(Customer.Merged))
    assert happened_to(survivor) == [("duplicate_taken", NOW)]
    assert survivor.duplicates == (Duplicate(LI_NA, NOW),)


def test_what_cannot_be_one_is_not_merged() -> None:
    given(ACTIVE).when(lambda c: c.merge(c, "So.", **BY)).refuses("same_customer")
    given(*MERGED).when(lambda c: c.merge(wang(), "So.", **BY)).refuses("customer_is_merged")
    elsewhere = wang(happened(Customer.Merged, survivor_id=STREAM))
    refusal = given(ACTIVE).when(lambda c: c.merge(elsewhere, "So.", **BY)).refuses("survivor_merged")
    assert str(STREAM) in str(refusal)


def test_a_merged_customer_says_whom_it_is_shown_as() -> None:
    refusal = given(*MERGED).when(lambda c: c.merge(wang(), "So.", **BY)).refuses("customer_is_merged")
    assert str(WANG) in str(refusal)


def test_a_merge_is_undone_and_what_came_meanwhile_is_listed() -> None:
    """From the survivor's side: f1 was known before, f2 came while the two were one."""
    survivor = given(*MEANWHILE).replayed()
    duplicate = wang(happened(Customer.Merged, person_id=WANG, survivor_id=LI_NA))
    duplicate.undo_merge(survivor, "Two sisters.", **BY)
    assert happened_to(duplicate) == [("merge_undone", NOW)]
    assert duplicate.state == "active"
    assert survivor.left_over == {str(WANG): ("f2",)}
    assert survivor.duplicates == (Duplicate(WANG, YESTERDAY, NOW),)


def test_only_what_is_merged_is_parted_and_from_whom_it_is_merged_into() -> None:
    parted = given(*MERGED).when(lambda c: c.undo_merge(wang(), "Two sisters.", **BY))
    assert parted.then(now(Customer.MergeUndone)).merged_into is None
    given(ACTIVE).when(lambda c: c.undo_merge(wang(), "So.", **BY)).refuses("customer_is_active")
    other = given(ACTIVE, happened(Customer.Merged, survivor_id=STREAM))
    other.when(lambda c: c.undo_merge(wang(), "So.", **BY)).refuses("not_the_survivor")


def test_a_fact_that_is_left_over_goes_to_whom_it_belongs_to() -> None:
    duplicate = wang()
    assigned = given(*PARTED).when(lambda c: c.assign_left_over(FACT2, duplicate, WANG, **BY_CODES))
    survivor = assigned.then(now(Customer.LeftOverAssigned), now(Customer.FactWithdrawn, fact_id="f2"))
    assert survivor.facts.keys() == {"f1"}
    assert [(fact.value, fact.about_id, fact.source) for fact in duplicate.facts.values()] == [("Teacher", WANG, HEARD)]
    assert happened_to(duplicate) == [("fact_recorded", YESTERDAY)]


def test_a_fact_about_a_relative_stays_theirs_whoever_is_told_it() -> None:
    relative = UUID(int=7)
    duplicate = wang()
    past = (*TAKEN, happened(Customer.FactRecorded, fact_id="f2", about_id=relative), PARTED[-1])
    given(*past).replayed().assign_left_over(FACT2, duplicate, WANG, **BY_CODES)
    assert [fact.about_id for fact in duplicate.facts.values()] == [relative]


def test_what_the_survivor_keeps_is_said_once() -> None:
    kept = now(Customer.LeftOverAssigned, belongs_to=LI_NA)
    given(*PARTED).when(lambda c: c.assign_left_over(FACT2, wang(), LI_NA, **BY_CODES)).then(kept)
    done = (*PARTED, happened(Customer.LeftOverAssigned, belongs_to=LI_NA))
    given(*done).when(lambda c: c.assign_left_over(FACT2, wang(), LI_NA, **BY_CODES)).then()
    moved = (*PARTED, happened(Customer.LeftOverAssigned), happened(Customer.FactWithdrawn, fact_id="f2"))
    given(*moved).when(lambda c: c.assign_left_over(FACT2, wang(), WANG, **BY_CODES)).then()


def test_contacts_and_cases_are_only_assigned_here() -> None:
    for kind in (LeftOverKind.CONTACT, LeftOverKind.CASE):
        item = LeftOver(kind, str(CALL))
        said = given(*PARTED).when(lambda c, item=item: c.assign_left_over(item, wang(), WANG, **BY_CODES))  # type: ignore[misc]
        said.then(now(Customer.LeftOverAssigned, kind=kind, item_id=str(CALL)))


@pytest.mark.parametrize(
    ("past", "item", "belongs_to", "code"),
    [
        ((ACTIVE,), FACT2, WANG, "nothing_left_over"),
        (MEANWHILE, FACT2, WANG, "nothing_left_over"),
        (PARTED, LeftOver(LeftOverKind.FACT, "f1"), WANG, "nothing_left_over"),
        ((*PARTED, happened(Customer.FactWithdrawn, fact_id="f2")), FACT2, WANG, "nothing_left_over"),
        (PARTED, FACT2, STREAM, "not_one_of_them"),
    ],
)
def test_what_is_not_left_over_is_assigned_to_nobody(
    past: tuple[Happening, ...], item: LeftOver, belongs_to: UUID, code: str
) -> None:
    given(*past).when(lambda c: c.assign_left_over(item, wang(), belongs_to, **BY_CODES)).refuses(code)


def test_a_second_merge_forgets_nothing_that_is_left_over_from_the_first() -> None:
    again = Happening(Customer.DuplicateTaken, NOW - timedelta(hours=1), {"duplicate_id": WANG})
    survivor = given(*PARTED, again, happened(Customer.FactRecorded, fact_id="f3")).replayed()
    duplicate = wang(happened(Customer.Merged, person_id=WANG, survivor_id=LI_NA))
    duplicate.undo_merge(survivor, "Two sisters.", **BY)
    assert survivor.left_over == {str(WANG): ("f2", "f3")}
    assert [one.parted_at for one in survivor.duplicates] == [YESTERDAY, NOW]


def test_what_may_be_done_next_follows_from_the_state() -> None:
    assert given(ACTIVE).replayed().permitted(ANN) == ("record_fact", "withdraw_facts", "merge", "assign_left_over")
    assert given(*MERGED).replayed().permitted(ANN) == (
        *("record_fact", "withdraw_facts", "undo_merge", "assign_left_over"),
    )


def test_a_person_has_one_stream_as_a_customer() -> None:
    assert customer_stream(LI_NA) == customer_stream(LI_NA) != customer_stream(WANG)
