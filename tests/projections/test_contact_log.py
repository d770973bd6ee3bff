"""Tests: a customer's contacts stand in one list, whoever they were found to be one with, and go apart again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from domain.aggregate import Aggregate
from domain.complaint import Complaint
from domain.customer import Customer
from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.sight import Sight
from infrastructure.database import raw_cursor
from infrastructure.event_store import EventLog
from projections.contact_log import Contact, ContactLog
from projections.contact_rows import VIEW
from projections.keyset import InvalidCursor
from tests.domain.fixed import CODES
from tests.domain.interaction.examples import EXAMPLES
from tests.projections.contacts import BY, LATER, be_with, complaint, contact, customer, link, named, new_events
from tests.projections.following import append, begin, contents, follow, rebuild

LI, WANG, CHEN = (named("person", number) for number in range(3))
ANYBODY = Sight("mei", frozenset({"mei"}))
EVE = Sight("eve", frozenset({"eve", "boss"}))


class Bank:
    """The log and the view that follows it."""

    def __init__(self, engine: Engine, log: EventLog) -> None:
        """Build the view on an empty log."""
        begin(engine, [VIEW])
        self.engine, self.log, self.asked = engine, log, ContactLog(engine)

    def save(self, *aggregates: Aggregate) -> None:
        """Record what happened, and let the view follow."""
        append(self.log, new_events(*aggregates))
        follow(self.engine, [VIEW])

    def of(self, person_id: UUID, asking: Sight = ANYBODY) -> list[str]:
        """Return the numbers of a customer's contacts."""
        return [one.reference for one in self.asked.of_customer(str(person_id), asking=asking).items]


@pytest.fixture
def bank(engine: Engine, log: EventLog) -> Bank:
    return Bank(engine, log)


def references(*contacts: Interaction) -> list[str]:
    return [one.reference for one in contacts]


def test_the_newest_contact_comes_first_with_all_that_is_known_of_it(bank: Bank) -> None:
    first, second = contact(1, LI), contact(2, LI)
    second.end(Ending("solved", solved_claim=True), at=None, codes=CODES, **BY)
    case = complaint(1, LI)
    link(second, case)
    bank.save(customer(LI), first, second, contact(3, WANG), case)

    found = bank.asked.of_customer(str(LI), asking=ANYBODY).items

    assert [one.reference for one in found] == references(second, first)
    newest = found[0]
    assert (newest.state, newest.outcome, newest.solved_claim, newest.ended_at) == ("ended", "solved", True, LATER)
    assert (newest.channel, newest.direction, newest.agent_id, newest.person_id) == ("phone", "inbound", "ann", str(LI))
    assert [(one.case_id, one.kind, one.reference) for one in newest.cases] == [
        (str(case.id), "complaint", case.reference)
    ]
    assert found[1].cases == ()


def test_pages_follow_each_other_whatever_comes_in_between(bank: Bank) -> None:
    contacts = [contact(number, LI) for number in range(5)]
    bank.save(*contacts)
    first = bank.asked.of_customer(str(LI), asking=ANYBODY, limit=2)
    bank.save(contact(9, LI))
    second = bank.asked.of_customer(str(LI), asking=ANYBODY, after=first.next, limit=2)
    third = bank.asked.of_customer(str(LI), asking=ANYBODY, after=second.next, limit=2)
    seen = [one.reference for page in (first, second, third) for one in page.items]
    assert seen == references(*reversed(contacts))
    assert third.next is None
    with pytest.raises(InvalidCursor):
        bank.asked.of_customer(str(LI), asking=ANYBODY, after="nonsense")


def test_a_wrong_customer_goes_out_of_one_list_and_into_the_other(bank: Bank) -> None:
    one = contact(1, LI)
    bank.save(one)
    be_with(one, WANG)
    bank.save(one)
    assert (bank.of(LI), bank.of(WANG)) == ([], references(one))
    be_with(one, None)
    bank.save(one)
    assert bank.of(WANG) == []


# duplicates


def merge(source: Customer, survivor: Customer) -> None:
    source.merge(survivor, "Same identity card.", **BY)


def part(source: Customer, survivor: Customer) -> None:
    source.undo_merge(survivor, "Two sisters.", **BY)


def test_who_is_one_is_shown_as_one_from_either_side_and_parted_without_loss(bank: Bank) -> None:
    li, wang = customer(LI), customer(WANG)
    of_li, of_wang = contact(1, LI), contact(2, WANG)
    bank.save(li, wang, of_li, of_wang)
    merge(wang, li)
    bank.save(wang, li)

    together = references(of_wang, of_li)
    assert (bank.of(LI), bank.of(WANG)) == (together, together)
    persons = [one.person_id for one in bank.asked.of_customer(str(LI), asking=ANYBODY).items]
    assert persons == [str(WANG), str(LI)], "each was recorded for whom it was recorded for"

    meanwhile = contact(3, LI)
    bank.save(meanwhile)
    part(wang, li)
    bank.save(wang, li)
    assert (bank.of(LI), bank.of(WANG)) == (references(meanwhile, of_li), references(of_wang))


def test_a_survivor_that_is_merged_itself_takes_its_duplicates_along(bank: Bank) -> None:
    li, wang, chen = customer(LI), customer(WANG), customer(CHEN)
    contacts = [contact(1, LI), contact(2, WANG), contact(3, CHEN)]
    bank.save(li, wang, chen, *contacts)
    merge(wang, li)
    merge(li, chen)
    bank.save(wang, li, chen)
    everything = references(*reversed(contacts))
    assert [bank.of(person) for person in (LI, WANG, CHEN)] == [everything] * 3
    part(li, chen)
    bank.save(li, chen)
    assert bank.of(CHEN) == references(contacts[2])
    assert bank.of(WANG) == references(contacts[1], contacts[0])


def test_somebody_who_is_no_customer_has_contacts_too(bank: Bank) -> None:
    one = contact(1, CHEN)
    bank.save(one)
    assert (bank.of(CHEN), bank.of(uuid4())) == (references(one), [])


def test_what_was_recorded_for_the_survivor_meanwhile_can_be_listed(bank: Bank) -> None:
    begun_at = datetime.now(UTC) - timedelta(minutes=5)
    bank.save(contact(1, LI), contact(2, WANG), complaint(1, LI), complaint(2, WANG), complaint(3, LI, about="eve"))
    now = datetime.now(UTC) + timedelta(minutes=5)

    found = bank.asked.recorded_for(str(LI), begun_at, now, asking=ANYBODY)
    assert [one.reference for one in found.contacts] == references(contact(1))
    assert {case.case_id for case in found.cases} == {str(named("case", 1)), str(named("case", 3))}

    assert {case.case_id for case in bank.asked.recorded_for(str(LI), begun_at, now, asking=EVE).cases} == {
        str(named("case", 1))
    }
    before = bank.asked.recorded_for(str(LI), begun_at - timedelta(days=9), begun_at, asking=ANYBODY)
    assert (before.contacts, before.cases) == ((), ())


# by case, and recusal 回避


def of_case(bank: Bank, case: Complaint, asking: Sight = ANYBODY) -> list[Contact] | None:
    page = bank.asked.of_case(str(case.id), asking=asking)
    return None if page is None else page.items


def test_the_contacts_of_a_case_are_those_that_are_linked_to_it(bank: Bank) -> None:
    one, two, case, other = contact(1, LI), contact(2, WANG), complaint(1, LI), complaint(2, LI)
    for each in (one, two):
        link(each, case)
    bank.save(one, two, case, other, contact(3, LI))
    assert [each.reference for each in of_case(bank, case) or ()] == references(two, one)
    assert of_case(bank, other) == []
    two.unlink_case(case.id, **BY)
    bank.save(two)
    assert [each.reference for each in of_case(bank, case) or ()] == references(one)
    assert bank.asked.of_case(str(uuid4()), asking=ANYBODY) is None


@pytest.mark.parametrize("about", ["eve", "boss"])
def test_no_contact_shows_a_case_to_whom_it_is_about_nor_to_who_works_below(bank: Bank, about: str) -> None:
    told, own, plain, case = contact(1, LI), contact(2, LI, agent="eve"), contact(3, LI), complaint(1, LI, about=about)
    for each in (told, own):
        link(each, case)
    bank.save(told, own, plain, case)
    assert bank.of(LI) == references(plain, own, told)
    assert bank.of(LI, EVE) == references(plain, own)
    assert [one.cases for one in bank.asked.of_customer(str(LI), asking=EVE).items] == [(), ()]
    assert of_case(bank, case, EVE) is None
    assert len(of_case(bank, case) or ()) == 2


def test_who_is_named_later_loses_sight_of_the_contact_at_once(bank: Bank) -> None:
    told, case = contact(1, LI), complaint(1, LI)
    link(told, case)
    bank.save(told, case)
    assert bank.of(LI, EVE) == references(told)
    case.correct({"employee_id": "eve"}, "The customer remembered the name.", codes=CODES, **BY)
    bank.save(case)
    assert bank.of(LI, EVE) == []


# building


def test_building_anew_gives_the_same(bank: Bank) -> None:
    li, wang = customer(LI), customer(WANG)
    contacts = [contact(number, LI if number % 2 else WANG) for number in range(20)]
    case = complaint(1, LI)
    link(contacts[3], case)
    be_with(contacts[4], LI)
    be_with(contacts[5], None)
    merge(wang, li)
    bank.save(li, wang, case, *contacts)
    lived = contents(bank.engine, VIEW)
    rebuild(bank.engine, VIEW)
    assert contents(bank.engine, VIEW) == lived
    assert [len(rows) for rows in lived.values()] == [20, 2, 1]


def test_a_better_proof_of_the_same_customer_is_no_newer_contact(bank: Bank) -> None:
    one = contact(1, LI)
    bank.save(one)
    start = datetime.now(UTC) + timedelta(milliseconds=1)
    one.identify_customer(LI, "logged_in", codes=CODES, **BY)
    bank.save(one)
    found = bank.asked.recorded_for(str(LI), start, start + timedelta(days=1), asking=ANYBODY)
    assert found.contacts == ()


# the whole life of a contact


def test_a_contact_in_the_log_is_what_its_stream_says_after_every_event_that_there_is(bank: Bank) -> None:
    """An event that changes with whom or about what a contact was, and that the view forgets, fails here."""
    begun, *rest = EXAMPLES.all_of_them()
    for told in rest:
        stream = uuid4()
        events = [replace(one.placed(version), originator_id=stream) for version, one in enumerate((begun, told), 1)]
        append(bank.log, events)
        follow(bank.engine, [VIEW])
        aggregate = Interaction.blank(stream).replay(events)
        with raw_cursor(bank.engine) as cursor:
            cursor.execute(
                "SELECT state, agent_id, person_id::text, about, outcome, solved_claim, answered_at, ended_at"
                " FROM view.contact WHERE case_id = %s",
                (str(stream),),
            )
            (found,) = cursor.fetchall()
        whom = aggregate.customer
        assert found == (
            aggregate.state,
            aggregate.agent_id,
            str(whom.person_id) if whom else None,
            [str(link.case_id) for link in aggregate.links],
            aggregate.outcome,
            aggregate.solved_claim,
            aggregate.answered_at,
            aggregate.ended_at,
        ), told.cls
