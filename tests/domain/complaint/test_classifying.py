"""Step 3: classify, assign, take, transfer, release."""

from dataclasses import replace

import pytest

from domain.complaint import Complaint
from domain.complaint.values import Classification
from tests.domain.complaint.happenings import CLOSED, OPEN, happened, happens, received
from tests.domain.complaint.values import LEGAL, SERVICE, facts
from tests.domain.fixed import ANN, BEN, CODES, EVE, NOW
from tests.domain.language import given

ABOUT_EVE = (received(facts=facts(employee_id="eve")), happened(Complaint.Admitted))
TAKEN = (*OPEN, happened(Complaint.Taken))


def test_a_classification_is_recorded_with_the_versions_of_its_lists() -> None:
    given(*OPEN).when(lambda c: c.classify(SERVICE, codes=CODES, by=ANN, now=NOW)).then(happens(Complaint.Classified))


def test_a_complaint_is_classified_again_when_more_is_known() -> None:
    past = (*OPEN, happened(Complaint.Classified))
    given(*past).when(lambda c: c.classify(LEGAL, codes=CODES, by=ANN, now=NOW)).then(
        happens(Complaint.Classified, classification=LEGAL)
    )


def test_the_same_classification_does_nothing() -> None:
    past = (*OPEN, happened(Complaint.Classified))
    given(*past).when(lambda c: c.classify(SERVICE, codes=CODES, by=ANN, now=NOW)).then()


def test_another_regime_is_another_classification() -> None:
    past, hardship = (*OPEN, happened(Complaint.Classified)), replace(SERVICE, regimes=("hardship",))
    classified = given(*past).when(lambda c: c.classify(hardship, codes=CODES, by=ANN, now=NOW))
    classified.then(happens(Complaint.Classified, classification=hardship))


@pytest.mark.parametrize(
    "unknown",
    [
        replace(SERVICE, complaint_class="weather"),
        replace(SERVICE, category="weather"),
        replace(SERVICE, reason="weather"),
        replace(SERVICE, severity="weather"),
        replace(SERVICE, complexity="weather"),
        replace(SERVICE, main_cause="weather"),
        replace(SERVICE, main_cause="retired"),
        replace(SERVICE, risk_flags=("legal", "weather")),
        replace(SERVICE, regimes=("hardship", "weather")),
    ],
)
def test_each_axis_knows_its_codes(unknown: Classification) -> None:
    given(*OPEN).when(lambda c: c.classify(unknown, codes=CODES, by=ANN, now=NOW)).refuses("unknown_code")


def test_an_axis_may_stay_empty() -> None:
    bare = Classification("product")
    given(*OPEN).when(lambda c: c.classify(bare, codes=CODES, by=ANN, now=NOW)).then(
        happens(Complaint.Classified, classification=bare)
    )


def test_a_complaint_is_assigned_to_a_handler_of_a_unit() -> None:
    given(*OPEN).when(lambda c: c.assign("ann", "shanghai", by=BEN, now=NOW)).then(happens(Complaint.Assigned))


def test_assigning_to_the_same_handler_does_nothing() -> None:
    past = (*OPEN, happened(Complaint.Assigned))
    given(*past).when(lambda c: c.assign("ann", "shanghai", by=BEN, now=NOW)).then()


def test_the_same_handler_in_another_unit_is_another_assignment() -> None:
    past = (*OPEN, happened(Complaint.Assigned))
    given(*past).when(lambda c: c.assign("ann", "london", by=BEN, now=NOW)).then(
        happens(Complaint.Assigned, unit_id="london")
    )


def test_nobody_is_assigned_a_complaint_about_themselves() -> None:
    given(*ABOUT_EVE).when(lambda c: c.assign("eve", "shanghai", by=BEN, now=NOW)).refuses("conflict_of_interest")


def test_the_employee_complained_about_does_not_assign_it_either() -> None:
    given(*ABOUT_EVE).when(lambda c: c.assign("ann", "shanghai", by=EVE, now=NOW)).refuses("conflict_of_interest")


def test_a_handler_takes_a_complaint() -> None:
    given(*OPEN).when(lambda c: c.take(by=ANN, now=NOW)).then(happens(Complaint.Taken))


def test_taking_what_one_has_does_nothing() -> None:
    given(*TAKEN).when(lambda c: c.take(by=ANN, now=NOW)).then()


def test_a_handler_takes_over_from_another() -> None:
    given(*TAKEN).when(lambda c: c.take(by=EVE, now=NOW)).then(happens(Complaint.Taken, handler_id="eve"))


def test_nobody_takes_a_complaint_about_themselves() -> None:
    given(*ABOUT_EVE).when(lambda c: c.take(by=EVE, now=NOW)).refuses("conflict_of_interest")


def test_a_complaint_goes_to_the_queue_of_another_unit_with_its_context() -> None:
    complaint = (
        given(*TAKEN)
        .when(lambda c: c.transfer("london", "She calls back at noon.", by=ANN, now=NOW))
        .then(happens(Complaint.Transferred))
    )
    assert (complaint.unit_id, complaint.handler_id) == ("london", None)


def test_a_transfer_to_its_own_unit_does_nothing() -> None:
    given(*TAKEN).when(lambda c: c.transfer("shanghai", "Again.", by=ANN, now=NOW)).then()


def test_a_handler_gives_a_complaint_back() -> None:
    complaint = (
        given(*TAKEN)
        .when(lambda c: c.release("On leave from tomorrow.", by=ANN, now=NOW))
        .then(happens(Complaint.Released))
    )
    assert complaint.handler_id is None


def test_what_nobody_has_is_not_given_back() -> None:
    given(*OPEN).when(lambda c: c.release("On leave.", by=ANN, now=NOW)).refuses("not_assigned")


def test_a_closed_complaint_is_not_classified_and_does_not_change_hands() -> None:
    asked = given(*CLOSED)
    asked.when(lambda c: c.classify(SERVICE, codes=CODES, by=ANN, now=NOW)).refuses("complaint_is_closed")
    asked.when(lambda c: c.assign("ann", "shanghai", by=BEN, now=NOW)).refuses("complaint_is_closed")
    asked.when(lambda c: c.take(by=ANN, now=NOW)).refuses("complaint_is_closed")
    asked.when(lambda c: c.transfer("london", "Here.", by=ANN, now=NOW)).refuses("complaint_is_closed")
    asked.when(lambda c: c.release("Done.", by=ANN, now=NOW)).refuses("complaint_is_closed")
