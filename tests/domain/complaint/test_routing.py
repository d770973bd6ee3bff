"""Step 3: the bank's rules say where a complaint waits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.complaint import Complaint
from domain.complaint.routing import RoutingRule
from domain.complaint.values import Classification, ProductIssue
from domain.documents import Document, InvalidDocument
from domain.money import Money
from domain.organisation.structure import KnownUnit, Organisation
from domain.reference_data import rows_of
from tests.domain.complaint.happenings import CLOSED, OPEN, happened, happens, received
from tests.domain.complaint.values import facts
from tests.domain.fixed import NOW
from tests.domain.language import Happening, given

BANK = Organisation(
    {
        "bank": KnownUnit("bank"),
        "cards": KnownUnit("cards", superior_id="bank", head_id="wang"),
        "old": KnownUnit("old", is_active=False),
    }
)
DEAR = RoutingRule("dear cards", "cards", queue="dear")
CLASSIFIED = (*OPEN, happened(Complaint.Classified))
ROUTED = (*OPEN, happened(Complaint.Routed))


def route(complaint: Complaint, *rules: RoutingRule) -> None:
    """Route it by rules."""
    complaint.route(Document("routing", 1, rules), BANK, now=NOW)


def test_the_first_rule_that_matches_says_where_it_waits() -> None:
    other = replace(DEAR, rule="other", branch="london-02")
    complaint = (
        given(*OPEN).when(lambda c: route(c, other, DEAR, replace(DEAR, rule="later"))).then(happens(Complaint.Routed))
    )
    assert (complaint.unit_id, complaint.queue, complaint.routed_by) == ("cards", "dear", "dear cards")


def test_what_none_matches_waits_unrouted_in_its_unit() -> None:
    other = replace(DEAR, branch="london-02")
    given(*OPEN).when(lambda c: route(c, other)).then(
        happens(Complaint.Routed, unit_id="shanghai", queue="unrouted", rule=None)
    )


def test_without_rules_it_stays_where_it_is() -> None:
    given(*OPEN).when(route).then()


def test_routing_it_again_does_nothing() -> None:
    given(*ROUTED).when(lambda c: route(c, DEAR)).then()


@pytest.mark.parametrize(
    "person", [happened(Complaint.Assigned), happened(Complaint.Taken), happened(Complaint.Transferred)]
)
def test_what_a_person_has_placed_is_not_routed(person: Happening) -> None:
    complaint = given(*ROUTED, person).when(lambda c: route(c, DEAR)).then()
    assert complaint.queue is None


def test_what_has_ended_is_not_routed() -> None:
    given(*CLOSED).when(lambda c: route(c, DEAR)).then()


@pytest.mark.parametrize(
    "rule",
    [
        replace(DEAR, complaint_class="service", category="card"),
        replace(DEAR, product="card"),
        replace(DEAR, branch="shanghai-01"),
        replace(DEAR, currency="CNY"),
        replace(DEAR, currency="CNY", amount_from=Decimal("128.5"), amount_below=Decimal(129)),
    ],
)
def test_a_rule_matches_by_what_it_names(rule: RoutingRule) -> None:
    given(*CLASSIFIED).when(lambda c: route(c, rule)).then(happens(Complaint.Routed))


@pytest.mark.parametrize(
    "rule",
    [
        replace(DEAR, complaint_class="product"),
        replace(DEAR, category="loan"),
        replace(DEAR, product="loan"),
        replace(DEAR, employee_id="eve"),
        replace(DEAR, currency="GBP"),
        replace(DEAR, currency="CNY", amount_below=Decimal("128.5")),
        replace(DEAR, currency="CNY", amount_from=Decimal(129)),
        replace(DEAR, unit_id="old"),
        replace(DEAR, unit_id="nowhere"),
    ],
)
def test_a_rule_does_not_match_what_is_otherwise_nor_lead_to_a_unit_that_is_not_there(rule: RoutingRule) -> None:
    given(*CLASSIFIED).when(lambda c: route(c, rule)).then(
        happens(Complaint.Routed, unit_id="shanghai", queue="unrouted", rule=None)
    )


def test_before_it_is_classified_no_class_matches() -> None:
    complaint = given(received(facts=facts(amount_claimed=None))).replayed()
    route(complaint, replace(DEAR, complaint_class="service"), replace(DEAR, currency="CNY"))
    assert complaint.queue == "unrouted"


def test_a_product_counts_as_told_and_as_classified() -> None:
    classification = Classification("service", about=(ProductIssue("loan"),))
    past = (*OPEN, happened(Complaint.Classified, classification=classification))
    given(*past).when(lambda c: route(c, replace(DEAR, product="loan"))).then(happens(Complaint.Routed))


def test_a_complaint_about_the_head_of_the_unit_goes_above_it() -> None:
    about_wang = received(facts=facts(employee_id="wang"))
    given(about_wang).when(lambda c: route(c, DEAR)).then(happens(Complaint.Routed, unit_id="bank"))


def test_a_rule_is_a_row_with_bounds_that_mean_something() -> None:
    (rule,) = rows_of("routing", '[{"rule": "dear", "unit_id": "cards", "currency": "CNY", "amount_from": 50000}]')
    assert rule.covers_amount(given(received(facts=facts(amount_claimed=Money("CNY", Decimal(50_000))))).replayed())
    with pytest.raises(InvalidDocument):
        RoutingRule("dear", "cards", amount_from=Decimal(1))
