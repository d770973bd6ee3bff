"""Step 1: the secret with which a customer sees the status page."""

from collections.abc import Callable
from functools import partial

from domain.complaint import Complaint
from domain.complaint.values import DispatchWay
from tests.domain.complaint.happenings import CLOSED, RECEIVED, REFERRED, happened, happens
from tests.domain.fixed import ANN, EARLIER, NOW
from tests.domain.language import given

FIRST, SECOND = "5e" * 32, "5f" * 32
ACKNOWLEDGED = (*RECEIVED, happened(Complaint.Acknowledged), happened(Complaint.StatusSecretIssued))


def acknowledge(way: DispatchWay, secret_hash: str | None = FIRST) -> Callable[[Complaint], None]:
    return lambda c: c.acknowledge(way, at=EARLIER, by=ANN, now=NOW, secret_hash=secret_hash)


def issue(complaint: Complaint) -> None:
    complaint.issue_status_secret(DispatchWay.HANDED_OVER, secret_hash=SECOND, by=ANN, now=NOW)


def test_a_secret_goes_out_with_the_first_acknowledgement() -> None:
    given(*RECEIVED).when(acknowledge(DispatchWay.SMS)).then(
        happens(Complaint.Acknowledged, EARLIER), happens(Complaint.StatusSecretIssued, EARLIER)
    )


def test_another_acknowledgement_says_the_same_secret_again() -> None:
    given(*ACKNOWLEDGED).when(acknowledge(DispatchWay.POSTED)).then(
        happens(Complaint.Acknowledged, EARLIER, way=DispatchWay.POSTED)
    )


def test_an_acknowledgement_may_go_out_without_one() -> None:
    given(*RECEIVED).when(acknowledge(DispatchWay.SMS, None)).then(happens(Complaint.Acknowledged, EARLIER))


def test_a_lost_secret_is_replaced_by_the_next_one_each_time() -> None:
    another = partial(happens, Complaint.StatusSecretIssued, secret_hash=SECOND, way=DispatchWay.HANDED_OVER)
    given(*ACKNOWLEDGED).when(issue).then(another(number=2))
    given(*RECEIVED).when(issue).then(another(number=1))
    replaced = (*ACKNOWLEDGED, happened(Complaint.StatusSecretIssued, number=2))
    given(*replaced).when(issue).then(another(number=3))


def test_a_reopened_complaint_keeps_its_secret() -> None:
    past = (*ACKNOWLEDGED, happened(Complaint.Withdrawn), happened(Complaint.Reopened))
    given(*past).when(acknowledge(DispatchWay.SMS)).then(happens(Complaint.Acknowledged, EARLIER))


def test_a_customer_whose_complaint_is_closed_may_still_look() -> None:
    given(*CLOSED).when(issue).then(
        happens(Complaint.StatusSecretIssued, secret_hash=SECOND, way=DispatchWay.HANDED_OVER)
    )


def test_what_was_referred_elsewhere_gets_no_new_secret() -> None:
    given(*REFERRED).when(issue).refuses("complaint_is_referred")
