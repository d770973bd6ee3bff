"""Letters to people who cannot be written to: nothing goes nowhere, and nothing is kept from who can be told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.complaint import Complaint
from domain.complaint.letters import Letter
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.values import Dispatch, DispatchWay
from tests.domain.complaint.happenings import PROPOSED, happened, happens, party, received
from tests.domain.complaint.values import AGENT, BY_POST, facts
from tests.domain.fixed import ANN, CODES, NOW, TIME_IS_UP, WEEKS_LATER
from tests.domain.language import Given, Happening, given

ON_FILE = Dispatch(DispatchWay.KEPT_ON_FILE, "file 7")
PUBLISHED = Dispatch(DispatchWay.PUBLISHED, "board of the branch, 7 January")
IN_HAND = Dispatch(DispatchWay.HANDED_OVER, "slip 7")
NAMELESS = received(facts=facts(is_anonymous=True), complainant=None, complainant_id=None)
LOST = received(facts=facts(is_unreachable=True))
UNPROVEN = PartyTerms(PartyRole.HEIR)


def send(dispatch: Dispatch, *letters: Letter) -> Callable[[Complaint], None]:
    """Return the decision."""
    return lambda c: c.send_decision(
        "You were right. We pay the charge back.",
        "You may ask our head office to check this again.",
        dispatch,
        at=None,
        by=ANN,
        now=NOW,
        letters=letters,
    )


def proposed(receipt: Happening, *people: Happening) -> Given[Complaint]:
    """Begin with a proposal."""
    return given(receipt, *people, *PROPOSED[1:])


@pytest.mark.parametrize("dispatch", [ON_FILE, PUBLISHED, IN_HAND])
def test_the_decision_for_somebody_anonymous_is_published_kept_or_handed_over(dispatch: Dispatch) -> None:
    receivers = ("p1",) if dispatch is IN_HAND else ()
    proposed(NAMELESS).when(send(dispatch)).then(
        happens(Complaint.DecisionSent, dispatch=dispatch, receivers=receivers)
    )


@pytest.mark.parametrize("way", [DispatchWay.POSTED, DispatchWay.SMS, DispatchWay.EMAIL, DispatchWay.PHONE])
def test_nobody_writes_to_somebody_anonymous(way: DispatchWay) -> None:
    dispatch = Dispatch(way, "1")
    proposed(NAMELESS).when(send(dispatch)).refuses("nobody_to_write_to")
    proposed(NAMELESS).when(send(BY_POST, Letter("p1", dispatch))).refuses("nobody_to_write_to")
    given(NAMELESS).when(lambda c: c.acknowledge(way, at=None, by=ANN, now=NOW)).refuses("nobody_to_write_to")


def test_an_agent_of_somebody_anonymous_is_written_to() -> None:
    agent = party("p2", AGENT)
    proposed(NAMELESS, agent).when(send(BY_POST)).then(happens(Complaint.DecisionSent, receivers=("p2",)))
    proposed(NAMELESS, agent).when(send(ON_FILE)).refuses("complainant_can_be_told")


@pytest.mark.parametrize("dispatch", [ON_FILE, PUBLISHED])
def test_nothing_is_kept_from_who_can_be_told(dispatch: Dispatch) -> None:
    proposed(received()).when(send(dispatch)).refuses("complainant_can_be_told")
    proposed(received()).when(send(dispatch, Letter("p1", dispatch))).refuses("complainant_can_be_told")
    given(received()).when(lambda c: c.acknowledge(dispatch.way, at=None, by=ANN, now=NOW)).refuses(
        "complainant_can_be_told"
    )


@pytest.mark.parametrize("dispatch", [ON_FILE, PUBLISHED, BY_POST])
def test_to_somebody_unreachable_it_goes_to_the_last_address_or_stays(dispatch: Dispatch) -> None:
    receivers = ("p1",) if dispatch is BY_POST else ()
    proposed(LOST).when(send(dispatch)).then(happens(Complaint.DecisionSent, dispatch=dispatch, receivers=receivers))


def test_what_an_heir_without_evidence_may_not_see_is_kept_on_file_and_not_published() -> None:
    heir = party("p2", UNPROVEN)
    proposed(received(), heir).when(send(IN_HAND)).refuses("authority_missing")
    proposed(received(), heir).when(send(PUBLISHED)).refuses("complainant_can_be_told")
    proposed(received(), heir).when(send(ON_FILE)).then(happens(Complaint.DecisionSent, dispatch=ON_FILE, receivers=()))


def test_an_heir_without_evidence_hears_that_the_complaint_arrived_and_why_it_is_declined() -> None:
    heir = (received(), party("p2", UNPROVEN))
    given(*heir).when(lambda c: c.acknowledge(DispatchWay.SMS, at=None, by=ANN, now=NOW)).then(
        happens(Complaint.Acknowledged)
    )
    given(*heir).when(
        lambda c: c.decline("not_a_complaint", "No evidence came.", BY_POST, at=None, codes=CODES, by=ANN, now=NOW)
    ).then(happens(Complaint.Declined, explanation="No evidence came."))


def test_of_several_letters_only_those_that_reach_somebody_count_as_read() -> None:
    co = party("p2", PartyTerms(PartyRole.CO_COMPLAINANT))
    letters = (Letter("p1", ON_FILE), Letter("p2", BY_POST))
    proposed(NAMELESS, co).when(send(ON_FILE, *letters)).then(
        happens(Complaint.DecisionSent, dispatch=ON_FILE, receivers=("p2",), letters=letters)
    )


def test_an_anonymous_complaint_comes_to_its_end() -> None:
    past = (NAMELESS, *PROPOSED[1:], happened(Complaint.DecisionSent, dispatch=ON_FILE, receivers=()))
    given(*past).when(lambda c: c.end_response_window(**TIME_IS_UP)).then(
        happens(Complaint.ResponseWindowEnded, WEEKS_LATER)
    )


def test_other_notices_ask_the_same() -> None:
    past = given(NAMELESS)
    past.when(lambda c: c.send_progress("Soon.", BY_POST, at=None, by=ANN, now=NOW)).refuses("nobody_to_write_to")
    past.when(lambda c: c.send_holding_response("Wait.", None, BY_POST, at=None, by=ANN, now=NOW)).refuses(
        "nobody_to_write_to"
    )
    past.when(lambda c: c.refer("Elsewhere", "Why.", BY_POST, at=None, by=ANN, now=NOW)).refuses("nobody_to_write_to")
    past.when(lambda c: c.quick_close("Yes.", "Sum.", BY_POST, at=None, by=ANN, now=NOW)).refuses("nobody_to_write_to")


def test_an_agent_in_whose_place_nobody_stands_any_more_gets_no_letters() -> None:
    agent = party("p3", replace(AGENT, acts_for=("p2",)))
    past = (received(), party("p2", PartyTerms(PartyRole.CO_COMPLAINANT)), agent)
    left = (*past, happened(Complaint.PartyRemoved), *PROPOSED[1:])
    given(*left).when(send(BY_POST)).then(happens(Complaint.DecisionSent, receivers=("p1",)))
