"""Step 1: solve on the spot."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.on_the_spot import Solution
from domain.complaint.state import State
from domain.complaint.values import Classification, CloseReason, Execution
from tests.domain.complaint.happenings import CLOSED, DECIDED, FOUND, OPEN, PROPOSED, RECEIVED, happened, happens
from tests.domain.complaint.values import LEGAL, cny, refund, resolution, solution
from tests.domain.fixed import ANN, CASE_RULES, CODES, NOW
from tests.domain.language import given

WHOLE = solution(resolution(refund(100, key="")))
PLAIN = replace(WHOLE, classification=Classification("product"))


def solve(complaint: Complaint, told: Solution = WHOLE) -> None:
    """Solve it on the spot."""
    complaint.solve_on_the_spot(told, rules=CASE_RULES, codes=CODES, by=ANN, now=NOW)


STEPS = (
    happens(Complaint.FindingRecorded),
    happens(Complaint.ResolutionProposed),
    happens(Complaint.DecisionSent, dispatch=WHOLE.dispatch),
    happens(Complaint.DecisionAccepted, statement="Thank you."),
    happens(Complaint.RemedyExecuted, execution=Execution(date(2026, 1, 5), "PAY-1", cny(100))),
    happens(Complaint.Closed, reason=CloseReason.SOLVED_ON_THE_SPOT),
)


def test_one_command_goes_all_the_way_by_the_same_events() -> None:
    complaint = (
        given(*RECEIVED)
        .when(solve)
        .then(
            happens(Complaint.Admitted),
            happens(Complaint.Classified, classification=Classification("service")),
            happens(Complaint.Taken),
            happens(Complaint.InvestigationStarted),
            *STEPS,
        )
    )
    assert complaint.state is State.CLOSED


def test_it_is_classified_as_somebody_says() -> None:
    given(*OPEN).when(lambda c: solve(c, PLAIN)).then(
        happens(Complaint.Classified, classification=Classification("product")),
        happens(Complaint.Taken),
        happens(Complaint.InvestigationStarted),
        *STEPS,
    )


def test_what_was_classified_and_taken_stays_so() -> None:
    past = (*FOUND, happened(Complaint.Classified, classification=Classification("service")), happened(Complaint.Taken))
    given(*past).when(lambda c: solve(c, PLAIN)).then(*STEPS)


def test_a_proposal_gives_way() -> None:
    complaint = given(*PROPOSED).replayed()
    solve(complaint)
    assert (complaint.state, complaint.resolution_version) == (State.CLOSED, 2)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"resolution": resolution(refund(501))}, "limit_exceeded"),
        ({"resolution": resolution(refund(0))}, "wrong_amount"),
        ({"resolution": replace(resolution(), basis=" ")}, "basis_missing"),
        ({"resolution": replace(resolution(), root_cause="weather")}, "unknown_code"),
        ({"classification": Classification("weather")}, "unknown_code"),
        ({"classification": LEGAL}, "risk_flagged"),
        ({"ways_of_appeal": " "}, "ways_of_appeal_missing"),
        ({"executed_on": date(2026, 1, 1)}, "before_receipt"),
        ({"executed_on": date(2026, 1, 20)}, "in_the_future"),
    ],
)
def test_it_stays_within_limits_and_is_whole(changes: dict[str, Any], code: str) -> None:
    given(*OPEN).when(lambda c: solve(c, replace(WHOLE, **changes))).refuses(code)


def test_what_carries_a_risk_goes_the_whole_way() -> None:
    given(*OPEN, happened(Complaint.Classified)).when(solve).refuses("risk_flagged")


def test_what_is_decided_or_closed_is_not_solved_on_the_spot() -> None:
    given(*DECIDED).when(solve).refuses("complaint_is_decided")
    given(*CLOSED).when(solve).refuses("complaint_is_closed")
