"""Step 2: admit, decline, refer."""

from domain.complaint import Complaint
from tests.domain.complaint.happenings import DECLINED, OPEN, RECEIVED, REFERRED, happened, happens
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import ANN, BEFORE_RECEIPT, CODES, EARLIER, NOW, TOMORROW
from tests.domain.language import given

REASON, WHY = "not_a_complaint", "This is a question about opening hours."
TO, WHOSE = "Insurance supervisor", "The insurer sold it."


def test_a_received_complaint_is_admitted() -> None:
    given(*RECEIVED).when(lambda c: c.admit(by=ANN, now=NOW)).then(happens(Complaint.Admitted))


def test_a_complaint_is_reviewed_once() -> None:
    given(*OPEN).when(lambda c: c.admit(by=ANN, now=NOW)).refuses("complaint_is_open")
    given(*OPEN).when(lambda c: c.decline(REASON, WHY, BY_POST, at=None, codes=CODES, by=ANN, now=NOW)).refuses(
        "complaint_is_open"
    )
    given(*OPEN).when(lambda c: c.refer(TO, WHOSE, BY_POST, at=None, by=ANN, now=NOW)).refuses("complaint_is_open")


def test_declining_counts_from_the_dispatch_of_the_notice() -> None:
    given(*RECEIVED).when(lambda c: c.decline(REASON, WHY, BY_POST, at=EARLIER, codes=CODES, by=ANN, now=NOW)).then(
        happens(Complaint.Declined, EARLIER)
    )


def test_a_complaint_is_declined_for_a_reason_of_the_list() -> None:
    given(*RECEIVED).when(lambda c: c.decline("no_time", WHY, BY_POST, at=None, codes=CODES, by=ANN, now=NOW)).refuses(
        "unknown_code"
    )


def test_the_notice_of_declining_lies_between_receipt_and_now() -> None:
    asked = given(*RECEIVED)
    asked.when(lambda c: c.decline(REASON, WHY, BY_POST, at=BEFORE_RECEIPT, codes=CODES, by=ANN, now=NOW)).refuses(
        "before_receipt"
    )
    asked.when(lambda c: c.decline(REASON, WHY, BY_POST, at=TOMORROW, codes=CODES, by=ANN, now=NOW)).refuses(
        "in_the_future"
    )


def test_the_notice_of_a_declined_complaint_is_reported_as_delivered() -> None:
    given(*DECLINED).when(lambda c: c.record_delivery("Signed by the recipient", at=None, by=ANN, now=NOW)).then(
        happens(Complaint.DeliveryRecorded)
    )


def test_a_complaint_is_referred_to_whom_it_belongs_to() -> None:
    given(*RECEIVED).when(lambda c: c.refer(TO, WHOSE, BY_POST, at=EARLIER, by=ANN, now=NOW)).then(
        happens(Complaint.Referred, EARLIER)
    )


def test_the_notice_of_referring_lies_between_receipt_and_now() -> None:
    asked = given(*RECEIVED)
    asked.when(lambda c: c.refer(TO, WHOSE, BY_POST, at=BEFORE_RECEIPT, by=ANN, now=NOW)).refuses("before_receipt")
    asked.when(lambda c: c.refer(TO, WHOSE, BY_POST, at=TOMORROW, by=ANN, now=NOW)).refuses("in_the_future")


def test_nothing_waits_any_more_once_a_complaint_is_declined_or_referred() -> None:
    waiting = (*RECEIVED, happened(Complaint.Suspended))
    assert given(*waiting, happened(Complaint.Declined)).replayed().suspensions == {}
    assert given(*waiting, happened(Complaint.Referred)).replayed().suspensions == {}


def test_a_referred_complaint_takes_links_notes_corrections_and_the_result_elsewhere_and_nothing_else() -> None:
    assert given(*REFERRED).replayed().permitted(ANN) == (
        "link",
        "record_external_outcome",
        "add_note",
        "correct",
        "correct_report",
        "revise_source_record",
    )
