"""A complaint that is rather a service request, and one that was a request."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.complaint import Complaint
from domain.complaint.converting import Origin
from domain.complaint.state import State
from domain.complaint.values import FromRequest
from tests.domain.complaint.happenings import (
    CLOSED,
    DECIDED,
    OPEN,
    PROPOSED,
    RECEIVED,
    SECOND_ROUND,
    happened,
    happens,
)
from tests.domain.complaint.happenings_of_conversion import REQUEST, REQUEST_REFERENCE
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import ANN, BEFORE_RECEIPT, BEN, CODES, EARLIER, EVE, NOW, RECEIVED_AT, REQUEST_TYPES
from tests.domain.language import Happening, given

ASKED = (*OPEN, happened(Complaint.ConversionRequested))
WHY = "She only asks how the fee is counted."
Past = tuple[Happening, ...]


def ask(request_type: str = "inquiry", reason: str = "inquiry", explanation: str = WHY) -> Any:  # noqa: ANN401 - a command
    """Return the command to ask."""
    told = {"types": REQUEST_TYPES, "codes": CODES, "by": ANN, "now": NOW}
    return lambda c: c.request_conversion(request_type, reason, explanation, **told)


def convert(complaint: Complaint, at: datetime | None = None, **named: Any) -> None:  # noqa: ANN401 - of the command
    """Convert it."""
    told = {"at": at, "case_id": REQUEST, "reference": REQUEST_REFERENCE, "by": BEN, "now": NOW, **named}
    complaint.convert_to_service_request(BY_POST, **told)


@pytest.mark.parametrize("past", [RECEIVED, OPEN, PROPOSED])
def test_somebody_asks_and_nothing_changes_yet(past: Past) -> None:
    complaint = given(*past).when(ask()).then(happens(Complaint.ConversionRequested))
    assert complaint.state is given(*past).replayed().state
    assert complaint.asked_conversion
    assert complaint.asked_conversion.requested_by == "ann"


def test_the_same_again_does_nothing_and_other_words_replace_it() -> None:
    given(*ASKED).when(ask()).then()
    given(*ASKED).when(ask(explanation="She asks.")).then(
        happens(Complaint.ConversionRequested, explanation="She asks.")
    )


def test_a_type_and_a_reason_are_in_force() -> None:
    given(*OPEN).when(ask(request_type="moon_trip")).refuses("unknown_request_type")
    given(*OPEN).when(ask(reason="retired")).refuses("unknown_code")


def test_a_second_person_makes_it_a_request_when_the_complainant_was_told() -> None:
    complaint = (
        given(*ASKED, happened(Complaint.TaskGiven), happened(Complaint.Suspended))
        .when(lambda c: convert(c, EARLIER))
        .then(happens(Complaint.ConvertedToServiceRequest, EARLIER))
    )
    assert (complaint.state, complaint.reference) == (State.CONVERTED, given(*OPEN).replayed().reference)
    assert (complaint.suspensions, complaint.tasks["t1"].state) == ({}, "ended")
    assert complaint.turned_into
    assert (complaint.turned_into.case_id, complaint.turned_into.reference) == (REQUEST, REQUEST_REFERENCE)


def test_who_asked_and_who_handles_it_do_not_decide() -> None:
    given(*ASKED).when(lambda c: convert(c, by=ANN)).refuses("second_person_needed")
    handled = (*ASKED, happened(Complaint.Taken, handler_id="eve"))
    given(*handled).when(lambda c: convert(c, by=EVE)).refuses("second_person_needed")
    given(*handled).when(convert).then(happens(Complaint.ConvertedToServiceRequest))


def test_nothing_is_decided_that_nobody_asked_for() -> None:
    given(*OPEN).when(convert).refuses("no_conversion_requested")
    given(*OPEN).when(lambda c: c.refuse_conversion("No.", by=BEN, now=NOW)).refuses("no_conversion_requested")


def test_a_notice_follows_the_receipt() -> None:
    given(*ASKED).when(lambda c: convert(c, BEFORE_RECEIPT)).refuses("before_receipt")


def test_it_stays_a_complaint() -> None:
    complaint = (
        given(*ASKED)
        .when(lambda c: c.refuse_conversion("She is dissatisfied with the fee.", by=BEN, now=NOW))
        .then(happens(Complaint.ConversionRefused))
    )
    assert complaint.asked_conversion is None


@pytest.mark.parametrize("past", [DECIDED, CLOSED])
def test_what_was_decided_stays_a_complaint(past: Past) -> None:
    given(*past).when(ask()).refuses(f"complaint_is_{given(*past).replayed().state}")


@pytest.mark.parametrize("past", [SECOND_ROUND, (*CLOSED, happened(Complaint.Reopened))])
def test_a_later_round_or_cycle_is_not_before_the_decision(past: Past) -> None:
    given(*past).when(ask()).refuses("decision_was_sent")
    given(*past, happened(Complaint.ConversionRequested)).when(convert).refuses("decision_was_sent")


def test_a_decision_and_an_end_let_lapse_what_was_asked() -> None:
    sent = (*PROPOSED, happened(Complaint.ConversionRequested), happened(Complaint.DecisionSent))
    assert given(*sent).replayed().asked_conversion is None
    assert given(*ASKED, happened(Complaint.Withdrawn)).replayed().asked_conversion is None


def test_what_became_a_request_lives_on_there() -> None:
    past = (*ASKED, happened(Complaint.ConvertedToServiceRequest))
    given(*past).when(lambda c: c.add_note("She called.", by=ANN, now=NOW)).then(
        happens(Complaint.NoteAdded, text="She called.")
    )
    given(*past).when(lambda c: c.take(by=ANN, now=NOW)).refuses("complaint_is_converted")


def test_a_complaint_that_was_a_request_keeps_when_that_was_received_and_who_chose() -> None:
    origin = Origin(REQUEST, REQUEST_REFERENCE, RECEIVED_AT, happens(Complaint.BegunFromRequest).fields["since"], "ann")
    complaint = (
        given(*RECEIVED).when(lambda c: c.begin_from_request(origin, now=NOW)).then(happens(Complaint.BegunFromRequest))
    )
    assert complaint.from_request == FromRequest(REQUEST, REQUEST_REFERENCE, RECEIVED_AT)
    assert replace(origin, chosen_by="ben") != origin
