"""The use cases of contacts: each gives its command; a case and its contact change in one append."""

from collections.abc import Callable
from inspect import signature
from uuid import UUID

import pytest

from application.command import Command, Receipt
from application.interaction_file import InteractionFiles
from application.interactions import Interactions
from application.ledger import NotFound
from domain.actor import Actor, Role
from domain.interaction import Interaction
from domain.interaction.ending import Ending
from domain.interaction.state import ALLOWED
from domain.interaction.values import Author, CaseKind, Identification
from domain.refusals import Refusal
from tests.application.asking import CLERK, RIGHTS, Desk, asked, desk, nobody
from tests.domain.complaint.values import CONTACT, LI_NA, facts, intake
from tests.domain.fixed import ANN, BEN, EVE
from tests.domain.interaction.examples import BEGINNING, WANG

UseCase = Callable[[Interactions, UUID, Command], Receipt]
QUIN = Actor("quin", Role.QUALITY, "quality")

LIFE: list[tuple[Actor, str, UseCase]] = [
    (CLERK, "answered", lambda i, of, q: i.answer(of, "ann", at=None, command=q)),
    (CLERK, "entry_added", lambda i, of, q: i.add_entry(of, Author.CUSTOMER, "我的卡被扣了两次。", at=None, command=q)),
    (CLERK, "customer_identified", lambda i, of, q: i.identify_customer(of, WANG, "id_card", command=q)),
    (
        ANN,
        "identification_corrected",
        lambda i, of, q: i.correct_identification(of, Identification(LI_NA, "id_card"), "Her sister.", command=q),
    ),
    (ANN, "fact_learnt", lambda i, of, q: i.record_fact(of, "occupation", "Teacher", at=None, command=q)),
    (CLERK, "ended", lambda i, of, q: i.end(of, Ending("solved", solved_claim=True), at=None, command=q)),
    (QUIN, "sampled_for_check", lambda i, of, q: i.sample_for_check(of, "random", command=q)),
    (QUIN, "check_scored", lambda i, of, q: i.score_check(of, "call", {"manner": 9, "answer": 5}, command=q)),
    (QUIN, "check_finding_recorded", lambda i, of, q: i.record_check_finding(of, "The day.", command=q)),
    (ANN, "check_answered", lambda i, of, q: i.answer_check(of, "Told now.", command=q)),
    (QUIN, "check_closed", lambda i, of, q: i.close_check(of, command=q)),
]
ABOUT_EVE = intake(facts=facts(employee_id="eve"))
GIVEN_TO_EVERY_COMMAND = {"self", "by", "now", "codes", "forms", "case_id", "reference"}


@pytest.fixture
def bank() -> Desk:
    return desk()


def begun(bank: Desk, by: Actor = ANN) -> UUID:
    return bank.interactions.begin(BEGINNING, command=asked(by)).id


def test_a_contact_lives_through_its_use_cases(bank: Desk) -> None:
    waiting = type(BEGINNING)(BEGINNING.direction, "phone", BEGINNING.offered_at, "shanghai")
    contact = bank.interactions.begin(waiting, command=asked(CLERK)).id
    for who, event, use_case in LIFE:
        receipt = use_case(bank.interactions, contact, asked(who))
        assert (bank.topics(contact)[-1], receipt.events) == (event, 1), event
    assert bank.topics(contact) == ["begun", *(event for _, event, _ in LIFE)]


def test_a_repeat_begins_no_second_contact(bank: Desk) -> None:
    command = asked(CLERK, "once")
    first = bank.interactions.begin(BEGINNING, command=command)
    assert bank.interactions.begin(BEGINNING, command=command) == first
    assert first.reference.startswith("I-2026-")


@pytest.mark.parametrize("command", sorted(ALLOWED.keys() - {"link_case", "unlink_case"}))
def test_a_use_case_takes_what_its_command_takes(command: str) -> None:
    mine = set(signature(getattr(Interactions, command)).parameters) - {"self", "of", "command"}
    assert mine == set(signature(getattr(Interaction, command)).parameters) - GIVEN_TO_EVERY_COMMAND


def test_contact_and_complaint_know_each_other_from_one_append_on(bank: Desk) -> None:
    contact, case = begun(bank), bank.receive()
    receipt = bank.interactions.link_case(contact, case, CaseKind.COMPLAINT, command=asked())
    assert (receipt.id, receipt.events) == (contact, 1)
    assert (bank.topics(contact)[-1], bank.topics(case)[-1]) == ("case_linked", "interaction_linked")
    assert bank.complaints.link_interaction(case, contact, command=asked()).events == 0
    bank.complaints.unlink_interaction(case, contact, command=asked())
    assert (bank.topics(contact)[-1], bank.topics(case)[-1]) == ("case_unlinked", "interaction_unlinked")
    bank.complaints.link_interaction(case, contact, command=asked())
    bank.interactions.unlink_case(contact, case, CaseKind.COMPLAINT, command=asked())
    assert bank.state(case).interactions == {}


def test_a_contact_becomes_a_complaint_in_one_append(bank: Desk) -> None:
    contact = begun(bank, CLERK)
    bank.interactions.add_entry(contact, Author.CUSTOMER, "Charged twice.", at=None, command=asked(CLERK))
    bank.interactions.identify_customer(contact, LI_NA, "logged_in", command=asked(CLERK))
    command = asked(CLERK, "once")
    receipt = bank.interactions.open_complaint(contact, {"subject": "Fee"}, CONTACT, "shanghai", command=command)
    complaint = bank.state(receipt.id)
    assert (complaint.reference, complaint.words.narrative) == (receipt.reference, "Charged twice.")
    assert (complaint.facts.channel, complaint.facts.received_at) == ("phone", BEGINNING.offered_at)
    assert (complaint.complainant_id, complaint.complainant) == (LI_NA, CONTACT)
    assert list(complaint.interactions) == [str(contact)]
    assert bank.topics(contact)[-1] == "complaint_opened"
    again = bank.interactions.open_complaint(contact, {"subject": "Fee"}, CONTACT, "shanghai", command=command)
    assert again == receipt
    assert bank.topics(contact).count("complaint_opened") == 1


def test_what_the_complaint_refuses_leaves_the_contact_as_it_was(bank: Desk) -> None:
    contact = begun(bank)
    told = {"narrative": "So.", "source": "retired"}
    with pytest.raises(Refusal) as caught:
        bank.interactions.open_complaint(contact, told, None, "shanghai", command=asked())
    assert caught.value.code == "unknown_code"
    assert bank.topics(contact) == ["begun"]


def test_nobody_opens_a_complaint_who_may_not_receive_one(bank: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        bank.interactions.open_complaint(begun(bank), {}, None, "shanghai", command=asked(QUIN))
    assert caught.value.code == "role_forbidden"


# recusal 回避


def test_a_case_about_somebody_is_not_linked_by_them_nor_shown_to_them(bank: Desk) -> None:
    case, mine = bank.receive(ABOUT_EVE), begun(bank)
    with pytest.raises(NotFound):
        bank.interactions.link_case(mine, case, CaseKind.COMPLAINT, command=asked(EVE))
    with pytest.raises(NotFound):
        bank.complaints.link_interaction(case, mine, command=asked(EVE))
    bank.interactions.link_case(mine, case, CaseKind.COMPLAINT, command=asked(ANN))
    for give in (
        lambda: bank.interactions.add_entry(mine, Author.AGENT, "So.", at=None, command=asked(EVE)),
        lambda: InteractionFiles(bank.log, RIGHTS).show(mine, EVE),
        lambda: bank.complaints.link_interaction(bank.receive(), mine, command=asked(EVE)),
    ):
        with pytest.raises(NotFound):
            give()


def test_an_agent_keeps_a_contact_of_theirs_without_the_case_about_them(bank: Desk) -> None:
    case = bank.receive(ABOUT_EVE)
    told = type(BEGINNING)(BEGINNING.direction, "phone", BEGINNING.offered_at, "shanghai", BEGINNING.answered_at, "eve")
    contact = bank.interactions.begin(told, command=asked(EVE)).id
    bank.interactions.link_case(contact, case, CaseKind.COMPLAINT, command=asked(ANN))
    files = InteractionFiles(bank.log, RIGHTS)
    shown = files.show(contact, EVE)
    assert shown.links == ()
    assert [entry.topic for entry in shown.history] == ["interaction.begun"]
    assert [link.case_id for link in files.show(contact, BEN).links] == [case]
    assert bank.interactions.add_entry(contact, Author.AGENT, "So.", at=None, command=asked(EVE)).events == 1


def test_the_file_of_a_contact_tells_everything_and_what_is_next(bank: Desk) -> None:
    contact = begun(bank, CLERK)
    for who, _, use_case in LIFE[1:]:
        use_case(bank.interactions, contact, asked(who))
    shown = InteractionFiles(bank.log, RIGHTS).show(contact, QUIN)
    assert [(entry.author, entry.text) for entry in shown.entries] == [("customer", "我的卡被扣了两次。")]
    assert (shown.state, shown.outcome, shown.solved_claim) == ("ended", "solved", True)
    assert [(one.findings, one.answers) for one in shown.checks] == [(("The day.",), ("Told now.",))]
    assert {one.command for one in shown.next if one.permitted} == {"sample_for_check"}


def test_a_contact_that_is_not_there_is_not_found(bank: Desk) -> None:
    with pytest.raises(NotFound):
        InteractionFiles(bank.log, RIGHTS).show(nobody(), ANN)
    with pytest.raises(NotFound):
        bank.interactions.link_case(begun(bank), nobody(), CaseKind.COMPLAINT, command=asked())


def test_a_refusal_says_what_the_contact_would_take(bank: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        bank.interactions.answer(begun(bank), None, at=None, command=asked())
    assert caught.value.code == "interaction_is_answered"
    assert {"add_entry", "end", "open_complaint"} <= set(caught.value.allowed)
