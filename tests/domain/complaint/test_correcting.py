"""Any time: what was reported and what was paid is corrected, both values kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.aggregate import DomainEvent
from domain.complaint import Complaint
from domain.complaint.correcting import REPORTS, told
from domain.complaint.values import DispatchWay, ExecutionResult
from tests.domain.complaint.happenings import ACCEPTED, CLOSED, EXAMPLES, OPEN, RECEIVED, happened, happens
from tests.domain.complaint.values import BY_POST, paid
from tests.domain.fixed import ANN, BEFORE_RECEIPT, EARLIER, NOW, TOMORROW, YESTERDAY
from tests.domain.language import given

ACKNOWLEDGED = (*OPEN, happened(Complaint.Acknowledged))
CORRECTED = (*ACKNOWLEDGED, happened(Complaint.ReportCorrected))
ACKNOWLEDGEMENT = happened(Complaint.Acknowledged).placed(3)
WHY = "The list of letters shows it."
EXECUTED = (*ACCEPTED, happened(Complaint.RemedyExecuted))
LEDGER = "The ledger shows 90."


def correct(
    c: Complaint, changes: Mapping[str, Any], reported: DomainEvent | None = ACKNOWLEDGEMENT, version: int = 3
) -> None:
    """Correct the acknowledgement."""
    c.correct_report(version, changes, WHY, reported=reported, by=ANN, now=NOW)


def execution(c: Complaint, result: ExecutionResult, amount: int | None, number: int = 1, key: str = "r1") -> None:
    """Correct what was paid."""
    c.correct_execution(key, number, result, paid(amount), reason=LEDGER, by=ANN, now=NOW)


def test_what_was_reported_is_corrected_with_both_values() -> None:
    given(*ACKNOWLEDGED).when(lambda c: correct(c, {"at": EARLIER, "way": DispatchWay.POSTED})).then(
        happens(Complaint.ReportCorrected)
    )


def test_only_what_differs_is_recorded() -> None:
    given(*ACKNOWLEDGED).when(lambda c: correct(c, {"at": YESTERDAY, "way": DispatchWay.POSTED})).then(
        happens(Complaint.ReportCorrected, changed=("way",), happened_at=YESTERDAY)
    )
    given(*ACKNOWLEDGED).when(lambda c: correct(c, {"at": EARLIER, "way": DispatchWay.SMS})).then(
        happens(Complaint.ReportCorrected, changed=("at",), before={}, after={})
    )


def test_what_is_right_already_is_not_corrected() -> None:
    given(*ACKNOWLEDGED).when(lambda c: correct(c, {"way": DispatchWay.SMS})).then()
    given(*CORRECTED).when(lambda c: correct(c, {"at": EARLIER, "way": DispatchWay.POSTED})).then()


def test_a_correction_is_corrected_from_what_held_last() -> None:
    given(*CORRECTED).when(lambda c: correct(c, {"way": DispatchWay.EMAIL})).then(
        happens(
            Complaint.ReportCorrected,
            changed=("way",),
            reported_at=EARLIER,
            before={"way": "posted"},
            after={"way": "email"},
        )
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proof": "RR1"}, "unknown_fact"),
        ({"at": BEFORE_RECEIPT}, "before_receipt"),
        ({"at": TOMORROW}, "in_the_future"),
    ],
)
def test_a_report_has_its_fields_and_its_time(changes: dict[str, Any], code: str) -> None:
    given(*ACKNOWLEDGED).when(lambda c: correct(c, changes)).refuses(code)


@pytest.mark.parametrize("reported", [None, happened(Complaint.Admitted).placed(2)])
def test_what_did_not_happen_or_happened_as_recorded_is_not_corrected(reported: DomainEvent | None) -> None:
    given(*ACKNOWLEDGED).when(lambda c: correct(c, {"at": EARLIER}, reported)).refuses("no_such_report")


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: str(kind.topic))
def test_every_field_that_can_be_corrected_is_there(kind: type[DomainEvent]) -> None:
    assert REPORTS[kind] - {"at"} <= EXAMPLES[kind].keys()


@pytest.mark.parametrize(
    ("value", "text"), [(BY_POST, "posted: RR123456785CN"), (DispatchWay.SMS, "sms"), (True, "true"), ("Yes.", "Yes.")]
)
def test_values_are_kept_as_people_read_them(value: object, text: str) -> None:
    assert told(value) == text


def test_a_report_is_corrected_after_the_end_too() -> None:
    closed = given(*CLOSED).replayed()
    correct(closed, {"text": "Another terminal."}, happened(Complaint.FindingRecorded).placed(4), 4)
    assert closed.corrected_reports["4"].values == {"text": "Another terminal."}


def test_what_was_paid_is_corrected_and_the_rest_is_owed_again() -> None:
    complaint = (
        given(*EXECUTED)
        .when(lambda c: execution(c, ExecutionResult.PART, 90))
        .then(happens(Complaint.ExecutionCorrected))
    )
    remedy = complaint.remedies["r1"]
    assert (remedy.state, remedy.paid) == ("open", (paid(90).amount,))


def test_a_part_that_was_less_leaves_the_remedy_open_whatever_the_last_report_said() -> None:
    parts = (
        happened(Complaint.RemedyExecuted, result=ExecutionResult.PART, execution=paid(40)),
        happened(Complaint.RemedyExecuted, execution=paid(60)),
    )
    complaint = given(*ACCEPTED, *parts).replayed()
    assert complaint.remedies["r1"].state == "executed"
    execution(complaint, ExecutionResult.PART, 30)
    assert complaint.remedies["r1"].state == "open"
    execution(complaint, ExecutionResult.PART, 40)
    assert complaint.remedies["r1"].state == "executed"


def test_an_execution_that_is_right_already_is_not_corrected() -> None:
    given(*EXECUTED).when(lambda c: execution(c, ExecutionResult.WHOLE, 100)).then()


def test_a_payment_that_failed_was_none() -> None:
    complaint = given(*EXECUTED).replayed()
    execution(complaint, ExecutionResult.FAILED, None)
    assert complaint.remedies["r1"].paid == ()


def test_the_right_amount_fits_the_remedy() -> None:
    given(*EXECUTED).when(lambda c: execution(c, ExecutionResult.WHOLE, 90)).refuses("wrong_amount")
    given(*EXECUTED).when(lambda c: execution(c, ExecutionResult.PART, 101)).refuses("wrong_amount")


def test_an_execution_is_there_and_in_time() -> None:
    asked = given(*EXECUTED)
    asked.when(lambda c: execution(c, ExecutionResult.WHOLE, 100, number=2)).refuses("no_such_execution")
    asked.when(lambda c: execution(c, ExecutionResult.WHOLE, 100, key="r9")).refuses("no_such_execution")
    early = replace(paid(100), executed_on=date(2025, 1, 1))
    asked.when(
        lambda c: c.correct_execution("r1", 1, ExecutionResult.WHOLE, early, reason=LEDGER, by=ANN, now=NOW)
    ).refuses("before_receipt")


def test_as_of_an_instant_before_the_decision_there_is_nothing_to_correct() -> None:
    assert given(*RECEIVED, happened(Complaint.ExecutionCorrected)).replayed().remedies == {}


def test_a_remedy_that_was_superseded_stays_so() -> None:
    past = (*ACCEPTED, happened(Complaint.RemedyExecuted, result=ExecutionResult.PART, execution=paid(40)))
    complaint = given(*past, happened(Complaint.RemedyWaived), happened(Complaint.ExecutionCorrected)).replayed()
    assert complaint.remedies["r1"].state == "waived"
