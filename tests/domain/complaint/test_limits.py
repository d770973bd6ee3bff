"""Limits and second persons hold for the whole case, by whatever way money leaves the bank."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.actor import Actor
from domain.complaint import Complaint
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.values import Classification, ExecutionReport, ExecutionResult, Remedy, RemedyState
from tests.domain.complaint.happenings import (
    CLOSED,
    DECIDED,
    FOUND,
    OPEN,
    PROPOSED,
    RECEIVED,
    REJECTED,
    SECOND_ROUND,
    decided,
    happened,
    happens,
    party,
    proposed,
    received,
)
from tests.domain.complaint.values import BY_POST, LEGAL, cny, facts, offer, paid, refund, resolution, solution
from tests.domain.fixed import ANN, BEN, CASE_RULES, CODES, EVE, NOW
from tests.domain.language import Happening, given

CREDIT = happened(Complaint.ProvisionalCreditGiven, amount=cny(500))
TAKEN_BACK = happened(Complaint.ProvisionalCreditReversed)


def second_round(*remedies: Remedy) -> tuple[Happening, ...]:
    """Return the past of a complaint whose first decision, with these remedies, was rejected."""
    return (*decided(*remedies), *SECOND_ROUND[-2:])


def propose(c: Complaint, *remedies: Remedy, by: Actor = ANN, **told: Any) -> None:  # noqa: ANN401 - fields of a resolution
    found = replace(resolution(*remedies), **told)
    c.propose_resolution(found, codes=CODES, by=by, now=NOW)


def needs_approval(past: tuple[Happening, ...], *remedies: Remedy) -> bool:
    complaint = given(*past).replayed()
    propose(complaint, *remedies)
    return complaint.needs_approval


def credit(c: Complaint, amount: int, by: Actor = ANN) -> None:
    c.give_provisional_credit(cny(amount), date(2026, 1, 7), None, by=by, now=NOW)


def test_a_standing_credit_counts_towards_the_limit() -> None:
    assert needs_approval((*FOUND, CREDIT), refund(1, key=""))
    assert not needs_approval((*FOUND, CREDIT, TAKEN_BACK), refund(500, key=""))


def test_what_is_proposed_counts_towards_the_limit_of_a_credit() -> None:
    past = proposed(refund(400))
    given(*past).when(lambda c: credit(c, 101)).refuses("limit_exceeded")
    complaint = given(*past).replayed()
    credit(complaint, 100)
    assert list(complaint.credits) == ["c1"]


def test_what_is_owed_and_not_paid_yet_counts_towards_the_limit() -> None:
    past = second_round(refund(400))
    assert needs_approval(past, refund(101, key=""))
    assert not needs_approval(past, refund(100, key=""))
    given(*past).when(lambda c: credit(c, 101)).refuses("limit_exceeded")


def test_what_one_of_two_has_accepted_counts_towards_the_limit_of_the_next_round() -> None:
    two = party("p2", PartyTerms(PartyRole.CO_COMPLAINANT))
    both = replace(offer(400), party_id="p1")
    past = (
        *FOUND,
        two,
        happened(Complaint.ResolutionProposed, resolution=resolution(both)),
        happened(Complaint.DecisionSent),
        happened(Complaint.DecisionAccepted, party_id="p1"),
        happened(Complaint.DecisionRejected, party_id="p2"),
        happened(Complaint.InvestigationStarted, round=2),
    )
    assert given(*past).replayed().remedies["r1"].accepted
    assert needs_approval(past, refund(101, key=""))
    assert not needs_approval(past, refund(100, key=""))


def test_an_offer_that_nobody_accepted_costs_nothing() -> None:
    past = second_round(offer(400))
    assert not needs_approval(past, refund(500, key=""))


def test_an_approver_has_a_limit_for_the_whole_case() -> None:
    past = (*FOUND, happened(Complaint.ProvisionalCreditGiven, amount=cny(4_000)))
    given(*past, happened(Complaint.ResolutionProposed, resolution=resolution(refund(1_001)), proposed_by="ann")).when(
        lambda c: c.approve_resolution(by=BEN, now=NOW)
    ).refuses("limit_exceeded")


def test_a_case_with_a_credit_is_solved_on_the_spot_within_the_limit_only() -> None:
    told = solution(resolution(refund(100, key="")))

    def solve(c: Complaint) -> None:
        c.solve_on_the_spot(told, rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)

    given(*OPEN, CREDIT).when(solve).refuses("limit_exceeded")


# what a later decision leaves


def decide_again(*remedies: Remedy, replaces: tuple[str, ...] = ()) -> tuple[Happening, Happening]:
    told = replace(resolution(*remedies), replaces=replaces)
    return (
        happened(Complaint.ResolutionProposed, version=2, round=2, resolution=told),
        happened(Complaint.DecisionSent, version=2, round=2),
    )


def states(past: tuple[Happening, ...]) -> dict[str, str]:
    return {key: one.state for key, one in given(*past).replayed().remedies.items()}


def test_what_is_owed_anyway_is_owed_after_a_later_decision() -> None:
    again = (*REJECTED, happened(Complaint.InvestigationStarted, round=2), *decide_again(refund(20, key="r2")))
    assert states(again) == {"r1": "open", "r2": "open"}


def test_it_is_replaced_where_the_later_decision_says_so() -> None:
    again = decide_again(refund(120, key="r2"), replaces=("r1",))
    assert states((*SECOND_ROUND, *again)) == {"r1": "superseded", "r2": "open"}


def test_what_the_customer_accepted_is_paid_though_it_failed_and_another_decision_followed() -> None:
    accepted = (*decided(offer(50)), happened(Complaint.DecisionAccepted))
    failed = happened(Complaint.ExecutionCorrected, after=ExecutionReport(ExecutionResult.FAILED, paid(50)))
    closed = (*accepted, happened(Complaint.RemedyExecuted, execution=paid(50)), happened(Complaint.Closed), failed)
    again = (*closed, happened(Complaint.Reopened), happened(Complaint.InvestigationStarted))
    found = given(*again, *decide_again(refund(20, key="r2"))).replayed().remedies["r1"]
    assert (found.state, found.accepted) == (RemedyState.OPEN, True)


@pytest.mark.parametrize(
    ("past", "names"),
    [
        (SECOND_ROUND, ("r9",)),
        (second_round(offer(50)), ("r1",)),
        ((*SECOND_ROUND, happened(Complaint.RemedyExecuted)), ("r1",)),
    ],
)
def test_nothing_else_is_replaced(past: tuple[Happening, ...], names: tuple[str, ...]) -> None:
    given(*past).when(lambda c: propose(c, refund(20, key=""), replaces=names)).refuses("not_replaceable")


def test_nothing_is_solved_on_the_spot_while_an_earlier_decision_owes_something() -> None:
    told = solution(resolution(refund(1, key="")))

    def solve(c: Complaint) -> None:
        c.solve_on_the_spot(told, rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)

    given(*SECOND_ROUND).when(solve).refuses("remedies_open")
    solved = given(*second_round(offer(50))).replayed()
    solve(solved)
    assert {key: one.state for key, one in solved.remedies.items()} == {"r1": "superseded", "r2": "executed"}


def test_what_is_replaced_counts_no_more_towards_the_limit() -> None:
    past = second_round(refund(400))
    complaint = given(*past).replayed()
    propose(complaint, refund(500, key=""), replaces=("r1",))
    assert not complaint.needs_approval


# second persons


def test_a_risk_that_was_taken_back_still_needs_a_second_person() -> None:
    flagged = happened(Complaint.Classified, classification=LEGAL)
    plain = happened(Complaint.Classified, classification=Classification("service"))
    assert needs_approval((*FOUND, flagged, plain), refund(1, key=""))
    given(*PROPOSED, flagged, plain).when(
        lambda c: c.send_decision("Dear.", "Appeal.", BY_POST, at=None, by=ANN, now=NOW)
    ).refuses("approval_missing")
    told = solution(resolution(refund(1, key="")))
    given(*OPEN, flagged, plain).when(
        lambda c: c.solve_on_the_spot(told, rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)
    ).refuses("risk_flagged")


@pytest.mark.parametrize(
    "hand",
    [
        (happened(Complaint.Taken, handler_id="eve"), happened(Complaint.Released, handler_id="eve")),
        (happened(Complaint.Assigned, handler_id="eve"), happened(Complaint.Transferred)),
        (happened(Complaint.InvestigationStarted), happened(Complaint.ResolutionProposed, proposed_by="eve")),
    ],
)
def test_who_ever_handled_it_is_no_second_person_of_its_conversion(hand: tuple[Happening, ...]) -> None:
    asked = happened(Complaint.ConversionRequested, requested_by="ann")

    def convert(c: Complaint) -> None:
        c.convert_to_service_request(BY_POST, at=None, case_id=c.id, reference="R-2026-000001-1", by=EVE, now=NOW)

    given(*OPEN, *hand, asked).when(convert).refuses("second_person_needed")


def test_twenty_people_face_to_face_are_not_solved_on_the_spot() -> None:
    told = solution(resolution())
    many = (received(facts=facts(joint_count=25, face_to_face=True)), happened(Complaint.MajorDeclared, by_rule=True))
    given(*many).when(lambda c: c.solve_on_the_spot(told, rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)).refuses(
        "major_complaint"
    )


# what only this complaint can bring to its end

QUESTION = happened(Complaint.AuthorityAsked)
ANSWER = happened(Complaint.AuthorityAnswered)
HOLD = happened(Complaint.HoldPlaced)


@pytest.mark.parametrize(
    ("left", "code"), [(HOLD, "case_held"), (QUESTION, "authority_unanswered"), (CREDIT, "credit_stands")]
)
def test_neither_a_conversion_nor_a_referral_leaves_it_behind(left: Happening, code: str) -> None:
    asked = happened(Complaint.ConversionRequested, requested_by="ann")

    def convert(c: Complaint) -> None:
        c.convert_to_service_request(BY_POST, at=None, case_id=c.id, reference="R-2026-000001-1", by=BEN, now=NOW)

    given(*OPEN, asked, left).when(convert).refuses(code)
    given(*RECEIVED, left).when(lambda c: c.refer("Ombudsman", "Theirs.", BY_POST, at=None, by=ANN, now=NOW)).refuses(
        code
    )
    assert "refer" not in given(*RECEIVED, left).replayed().permitted(ANN)


def test_what_came_to_its_end_does_not_keep_it() -> None:
    ended = (HOLD, happened(Complaint.HoldReleased), QUESTION, ANSWER, CREDIT, TAKEN_BACK)
    given(*RECEIVED, *ended).when(lambda c: c.refer("Ombudsman", "Theirs.", BY_POST, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.Referred, to="Ombudsman", explanation="Theirs.", notice=BY_POST)
    )


def test_a_closed_complaint_owes_what_was_accepted() -> None:
    assert given(*CLOSED).replayed().remedies["r1"].state is RemedyState.EXECUTED
    assert given(*DECIDED).replayed().remedies["r1"].state is RemedyState.OPEN
