"""Any time: a repeat before the decision, with new facts."""

from dataclasses import replace

import pytest

from domain.complaint import Complaint
from tests.domain.complaint.happenings import APPROVED, DECIDED, FOUND, OPEN, PROPOSED, WITHDRAWN, happened, happens
from tests.domain.complaint.values import LETTER
from tests.domain.fixed import ANN, BEFORE_RECEIPT, BEN, EARLIER, NOW, RECEIVED_AT, TOMORROW, YESTERDAY
from tests.domain.language import Happening, given

TEXT = "She found the receipt of the terminal."
CAME = (
    *OPEN,
    happened(Complaint.EvidenceAttached),
    happened(Complaint.NewFactsRecorded, EARLIER),
)


def recorded(past: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """Return a past to which new facts came."""
    return (*past, happened(Complaint.NewFactsRecorded, EARLIER, evidence=()))


@pytest.mark.parametrize("past", [OPEN, FOUND, PROPOSED, APPROVED])
def test_new_facts_wait_for_a_second_person(past: tuple[Happening, ...]) -> None:
    complaint = (
        given(*past)
        .when(lambda c: c.record_new_facts(TEXT, (), at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.NewFactsRecorded, EARLIER, evidence=()))
    )
    assert complaint.new_facts["n1"].state == "waiting"
    assert complaint.period_from is None


def test_evidence_is_attached_first() -> None:
    named = (LETTER.digest,)
    given(*OPEN).when(lambda c: c.record_new_facts(TEXT, named, at=None, by=ANN, now=NOW)).refuses("evidence_unknown")
    given(*OPEN, happened(Complaint.EvidenceAttached)).when(
        lambda c: c.record_new_facts(TEXT, named, at=None, by=ANN, now=NOW)
    ).then(happens(Complaint.NewFactsRecorded))


def test_words_alone_begin_no_period_again() -> None:
    given(*recorded(OPEN)).when(lambda c: c.confirm_new_facts("n1", by=BEN, now=NOW)).refuses("evidence_missing")
    given(*recorded(OPEN)).when(lambda c: c.refuse_new_facts("n1", "Known.", by=BEN, now=NOW)).then(
        happens(Complaint.NewFactsRefused, reason="Known.")
    )


def test_each_time_counts() -> None:
    given(*CAME).when(lambda c: c.record_new_facts("Another.", (), at=None, by=ANN, now=NOW)).then(
        happens(Complaint.NewFactsRecorded, new_facts_id="n2", text="Another.", evidence=())
    )


def test_a_second_person_confirms_and_the_period_begins_again_with_the_receipt_of_the_material() -> None:
    complaint = (
        given(*CAME)
        .when(lambda c: c.confirm_new_facts("n1", by=BEN, now=NOW))
        .then(happens(Complaint.NewFactsConfirmed))
    )
    assert complaint.period_from == EARLIER
    assert complaint.new_facts["n1"].state == "confirmed"


def test_when_the_material_came_may_have_been_corrected() -> None:
    right = happened(
        Complaint.ReportCorrected,
        of_version=len(CAME),
        of_topic="complaint.new_facts_recorded",
        changed=("at",),
        happened_at=RECEIVED_AT,
        before={},
        after={},
    )
    given(*CAME, right).when(lambda c: c.confirm_new_facts("n1", by=BEN, now=NOW)).then(
        happens(Complaint.NewFactsConfirmed, received_at=RECEIVED_AT)
    )


def test_older_material_that_is_confirmed_later_does_not_shorten_the_period() -> None:
    past = (*CAME, happened(Complaint.NewFactsConfirmed), happened(Complaint.NewFactsRecorded, new_facts_id="n2"))
    complaint = (
        given(*past)
        .when(lambda c: c.confirm_new_facts("n2", by=BEN, now=NOW))
        .then(happens(Complaint.NewFactsConfirmed, new_facts_id="n2", received_at=YESTERDAY))
    )
    assert complaint.period_from == EARLIER


def test_a_second_person_finds_nothing_new_and_the_period_runs_on() -> None:
    complaint = (
        given(*CAME)
        .when(lambda c: c.refuse_new_facts("n1", "The receipt is on file.", by=BEN, now=NOW))
        .then(happens(Complaint.NewFactsRefused))
    )
    assert complaint.period_from is None
    assert complaint.new_facts["n1"].state == "refused"


def test_who_recorded_them_does_not_judge_them() -> None:
    given(*CAME).when(lambda c: c.confirm_new_facts("n1", by=ANN, now=NOW)).refuses("second_person_needed")
    given(*CAME).when(lambda c: c.refuse_new_facts("n1", "No.", by=ANN, now=NOW)).refuses("second_person_needed")


def test_new_facts_are_judged_once() -> None:
    over = (*CAME, happened(Complaint.NewFactsConfirmed))
    given(*over).when(lambda c: c.confirm_new_facts("n1", by=BEN, now=NOW)).refuses("no_new_facts")
    more = (*over, happened(Complaint.NewFactsRecorded, new_facts_id="n2"))
    given(*more).when(lambda c: c.confirm_new_facts("n1", by=BEN, now=NOW)).refuses("new_facts_over")
    given(*more).when(lambda c: c.refuse_new_facts("n3", "What?", by=BEN, now=NOW)).refuses("no_such_new_facts")


def test_a_decision_or_an_end_comes_before_the_judgement() -> None:
    decided = given(*recorded(PROPOSED), happened(Complaint.DecisionSent)).replayed()
    withdrawn = given(*recorded(OPEN), happened(Complaint.Withdrawn)).replayed()
    assert {decided.new_facts["n1"].state, withdrawn.new_facts["n1"].state} == {"lapsed"}


def test_after_the_decision_nothing_begins_again() -> None:
    given(*DECIDED).when(lambda c: c.record_new_facts(TEXT, (), at=None, by=ANN, now=NOW)).refuses(
        "complaint_is_decided"
    )
    given(*WITHDRAWN).when(lambda c: c.record_new_facts(TEXT, (), at=None, by=ANN, now=NOW)).refuses(
        "complaint_is_withdrawn"
    )


def test_a_new_cycle_has_a_period_of_its_own() -> None:
    past = (*CAME, happened(Complaint.NewFactsConfirmed), happened(Complaint.Withdrawn), happened(Complaint.Reopened))
    assert given(*past).replayed().period_from is None


def test_material_is_received_after_the_complaint_and_not_in_the_future() -> None:
    given(*OPEN).when(lambda c: c.record_new_facts(TEXT, (), at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    given(*OPEN).when(lambda c: c.record_new_facts(TEXT, (), at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_what_came_later_is_not_there_as_of_an_earlier_instant() -> None:
    complaint = given(*OPEN, happened(Complaint.NewFactsRefused)).replayed()
    assert complaint.new_facts == {}


def test_another_employee_complained_about_has_no_part_in_it() -> None:
    eve = replace(ANN, user_id="eve")
    about_eve = (*CAME, happened(Complaint.InterestDeclared, user_id="eve"))
    given(*about_eve).when(lambda c: c.confirm_new_facts("n1", by=eve, now=NOW)).refuses("interest_declared")
