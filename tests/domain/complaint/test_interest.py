"""Step 3: who declares an interest lets go."""

from domain.complaint import Complaint
from tests.domain.complaint.happenings import APPROVED, CLOSED, OPEN, PROPOSED, happened, happens
from tests.domain.fixed import ANN, BEN, CODES, NOW
from tests.domain.language import given

TAKEN = (*OPEN, happened(Complaint.Taken))
DECLARED = (*TAKEN, happened(Complaint.InterestDeclared), happened(Complaint.Released))


def test_a_handler_who_declares_an_interest_is_released_at_once() -> None:
    complaint = (
        given(*TAKEN)
        .when(lambda c: c.declare_interest("relative", codes=CODES, by=ANN, now=NOW))
        .then(happens(Complaint.InterestDeclared), happens(Complaint.Released, reason="interest_declared"))
    )
    assert complaint.handler_id is None


def test_somebody_else_who_declares_one_takes_nothing_from_the_handler() -> None:
    given(*TAKEN).when(lambda c: c.declare_interest("relative", codes=CODES, by=BEN, now=NOW)).then(
        happens(Complaint.InterestDeclared, user_id="ben")
    )


def test_declaring_it_again_does_nothing() -> None:
    given(*DECLARED).when(lambda c: c.declare_interest("relative", codes=CODES, by=ANN, now=NOW)).then()


def test_who_declared_an_interest_neither_handles_nor_approves() -> None:
    asked = given(*DECLARED)
    asked.when(lambda c: c.take(by=ANN, now=NOW)).refuses("interest_declared")
    asked.when(lambda c: c.record_finding("Found.", by=ANN, now=NOW)).refuses("interest_declared")
    asked.when(lambda c: c.assign("ann", "shanghai", by=BEN, now=NOW)).refuses("interest_declared")
    past = (*PROPOSED, happened(Complaint.InterestDeclared, user_id="ben"))
    given(*past).when(lambda c: c.approve_resolution(by=BEN, now=NOW)).refuses("interest_declared")


def test_a_customer_s_word_that_reaches_them_is_written_down() -> None:
    given(*DECLARED).when(lambda c: c.add_note("She called.", by=ANN, now=NOW)).then(
        happens(Complaint.NoteAdded, text="She called.")
    )


def test_an_approval_by_them_lapses() -> None:
    complaint = (
        given(*APPROVED)
        .when(lambda c: c.declare_interest("relative", codes=CODES, by=BEN, now=NOW))
        .then(happens(Complaint.InterestDeclared, user_id="ben"), happens(Complaint.ApprovalLapsed))
    )
    assert (complaint.state, complaint.approved_by) == ("proposed", None)


def test_what_they_proposed_is_proposed_again_by_somebody_else() -> None:
    past = (*PROPOSED, happened(Complaint.InterestDeclared))
    given(*past).when(lambda c: c.approve_resolution(by=BEN, now=NOW)).refuses("proposal_tainted")


def test_an_interest_needs_a_reason_of_the_list() -> None:
    given(*TAKEN).when(lambda c: c.declare_interest("weather", codes=CODES, by=ANN, now=NOW)).refuses("unknown_code")


def test_it_is_declared_before_the_end() -> None:
    given(*CLOSED).when(lambda c: c.declare_interest("relative", codes=CODES, by=ANN, now=NOW)).refuses(
        "complaint_is_closed"
    )
