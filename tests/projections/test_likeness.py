"""Tests: what may be the same grievance told twice, and what is of the same customer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.complaint import Complaint
from domain.complaint.party import NewParty, PartyRole, PartyTerms, PartyWords
from domain.complaint.receiving import Intake
from domain.complaint.values import Contact, Facts, Words
from domain.reference import reference_for
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords
from domain.sight import Discretion, Sight
from infrastructure.event_store import EventLog
from projections import like_keys, likeness
from projections.keyset import InvalidCursor
from projections.likeness import LikeCase, Likeness
from tests.domain.complaint.values import FACTS, LI_NA, PROOF, cny
from tests.domain.fixed import ANN, CODES, NOW, REQUEST_TYPES
from tests.projections.asking import BELOW_ANN, EVE, ZOE
from tests.projections.following import append, begin, contents, empty, follow
from tests.projections.histories import case_id, histories, interleaved
from tests.projections.request_histories import request_histories, request_id
from tests.projections.seen import folded

VIEWS = (likeness.VIEW,)
PLAIN = Facts(FACTS.received_at, "phone", "customer")
NOTHING = Words("Something happened.")
ADA = Contact("Ada", phone="+44 7700 900123", email=" Ada@Example.org ")


def complaint(number: int, facts: Facts = PLAIN, words: Words = NOTHING, **told: Any) -> Complaint:  # noqa: ANN401
    """Receive a complaint."""
    return Complaint.receive(
        Intake(facts, words, "shanghai", **told),
        stream_id=case_id(number),
        reference=reference_for("C", FACTS.received_at.date(), number),
        codes=CODES,
        by=ANN,
        now=NOW,
    )


class Bank:
    """The log and the view that follows it."""

    def __init__(self, engine: Engine, log: EventLog) -> None:
        """Build the view on an empty log."""
        begin(engine, VIEWS)
        self.engine, self.log, self.asked = engine, log, Likeness(engine)

    def save(self, *cases: Complaint | ServiceRequest) -> None:
        """Record what happened, and let the view follow."""
        append(self.log, interleaved(cases))
        follow(self.engine, VIEWS)

    def like(self, one: Complaint, asking: Sight = ZOE, **page: Any) -> list[LikeCase]:  # noqa: ANN401 - of a page
        """Return what is like a complaint."""
        return self.asked.page(str(one.id), like_keys.keys_of(one), asking=asking, **page).items

    def reasons(self, one: Complaint, asking: Sight = ZOE) -> dict[str, tuple[str, ...]]:
        """Return what is like a complaint, and why."""
        return {found.reference: found.reasons for found in self.like(one, asking)}


@pytest.fixture
def bank(engine: Engine, log: EventLog) -> Bank:
    return Bank(engine, log)


ALIKE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("person", {"complainant_id": LI_NA}, {"complainant_id": LI_NA}),
    (
        "account",
        {"words": replace(NOTHING, account_reference="6222-0001 4711")},
        {"words": replace(NOTHING, account_reference="622200014711")},
    ),
    (
        "authority_reference",
        {"facts": replace(PLAIN, authority_reference="NFRA/2026/118")},
        {"facts": replace(PLAIN, authority_reference="nfra 2026 118")},
    ),
    (
        "phone",
        {"complainant": Contact("Ada", phone="+44 7700 900123")},
        {"complainant": Contact("A. L.", phone="07700 900 123")},
    ),
    (
        "email",
        {"complainant": Contact("Ada", email="ada@example.org")},
        {"complainant": Contact("A. L.", email="ADA@example.org")},
    ),
    (
        "employee_amount_day",
        {"facts": replace(PLAIN, employee_id="chen", amount_claimed=cny("300"), incident_on=date(2026, 1, 2))},
        {"facts": replace(PLAIN, employee_id="chen", amount_claimed=cny("300.00"), incident_on=date(2026, 1, 2))},
    ),
    (
        "branch_amount_day",
        {"facts": replace(PLAIN, branch="b1", amount_claimed=cny("300"))},
        {"facts": replace(PLAIN, branch="b1", amount_claimed=cny("300"))},
    ),
]


@pytest.mark.parametrize(("reason", "one", "another"), ALIKE, ids=[reason for reason, _, _ in ALIKE])
def test_a_case_is_like_another_for_a_reason(
    bank: Bank, reason: str, one: dict[str, Any], another: dict[str, Any]
) -> None:
    first, second, third = complaint(1, **one), complaint(2, **another), complaint(3)
    bank.save(first, second, third)

    assert bank.reasons(first) == {second.reference: (reason,)}
    assert bank.reasons(second) == {first.reference: (reason,)}
    assert bank.reasons(third) == {}


def test_what_is_not_the_same_is_no_reason(bank: Bank) -> None:
    facts = replace(PLAIN, branch="b1", amount_claimed=cny("300"), incident_on=date(2026, 1, 2))
    one = complaint(1, facts, replace(NOTHING, account_reference="1"), complainant=Contact("Ada", phone="110"))
    bank.save(
        one,
        complaint(2, replace(facts, amount_claimed=cny("301"))),
        complaint(3, replace(facts, incident_on=date(2026, 1, 3))),
        complaint(4, replace(facts, branch="b2")),
        complaint(5, words=replace(NOTHING, account_reference="2"), complainant=Contact("Ada", phone="110", email=" ")),
    )

    assert bank.reasons(one) == {}


def test_every_reason_is_named(bank: Bank) -> None:
    one = complaint(1, complainant_id=LI_NA, complainant=ADA)
    two = complaint(2, complainant_id=LI_NA, complainant=ADA)
    bank.save(one, two)

    (found,) = bank.like(one)

    assert found.reasons == ("email", "person", "phone")
    assert (found.kind, found.state, found.unit_id) == ("complaint", "received", "shanghai")


def test_a_corrected_case_is_like_what_is_right(bank: Bank) -> None:
    one, two = complaint(1, complainant_id=LI_NA, complainant=ADA), complaint(2, complainant=ADA)
    two.correct(
        {
            "complainant": Contact("Bea", phone="+86 21 5555 0100"),
            "account_reference": "4711",
            "authority_reference": "9",
        },
        "Told otherwise.",
        codes=CODES,
        by=ANN,
        now=NOW,
    )
    three = complaint(3, replace(PLAIN, authority_reference="9"), replace(NOTHING, account_reference="4711"))
    bank.save(one, two, three)

    assert bank.reasons(one) == {}
    assert bank.reasons(three) == {two.reference: ("account", "authority_reference")}


def test_whoever_complains_as_well_has_cases_too_but_not_who_speaks_for_them(bank: Bank) -> None:
    joint, of_ada, of_agent = complaint(1), complaint(2, complainant=ADA), complaint(3, complainant_id=LI_NA)
    for told in (
        NewParty(PartyTerms(PartyRole.CO_COMPLAINANT), PartyWords(Contact("Ada", phone="110"))),
        NewParty(PartyTerms(PartyRole.CO_COMPLAINANT), PartyWords(ADA)),
        NewParty(PartyTerms(PartyRole.AGENT, authority=PROOF), person_id=LI_NA),
    ):
        joint.add_party(told, codes=CODES, by=ANN, now=NOW)
    joint.change_party("p2", {"contact": ADA}, "Told wrongly.", codes=CODES, by=ANN, now=NOW)
    bank.save(joint, of_ada, of_agent)
    assert bank.reasons(joint) == {of_ada.reference: ("email", "phone")}
    assert bank.reasons(of_agent) == {}

    for party_id in ("p2", "p3"):
        joint.remove_party(party_id, "Not theirs.", by=ANN, now=NOW)
    append(bank.log, joint.pending_events[-2:])  # type: ignore[arg-type]
    follow(bank.engine, VIEWS)

    assert bank.reasons(of_ada) == {}


def test_a_service_request_of_the_same_person_is_another_case(bank: Bank) -> None:
    one = complaint(1, complainant_id=LI_NA)
    told = RequestIntake(
        RequestFacts(FACTS.received_at, "phone", "customer"),
        RequestWords("I lost my card."),
        "loss_report",
        "shanghai",
        requester_id=LI_NA,
    )
    asked = ServiceRequest.submit(
        told,
        stream_id=request_id(1),
        reference="R-2026-000001-1",
        types=REQUEST_TYPES,
        codes=CODES,
        by=ANN,
        now=NOW,
    )
    bank.save(one, asked)

    (found,) = bank.like(one)

    assert (found.kind, found.state, found.reasons) == ("service_request", "submitted", ("person",))


def test_what_the_user_may_not_see_is_not_there(bank: Bank) -> None:
    one, about_eve = (
        complaint(1, complainant_id=LI_NA),
        complaint(2, replace(PLAIN, employee_id="eve"), complainant_id=LI_NA),
    )
    elsewhere = complaint(3, complainant_id=LI_NA)
    elsewhere.transfer("london", "Theirs.", by=ANN, now=NOW)
    bank.save(one, about_eve, elsewhere)

    london = Sight("kim", frozenset({"kim"}), frozenset({"london"}), discretion=Discretion.HANDLED)
    cards = replace(london, units=frozenset({"cards"}))
    assert set(bank.reasons(one)) == {about_eve.reference, elsewhere.reference}
    assert set(bank.reasons(one, EVE)) == set(bank.reasons(one, BELOW_ANN)) == {elsewhere.reference}
    assert set(bank.reasons(one, london)) == {elsewhere.reference}
    assert bank.reasons(one, cards) == {}


def test_the_newest_come_first_page_by_page(bank: Bank) -> None:
    one, *others = (complaint(number, complainant_id=LI_NA) for number in range(1, 6))
    bank.save(one, *others)

    first = bank.asked.page(str(one.id), like_keys.keys_of(one), asking=ZOE, limit=3)
    second = bank.asked.page(str(one.id), like_keys.keys_of(one), asking=ZOE, after=first.next, limit=3)

    found = [case.reference for case in (*first.items, *second.items)]
    assert sorted(found) == sorted(case.reference for case in others)
    assert (len(first.items), second.next) == (3, None)
    with pytest.raises(InvalidCursor):
        bank.like(one, after="nonsense")


def test_a_merged_case_says_so(bank: Bank) -> None:
    one, two = complaint(1, complainant_id=LI_NA), complaint(2, complainant_id=LI_NA)
    one.merge(two, "Told twice.", by=ANN, now=NOW)
    bank.save(one, two)

    assert [found.state for found in bank.like(two)] == ["merged"]


def test_the_row_is_a_function_of_the_stream_alone(bank: Bank) -> None:
    bank.save(*histories(40), *request_histories(20))
    before = contents(bank.engine, likeness.VIEW)

    empty(bank.engine, likeness.VIEW)
    follow(bank.engine, VIEWS, batch=7)

    assert contents(bank.engine, likeness.VIEW) == before


def test_the_row_knows_what_the_aggregate_knows() -> None:
    for each in histories(60):
        row = folded(likeness.FOLD, each.pending_events)
        keys = {*row.by_facts, *row.by_words, *row.by_people}
        assert keys == set(like_keys.keys_of(each))
        assert (row.state, row.kind, row.unit_id) == (each.state, each.kind, each.unit_id)


def test_the_row_knows_what_the_request_knows() -> None:
    for each in request_histories(60):
        row = folded(likeness.FOLD, each.pending_events)
        people = like_keys.person_keys(each.requester_id, each.requester)
        assert {*row.by_words, *row.by_people} == {*like_keys.word_keys(each.words), *people}
        assert (row.state, row.received_at, row.subject) == (each.state, each.facts.received_at, each.words.subject)


def test_the_question_uses_the_index_of_keys(bank: Bank) -> None:
    bank.save(*histories(100, 3))
    question = """
        EXPLAIN SELECT case_id FROM view.likeness
        WHERE (by_facts || by_words || by_people) && CAST(ARRAY['person x'] AS text[])
    """
    with bank.engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = [line for (line,) in connection.execute(text(question))]

    assert any("likeness_keys" in line for line in plan)
