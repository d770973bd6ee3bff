"""Cases that tell one story, by conversion or merging: what is kept from somebody in one is kept in all of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from application.case_file import CaseFiles
from application.customer_file import CustomerFiles
from application.interaction_file import InteractionFiles
from application.organisation import working_below
from application.request_file import RequestFiles
from domain.actor import Actor, Role
from domain.case.conversion import Dissatisfaction
from domain.complaint import Complaint
from domain.complaint.related import RecheckResult
from domain.customer.knowing import Identity
from domain.interaction.values import Author, CaseKind
from domain.organisation.structure import KnownUnit, KnownUser, Organisation
from domain.refusals import Refusal
from domain.request import ServiceRequest
from tests.application.asking import CLERK, RIGHTS, Desk, Everybody, asked, desk
from tests.domain.complaint.values import BY_POST, LI_NA, resolution
from tests.domain.fixed import BEN, EVE
from tests.domain.interaction.examples import BEGINNING
from tests.domain.request.values import intake

DORA = Actor("dora", Role.HANDLER, "shanghai")
CHENG = Actor("cheng", Role.SUPERVISOR, "shanghai")
QUINN = Actor("quinn", Role.QUALITY, "shanghai")
OFFERED = replace(BEGINNING, answered_at=None, agent_id=None)
NAMED = {"employee_id": "eve"}


@pytest.fixture
def bank() -> Desk:
    return desk()


def became_request(bank: Desk, case: UUID | None = None) -> tuple[UUID, UUID]:
    """Return a complaint and the request that it became."""
    case = case or bank.receive()
    bank.complaints.request_conversion(case, "inquiry", "inquiry", "She only asks.", command=asked())
    return case, bank.complaints.convert_to_service_request(case, BY_POST, at=None, command=asked(BEN)).id


def became_complaint(bank: Desk, request: UUID) -> UUID:
    """Return the complaint that a request becomes."""
    contact_led = Dissatisfaction.CONTACT
    return bank.requests.convert_to_complaint(request, {}, contact_led, at=None, contact=None, command=asked()).id


def close_to_most(bank: Desk, case: UUID) -> None:
    """Mark a complaint confidential."""
    bank.complaints.mark_confidential(case, "staff", "She works here.", command=asked(CHENG))


def hidden(bank: Desk, by: Actor, *cases: UUID) -> None:
    """Check that there are no such cases for somebody, whatever they try."""
    for case in cases:
        is_complaint = bool(bank.log.load(Complaint, case).aggregate.version) and bank.topics(case)[0] == "received"
        files: Any = CaseFiles(bank.log, RIGHTS) if is_complaint else RequestFiles(bank.log, RIGHTS)
        commands: Any = bank.complaints if is_complaint else bank.requests
        assert files.show(case, CHENG).id == case
        refused("not_found", partial(files.show, case, by))
        refused("not_found", partial(commands.add_note, case, "Mine.", command=asked(by)))


def refused(code: str, give: Callable[[], object]) -> Refusal:
    """Give a command that is refused."""
    with pytest.raises(Refusal) as caught:
        give()
    assert caught.value.code == code
    return caught.value


def test_naming_whom_the_complaint_is_about_names_them_in_the_request_that_it_became(bank: Desk) -> None:
    case, request = became_request(bank)
    bank.requests.take(request, command=asked(EVE))
    key = asked(key="named")
    receipt = bank.complaints.correct(case, NAMED, "She was named.", command=key)
    assert bank.complaints.correct(case, NAMED, "She was named.", command=key) == receipt
    made = bank.log.load(ServiceRequest, request).aggregate
    assert (made.facts.employee_id, made.handler_id) == ("eve", None)
    assert bank.topics(request)[-2:] == ["corrected", "released"]
    places = [entry.position for entry in (*bank.log.history(request)[-2:], bank.log.history(case)[-1])]
    assert places == list(range(places[0], places[0] + 3))
    hidden(bank, EVE, case, request)


def test_naming_them_in_the_request_names_them_in_the_complaint_that_it_was(bank: Desk) -> None:
    case, request = became_request(bank)
    bank.requests.correct(request, NAMED, "She was named.", command=asked())
    assert bank.state(case).facts.employee_id == "eve"
    hidden(bank, EVE, case, request)
    bank.requests.correct(request, {"employee_id": None}, "It was another.", command=asked())
    assert bank.state(case).facts.employee_id is None
    assert CaseFiles(bank.log, RIGHTS).show(case, EVE).id == case


def test_what_is_right_already_is_corrected_nowhere(bank: Desk) -> None:
    case, request = became_request(bank)
    bank.requests.correct(request, NAMED, "She was named.", command=asked())
    versions = bank.state(case).version, len(bank.topics(request))
    assert bank.complaints.correct(case, NAMED, "Again.", command=asked()).events == 0
    assert bank.complaints.correct(case, {"branch": "shanghai-02"}, "There.", command=asked()).events == 1
    assert (bank.state(case).version, len(bank.topics(request))) == (versions[0] + 1, versions[1])


def test_the_other_end_of_a_chain_hides_its_beginning(bank: Desk) -> None:
    first, request = became_request(bank)
    last = became_complaint(bank, request)
    bank.complaints.correct(last, NAMED, "She was named.", command=asked())
    hidden(bank, EVE, first, request, last)


def test_a_confidential_end_hides_all_that_led_to_it(bank: Desk) -> None:
    first, request = became_request(bank)
    last = became_complaint(bank, request)
    close_to_most(bank, last)
    hidden(bank, QUINN, first, request)
    refused("not_found", lambda: CaseFiles(bank.log, RIGHTS).show(last, QUINN))


def test_where_a_complaint_goes_on_hides_it(bank: Desk) -> None:
    _, request = became_request(bank)
    one, another = became_complaint(bank, request), bank.receive()
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    bank.complaints.correct(another, NAMED, "She was named.", command=asked())
    refused("not_found", lambda: CaseFiles(bank.log, RIGHTS).show(one, EVE))
    refused("not_found", lambda: bank.complaints.unmerge(one, "Another matter.", command=asked(EVE)))
    hidden(bank, EVE, request)
    bank.complaints.unmerge(one, "Another matter.", command=asked())
    assert CaseFiles(bank.log, RIGHTS).show(one, EVE).id == one


def test_naming_them_before_names_them_where_it_goes_on(bank: Desk) -> None:
    request = bank.requests.submit(intake(), command=asked()).id
    one, another = (
        became_complaint(bank, request),
        became_complaint(bank, bank.requests.submit(intake(), command=asked()).id),
    )
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    bank.requests.correct(request, NAMED, "She was named.", command=asked())
    assert bank.state(another).facts.employee_id == "eve"


def test_a_contact_about_the_request_tells_what_the_complaint_tells(bank: Desk) -> None:
    request, contact = (
        bank.requests.submit(intake(), command=asked()).id,
        bank.interactions.begin(BEGINNING, command=asked()).id,
    )
    other = bank.interactions.begin(BEGINNING, command=asked(EVE)).id
    bank.interactions.link_case(contact, request, CaseKind.SERVICE_REQUEST, command=asked())
    case = became_complaint(bank, request)
    close_to_most(bank, case)
    files = InteractionFiles(bank.log, RIGHTS)
    assert files.show(contact, CHENG).links
    refused("not_found", lambda: files.show(contact, QUINN))
    bank.complaints.unmark_confidential(case, "Everybody knows.", command=asked(BEN))
    bank.complaints.correct(case, NAMED, "She was named.", command=asked())
    refused("not_found", lambda: files.show(contact, EVE))
    link = bank.interactions.link_case
    refused("not_found", lambda: link(other, request, CaseKind.SERVICE_REQUEST, command=asked(EVE)))


def test_the_relations_of_a_case_leave_out_what_is_hidden_by_its_story(bank: Desk) -> None:
    request = bank.requests.submit(intake(), command=asked()).id
    case, other = became_complaint(bank, request), bank.receive()
    bank.complaints.link(case, other, "related", command=asked())
    again = became_complaint(bank, bank.requests.submit(intake(), command=asked()).id)
    bank.complaints.merge(case, again, "Told twice.", command=asked())
    close_to_most(bank, again)
    files = CaseFiles(bank.log, RIGHTS)
    assert [one.case_id for one in files.show(other, CHENG).relations] == [case]
    assert files.show(other, QUINN).relations == ()


def test_what_became_of_it_meanwhile_is_looked_at_again(bank: Desk) -> None:
    request = bank.requests.submit(intake(), command=asked()).id
    case = became_complaint(bank, request)
    load = bank.log.load
    loads = 0

    def converted_meanwhile(*arguments: Any) -> Any:  # noqa: ANN401 - what the log takes and gives
        nonlocal loads
        loads += 1
        found: Any = load(*arguments)
        if loads == 2:
            bank.log.load = load  # type: ignore[method-assign]
            became_request(bank, case)
        return found

    bank.log.load = converted_meanwhile  # type: ignore[method-assign, assignment]
    refused("version_conflict", lambda: bank.complaints.correct(case, NAMED, "Named.", command=asked()))


def test_whom_a_re_check_is_about_records_no_result_of_it(bank: Desk) -> None:
    case, give = bank.receive(), bank.complaints
    give.admit(case, command=asked())
    give.start_investigation(case, command=asked())
    give.record_finding(case, "Found.", command=asked())
    give.propose_resolution(case, resolution(), command=asked())
    give.send_decision(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked())
    recheck = give.request_recheck(case, "Again.", "phone", at=None, received_at=None, command=asked()).id
    give.correct(recheck, NAMED, "She was named.", command=asked(CHENG))
    reference = bank.state(recheck).reference

    def record(by: Actor) -> None:
        give.record_recheck_result(case, "k1", RecheckResult.KEPT, "So.", command=asked(by))

    assert reference in str(refused("recheck_undecided", lambda: record(BEN)))
    said = refused("no_such_recheck", lambda: record(EVE))
    assert reference not in str(said)


def test_a_system_that_reads_nothing_is_not_told_where_a_complaint_goes_on(bank: Desk) -> None:
    one, another = bank.receive(by=CLERK), bank.receive(by=CLERK)
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    target = bank.state(another).reference
    acknowledge = bank.complaints.record_authority_question

    def ask(by: Actor) -> object:
        return acknowledge(one, "pboc", None, "Why?", None, at=None, command=asked(by))

    assert target not in str(refused("complaint_is_merged", lambda: ask(CLERK)))
    assert target in str(refused("complaint_is_merged", lambda: ask(BEN)))


def contact_of_two_cases(bank: Desk) -> tuple[UUID, UUID, UUID]:
    """Return a contact about a request and a complaint, of whom the latter turns out to be about Eve."""
    contact, case = bank.interactions.begin(BEGINNING, command=asked(DORA)).id, bank.receive()
    request = bank.requests.submit(intake(), command=asked()).id
    bank.interactions.identify_customer(contact, LI_NA, "id_card", command=asked(DORA))
    bank.interactions.record_fact(contact, "likes", "Tea at four", at=None, command=asked(DORA))
    bank.interactions.link_case(contact, request, CaseKind.SERVICE_REQUEST, command=asked(DORA))
    bank.interactions.link_case(contact, case, CaseKind.COMPLAINT, command=asked(DORA))
    bank.complaints.correct(case, NAMED, "She was named.", command=asked())
    return contact, case, request


def test_a_case_shows_no_contact_that_tells_a_story_which_is_kept_from_the_reader(bank: Desk) -> None:
    contact, _, request = contact_of_two_cases(bank)
    other = bank.receive()
    bank.interactions.link_case(contact, other, CaseKind.COMPLAINT, command=asked(DORA))
    for files, case in ((RequestFiles(bank.log, RIGHTS), request), (CaseFiles(bank.log, RIGHTS), other)):
        shown: Any = files.show(case, CHENG)
        assert [one.interaction_id for one in shown.interactions] == [contact]
        kept: Any = files.show(case, EVE)
        assert kept.interactions == ()
        assert str(contact) not in str(kept)
        assert [one.version for one in kept.history] == [1]
    bank.interactions.unlink_case(contact, request, CaseKind.SERVICE_REQUEST, command=asked(DORA))
    assert str(contact) not in str(RequestFiles(bank.log, RIGHTS).show(request, EVE))


def test_what_was_learnt_in_such_a_contact_is_not_in_the_file_of_the_customer(bank: Desk) -> None:
    bank.customers.register(Identity(), LI_NA, command=asked(BEN))
    contact_of_two_cases(bank)
    files = CustomerFiles(bank.log, RIGHTS)
    assert [one.value for one in files.show(LI_NA, CHENG).facts] == ["Tea at four"]
    kept = files.show(LI_NA, EVE)
    assert kept.facts == ()
    assert "Tea" not in str(kept)
    assert files.load(LI_NA, CHENG).facts.keys() == {"f1"}
    assert files.load(LI_NA, EVE).facts == {}


def test_the_agent_of_such_a_contact_reads_what_they_heard_and_not_what_others_add(bank: Desk) -> None:
    contact, case = bank.interactions.begin(OFFERED, command=asked(CLERK)).id, bank.receive()
    bank.interactions.answer(contact, "eve", at=None, command=asked(EVE))
    add, files = bank.interactions.add_entry, InteractionFiles(bank.log, RIGHTS)
    add(contact, Author.CUSTOMER, "Heard.", at=None, command=asked(EVE))
    add(contact, Author.CUSTOMER, "Typed.", at=None, command=asked(CLERK))
    add(contact, Author.AGENT, "Added.", at=None, command=asked(DORA))
    bank.interactions.identify_customer(contact, LI_NA, "id_card", command=asked(DORA))
    bank.interactions.record_fact(contact, "likes", "Tea at four", at=None, command=asked(DORA))
    bank.interactions.link_case(contact, case, CaseKind.COMPLAINT, command=asked(DORA))
    assert [one.text for one in files.show(contact, EVE).entries] == ["Heard.", "Typed.", "Added."]
    bank.complaints.correct(case, NAMED, "She was named.", command=asked())
    kept = files.show(contact, EVE)
    assert [one.text for one in kept.entries] == ["Heard.", "Typed."]
    assert (kept.facts, "Added." in str(kept), "Tea" in str(kept)) == ((), False, False)
    assert len(files.show(contact, CHENG).entries) == 3


def test_who_declared_an_interest_has_one_in_what_the_complaint_becomes_in_the_end(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.declare_interest(case, "relative", command=asked(DORA))
    _, request = became_request(bank, case)
    last = became_complaint(bank, request)
    assert bank.topics(last) == ["received", "begun_from_request", "interests_taken_over"]
    assert bank.state(last).interested == ("dora",)
    refused("interest_declared", lambda: bank.complaints.take(last, command=asked(DORA)))
    history = CaseFiles(bank.log, RIGHTS).show(last, BEN).history
    assert history[-1].says["reference"] == bank.state(case).reference


class Branch(Everybody):
    """A directory in which Wang heads a desk, where Ann works; the office is above it."""

    def user(self, user_id: str) -> KnownUser | None:
        return KnownUser(user_id, "desk" if user_id == "ann" else "shanghai", tuple(Role))

    def organisation(self, *_: str | None) -> Organisation:
        units = (KnownUnit("shanghai"), KnownUnit("desk", superior_id="shanghai", head_id="wang"))
        return Organisation({unit.unit_id: unit for unit in units})


def test_who_works_below_an_employee_is_found_in_the_tree() -> None:
    assert working_below(Branch(), "wang", "ann", "ben", None, "wang") == {"ann"}
    assert working_below(Branch(), "li", "ann", "ben") == working_below(Branch(), None, "ann") == frozenset()


def test_a_proposal_from_below_whom_the_complaint_turns_out_to_be_about_is_not_sent(bank: Desk) -> None:
    bank.complaints._directory = Branch()
    case = bank.receive()
    for name in ("admit", "take", "start_investigation"):
        getattr(bank.complaints, name)(case, command=asked())
    bank.complaints.record_finding(case, "Found.", command=asked())
    bank.complaints.propose_resolution(case, resolution(), command=asked())
    bank.complaints.correct(case, {"employee_id": "wang"}, "She was named.", command=asked(CHENG))
    assert bank.state(case).recused == ("ann",)
    send = bank.complaints.send_decision
    refused("proposal_tainted", lambda: send(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked(CHENG)))
    bank.complaints.propose_resolution(case, resolution(), command=asked(CHENG))
    assert send(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked(CHENG)).events
