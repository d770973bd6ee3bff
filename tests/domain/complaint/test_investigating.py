"""Step 4: start, findings, evidence, questions, suspensions, extensions, escalations, completion."""

from collections.abc import Callable
from dataclasses import replace

from domain.complaint import Complaint
from tests.domain.complaint.happenings import (
    CLOSED,
    FOUND,
    INVESTIGATING,
    OPEN,
    RECEIVED,
    REFERRED,
    REJECTED,
    happened,
    happens,
)
from tests.domain.complaint.values import LETTER
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import given

ASKED = (*INVESTIGATING, happened(Complaint.CustomerAsked))
WAITING = (*INVESTIGATING, happened(Complaint.Suspended))


def test_an_admitted_complaint_is_investigated() -> None:
    complaint = (
        given(*OPEN)
        .when(lambda c: c.start_investigation(by=ANN, now=NOW))
        .then(happens(Complaint.InvestigationStarted))
    )
    assert (complaint.state, complaint.round) == ("investigating", 1)


def test_a_rejected_decision_opens_the_second_round() -> None:
    given(*REJECTED).when(lambda c: c.start_investigation(by=ANN, now=NOW)).then(
        happens(Complaint.InvestigationStarted, round=2)
    )


def test_what_was_not_admitted_is_not_investigated() -> None:
    given(*RECEIVED).when(lambda c: c.start_investigation(by=ANN, now=NOW)).refuses("complaint_is_received")


def test_each_finding_counts() -> None:
    text = "The terminal sent the charge twice."
    complaint = (
        given(*FOUND).when(lambda c: c.record_finding(text, by=ANN, now=NOW)).then(happens(Complaint.FindingRecorded))
    )
    assert complaint.findings == 2


def test_a_closed_complaint_takes_no_finding() -> None:
    given(*CLOSED).when(lambda c: c.record_finding("Late.", by=ANN, now=NOW)).refuses("complaint_is_closed")


def test_evidence_is_attached() -> None:
    complaint = (
        given(*INVESTIGATING)
        .when(lambda c: c.attach_evidence(LETTER, "Statement of account", by=ANN, now=NOW))
        .then(happens(Complaint.EvidenceAttached))
    )
    assert complaint.attachments == {LETTER.digest: LETTER}


def test_the_same_bytes_again_do_nothing() -> None:
    past = (*INVESTIGATING, happened(Complaint.EvidenceAttached))
    renamed = replace(LETTER, file_name="copy.pdf")
    given(*past).when(lambda c: c.attach_evidence(renamed, "The same", by=ANN, now=NOW)).then()


def test_evidence_comes_late_too_but_not_to_a_case_that_went_elsewhere() -> None:
    given(*CLOSED).when(lambda c: c.attach_evidence(LETTER, "Statement of account", by=ANN, now=NOW)).then(
        happens(Complaint.EvidenceAttached)
    )
    given(*REFERRED).when(lambda c: c.attach_evidence(LETTER, "Statement", by=ANN, now=NOW)).refuses(
        "complaint_is_referred"
    )


def test_questions_to_the_customer_are_counted() -> None:
    given(*INVESTIGATING).when(lambda c: c.ask_customer("At which terminal was it?", by=ANN, now=NOW)).then(
        happens(Complaint.CustomerAsked)
    )
    given(*ASKED).when(lambda c: c.ask_customer("When?", by=ANN, now=NOW)).then(
        happens(Complaint.CustomerAsked, question_id="q2", text="When?")
    )


def test_a_closed_complaint_asks_nothing() -> None:
    given(*CLOSED).when(lambda c: c.ask_customer("When?", by=ANN, now=NOW)).refuses("complaint_is_closed")
    given(*CLOSED).when(lambda c: c.record_customer_answer("Then.", None, at=None, by=ANN, now=NOW)).refuses(
        "complaint_is_closed"
    )


def test_the_customer_answers_a_question() -> None:
    answer = "In the shop at the station."
    given(*ASKED).when(lambda c: c.record_customer_answer(answer, "q1", at=EARLIER, by=ANN, now=NOW)).then(
        happens(Complaint.CustomerAnswered, EARLIER)
    )


def test_the_customer_says_something_unasked() -> None:
    given(*INVESTIGATING).when(lambda c: c.record_customer_answer("By the way", None, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.CustomerAnswered, question_id=None, text="By the way")
    )


def test_nobody_answers_what_was_never_asked() -> None:
    given(*ASKED).when(lambda c: c.record_customer_answer("Yes", "q2", at=None, by=ANN, now=NOW)).refuses(
        "unknown_question"
    )


def test_an_answer_lies_between_receipt_and_now() -> None:
    given(*ASKED).when(lambda c: c.record_customer_answer("Yes", "q1", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    given(*ASKED).when(lambda c: c.record_customer_answer("Yes", "q1", at=TOMORROW, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


def suspend(c: Complaint) -> None:
    c.suspend("waiting_for_customer", at=EARLIER, notice_sent=True, codes=CODES, by=ANN, now=NOW)


def test_a_suspension_has_an_id_and_a_reason() -> None:
    complaint = given(*INVESTIGATING).when(suspend).then(happens(Complaint.Suspended, EARLIER))
    assert complaint.suspensions == {"s1": "waiting_for_customer"}


def test_suspensions_run_side_by_side_and_their_ids_are_not_used_again() -> None:
    second = happens(Complaint.Suspended, EARLIER, suspension_id="s2")
    given(*WAITING).when(suspend).then(second)
    given(*WAITING, happened(Complaint.Resumed)).when(suspend).then(second)
    again = happened(Complaint.Suspended, suspension_id="s2")
    given(*WAITING, happened(Complaint.Resumed), again).when(suspend).then(
        happens(Complaint.Suspended, EARLIER, suspension_id="s3")
    )


def test_a_suspension_has_a_reason_of_the_list() -> None:
    given(*INVESTIGATING).when(
        lambda c: c.suspend("holiday", at=None, notice_sent=True, codes=CODES, by=ANN, now=NOW)
    ).refuses("unknown_code")


def test_a_suspension_begins_between_receipt_and_now() -> None:
    asked = given(*INVESTIGATING)
    asked.when(
        lambda c: c.suspend("third_party", at=BEFORE_RECEIPT, notice_sent=False, codes=CODES, by=ANN, now=NOW)
    ).refuses("before_receipt")
    asked.when(
        lambda c: c.suspend("third_party", at=TOMORROW, notice_sent=False, codes=CODES, by=ANN, now=NOW)
    ).refuses("in_the_future")


def test_a_suspension_says_which_clocks_stand_for_it_and_is_refused_when_none_does() -> None:
    def waiting(pauses: tuple[str, ...]) -> Callable[[Complaint], None]:
        return lambda c: c.suspend(
            "third_party", at=None, notice_sent=True, codes=CODES, by=ANN, now=NOW, pauses=pauses
        )

    found = ("bank-default/bank_sla_24h",)
    given(*INVESTIGATING).when(waiting(found)).then(happens(Complaint.Suspended, reason="third_party", pauses=found))
    given(*INVESTIGATING).when(waiting(())).refuses("suspension_pauses_no_clock")


def test_a_closed_complaint_is_not_suspended() -> None:
    given(*CLOSED).when(suspend).refuses("complaint_is_closed")
    given(*CLOSED).when(lambda c: c.resume("s1", at=None, by=ANN, now=NOW)).refuses("complaint_is_closed")


def test_a_suspension_ends() -> None:
    complaint = (
        given(*WAITING)
        .when(lambda c: c.resume("s1", at=EARLIER, by=ANN, now=NOW))
        .then(happens(Complaint.Resumed, EARLIER))
    )
    assert complaint.suspensions == {}


def test_what_does_not_wait_is_not_resumed() -> None:
    given(*INVESTIGATING).when(lambda c: c.resume("s1", at=None, by=ANN, now=NOW)).refuses("not_suspended")
    given(*WAITING).when(lambda c: c.resume("s2", at=None, by=ANN, now=NOW)).refuses("not_suspended")


def test_a_suspension_ends_between_receipt_and_now() -> None:
    given(*WAITING).when(lambda c: c.resume("s1", at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    given(*WAITING).when(lambda c: c.resume("s1", at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_each_escalation_counts() -> None:
    past = (*INVESTIGATING, happened(Complaint.Escalated))
    given(*past).when(lambda c: c.escalate("head-office", "A newspaper called.", by=ANN, now=NOW)).then(
        happens(Complaint.Escalated)
    )


def test_a_closed_complaint_is_not_escalated() -> None:
    given(*CLOSED).when(lambda c: c.escalate("head-office", "Late.", by=ANN, now=NOW)).refuses("complaint_is_closed")


def test_an_investigation_is_completed_with_a_finding() -> None:
    given(*FOUND).when(lambda c: c.complete_investigation(by=ANN, now=NOW)).then(
        happens(Complaint.InvestigationCompleted)
    )


def test_completing_again_does_nothing() -> None:
    past = (*FOUND, happened(Complaint.InvestigationCompleted))
    given(*past).when(lambda c: c.complete_investigation(by=ANN, now=NOW)).then()


def test_nothing_is_completed_without_a_finding() -> None:
    given(*INVESTIGATING).when(lambda c: c.complete_investigation(by=ANN, now=NOW)).refuses("finding_missing")


def test_only_an_investigation_is_completed() -> None:
    given(*OPEN).when(lambda c: c.complete_investigation(by=ANN, now=NOW)).refuses("complaint_is_open")
