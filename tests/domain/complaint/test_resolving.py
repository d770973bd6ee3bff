"""Step 5: propose, approve, send back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.rules import above_limit
from domain.complaint.values import Classification, Outcome, PairOutcome, ProductIssue, Remedy, RemedyKind, Resolution
from domain.money import Money
from tests.domain.complaint.happenings import (
    APPROVED,
    DECIDED,
    FOUND,
    INVESTIGATING,
    OPEN,
    PROPOSED,
    REJECTED,
    decided,
    happened,
    happens,
)
from tests.domain.complaint.values import FACTS, LEGAL, cny, facts, offer, paid, refund, resolution
from tests.domain.fixed import ANN, BEN, CODES, EVE, NOW
from tests.domain.language import Happening, given

ABOVE_ANNS_LIMIT = resolution(refund(501))
RISKY = (*FOUND, happened(Complaint.Classified, classification=LEGAL))
NEEDS_APPROVAL = (*FOUND, happened(Complaint.ResolutionProposed, needs_approval=True))


def about(employee_id: str) -> Happening:
    """Return the correction that names the employee complained about."""
    return happened(Complaint.Corrected, facts_after=facts(employee_id=employee_id), changed=("employee_id",))


def propose(c: Complaint, proposal: Resolution = resolution(refund(100))) -> None:  # noqa: B008 (a frozen value)
    c.propose_resolution(proposal, codes=CODES, by=ANN, now=NOW)


def test_a_resolution_is_proposed() -> None:
    complaint = given(*FOUND).when(propose).then(happens(Complaint.ResolutionProposed))
    assert complaint.state == "proposed"


def test_remedies_are_numbered_by_the_case() -> None:
    told = resolution(refund(100, key=""), offer(50, key="anything"))
    numbered = resolution(refund(100, key="r1"), offer(50, key="r2"))
    given(*FOUND).when(lambda c: propose(c, told)).then(happens(Complaint.ResolutionProposed, resolution=numbered))


def test_a_later_decision_does_not_use_the_ids_of_an_earlier_one() -> None:
    given(*REJECTED).when(propose).then(
        happens(Complaint.ResolutionProposed, version=2, round=2, resolution=resolution(refund(100, key="r2")))
    )


def test_a_resolution_is_proposed_again_and_the_approval_lapses() -> None:
    complaint = given(*APPROVED).when(propose).then(happens(Complaint.ResolutionProposed, version=2))
    assert (complaint.state, complaint.approved_by) == ("proposed", None)
    given(*PROPOSED).when(propose).then(happens(Complaint.ResolutionProposed, version=2))


def test_nothing_is_proposed_without_a_finding() -> None:
    given(*INVESTIGATING).when(propose).refuses("finding_missing")


def test_a_resolution_says_on_what_it_stands() -> None:
    given(*FOUND).when(lambda c: propose(c, replace(resolution(), basis=" "))).refuses("basis_missing")


@pytest.mark.parametrize("kind", ["refund", "fee_waiver", "compensation", "interest"])
def test_what_costs_money_says_how_much(kind: str) -> None:
    unpriced = replace(refund(None), kind=RemedyKind(kind))
    given(*FOUND).when(lambda c: propose(c, resolution(refund(100), unpriced))).refuses("amount_missing")


@pytest.mark.parametrize("kind", ["apology", "explanation", "correction", "other"])
def test_what_costs_nothing_needs_no_amount(kind: str) -> None:
    favour = resolution(replace(refund(None), kind=RemedyKind(kind)))
    given(*FOUND).when(lambda c: propose(c, favour)).then(happens(Complaint.ResolutionProposed, resolution=favour))


@pytest.mark.parametrize("remedy", [refund(0), replace(refund(None), amount=cny(0))])
def test_no_remedy_pays_nothing(remedy: Remedy) -> None:
    given(*FOUND).when(lambda c: propose(c, resolution(remedy))).refuses("wrong_amount")


def test_a_resolution_names_a_known_root_cause() -> None:
    given(*FOUND).when(lambda c: propose(c, replace(resolution(), root_cause="weather"))).refuses("unknown_code")


def test_nothing_is_proposed_before_the_investigation_nor_after_the_decision() -> None:
    given(*OPEN).when(propose).refuses("complaint_is_open")
    given(*DECIDED).when(propose).refuses("complaint_is_decided")


def test_above_the_limit_of_the_proposer_another_person_has_to_approve() -> None:
    given(*FOUND).when(lambda c: propose(c, ABOVE_ANNS_LIMIT)).then(
        happens(Complaint.ResolutionProposed, resolution=ABOVE_ANNS_LIMIT, needs_approval=True)
    )


def test_the_limit_counts_all_remedies_together() -> None:
    two = resolution(refund(300, key="r1"), offer(201, key="r2"))
    given(*FOUND).when(lambda c: propose(c, two)).then(
        happens(Complaint.ResolutionProposed, resolution=two, needs_approval=True)
    )


def test_a_rejection_does_not_renew_the_limit() -> None:
    paid_once = (
        *decided(refund(300)),
        happened(Complaint.RemedyExecuted, execution=paid(300)),
        happened(Complaint.DecisionRejected),
    )
    more = resolution(refund(201, key="r2"))
    complaint = (
        given(*paid_once)
        .when(lambda c: propose(c, resolution(refund(201))))
        .then(happens(Complaint.ResolutionProposed, version=2, round=2, resolution=more, needs_approval=True))
    )
    assert complaint.needs_approval


def test_a_currency_without_a_limit_needs_approval() -> None:
    pounds = resolution(replace(refund(), amount=Money("GBP", Decimal(1))))
    given(*FOUND).when(lambda c: propose(c, pounds)).then(
        happens(Complaint.ResolutionProposed, resolution=pounds, needs_approval=True)
    )


def test_an_apology_needs_nobody_else() -> None:
    words = resolution(refund(None))
    given(*FOUND).when(lambda c: propose(c, words)).then(happens(Complaint.ResolutionProposed, resolution=words))


def test_a_legal_risk_needs_approval_whatever_the_amount() -> None:
    given(*RISKY).when(propose).then(happens(Complaint.ResolutionProposed, needs_approval=True))


def test_another_person_approves() -> None:
    complaint = (
        given(*NEEDS_APPROVAL)
        .when(lambda c: c.approve_resolution(by=BEN, now=NOW))
        .then(happens(Complaint.ResolutionApproved))
    )
    assert complaint.state == "approved"


def test_the_proposer_does_not_approve() -> None:
    given(*NEEDS_APPROVAL).when(lambda c: c.approve_resolution(by=ANN, now=NOW)).refuses("second_person_needed")


def test_nobody_approves_above_their_own_limit() -> None:
    past = (*FOUND, happened(Complaint.ResolutionProposed, resolution=ABOVE_ANNS_LIMIT, needs_approval=True))
    given(*past).when(lambda c: c.approve_resolution(by=EVE, now=NOW)).refuses("limit_exceeded")


def test_what_was_approved_is_not_approved_again() -> None:
    given(*APPROVED).when(lambda c: c.approve_resolution(by=BEN, now=NOW)).refuses("complaint_is_approved")


def test_the_employee_complained_about_does_not_approve() -> None:
    given(*NEEDS_APPROVAL, about("ben")).when(lambda c: c.approve_resolution(by=BEN, now=NOW)).refuses(
        "conflict_of_interest"
    )


def test_nobody_approves_what_the_employee_complained_about_proposed() -> None:
    given(*NEEDS_APPROVAL, about("ann")).when(lambda c: c.approve_resolution(by=BEN, now=NOW)).refuses(
        "proposal_tainted"
    )


def test_a_proposal_goes_back_to_the_investigation() -> None:
    complaint = (
        given(*PROPOSED)
        .when(lambda c: c.send_back("Which terminal was it?", by=BEN, now=NOW))
        .then(happens(Complaint.SentBack))
    )
    assert (complaint.state, complaint.investigation_completed) == ("investigating", False)


def test_only_a_proposal_is_sent_back() -> None:
    given(*APPROVED).when(lambda c: c.send_back("Wait.", by=BEN, now=NOW)).refuses("complaint_is_approved")


PAIR = FACTS.about[0]


def test_outcomes_may_differ_per_pair_and_an_authority_has_a_word_of_its_own() -> None:
    told = replace(resolution(), outcomes=(PairOutcome(PAIR, Outcome.NOT_UPHELD),), response_category="explanation")
    given(*FOUND).when(lambda c: c.propose_resolution(told, codes=CODES, by=ANN, now=NOW)).then(
        happens(Complaint.ResolutionProposed, resolution=told)
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcomes": (PairOutcome(ProductIssue("loan"), Outcome.UPHELD),)}, "unknown_pair"),
        ({"outcomes": (PairOutcome(PAIR, Outcome.UPHELD), PairOutcome(PAIR, Outcome.SETTLED))}, "unknown_pair"),
        ({"response_category": "weather"}, "unknown_code"),
    ],
)
def test_an_outcome_is_about_a_pair_of_the_complaint(changes: dict[str, Any], code: str) -> None:
    told = replace(resolution(), **changes)
    given(*FOUND).when(lambda c: c.propose_resolution(told, codes=CODES, by=ANN, now=NOW)).refuses(code)


def test_a_pair_counts_as_it_was_classified_too() -> None:
    loan = ProductIssue("loan")
    classified = happened(Complaint.Classified, classification=Classification("service", about=(loan,)))
    told = replace(resolution(), outcomes=(PairOutcome(loan, Outcome.NOT_UPHELD),))
    given(*FOUND, classified).when(lambda c: c.propose_resolution(told, codes=CODES, by=ANN, now=NOW)).then(
        happens(Complaint.ResolutionProposed, resolution=told)
    )


def test_as_of_an_instant_before_anything_was_proposed_no_limit_is_in_the_way() -> None:
    assert above_limit(given(*OPEN).replayed(), BEN) is None
