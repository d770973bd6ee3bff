"""What is carried over between complaints and requests."""

from dataclasses import replace

from domain.complaint.values import ProductIssue
from domain.complaint.values import Words as ComplaintWords
from domain.conversion import complaint_out_of, not_told_of_complaints, request_out_of
from tests.domain.complaint.happenings import OPEN, received
from tests.domain.complaint.values import CONTACT, LI_NA
from tests.domain.complaint.values import facts as complaint_facts
from tests.domain.fixed import EARLIER, RECEIVED_AT
from tests.domain.language import given as given_complaint
from tests.domain.request.happenings import STARTED, given, submitted
from tests.domain.request.values import CALL, REQUESTER, WANG_FANG, WORDS, facts


def test_a_complaint_takes_over_what_the_request_says() -> None:
    intake = complaint_out_of(given(*STARTED).replayed(), {}, None, EARLIER)
    assert (intake.facts.received_at, intake.facts.channel, intake.facts.source) == (EARLIER, "phone", "customer")
    assert (intake.facts.branch, intake.facts.language) == ("shanghai-01", "zh")
    assert intake.facts.about == (ProductIssue("card"),)
    assert intake.words == ComplaintWords(WORDS.narrative, WORDS.subject, account_reference=WORDS.account_reference)
    assert (intake.complainant_id, intake.complainant, intake.unit_id) == (WANG_FANG, REQUESTER, "shanghai")


def test_what_is_told_of_the_complaint_counts_more() -> None:
    told = {"narrative": "I wait for a week.", "employee_id": "eve", "channel": "web"}
    intake = complaint_out_of(given(*STARTED).replayed(), told, CALL, EARLIER)
    assert (intake.words.narrative, intake.words.subject) == ("I wait for a week.", WORDS.subject)
    assert (intake.facts.employee_id, intake.facts.channel) == ("eve", "web")


def test_it_came_through_the_channel_of_the_contact() -> None:
    about_nothing = given(submitted(facts=facts(product=None, channel="web"))).replayed()
    intake = complaint_out_of(about_nothing, {}, CALL, EARLIER)
    assert (intake.facts.channel, intake.facts.about) == ("phone", ())


def test_only_what_is_told_of_complaints_is_told() -> None:
    assert not_told_of_complaints({"incident_on": None, "subject": "Fee"}) is None
    for name in ("received_at", "complainant", "request_type"):
        refusal = not_told_of_complaints({name: 1})
        assert refusal
        assert refusal.code == "unknown_fact"


def test_a_request_takes_over_what_the_complaint_says_and_when_it_was_received() -> None:
    intake = request_out_of(given_complaint(*OPEN).replayed(), "inquiry")
    assert (intake.facts.received_at, intake.facts.channel, intake.facts.product) == (RECEIVED_AT, "phone", "card")
    assert (intake.request_type, intake.unit_id) == ("inquiry", "shanghai")
    assert (intake.requester_id, intake.requester) == (LI_NA, CONTACT)
    nothing = request_out_of(
        given_complaint(received(facts=complaint_facts(about=(), employee_id="eve"))).replayed(), "x"
    )
    assert (nothing.facts.product, nothing.facts.employee_id) == (None, "eve")
    assert replace(nothing, request_type="inquiry") != nothing
