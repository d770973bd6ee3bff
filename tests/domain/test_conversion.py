"""What is carried over between complaints and requests."""

from dataclasses import replace

from domain.complaint import Complaint
from domain.complaint.party import PartyRole, PartyTerms
from domain.complaint.values import ProductIssue
from domain.complaint.values import Words as ComplaintWords
from domain.conversion import complaint_out_of, not_told_of_complaints, request_out_of
from domain.request import ServiceRequest
from tests.domain.complaint.happenings import OPEN, happened, party, received
from tests.domain.complaint.values import CONTACT, LI_NA, cny
from tests.domain.complaint.values import facts as complaint_facts
from tests.domain.fixed import EARLIER, RECEIVED_AT
from tests.domain.language import given as given_complaint
from tests.domain.request.happenings import STARTED, given, submitted
from tests.domain.request.happenings import happened as happened_to_request
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


def test_what_a_complaint_told_is_told_by_the_one_that_comes_of_its_request() -> None:
    fee = ProductIssue("card", issue="fee charged twice")
    first = given_complaint(
        received(
            facts=complaint_facts(
                about=(fee,), amount_claimed=cny(300), incident_on=EARLIER.date(), joint_count=3, is_anonymous=False
            )
        ),
        party("p2", PartyTerms(PartyRole.CO_COMPLAINANT)),
        happened(Complaint.VulnerabilityRecorded),
    ).replayed()
    request = given(
        submitted(facts=facts(product="card"), requester_id=LI_NA, requester=CONTACT),
        happened_to_request(ServiceRequest.BegunFromComplaint),
    ).replayed()
    intake = complaint_out_of(request, {"joint_count": 4}, None, EARLIER, first=first)
    told = intake.facts
    assert (told.about, told.amount_claimed, told.incident_on) == ((fee,), cny(300), EARLIER.date())
    assert (told.joint_count, told.received_at, told.channel) == (4, EARLIER, request.facts.channel)
    assert intake.words.desired_outcome == first.words.desired_outcome is not None
    assert intake.words.narrative == request.words.narrative
    assert [one.terms.role for one in intake.parties] == [PartyRole.CO_COMPLAINANT]
    assert intake.vulnerable == first.vulnerable["p1"]


def test_a_request_that_is_about_another_product_by_now_says_so() -> None:
    first = given_complaint(received(facts=complaint_facts(about=(ProductIssue("loan"),)))).replayed()
    request = given(submitted(facts=facts(product="card"))).replayed()
    assert complaint_out_of(request, {}, None, EARLIER, first=first).facts.about == (ProductIssue("card"),)


def test_who_was_anonymous_is_so_until_somebody_knows_them() -> None:
    first = given_complaint(
        received(facts=complaint_facts(is_anonymous=True), complainant_id=None, complainant=None)
    ).replayed()
    nobody = given(submitted(requester_id=None, requester=None)).replayed()
    assert complaint_out_of(nobody, {}, None, EARLIER, first=first).facts.is_anonymous
    known = given(submitted(requester_id=LI_NA)).replayed()
    assert not complaint_out_of(known, {}, None, EARLIER, first=first).facts.is_anonymous
