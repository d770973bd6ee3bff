"""Any time: a complaint that only a few see."""

from dataclasses import replace

from domain.complaint import Complaint
from domain.complaint.values import Confidentiality
from tests.domain.complaint.happenings import CLOSED, OPEN, happened, happens, received
from tests.domain.fixed import ANN, BEN, CODES, EVE, NOW
from tests.domain.language import given

MARKED = (*OPEN, happened(Complaint.MarkedConfidential))
WHY = "She works in the branch."


def test_a_complaint_is_closed_to_all_but_a_few() -> None:
    complaint = (
        given(*OPEN)
        .when(lambda c: c.mark_confidential("staff", WHY, codes=CODES, by=ANN, now=NOW))
        .then(happens(Complaint.MarkedConfidential))
    )
    assert complaint.confidentiality == Confidentiality("staff", "ann")
    assert complaint.belonging == replace(given(*OPEN).replayed().belonging, is_confidential=True)


def test_marking_what_is_marked_does_nothing() -> None:
    given(*MARKED).when(lambda c: c.mark_confidential("staff", "Again.", codes=CODES, by=BEN, now=NOW)).then()


def test_it_is_marked_for_a_reason_of_the_list_before_an_end() -> None:
    mark = given(*OPEN).when(lambda c: c.mark_confidential("mood", WHY, codes=CODES, by=ANN, now=NOW))
    mark.refuses("unknown_code")
    mark = given(*CLOSED).when(lambda c: c.mark_confidential("staff", WHY, codes=CODES, by=ANN, now=NOW))
    mark.refuses("complaint_is_closed")


def test_a_second_person_opens_it_again() -> None:
    complaint = (
        given(*MARKED)
        .when(lambda c: c.unmark_confidential("She agreed.", by=BEN, now=NOW))
        .then(happens(Complaint.UnmarkedConfidential))
    )
    assert complaint.confidentiality is None
    assert not complaint.belonging.is_confidential


def test_who_closed_it_does_not_open_it() -> None:
    given(*MARKED).when(lambda c: c.unmark_confidential("So.", by=ANN, now=NOW)).refuses("second_person_needed")
    assert "unmark_confidential" not in given(*MARKED).replayed().permitted(ANN)


def test_what_is_open_is_not_opened() -> None:
    given(*OPEN).when(lambda c: c.unmark_confidential("So.", by=BEN, now=NOW)).refuses("not_confidential")
    opened = (*MARKED, happened(Complaint.UnmarkedConfidential))
    given(*opened).when(lambda c: c.unmark_confidential("So.", by=BEN, now=NOW)).refuses("not_confidential")


def test_no_unit_is_asked_about_what_it_would_not_see() -> None:
    given(*MARKED).when(lambda c: c.give_task("cards", "Look.", None, by=ANN, now=NOW)).refuses("kept_confidential")


def test_a_confidential_story_is_not_carried_into_another_case() -> None:
    assert "request_conversion" in given(received()).replayed().permitted(ANN)
    marked = (received(), happened(Complaint.MarkedConfidential, marked_by="eve"))
    assert "request_conversion" not in given(*marked).replayed().permitted(ANN)
    assert "unmark_confidential" not in given(*marked).replayed().permitted(EVE)


def test_an_end_leaves_it_confidential() -> None:
    ended = (*MARKED, happened(Complaint.Withdrawn), happened(Complaint.Reopened))
    assert given(*ended).replayed().confidentiality == Confidentiality("staff", "ann")
