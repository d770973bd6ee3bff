"""Conversion both ways, and requests out of contacts: one append over all streams."""

from uuid import UUID

import pytest

from application.case_file import CaseFiles
from application.ledger import NotFound
from application.request_file import RequestFiles
from domain.actor import Actor, Role
from domain.case.conversion import Dissatisfaction, TurnedInto
from domain.complaint import Complaint
from domain.complaint.party import NewParty, PartyRole, PartyTerms, PartyWords
from domain.complaint.values import FromRequest
from domain.interaction.values import Author
from domain.refusals import Refusal
from domain.request import ServiceRequest
from domain.request.submitting import RequestIntake
from tests.application.asking import CLERK, RIGHTS, Desk, asked, desk
from tests.domain.complaint.values import BY_POST, CONTACT, LI_NA, cny
from tests.domain.complaint.values import facts as complaint_facts
from tests.domain.complaint.values import intake as complaint_intake
from tests.domain.fixed import ANN, BEN, EARLIER, EVE, RECEIVED_AT
from tests.domain.interaction.examples import BEGINNING
from tests.domain.request.values import REQUESTER, WANG_FANG, WORDS, intake

CONTACT_LED, FIRST_WORDS = Dissatisfaction.CONTACT, Dissatisfaction.FIRST_WORDS
DORA = Actor("dora", Role.SUPERVISOR, "shanghai")


@pytest.fixture
def bank() -> Desk:
    return desk()


def submit(bank: Desk, told: RequestIntake | None = None) -> UUID:
    """Submit a request and return its id."""
    return bank.requests.submit(told or intake(), command=asked()).id


def positions(bank: Desk, *streams: UUID) -> list[int]:
    """Return the positions of the last events of streams."""
    return sorted(bank.log.history(stream)[-1].position for stream in streams)


# request → complaint


def test_a_request_becomes_a_complaint_that_knows_it_in_one_append(bank: Desk) -> None:
    request, command = submit(bank), asked(ANN, "once")
    told = {"narrative": "I have been waiting for a week."}
    receipt = bank.requests.convert_to_complaint(request, told, CONTACT_LED, at=EARLIER, contact=None, command=command)
    complaint = bank.state(receipt.id)
    assert receipt.reference.startswith("C-2026-")
    assert (complaint.facts.received_at, complaint.words.narrative) == (EARLIER, told["narrative"])
    assert (complaint.words.subject, complaint.complainant_id, complaint.complainant) == (
        WORDS.subject,
        WANG_FANG,
        REQUESTER,
    )
    made = bank.log.load(ServiceRequest, request).aggregate
    assert complaint.from_request == FromRequest(request, made.reference, RECEIVED_AT)
    assert made.turned_into == TurnedInto(receipt.id, receipt.reference)
    assert bank.topics(receipt.id) == ["received", "begun_from_request"]
    assert bank.log.history(receipt.id)[1].event.chosen_by == "ann"  # type: ignore[attr-defined]
    again = bank.requests.convert_to_complaint(request, told, CONTACT_LED, at=EARLIER, contact=None, command=command)
    assert again == receipt
    assert bank.topics(request).count("converted_to_complaint") == 1
    ids = [entry.position for stream in (request, receipt.id) for entry in bank.log.history(stream)[-2:]]
    assert max(ids) - min(ids) <= 3


def test_first_words_that_were_a_complaint_count_from_the_request_s_receipt(bank: Desk) -> None:
    receipt = bank.requests.convert_to_complaint(submit(bank), {}, FIRST_WORDS, at=None, contact=None, command=asked())
    complaint = bank.state(receipt.id)
    assert (complaint.facts.received_at, complaint.words.narrative) == (RECEIVED_AT, WORDS.narrative)


def test_the_contact_that_led_to_it_is_the_complaint_s(bank: Desk) -> None:
    request, contact = submit(bank), bank.interactions.begin(BEGINNING, command=asked()).id
    receipt = bank.requests.convert_to_complaint(request, {}, CONTACT_LED, at=None, contact=contact, command=asked())
    complaint = bank.state(receipt.id)
    assert complaint.facts.received_at == max(BEGINNING.offered_at, RECEIVED_AT)
    assert list(complaint.interactions) == [str(contact)]
    assert bank.topics(contact)[-1] == "case_linked"


def test_what_the_complaint_refuses_leaves_the_request_as_it_was(bank: Desk) -> None:
    request = submit(bank)
    for told, code in (
        ({"source": "retired"}, "unknown_code"),
        ({"employee_id": "ann"}, "conflict_of_interest"),
        ({"received_at": EARLIER}, "unknown_fact"),
    ):
        with pytest.raises(Refusal) as caught:
            bank.requests.convert_to_complaint(request, told, CONTACT_LED, at=None, contact=None, command=asked())
        assert caught.value.code == code
    assert bank.topics(request) == ["submitted"]


def test_who_receives_no_complaints_converts_none(bank: Desk) -> None:
    request = submit(bank)
    with pytest.raises(Refusal) as caught:
        bank.requests.convert_to_complaint(request, {}, CONTACT_LED, at=None, contact=None, command=asked(CLERK))
    assert caught.value.code == "role_forbidden"


def test_whom_the_complaint_is_about_sees_neither_it_nor_the_request(bank: Desk) -> None:
    request = submit(bank)
    complaint = bank.requests.convert_to_complaint(
        request, {"employee_id": "eve"}, CONTACT_LED, at=None, contact=None, command=asked()
    ).id
    requests, cases = RequestFiles(bank.log, RIGHTS), CaseFiles(bank.log, RIGHTS)
    for give in (
        lambda: requests.show(request, EVE),
        lambda: cases.show(complaint, EVE),
        lambda: bank.requests.add_note(request, "Mine.", command=asked(EVE)),
    ):
        with pytest.raises(NotFound):
            give()
    assert requests.show(request, ANN).turned_into
    assert cases.show(complaint, ANN).from_request


def test_who_is_named_in_the_complaint_later_loses_sight_of_the_request_too(bank: Desk) -> None:
    request = submit(bank)
    complaint = bank.requests.convert_to_complaint(request, {}, CONTACT_LED, at=None, contact=None, command=asked()).id
    bank.complaints.correct(complaint, {"employee_id": "eve"}, "Named.", command=asked(BEN))
    with pytest.raises(NotFound):
        RequestFiles(bank.log, RIGHTS).show(request, EVE)
    with pytest.raises(NotFound):
        bank.requests.add_note(request, "Mine.", command=asked(EVE))


# complaint → request


def asked_for(bank: Desk) -> UUID:
    """Return a complaint for which Ann asked that it becomes a request."""
    case = bank.receive()
    bank.complaints.request_conversion(case, "inquiry", "inquiry", "She only asks.", command=asked())
    return case


def test_a_complaint_becomes_a_request_by_a_second_person_in_one_append(bank: Desk) -> None:
    case, command = asked_for(bank), asked(BEN, "once")
    receipt = bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=command)
    complaint, request = bank.state(case), bank.log.load(ServiceRequest, receipt.id).aggregate
    assert receipt.reference.startswith("R-2026-")
    assert (complaint.state, complaint.reference[0]) == ("converted", "C")
    assert complaint.turned_into == TurnedInto(receipt.id, receipt.reference)
    assert request.came_from == TurnedInto(case, complaint.reference)
    assert (request.facts.received_at, request.words.narrative) == (RECEIVED_AT, complaint.words.narrative)
    assert (request.requester_id, request.requester) == (LI_NA, CONTACT)
    assert bank.topics(receipt.id) == ["submitted", "begun_from_complaint"]
    assert bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=command) == receipt


def test_who_asked_or_handles_it_does_not_convert_it(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.request_conversion(case, "inquiry", "inquiry", "She only asks.", command=asked(BEN))
    for who, code in ((BEN, "second_person_needed"), (ANN, "role_forbidden")):
        with pytest.raises(Refusal) as caught:
            bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(who))
        assert caught.value.code == code
    bank.complaints.take(case, command=asked(DORA))
    with pytest.raises(Refusal) as caught:
        bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(DORA))
    assert caught.value.code == "second_person_needed"
    assert "refuse_conversion" in caught.value.allowed
    assert bank.topics(case)[-1] == "taken"


def test_a_request_about_somebody_later_hides_the_complaint_that_it_was(bank: Desk) -> None:
    case = asked_for(bank)
    request = bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(BEN)).id
    bank.requests.correct(request, {"employee_id": "eve"}, "Named.", command=asked())
    for give in (
        lambda: CaseFiles(bank.log, RIGHTS).show(case, EVE),
        lambda: bank.complaints.add_note(case, "Mine.", command=asked(EVE)),
    ):
        with pytest.raises(NotFound):
            give()


def test_back_and_forth_every_case_keeps_its_history(bank: Desk) -> None:
    case = asked_for(bank)
    request = bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(BEN)).id
    again = bank.requests.convert_to_complaint(request, {}, FIRST_WORDS, at=None, contact=None, command=asked()).id
    assert bank.state(again).facts.received_at == bank.state(case).facts.received_at
    assert bank.topics(case)[-1] == "converted_to_service_request"
    assert bank.log.load(Complaint, again).aggregate.from_request


def test_there_and_back_again_nothing_that_was_told_is_lost(bank: Desk) -> None:
    told = complaint_intake(
        facts=complaint_facts(amount_claimed=cny(300), joint_count=3),
        parties=(NewParty(PartyTerms(PartyRole.CO_COMPLAINANT), PartyWords(CONTACT)),),
    )
    first = bank.receive(told)
    bank.complaints.request_conversion(first, "inquiry", "inquiry", "She asks.", command=asked(ANN))
    request = bank.complaints.convert_to_service_request(first, BY_POST, at=None, command=asked(BEN)).id
    again = bank.requests.convert_to_complaint(request, {}, FIRST_WORDS, at=None, contact=None, command=asked())
    before, after = bank.state(first), bank.state(again.id)
    assert (after.facts, after.words) == (before.facts, before.words)
    assert [one.terms for one in after.parties.values()] == [one.terms for one in before.parties.values()]


def test_a_complaint_about_the_head_becomes_a_request_of_those_above(bank: Desk) -> None:
    case = bank.receive(complaint_intake())
    bank.complaints.request_conversion(case, "loss_report", "inquiry", "A card is lost.", command=asked())
    request = bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(BEN)).id
    assert bank.log.load(ServiceRequest, request).aggregate.unit_id == "cards"


# contact → request


def test_a_contact_becomes_a_request_in_one_append(bank: Desk) -> None:
    contact = bank.interactions.begin(BEGINNING, command=asked(CLERK)).id
    bank.interactions.add_entry(contact, Author.CUSTOMER, "When do you open?", at=None, command=asked(CLERK))
    command = asked(CLERK, "once")
    receipt = bank.interactions.open_request(contact, {}, "inquiry", CONTACT, "shanghai", command=command)
    request = bank.log.load(ServiceRequest, receipt.id).aggregate
    assert (request.reference, request.words.narrative) == (receipt.reference, "When do you open?")
    assert list(request.interactions) == [str(contact)]
    assert bank.topics(contact)[-1] == "request_opened"
    again = bank.interactions.open_request(contact, {}, "inquiry", CONTACT, "shanghai", command=command)
    assert again == receipt
    with pytest.raises(Refusal) as caught:
        bank.interactions.open_request(contact, {}, "moon_trip", None, "shanghai", command=asked(CLERK))
    assert caught.value.code == "unknown_request_type"
    assert bank.topics(contact).count("request_opened") == 1
