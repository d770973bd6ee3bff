"""The use cases of persons and customers, and how contacts, facts and customers hang together."""

from collections.abc import Callable
from datetime import date
from inspect import signature
from uuid import UUID, uuid4

import pytest

from application.command import Command, Receipt
from application.customer_file import CustomerFiles
from application.ledger import NotFound
from application.person_file import PersonFiles
from application.persons import Persons
from domain.actor import Actor, Role
from domain.customer import Customer
from domain.customer.knowing import Identity
from domain.customer.values import FactOrigin, FactSource, LeftOver, LeftOverKind, customer_stream
from domain.interaction.values import Identification
from domain.person import Person
from domain.person.state import ALLOWED
from domain.person.values import Death, SystemReference
from domain.refusals import Refusal
from tests.application.asking import CLERK, RIGHTS, Desk, asked, desk, nobody
from tests.domain.complaint.values import CONTACT, LI_NA, intake
from tests.domain.complaint.values import facts as facts_told
from tests.domain.fixed import ANN, BEN
from tests.domain.interaction.examples import BEGINNING, WANG
from tests.domain.request.values import intake as request_intake

UNA = Actor("una", Role.COMPLIANCE, "head-office")
QUIN = Actor("quin", Role.QUALITY, "quality")
CORE = SystemReference("core", "6222-0042")
STAFF = FactSource(FactOrigin.STAFF)

UseCase = Callable[[Persons, UUID, Command], Receipt]
LIFE: list[tuple[Actor, str, UseCase]] = [
    (ANN, "death_recorded", lambda p, of, q: p.record_death(of, Death(date(2026, 1, 3), "Proof"), command=q)),
    (ANN, "death_retracted", lambda p, of, q: p.retract_death(of, "A namesake.", command=q)),
    (UNA, "hold_placed", lambda p, of, q: p.place_hold(of, "litigation", "Court.", command=q)),
    (UNA, "hold_released", lambda p, of, q: p.release_hold(of, "h1", "Over.", command=q)),
    (UNA, "restricted", lambda p, of, q: p.restrict(of, "accuracy_contested", "Contested.", command=q)),
    (UNA, "restriction_lifted", lambda p, of, q: p.lift_restriction(of, "Put right.", command=q)),
    (ANN, "access_requested", lambda p, of, q: p.request_access(of, "All.", None, at=None, command=q)),
    (ANN, "correction_requested", lambda p, of, q: p.request_correction(of, "This.", "id_card", at=None, command=q)),
    (ANN, "deletion_requested", lambda p, of, q: p.request_deletion(of, "All.", "id_card", at=None, command=q)),
    (ANN, "identity_checked", lambda p, of, q: p.check_identity(of, "d1", "id_card", command=q)),
    (UNA, "request_completed", lambda p, of, q: p.complete_request(of, "d1", "A copy.", command=q)),
    (UNA, "request_refused", lambda p, of, q: p.refuse_request(of, "d3", ("legal_hold",), "Held.", command=q)),
]


@pytest.fixture
def bank() -> Desk:
    return desk()


# persons


def test_a_person_lives_through_its_use_cases(bank: Desk) -> None:
    person = bank.persons.register(None, None, command=asked(ANN)).id
    for who, event, use_case in LIFE:
        receipt = use_case(bank.persons, person, asked(who))
        assert (bank.topics(person)[-1], receipt.events) == (event, 1), event
    assert {event for _, event, _ in LIFE} | {"registered"} == set(bank.topics(person))


@pytest.mark.parametrize("command", sorted(ALLOWED))
def test_a_use_case_takes_what_its_command_takes(command: str) -> None:
    mine = set(signature(getattr(Persons, command)).parameters) - {"self", "of", "command"}
    assert mine == set(signature(getattr(Person, command)).parameters) - {"self", "by", "now", "codes"}


def test_the_same_record_is_the_same_person_whoever_sends_it(bank: Desk) -> None:
    first = bank.persons.register(CORE, None, command=asked(CLERK))
    again = bank.persons.register(CORE, None, command=asked(ANN))
    other = bank.persons.register(SystemReference("core", "6222-0043"), None, command=asked(CLERK))
    assert (again.id, again.events) == (first.id, 0)
    assert other.id != first.id
    assert first.id.version == 8


def test_who_is_known_by_a_case_keeps_the_id_of_the_case(bank: Desk) -> None:
    assert bank.persons.register(None, LI_NA, command=asked(ANN)).id == LI_NA
    assert bank.persons.register(None, None, command=asked(ANN)).id != LI_NA


def test_the_id_of_something_else_is_no_person(bank: Desk) -> None:
    case = bank.receive()
    with pytest.raises(Refusal) as caught:
        bank.persons.register(None, case, command=asked(ANN))
    assert caught.value.code == "version_conflict"
    with pytest.raises(NotFound):
        bank.persons.record_death(case, Death(None, "Proof"), command=asked(ANN))
    with pytest.raises(NotFound):
        PersonFiles(bank.log).show(case, ANN)


def test_a_person_s_file_tells_requests_and_what_is_next(bank: Desk) -> None:
    person = bank.persons.register(CORE, None, command=asked(ANN)).id
    for who, _, use_case in LIFE:
        use_case(bank.persons, person, asked(who))
    shown = PersonFiles(bank.log).show(person, UNA)
    assert [(one.request_id, one.words, one.request.state) for one in shown.requests] == [
        ("d1", "All.", "completed"),
        ("d2", "This.", "open"),
        ("d3", "All.", "refused"),
    ]
    assert {"refuse_request", "restrict", "place_hold"} <= {one.command for one in shown.next if one.permitted}
    with pytest.raises(Refusal) as caught:
        PersonFiles(bank.log).show(person, Actor("rita", Role.REPORTING, "head-office"))
    assert caught.value.code == "role_forbidden"


# customers


def register(bank: Desk, person_id: UUID = LI_NA) -> UUID:
    return bank.customers.register(Identity((), "zh", CONTACT), person_id, command=asked(ANN)).id


def facts(bank: Desk, person_id: UUID) -> dict[str, str]:
    """Return what is known of a customer."""
    shown = CustomerFiles(bank.log, RIGHTS).show(person_id, ANN)
    return {fact.fact_id: fact.value for fact in shown.facts}


def contact_with(bank: Desk, person_id: UUID) -> UUID:
    contact = bank.interactions.begin(BEGINNING, command=asked(ANN)).id
    bank.interactions.identify_customer(contact, person_id, "id_card", command=asked(ANN))
    return contact


def learn(bank: Desk, contact: UUID, value: str) -> None:
    bank.interactions.record_fact(contact, "likes", value, at=None, command=asked(ANN))


def test_a_customer_and_the_person_become_known_in_one_append(bank: Desk) -> None:
    command = asked(CLERK, "once")
    receipt = bank.customers.register(Identity((CORE,)), None, command=command)
    assert bank.customers.register(Identity((CORE,)), None, command=command) == receipt
    assert bank.customers.register(Identity((CORE,)), None, command=asked(CLERK)).events == 0
    assert receipt.id == bank.persons.id_of(CORE)
    assert (bank.topics(receipt.id), bank.topics(customer_stream(receipt.id))) == (["registered"], ["registered"])
    assert PersonFiles(bank.log).show(receipt.id, ANN).source == CORE


def test_a_person_who_is_known_becomes_a_customer(bank: Desk) -> None:
    bank.persons.register(None, LI_NA, command=asked(ANN))
    assert bank.customers.register(Identity((CORE,)), LI_NA, command=asked(ANN)).id == LI_NA
    assert bank.topics(LI_NA) == ["registered"]


def test_who_has_no_record_yet_is_somebody_new_each_time(bank: Desk) -> None:
    new = {bank.customers.register(Identity(), None, command=asked(ANN)).id for _ in range(2)}
    assert len(new) == 2


def test_a_fact_that_comes_up_reaches_the_customer_with_its_source(bank: Desk) -> None:
    register(bank)
    contact = contact_with(bank, LI_NA)
    learn(bank, contact, "Tea")
    (fact,) = CustomerFiles(bank.log, RIGHTS).show(LI_NA, ANN).facts
    assert (fact.value, fact.source) == ("Tea", FactSource(FactOrigin.INTERACTION, interaction_id=contact))
    assert fact.learnt_at == bank.log.history(contact)[-1].event.occurred_at


def test_a_fact_about_somebody_who_is_no_customer_stays_with_the_contact(bank: Desk) -> None:
    contact = contact_with(bank, WANG)
    learn(bank, contact, "Tea")
    assert bank.topics(customer_stream(WANG)) == []
    assert bank.topics(contact)[-1] == "fact_learnt"


def test_a_corrected_customer_takes_along_what_the_contact_taught(bank: Desk) -> None:
    register(bank, LI_NA)
    register(bank, WANG)
    contact, other = contact_with(bank, LI_NA), contact_with(bank, LI_NA)
    learn(bank, contact, "Tea")
    learn(bank, other, "Go")
    correct = bank.interactions.correct_identification
    correct(contact, Identification(WANG, "id_card"), "Her sister.", command=asked())
    assert (facts(bank, LI_NA), facts(bank, WANG)) == ({"f2": "Go"}, {"f1": "Tea"})
    correct(contact, None, "Neither.", command=asked())
    assert facts(bank, WANG) == {}
    bank.interactions.identify_customer(contact, LI_NA, "id_card", command=asked())
    assert facts(bank, LI_NA) == {"f2": "Go", "f3": "Tea"}


def test_a_better_proof_of_the_same_customer_moves_nothing(bank: Desk) -> None:
    register(bank)
    contact = contact_with(bank, LI_NA)
    learn(bank, contact, "Tea")
    bank.interactions.correct_identification(contact, Identification(LI_NA, "logged_in"), "So.", command=asked())
    bank.interactions.identify_customer(contact, LI_NA, "id_card", command=asked())
    assert facts(bank, LI_NA) == {"f1": "Tea"}


def test_a_customer_who_changes_under_a_command_makes_it_look_again(bank: Desk) -> None:
    contact = contact_with(bank, LI_NA)
    register(bank, LI_NA)

    def somebody_else_corrects() -> None:
        bank.log.recorder.before_insert = lambda: None
        right = Identification(WANG, "id_card")
        bank.interactions.correct_identification(contact, right, "Her sister.", command=asked(BEN))

    bank.log.recorder.before_insert = somebody_else_corrects
    with pytest.raises(Refusal) as caught:
        learn(bank, contact, "Tea")
    assert caught.value.code == "version_conflict"
    assert facts(bank, LI_NA) == {}


def test_what_a_colleague_knows_is_recorded_too(bank: Desk) -> None:
    register(bank)
    receipt = bank.customers.record_fact(LI_NA, "likes", "Tea", STAFF, about_id=None, at=None, command=asked())
    assert (receipt.id, receipt.version, facts(bank, LI_NA)) == (LI_NA, 2, {"f1": "Tea"})
    with pytest.raises(NotFound):
        bank.customers.record_fact(WANG, "likes", "Tea", STAFF, about_id=None, at=None, command=asked())


# duplicates


def merged(bank: Desk) -> None:
    """Merge WANG into LI_NA, each with a fact of their own."""
    for person_id, value in ((LI_NA, "Tea"), (WANG, "Go")):
        register(bank, person_id)
        bank.customers.record_fact(person_id, "likes", value, STAFF, about_id=None, at=None, command=asked())
    bank.customers.merge(WANG, LI_NA, "Same identity card.", command=asked(BEN))


def part(bank: Desk) -> None:
    bank.customers.undo_merge(WANG, LI_NA, "Two sisters.", command=asked(BEN))


def assign(bank: Desk, kind: LeftOverKind, item: object, belongs_to: UUID = WANG) -> Receipt:
    left_over = LeftOver(kind, str(item))
    return bank.customers.assign_left_over(LI_NA, left_over, WANG, belongs_to, command=asked(BEN))


def test_a_merge_moves_nothing_and_is_undone_without_loss(bank: Desk) -> None:
    merged(bank)
    shown = CustomerFiles(bank.log, RIGHTS).show(WANG, ANN)
    assert (shown.state, shown.merged_into) == ("merged", LI_NA)
    assert (facts(bank, LI_NA), facts(bank, WANG)) == ({"f1": "Tea"}, {"f1": "Go"})
    part(bank)
    assert (facts(bank, LI_NA), facts(bank, WANG)) == ({"f1": "Tea"}, {"f1": "Go"})
    assert CustomerFiles(bank.log, RIGHTS).show(LI_NA, ANN).left_over == {}


def test_what_was_recorded_on_the_survivor_meanwhile_is_listed_until_somebody_says_whose_it_is(bank: Desk) -> None:
    merged(bank)
    contact = contact_with(bank, LI_NA)
    learn(bank, contact, "Chess")
    bank.customers.record_fact(LI_NA, "likes", "Opera", STAFF, about_id=None, at=None, command=asked())
    part(bank)
    show = CustomerFiles(bank.log, RIGHTS).show
    assert show(LI_NA, ANN).left_over == {str(WANG): ("f2", "f3")}
    assign(bank, LeftOverKind.FACT, "f3", LI_NA)
    assert assign(bank, LeftOverKind.FACT, "f3", LI_NA).events == 0
    assign(bank, LeftOverKind.CONTACT, contact)
    assert show(LI_NA, ANN).left_over == {}
    assert (facts(bank, LI_NA), facts(bank, WANG)) == ({"f1": "Tea", "f3": "Opera"}, {"f1": "Go", "f2": "Chess"})
    assert bank.topics(contact)[-1] == "identification_corrected"
    assert assign(bank, LeftOverKind.CONTACT, contact).events == 0


def test_a_contact_that_was_found_to_be_with_the_survivor_again_is_assigned_again(bank: Desk) -> None:
    merged(bank)
    contact = contact_with(bank, LI_NA)
    part(bank)
    assign(bank, LeftOverKind.CONTACT, contact)
    bank.interactions.correct_identification(contact, Identification(LI_NA, "id_card"), "No.", command=asked())
    assert assign(bank, LeftOverKind.CONTACT, contact).events == 1
    assert bank.topics(contact)[-2:] == ["identification_corrected", "identification_corrected"]
    assert assign(bank, LeftOverKind.CONTACT, contact).events == 0


def test_only_a_case_of_one_of_the_two_is_assigned(bank: Desk) -> None:
    merged(bank)
    hers = bank.receive(intake(complainant_id=LI_NA, complainant=None))
    request = bank.requests.submit(request_intake(requester_id=LI_NA, requester=None), command=asked()).id
    another = bank.receive(intake(complainant_id=uuid4(), complainant=None))
    secret = bank.receive(intake(complainant_id=LI_NA, complainant=None, facts=facts_told(employee_id=BEN.user_id)))
    part(bank)
    for item in (another, secret, nobody(), "C-2026-000001-1"):
        with pytest.raises(Refusal) as caught:
            assign(bank, LeftOverKind.CASE, item)
        assert caught.value.code == "nothing_left_over"
    assert [assign(bank, LeftOverKind.CASE, item).events for item in (hers, request)] == [1, 1]
    assert assign(bank, LeftOverKind.CASE, hers).events == 0


def test_a_contact_that_stays_is_said_to_stay(bank: Desk) -> None:
    merged(bank)
    contact = contact_with(bank, LI_NA)
    part(bank)
    assign(bank, LeftOverKind.CONTACT, contact, LI_NA)
    assert bank.topics(contact)[-1] == "customer_identified"


def test_what_was_not_with_the_survivor_is_not_assigned(bank: Desk) -> None:
    merged(bank)
    contact = contact_with(bank, uuid4())
    unknown = bank.interactions.begin(BEGINNING, command=asked(ANN)).id
    part(bank)
    for item in (contact, unknown, "no id"):
        with pytest.raises(Refusal) as caught:
            assign(bank, LeftOverKind.CONTACT, item)
        assert caught.value.code == "nothing_left_over"
    with pytest.raises(NotFound):
        assign(bank, LeftOverKind.CONTACT, nobody())


def test_a_refused_merge_says_what_the_customer_would_take(bank: Desk) -> None:
    register(bank)
    with pytest.raises(Refusal) as caught:
        bank.customers.merge(LI_NA, LI_NA, "So.", command=asked(BEN))
    assert (caught.value.code, "merge" in caught.value.allowed) == ("same_customer", True)
    with pytest.raises(Refusal) as caught:
        bank.customers.merge(LI_NA, LI_NA, "So.", command=asked(ANN))
    assert caught.value.code == "role_forbidden"


def test_a_customer_who_is_none_is_not_found(bank: Desk) -> None:
    with pytest.raises(NotFound):
        CustomerFiles(bank.log, RIGHTS).show(nobody(), QUIN)
    assert bank.log.load(Customer, customer_stream(nobody())).aggregate.version == 0
