"""Step 7: execute, waive, lapse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from domain.complaint import Complaint
from domain.complaint.values import Execution, ExecutionResult
from domain.money import Money
from tests.domain.complaint.happenings import (
    DECIDED,
    OPEN,
    PROPOSED,
    REFERRED,
    SECOND_ROUND,
    decided,
    happened,
    happens,
)
from tests.domain.complaint.values import offer, paid, refund
from tests.domain.fixed import ANN, BEFORE_RECEIPT, EARLIER, NOW, TOMORROW
from tests.domain.language import given

WHOLE, PART, FAILED = ExecutionResult.WHOLE, ExecutionResult.PART, ExecutionResult.FAILED
YES, NO, SILENCE = (
    happened(Complaint.DecisionAccepted),
    happened(Complaint.DecisionRejected),
    happened(Complaint.ResponseWindowEnded),
)
OFFERED = decided(offer(50))


def execute(
    execution: Execution, result: ExecutionResult = WHOLE, remedy_id: str = "r1"
) -> Callable[[Complaint], None]:
    return lambda c: c.execute_remedy(remedy_id, result, execution, by=ANN, now=NOW)


def waive(c: Complaint) -> None:
    c.waive_remedy("r1", "She does not want it.", at=EARLIER, by=ANN, now=NOW)


def lapse(c: Complaint) -> None:
    c.lapse_remedy("r1", by=ANN, now=NOW)


def test_a_payment_of_a_day_that_has_begun_nowhere_is_not_made_yet() -> None:
    too_soon = replace(paid(100), executed_on=(TOMORROW + timedelta(days=1)).date())
    given(*DECIDED).when(execute(too_soon)).refuses("in_the_future")


def test_a_payment_of_a_day_before_the_receipt_is_not_for_this_complaint() -> None:
    too_early = replace(paid(100), executed_on=BEFORE_RECEIPT.date() - timedelta(days=2))
    given(*DECIDED).when(execute(too_early)).refuses("before_receipt")


def test_a_payment_of_nothing_is_none() -> None:
    given(*DECIDED).when(execute(paid(0), PART)).refuses("wrong_amount")


def test_what_cannot_succeed_is_not_permitted() -> None:
    waiting = given(*OFFERED).replayed().permitted(ANN)
    assert {"execute_remedy", "lapse_remedy"}.isdisjoint(waiting)
    assert "lapse_remedy" in given(*OFFERED, NO).replayed().permitted(ANN)
    assert "execute_remedy" in given(*OFFERED, YES).replayed().permitted(ANN)


def test_what_is_owed_anyway_is_carried_out_at_once() -> None:
    complaint = given(*DECIDED).when(execute(paid(100))).then(happens(Complaint.RemedyExecuted))
    assert complaint.remedies["r1"].state == "executed"


def test_an_offer_is_carried_out_only_after_the_customer_accepted_it() -> None:
    given(*OFFERED).when(execute(paid(50))).refuses("offer_not_accepted")
    given(*OFFERED, SILENCE).when(execute(paid(50))).refuses("offer_not_accepted")
    given(*OFFERED, YES).when(execute(paid(50))).then(happens(Complaint.RemedyExecuted, execution=paid(50)))


def test_a_yes_before_the_source_closed_the_case_still_binds() -> None:
    closed_by_source = happened(Complaint.SourceOutcomeStated)
    given(*OFFERED, YES, closed_by_source).when(execute(paid(50))).then(
        happens(Complaint.RemedyExecuted, execution=paid(50))
    )


def test_parts_add_up_and_the_whole_pays_exactly_what_is_left() -> None:
    part = happened(Complaint.RemedyExecuted, result=PART, execution=paid(60))
    given(*DECIDED).when(execute(paid(60), PART)).then(
        happens(Complaint.RemedyExecuted, result=PART, execution=paid(60))
    )
    given(*DECIDED, part).when(execute(paid(41), PART)).refuses("wrong_amount")
    given(*DECIDED, part).when(execute(paid(39))).refuses("wrong_amount")
    given(*DECIDED, part).when(execute(paid(40))).then(happens(Complaint.RemedyExecuted, execution=paid(40)))


def test_parts_that_paid_everything_leave_only_the_word_whole_to_be_said() -> None:
    part = happened(Complaint.RemedyExecuted, result=PART, execution=paid(100))
    complaint = (
        given(*DECIDED, part).when(execute(paid(None))).then(happens(Complaint.RemedyExecuted, execution=paid(None)))
    )
    assert (complaint.remedies["r1"].state, complaint.remedies["r1"].paid) == ("executed", (paid(100).amount,))


def test_a_whole_execution_pays() -> None:
    given(*DECIDED).when(execute(paid(None))).refuses("wrong_amount")


def test_a_failed_execution_pays_nothing_and_leaves_the_remedy_open() -> None:
    given(*DECIDED).when(execute(paid(100), FAILED)).refuses("wrong_amount")
    failed = happens(Complaint.RemedyExecuted, result=FAILED, execution=paid(None))
    complaint = given(*DECIDED).when(execute(paid(None), FAILED)).then(failed)
    assert (complaint.remedies["r1"].state, complaint.remedies["r1"].paid) == ("open", ())


def test_payments_are_in_the_currency_of_the_remedy_and_not_above_it() -> None:
    pounds = replace(paid(), amount=Money("GBP", Decimal(10)))
    given(*DECIDED).when(execute(pounds)).refuses("wrong_amount")
    given(*DECIDED).when(execute(paid("100.01"))).refuses("wrong_amount")


def test_an_apology_is_carried_out_without_money() -> None:
    apology = decided(refund(None))
    given(*apology).when(execute(paid(1))).refuses("wrong_amount")
    given(*apology).when(execute(paid(None))).then(happens(Complaint.RemedyExecuted, execution=paid(None)))


def test_a_remedy_has_to_exist_and_to_be_open() -> None:
    given(*DECIDED).when(execute(paid(100), remedy_id="r2")).refuses("no_such_remedy")
    two = (*decided(refund(100), refund(50, key="r2")), happened(Complaint.RemedyExecuted))
    given(*two).when(execute(paid(100))).refuses("remedy_settled")
    given(*two).when(waive).refuses("remedy_settled")
    offers = (*decided(offer(100), offer(50, key="r2")), NO, happened(Complaint.RemedyLapsed))
    given(*offers).when(lapse).refuses("remedy_settled")
    given(*DECIDED).when(lambda c: c.waive_remedy("r2", "No.", at=None, by=ANN, now=NOW)).refuses("no_such_remedy")
    given(*OFFERED, NO).when(lambda c: c.lapse_remedy("r2", by=ANN, now=NOW)).refuses("no_such_remedy")


def test_without_an_open_remedy_there_is_nothing_to_carry_out() -> None:
    for past in (OPEN, PROPOSED, decided(), (*DECIDED, happened(Complaint.RemedyWaived))):
        given(*past).when(execute(paid(100))).refuses("no_open_remedy")
        given(*past).when(waive).refuses("no_open_remedy")
        given(*past).when(lapse).refuses("no_open_remedy")


def test_what_is_owed_is_paid_also_in_a_later_round_and_after_the_end() -> None:
    given(*SECOND_ROUND).when(execute(paid(100))).then(happens(Complaint.RemedyExecuted))
    given(*SECOND_ROUND, happened(Complaint.Withdrawn)).when(execute(paid(100))).then(happens(Complaint.RemedyExecuted))


def test_a_referred_complaint_has_nothing_to_carry_out() -> None:
    given(*REFERRED).when(execute(paid(100))).refuses("complaint_is_referred")
    given(*REFERRED).when(waive).refuses("complaint_is_referred")
    given(*REFERRED).when(lapse).refuses("complaint_is_referred")


def test_the_customer_renounces_a_remedy() -> None:
    complaint = given(*DECIDED).when(waive).then(happens(Complaint.RemedyWaived, EARLIER))
    assert complaint.remedies["r1"].state == "waived"


def test_renouncing_lies_between_receipt_and_now() -> None:
    given(*DECIDED).when(lambda c: c.waive_remedy("r1", "No.", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    given(*DECIDED).when(lambda c: c.waive_remedy("r1", "No.", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_an_offer_lapses_when_it_was_rejected_or_not_answered() -> None:
    for answer in (NO, SILENCE):
        complaint = given(*OFFERED, answer).when(lapse).then(happens(Complaint.RemedyLapsed))
        assert complaint.remedies["r1"].state == "lapsed"


def test_a_rejected_offer_lapses_in_the_next_round_as_well() -> None:
    next_round = happened(Complaint.InvestigationStarted, round=2)
    given(*OFFERED, NO, next_round).when(lapse).then(happens(Complaint.RemedyLapsed))


def test_an_offer_that_waits_for_an_answer_or_was_accepted_does_not_lapse() -> None:
    given(*OFFERED).when(lapse).refuses("remedy_does_not_lapse")
    given(*OFFERED, YES).when(lapse).refuses("remedy_does_not_lapse")


def test_what_is_owed_anyway_does_not_lapse() -> None:
    given(*DECIDED, SILENCE).when(lapse).refuses("remedy_does_not_lapse")


def test_as_of_an_instant_before_the_dispatch_there_is_no_remedy_to_end() -> None:
    """A fold of what was known to have happened by an instant may hold an end without its decision."""
    early = [
        happened(Complaint.RemedyWaived),
        happened(Complaint.RemedyExecuted),
        happened(Complaint.RemedyLapsed),
    ]
    assert given(*PROPOSED, *early).replayed().remedies == {}
