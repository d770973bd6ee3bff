"""The use cases between complaints: both change in one append, and nobody hears of what they may not know."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from application.case_file import CaseFile, CaseFiles
from application.ledger import NotFound
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.related import RecheckResult
from domain.refusals import Refusal
from tests.application.asking import CLERK, Desk, asked, desk, nobody
from tests.domain.complaint.values import BY_POST, facts, intake, resolution
from tests.domain.fixed import ANN, BEN, DOCUMENTS, EVE

CHENG = Actor("cheng", Role.SUPERVISOR, "shanghai")
AGAIN = intake(complainant_id=None, complainant=None)
ABOUT_EVE = intake(facts=facts(employee_id="eve"))


@pytest.fixture
def bank() -> Desk:
    return desk()


def file(bank: Desk, of: UUID, by: Actor = ANN) -> CaseFile:
    """Read a case."""
    return CaseFiles(bank.log, bank.complaints.rights).show(of, by)


def relations(bank: Desk, of: UUID, by: Actor = ANN) -> list[tuple[str, UUID]]:
    """Read what a case has to do with."""
    return [(one.kind, one.case_id) for one in file(bank, of, by).relations]


def refused(bank: Desk, code: str, give: object) -> Refusal:
    """Give a command that is refused, and leaves nothing."""
    before = bank.log.recorder.max_notification_id()
    with pytest.raises(Refusal) as caught:
        give()  # type: ignore[operator]
    assert caught.value.code == code
    assert bank.log.recorder.max_notification_id() == before
    return caught.value


def test_a_link_stands_on_both_until_it_is_taken_away(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    receipt = bank.complaints.link(one, another, "related", command=asked())
    assert (receipt.id, receipt.events) == (one, 1)
    assert relations(bank, one) == [("related", another)]
    assert relations(bank, another) == [("related", one)]
    assert bank.complaints.link(another, one, "related", command=asked()).events == 0

    bank.complaints.unlink(another, one, "related", command=asked())
    assert relations(bank, one) == relations(bank, another) == []
    assert bank.topics(one) == ["received", "linked", "unlinked"]


def test_a_complaint_is_not_linked_to_itself(bank: Desk) -> None:
    one = bank.receive()
    refused(bank, "same_case", lambda: bank.complaints.link(one, one, "related", command=asked()))
    refused(bank, "same_case", lambda: bank.complaints.merge(one, one, "Why.", command=asked()))
    refused(bank, "not_found", lambda: bank.complaints.link(one, nobody(), "related", command=asked()))


def test_a_case_about_the_user_is_neither_linked_nor_seen_in_a_relation(bank: Desk) -> None:
    one, about_eve = bank.receive(), bank.receive(ABOUT_EVE)
    refused(bank, "not_found", lambda: bank.complaints.link(one, about_eve, "related", command=asked(EVE)))
    bank.complaints.link(one, about_eve, "related", command=asked(ANN))

    assert relations(bank, one, EVE) == []
    assert [happened.topic for happened in file(bank, one, EVE).history] == ["complaint.received"]
    assert relations(bank, one, ANN) == [("related", about_eve)]


def test_a_merged_complaint_refuses_by_naming_where_it_goes_on(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    bank.complaints.merge(one, another, "Told twice.", command=asked())

    said = refused(bank, "complaint_is_merged", lambda: bank.complaints.add_note(one, "More.", command=asked()))

    assert bank.state(another).reference in str(said)
    assert said.allowed == ("unmerge",)
    assert relations(bank, one) == [("merged_into", another)]
    assert relations(bank, another) == [("merged_in", one)]


def test_a_complaint_does_not_go_on_in_one_of_another_unit(bank: Desk) -> None:
    person = uuid4()
    told = intake(complainant_id=person, complainant=None)
    one, another = bank.receive(told), bank.receive(told)
    bank.complaints.transfer(another, "london", "Theirs.", command=asked())
    refused(bank, "another_unit_owns", lambda: bank.complaints.merge(one, another, "Told twice.", command=asked()))
    assert bank.complaints.merge(one, bank.receive(told), "Told twice.", command=asked()).events == 1


def test_a_merged_complaint_is_hidden_from_whom_the_target_is_about(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    bank.complaints.correct(another, {"employee_id": "eve"}, "Named.", command=asked())
    refused(bank, "not_found", lambda: bank.complaints.add_note(one, "Mine.", command=asked(EVE)))
    refused(bank, "not_found", lambda: file(bank, one, EVE))


def test_what_is_taken_out_again_says_what_stayed_there(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    bank.complaints.admit(one, command=asked())
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    bank.complaints.admit(another, command=asked())
    bank.complaints.add_note(another, "Meanwhile.", command=asked())
    key = asked(key="unmerge")

    first = bank.complaints.unmerge(one, "Another charge.", command=key)

    assert bank.complaints.unmerge(one, "Another charge.", command=key) == first
    assert bank.state(one).state == "open"
    (was,) = file(bank, one).relations
    assert (was.kind, was.case_id, was.meanwhile) == ("was_merged_into", another, (3, 4))
    assert relations(bank, another) == [("was_merged_in", one)]
    refused(bank, "complaint_is_open", lambda: bank.complaints.unmerge(one, "Again.", command=asked()))


def test_a_complaint_that_is_merged_while_somebody_unmerges_it_is_looked_at_again(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    load = bank.log.load

    def merged_meanwhile(*arguments: Any) -> Any:  # noqa: ANN401 - what the log takes and gives
        found: Any = load(*arguments)
        bank.log.load = load  # type: ignore[method-assign]
        bank.complaints.merge(one, another, "Told twice.", command=asked())
        return found

    bank.log.load = merged_meanwhile  # type: ignore[method-assign, assignment]
    with pytest.raises(Refusal) as caught:
        bank.complaints.unmerge(one, "What?", command=asked())
    assert caught.value.code == "version_conflict"


def test_it_is_taken_out_by_who_may_know_of_the_other(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    bank.complaints.merge(one, another, "Told twice.", command=asked())
    bank.complaints.correct(another, {"employee_id": "eve"}, "Named.", command=asked())
    refused(bank, "not_found", lambda: bank.complaints.unmerge(one, "Another matter.", command=asked(EVE)))
    assert bank.complaints.unmerge(one, "It is another matter.", command=asked(BEN)).events == 1


def test_a_repeat_with_new_facts_is_a_complaint_of_its_own(bank: Desk) -> None:
    case = bank.accepted()
    bank.complaints.close(case, command=asked())
    key = asked(CLERK, key="repeat")

    receipt = bank.complaints.receive_repeat(case, AGAIN, "Another terminal.", command=key)

    assert bank.complaints.receive_repeat(case, AGAIN, "Another terminal.", command=key) == receipt
    assert relations(bank, receipt.id) == [("repeat_of", case)]
    assert relations(bank, case) == [("repeated_by", receipt.id)]
    assert bank.state(receipt.id).complainant == bank.state(case).complainant
    assert receipt.reference == bank.state(receipt.id).reference


def test_a_repeat_of_twenty_people_face_to_face_starts_the_plan_in_force(bank: Desk) -> None:
    case = bank.accepted()
    bank.complaints.close(case, command=asked())
    many = intake(facts=facts(joint_count=25, face_to_face=True))
    repeat = bank.state(bank.complaints.receive_repeat(case, many, "Another terminal.", command=asked()).id)
    assert repeat.major is not None
    plan = DOCUMENTS["emergency_plan"]
    assert (repeat.emergency_plan, list(repeat.emergency_steps)) == (plan.version, [row.step for row in plan.rows])


def test_a_repeat_without_new_facts_hears_what_would_be_taken(bank: Desk) -> None:
    case = bank.accepted()
    bank.complaints.close(case, command=asked())

    said = refused(
        bank, "new_facts_missing", lambda: bank.complaints.receive_repeat(case, AGAIN, None, command=asked())
    )

    assert {"link_interaction", "add_note", "request_recheck"} <= set(said.allowed)
    refused(bank, "not_found", lambda: bank.complaints.receive_repeat(nobody(), AGAIN, "New.", command=asked()))


def decided(bank: Desk) -> UUID:
    """Return a complaint whose decision was sent."""
    case, give = bank.receive(), bank.complaints
    give.admit(case, command=asked())
    give.start_investigation(case, command=asked())
    give.record_finding(case, "Found.", command=asked())
    give.propose_resolution(case, resolution(), command=asked())
    give.send_decision(case, "Dear.", "Appeal.", BY_POST, at=None, command=asked())
    return case


def test_a_re_check_is_asked_for_once_and_worked_on_by_others(bank: Desk) -> None:
    case, key, give = decided(bank), asked(CLERK, key="re-check"), bank.complaints

    receipt = give.request_recheck(case, "Again.", "phone", at=None, received_at=None, command=key)

    assert give.request_recheck(case, "Again.", "phone", at=None, received_at=None, command=key) == receipt
    assert relations(bank, case) == [("rechecked_by", receipt.id)]
    assert relations(bank, receipt.id) == [("recheck_of", case)]
    assert file(bank, receipt.id).kind == "recheck"
    refused(bank, "handled_the_first", lambda: give.take(receipt.id, command=asked(ANN)))
    give.take(receipt.id, command=asked(CHENG))


def test_its_result_is_recorded_once_it_is_decided(bank: Desk) -> None:
    case, give = decided(bank), bank.complaints
    recheck = give.request_recheck(case, "Again.", "phone", at=None, received_at=None, command=asked()).id
    changed = RecheckResult.CHANGED
    refused(
        bank,
        "recheck_undecided",
        lambda: give.record_recheck_result(case, "k1", changed, "So.", command=asked()),
    )
    give.admit(recheck, command=asked(CHENG))
    give.start_investigation(recheck, command=asked(CHENG))
    give.record_finding(recheck, "Found.", command=asked(CHENG))
    give.propose_resolution(recheck, resolution(), command=asked(CHENG))
    give.send_decision(recheck, "Dear.", "Court.", BY_POST, at=None, command=asked(CHENG))

    give.record_recheck_result(case, "k1", changed, "So.", command=asked(CHENG))

    (shown,) = file(bank, case).rechecks
    assert (shown.case_id, shown.result, shown.result_text) == (recheck, "changed", "So.")
    refused(bank, "no_such_recheck", lambda: give.record_recheck_result(case, "k2", changed, "?", command=asked()))


def test_both_streams_or_none(bank: Desk) -> None:
    one, another = bank.receive(), bank.receive()
    versions: list[tuple[int, int]] = []

    def look() -> None:
        versions.append((bank.state(one).version, bank.state(another).version))

    bank.log.recorder.before_insert = look
    bank.complaints.merge(one, another, "Told twice.", command=asked(BEN))
    bank.log.recorder.before_insert = lambda: None
    assert versions == [(1, 1)]
    assert (bank.state(one).version, bank.state(another).version) == (2, 2)
    assert isinstance(bank.state(one), Complaint)


def test_a_role_without_the_command_is_told_first(bank: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        bank.complaints.merge(nobody(), nobody(), "Why.", command=asked(CLERK))
    assert caught.value.code == "role_forbidden"
    with pytest.raises(NotFound):
        bank.complaints.unmerge(nobody(), "Why.", command=asked(ANN))
